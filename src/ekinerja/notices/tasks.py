"""Send the e-mail of a notification."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.core.mail import send_mail as send
from django.db import transaction
from django.utils.translation import gettext as _

from ekinerja.kernel import jobs
from ekinerja.notices.models import MailState, Notification


@jobs.task(name="notices.send_mail", queue="mail")
def send_mail(job: jobs.RunningJob, *, notification_id: str) -> None:
    """
    Send one notification to its employee's address, once.

    The row stays locked while the mail server answers, so that two workers never send the same mail; a
    worker killed between sending and commit sends it again, which is better than never.
    """
    with transaction.atomic():
        notification = (
            Notification.objects.select_for_update(of=("self",))
            .select_related("employee")
            .filter(id=UUID(notification_id), mail_state=MailState.QUEUED)
            .first()
        )
        if notification is None:
            return
        address = notification.employee.email
        if address:
            send(notification.title, _text(notification), None, [address])
        notification.mail_state = MailState.SENT if address else MailState.NO_ADDRESS
        notification.save(update_fields=["mail_state"])


def _text(notification: Notification) -> str:
    lines = [notification.body or notification.title]
    if notification.url:
        lines += ["", _("Buka: %(address)s") % {"address": settings.BASE_URL.rstrip("/") + notification.url}]
    lines += ["", _("Surel ini dikirim otomatis oleh e-Kinerja. Jangan membalas surel ini.")]
    return "\n".join(lines)
