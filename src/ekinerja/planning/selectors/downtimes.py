"""Recorded times without the program, and the deadlines that a new one would move."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone

from ekinerja.kernel import uptime
from ekinerja.kernel.uptime import Standstill
from ekinerja.planning.data import YearState
from ekinerja.planning.models import Downtime, PerformanceYear, Period, PeriodExtension, PlanExtension
from ekinerja.planning.selectors.plans import day_of
from ekinerja.rules import cycle

ONE_DAY = timedelta(days=1)
SUGGESTED_FOR = timedelta(days=60)


@dataclass(frozen=True)
class MovedDeadline:
    """
    Statutory term: batas waktu yang bergeser karena gangguan.

    ``period`` is empty for the last day of plans; ``unit_id`` and ``employee_id`` are those of an earlier extension.
    """

    year: PerformanceYear
    period: Period | None
    unit_id: UUID | None
    unit_path: str
    employee_id: UUID | None
    before: datetime
    after: datetime


def list_downtimes(*, year: int | None = None) -> list[Downtime]:
    """Return the recorded times without the program, the latest first; those that touch a year when one is named."""
    rows = Downtime.objects.all()
    if year is not None:
        first, after = (datetime(number, 1, 1, tzinfo=timezone.get_current_timezone()) for number in (year, year + 1))
        rows = rows.filter(started_at__lt=after, ended_at__gt=first)
    return list(rows)


def suggested_downtimes(*, at: datetime) -> list[Standstill]:
    """Return the latest standstills of the program on the day of a deadline that nobody has recorded yet."""
    since = at - SUGGESTED_FOR
    known = list(Downtime.objects.filter(ended_at__gt=since))
    unknown = [
        row
        for row in uptime.standstills(since=since)
        if not any(other.started_at < row.ended_at and other.ended_at > row.started_at for other in known)
    ]
    years = _open_years() if unknown else []
    return [row for row in unknown if _moved_in(years, row.started_at, row.ended_at)]


def moved_by(*, started_at: datetime, ended_at: datetime) -> list[MovedDeadline]:
    """
    Return the deadlines of open years that fell on a day of the disturbance, with the day they move to.

    Each day of the disturbance up to the deadline is given back (``rules.cycle.window``). Extensions of a unit or a
    person that fell into it move as well.
    """
    return _moved_in(_open_years(), started_at, ended_at)


def _open_years() -> list[PerformanceYear]:
    """Return the open years with all their deadlines, the oldest first."""
    rows = PerformanceYear.objects.filter(state=YearState.OPEN).order_by("year")
    return list(rows.prefetch_related("periods__extensions", "extensions"))


def _moved_in(years: Iterable[PerformanceYear], started_at: datetime, ended_at: datetime) -> list[MovedDeadline]:
    outage = cycle.Span(day_of(started_at), day_of(ended_at) + ONE_DAY)
    found: list[MovedDeadline] = []
    for year in years:
        found += _moved(year, None, year.plan_deadline, list(year.extensions.all()), outage)
        for period in sorted(year.periods.all(), key=lambda row: row.fill_deadline):
            found += _moved(year, period, period.fill_deadline, list(period.extensions.all()), outage)
    return found


def _moved(
    year: PerformanceYear,
    period: Period | None,
    general: datetime,
    extensions: list[PeriodExtension] | list[PlanExtension],
    outage: cycle.Span,
) -> list[MovedDeadline]:
    """Take the latest deadline of everybody and of each unit and person apart, and move those inside the outage."""
    latest: dict[tuple[UUID | None, str, UUID | None], datetime] = {(None, "", None): general}
    for row in extensions:
        if row.ended_at is not None:
            continue
        key = (row.unit_id, row.unit_path, row.employee_id)
        at = row.fill_deadline if isinstance(row, PeriodExtension) else row.plan_deadline
        latest[key] = max(at, latest.get(key, general))
    return [
        MovedDeadline(year, period, *key, before=at, after=_after(at, outage))
        for key, at in latest.items()
        if day_of(at) in outage
    ]


def _after(deadline: datetime, outage: cycle.Span) -> datetime:
    due = day_of(deadline)
    window = cycle.window(opens=min(outage.start, due), due=due, outages=(outage,)).value
    local = timezone.localtime(deadline)
    return local + (window.end - ONE_DAY - due)
