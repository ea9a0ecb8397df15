"""Read one's own notifications."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from ekinerja.kernel.actor import Actor
from ekinerja.notices.models import Notification

PAGE = 25
COUNTED_UP_TO = 100


@dataclass(frozen=True)
class NotificationPage:
    """A page of notifications, newest first."""

    items: tuple[Notification, ...]
    number: int
    total: int

    @property
    def page_count(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // PAGE))


def list_notifications(*, actor: Actor, page: int = 1, unread_only: bool = False) -> NotificationPage:
    """Return a page of the actor's own notifications."""
    if actor.employee_id is None:
        return NotificationPage((), 1, 0)
    rows = Notification.objects.filter(employee_id=actor.employee_id)
    if unread_only:
        rows = rows.filter(read_at=None)
    total = rows.count()
    number = min(max(1, page), max(1, -(-total // PAGE)))
    items = tuple(rows.order_by("-created_at", "-id")[(number - 1) * PAGE : number * PAGE])
    return NotificationPage(items, number, total)


def unread(*, actor: Actor) -> QuerySet[Notification]:
    """Return the actor's unread notifications, at most one hundred in no order, for counting only."""
    if actor.employee_id is None:
        return Notification.objects.none()
    rows = Notification.objects.filter(employee_id=actor.employee_id, read_at=None).order_by()
    return Notification.objects.filter(id__in=rows.values("id")[:COUNTED_UP_TO]).order_by()


def count_unread(*, actor: Actor) -> int:
    """Return the number of unread notifications, counted up to one hundred."""
    return unread(actor=actor).count()
