"""Read the trail, for those with the right."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet
from django.utils.translation import gettext

from ekinerja.audit.models import AuditEntry, AuditSeal
from ekinerja.kernel.actor import Actor, Role
from ekinerja.kernel.errors import NotAllowed

PAGE = 50
READERS = (Role.INSPECTORATE, Role.AGENCY_ADMIN)


@dataclass(frozen=True)
class TrailFilter:
    """
    What the reader looks for; empty fields do not narrow. Days are of the agency's time zone.

    ``named_by_text`` are the events whose words on the reader's screen contain the text.
    """

    text: str = ""
    named_by_text: tuple[str, ...] = ()
    event: str = ""
    events: tuple[str, ...] = ()
    subject_id: str = ""
    account_id: UUID | None = None
    since: date | None = None
    until: date | None = None
    only_sensitive: bool = False
    before: tuple[datetime, UUID] | None = None


@dataclass(frozen=True)
class TrailPage:
    """A page of entries, newest first; ``next_before`` continues after the last one."""

    entries: tuple[AuditEntry, ...]
    next_before: tuple[datetime, UUID] | None


def may_read_trail(actor: Actor) -> bool:
    """Whether the actor reads the whole agency's trail."""
    return "" in actor.paths(*READERS)


def list_trail(*, actor: Actor, wanted: TrailFilter, time_zone: str, limit: int = PAGE) -> TrailPage:
    """
    Return a page of the agency's trail.

    :raises NotAllowed: for anybody but inspectorate and agency administrators
    """
    rows = list(_matching(actor, wanted, time_zone)[: limit + 1])
    more = len(rows) > limit
    rows = rows[:limit]
    return TrailPage(tuple(rows), (rows[-1].at, rows[-1].id) if more and rows else None)


def iterate_trail(*, actor: Actor, wanted: TrailFilter, time_zone: str, limit: int) -> Iterator[AuditEntry]:
    """
    Yield the matching entries, newest first, at most ``limit``, for an export.

    The limit belongs to the query: without server-side cursors the driver takes the whole answer at once.
    """
    return _matching(actor, wanted, time_zone)[:limit].iterator(2_000)


def format_position(position: tuple[datetime, UUID] | None) -> str:
    """Return a place in the trail as text for an address; empty for none."""
    return f"{position[0].isoformat()}~{position[1]}" if position else ""


def parse_position(text: str) -> tuple[datetime, UUID] | None:
    """Return the place that an address names; none for anything malformed."""
    at, _, entry_id = text.partition("~")
    try:
        return datetime.fromisoformat(at), UUID(entry_id)
    except ValueError:
        return None


def history_of(*, subject_id: UUID | str, limit: int = 100) -> tuple[AuditEntry, ...]:
    """Return the newest entries about one subject; the caller has checked that the actor may see the subject."""
    return tuple(AuditEntry.objects.filter(subject_id=str(subject_id)).order_by("-at", "-id")[:limit])


def latest_seal() -> AuditSeal | None:
    """Return the head of the present agency's chain."""
    return AuditSeal.objects.order_by("-number").first()


def _require(actor: Actor) -> None:
    if not may_read_trail(actor):
        raise NotAllowed(gettext("Jejak audit hanya dapat dibuka oleh inspektorat dan admin instansi."))


def _matching(actor: Actor, wanted: TrailFilter, time_zone: str) -> QuerySet[AuditEntry]:
    _require(actor)
    zone = ZoneInfo(time_zone)
    rows = AuditEntry.objects.order_by("-at", "-id")
    if wanted.text:
        rows = rows.filter(
            Q(actor_name__icontains=wanted.text)
            | Q(event__icontains=wanted.text)
            | Q(event__in=list(wanted.named_by_text))
        )
    if wanted.event:
        rows = rows.filter(event=wanted.event)
    if wanted.events:
        rows = rows.filter(event__in=wanted.events)
    if wanted.subject_id:
        rows = rows.filter(subject_id=wanted.subject_id)
    if wanted.account_id:
        rows = rows.filter(actor_account_id=wanted.account_id)
    if wanted.since:
        rows = rows.filter(at__gte=datetime.combine(wanted.since, time.min, zone))
    if wanted.until:
        rows = rows.filter(at__lt=datetime.combine(wanted.until + timedelta(days=1), time.min, zone))
    if wanted.only_sensitive:
        rows = rows.filter(sensitive=True)
    if wanted.before:
        at, entry_id = wanted.before
        rows = rows.filter(Q(at__lt=at) | Q(at=at, id__lt=entry_id))
    return rows
