"""Years, periods and the deadline that applies to one person."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Prefetch, QuerySet
from django.db.models.functions import JSONObject, Least

from ekinerja.kernel.errors import NotFound
from ekinerja.planning.data import PeriodKind, YearState
from ekinerja.planning.models import PerformanceYear, Period, PeriodExtension, Plan, PlanExtension


@dataclass(frozen=True)
class Deadline:
    """Statutory term: batas pengisian. Until when one person may fill a period, and why later than others."""

    at: datetime
    reason: str = ""

    def is_over(self, now: datetime) -> bool:
        """Tell whether the deadline has passed."""
        return now > self.at


def find_open_year(*, on: date) -> PerformanceYear | None:
    """Return the open year of a day, else the latest open one."""
    rows = _with_plan_extensions(PerformanceYear.objects.filter(state=YearState.OPEN)).order_by("-year")
    return rows.filter(year=on.year).first() or rows.first()


def open_years() -> list[PerformanceYear]:
    """Return the open years with their periods, newest first."""
    rows = PerformanceYear.objects.filter(state=YearState.OPEN).prefetch_related("periods")
    return list(rows.order_by("-year"))


def lock_year(*, year_id: UUID) -> PerformanceYear:
    """
    Return a year kept for a change.

    :raises NotFound: there is no such year in this agency
    """
    year = PerformanceYear.objects.select_for_update().filter(id=year_id).first()
    if year is None:
        raise NotFound
    return year


def find_year(*, year: int) -> PerformanceYear | None:
    """Return a year of the agency, open or closed."""
    return PerformanceYear.objects.filter(year=year).first()


def list_years() -> list[PerformanceYear]:
    """Return the agency's years with their periods and extensions, newest first."""
    periods = with_extensions(Period.objects.all()).order_by("-kind", "number")
    years = _with_plan_extensions(PerformanceYear.objects.prefetch_related(Prefetch("periods", queryset=periods)))
    return list(years.order_by("-year"))


def get_year(*, year_id: UUID) -> PerformanceYear:
    """
    Return a year with the extensions of its deadline for plans.

    :raises NotFound: there is no such year in this agency
    """
    row = _with_plan_extensions(PerformanceYear.objects.filter(id=year_id)).first()
    if row is None:
        raise NotFound
    return row


def periods_of(*, year_id: UUID) -> list[Period]:
    """Return the periods of a year in order, the annual one last, with their extensions."""
    rows = with_extensions(Period.objects.filter(year_id=year_id)).order_by("number")
    return sorted(rows, key=lambda row: (row.kind == PeriodKind.ANNUAL, row.number))


def get_period(*, period_id: UUID) -> Period:
    """
    Return a period with its year and extensions.

    :raises NotFound: there is no such period in this agency
    """
    row = with_extensions(Period.objects.select_related("year").filter(id=period_id)).first()
    if row is None:
        raise NotFound
    return row


def periods_for(*, plan: Plan, periods: Iterable[Period]) -> list[Period]:
    """Return those periods that share at least one day with the plan."""
    return [row for row in periods if row.span.lower < plan.period.upper and plan.period.lower < row.span.upper]


def deadline_for(*, period: Period, employee_id: UUID | None, unit_path: str) -> Deadline:
    """Return the latest deadline that applies to a person; the period comes with its extensions loaded."""
    return _latest(period.fill_deadline, period.extended, employee_id, unit_path)  # type: ignore[attr-defined]


def common_deadline(*, period: Period, unit_paths: Iterable[str]) -> Deadline:
    """
    Return until when everybody in all these units may fill a period; more time for single people does not count.

    The period comes with its extensions loaded; the empty path is the whole agency.
    """
    found = (deadline_for(period=period, employee_id=None, unit_path=path) for path in unit_paths)
    return min(found, key=lambda row: row.at, default=Deadline(period.fill_deadline))


def plan_deadline_for(*, year: PerformanceYear, employee_id: UUID | None, unit_path: str) -> Deadline:
    """Return the latest last day for plans that applies to a person; one query if the year comes without them."""
    if not hasattr(year, "extended"):
        year = get_year(year_id=year.id)
    return _latest(year.plan_deadline, year.extended, employee_id, unit_path)  # type: ignore[attr-defined]


def _latest(
    general: datetime, extensions: Iterable[dict[str, Any]], employee_id: UUID | None, unit_path: str
) -> Deadline:
    best = Deadline(general)
    for extension in extensions:
        at = datetime.fromisoformat(extension["at"])
        if _applies(extension, employee_id, unit_path) and at > best.at:
            best = Deadline(at, "" if extension["ended"] else extension["reason"])
    return best


def _applies(extension: dict[str, Any], employee_id: UUID | None, unit_path: str) -> bool:
    if extension["employee"] is not None:
        return bool(extension["employee"] == str(employee_id))
    return unit_path.startswith(extension["path"])


def get_extension(*, extension_id: UUID, lock: bool = False) -> PeriodExtension | PlanExtension:
    """
    Return more time that was given for a period or for plans; ``lock`` keeps it for a change.

    :raises NotFound: there is no such extension in this agency
    """
    model: type[PeriodExtension | PlanExtension]
    for model in (PeriodExtension, PlanExtension):
        rows: Any = model.objects.select_for_update() if lock else model.objects.all()
        row: PeriodExtension | PlanExtension | None = rows.filter(id=extension_id).first()
        if row is not None:
            return row
    raise NotFound


def _told(deadline: str) -> JSONObject:
    """``at`` is until when it counts, ``until`` the deadline as granted; they differ where it was ended before."""
    return JSONObject(
        id="id",
        at=Least(deadline, "ended_at"),
        until=deadline,
        reason="reason",
        employee="employee_id",
        unit="unit_id",
        path="unit_path",
        who="granted_by_name",
        ended="ended_at",
        why_ended="ended_reason",
        who_ended="ended_by_name",
    )


def _with_plan_extensions(rows: QuerySet[PerformanceYear]) -> QuerySet[PerformanceYear]:
    """Load the extensions of the deadline for plans with the years themselves, as ``extended``."""
    told = _told("plan_deadline")
    mine = PlanExtension.objects.filter(year=OuterRef("pk")).order_by("granted_at")
    return rows.annotate(extended=ArraySubquery(mine.values(told=told)))


def with_extensions(rows: QuerySet[Period]) -> QuerySet[Period]:
    """Load the extensions with the periods themselves, as ``extended``."""
    told = _told("fill_deadline")
    mine = PeriodExtension.objects.filter(period=OuterRef("pk")).order_by("granted_at")
    return rows.annotate(extended=ArraySubquery(mine.values(told=told)))
