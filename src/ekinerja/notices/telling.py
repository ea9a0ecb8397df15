"""Tell people, and note what they have read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from ekinerja.access import public as access
from ekinerja.kernel import jobs
from ekinerja.kernel.actor import Actor
from ekinerja.kernel.errors import NotFound
from ekinerja.kernel.sentences import one_stop
from ekinerja.kernel.tenancy import context
from ekinerja.notices.models import MailState, Notification

MAILS_A_JOB = 100


@dataclass(frozen=True)
class Message:
    """What to tell; ``key`` names the happening so that it is told once, ``url`` is a path of this program."""

    kind: str
    key: str
    title: str
    body: str = ""
    url: str = ""


@transaction.atomic
def notify(*, employee_ids: Sequence[UUID], message: Message, at: datetime, mail: bool = True) -> int:
    """Tell the employees once, by e-mail too if wanted and set up, and return how many were not told before."""
    mail = mail and access.sends_mail()
    known = set(
        Notification.objects.filter(employee_id__in=employee_ids, key=message.key).values_list("employee_id", flat=True)
    )
    new = [
        Notification(
            agency_id=context.current_or_none(),
            employee_id=employee_id,
            kind=message.kind,
            key=message.key,
            title=one_stop(" ".join(message.title.split()))[:200],
            body=one_stop(message.body),
            url=message.url,
            created_at=at,
            mail_state=MailState.QUEUED if mail else MailState.NONE,
        )
        for employee_id in dict.fromkeys(employee_ids)
        if employee_id not in known
    ]
    Notification.objects.bulk_create(new, ignore_conflicts=True, batch_size=1_000)
    for start in range(0, len(new) if mail else 0, MAILS_A_JOB):
        ids = [str(notification.id) for notification in new[start : start + MAILS_A_JOB]]
        jobs.defer("notices.send_mails", notification_ids=ids)
    return len(new)


@transaction.atomic
def open_notification(*, actor: Actor, notification_id: UUID, at: datetime) -> Notification:
    """
    Mark one of the actor's own notifications as read and return it.

    :raises NotFound: it is not the actor's
    """
    own = (
        Notification.objects.filter(employee_id=actor.employee_id) if actor.employee_id else Notification.objects.none()
    )
    found = own.filter(id=notification_id).first()
    if found is None:
        raise NotFound(_("Pemberitahuan ini tidak ditemukan."))
    if found.read_at is None:
        found.read_at = at
        found.save(update_fields=["read_at"])
    return found


@transaction.atomic
def mark_all_read(*, actor: Actor, at: datetime) -> int:
    """Mark all of the actor's own notifications as read and return how many were not."""
    if actor.employee_id is None:
        return 0
    return Notification.objects.filter(employee_id=actor.employee_id, read_at=None).update(read_at=at)
