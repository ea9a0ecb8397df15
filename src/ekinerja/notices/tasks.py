"""Send the e-mails of notifications."""

from __future__ import annotations

from smtplib import SMTPException
from uuid import UUID

import structlog
from django.conf import settings
from django.core.mail import send_mail as send
from django.db import transaction
from django.utils.translation import gettext as _

from ekinerja.kernel import jobs
from ekinerja.notices.models import MailState, Notification

log = structlog.get_logger(__name__)


@jobs.task(name="notices.send_mails", queue="mail")
def send_mails(job: jobs.RunningJob, *, notification_ids: list[str]) -> None:
    """
    Send notifications to their employees' addresses, each once; one that fails does not keep the others back.

    :raises OSError: some could not be sent; those alone are tried again
    """
    failed = 0
    for notification_id in notification_ids:
        try:
            _send_one(UUID(notification_id))
        except (OSError, SMTPException) as error:
            failed += 1
            log.warning("mail.failed", notification_id=notification_id, error=type(error).__name__)
    if failed:
        raise OSError(f"{failed} of {len(notification_ids)} mails were not sent")


def _send_one(notification_id: UUID) -> None:
    """
    Send one, once.

    The row stays locked while the mail server answers, so that two workers never send the same mail; a
    worker killed between sending and commit sends it again, which is better than never.
    """
    with transaction.atomic():
        notification = (
            Notification.objects.select_for_update(of=("self",))
            .select_related("employee")
            .filter(id=notification_id, mail_state=MailState.QUEUED)
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
