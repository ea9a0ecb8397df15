"""Plans and periods of a year reduced to what counting needs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models.fields.json import KT

from ekinerja.planning.data import YearState
from ekinerja.planning.models import PerformanceYear, Period, Plan
from ekinerja.planning.selectors.years import with_extensions


@dataclass(frozen=True)
class PlanLine:
    """Statutory term: baris SKP. One plan's owner, state and days (half-open)."""

    id: UUID
    employee_id: UUID
    state: str
    starts_on: date
    ends_before: date


def lines_of_year(*, year_id: UUID, employee_ids: Iterable[UUID] | None = None) -> list[PlanLine]:
    """Return the plans of a year, of everybody or of some people, with one query."""
    rows: Any = Plan.objects.filter(year_id=year_id)
    if employee_ids is not None:
        rows = rows.filter(employee_id__in=list(employee_ids))
    found = rows.order_by().values_list("id", "employee_id", "state", "period")
    return [PlanLine(key, owner, state, days.lower, days.upper) for key, owner, state, days in found]


@dataclass(frozen=True)
class PlanProgress:
    """Statutory term: kemajuan SKP. One plan's owner and state, who decides about it, and since when it stands so."""

    id: UUID
    employee_id: UUID
    state: str
    rater_employee_id: UUID | None
    rater_name: str
    submitted_at: datetime | None
    changed_at: datetime


def progress_of_year(*, year_id: UUID, employee_ids: Iterable[UUID] | None = None) -> list[PlanProgress]:
    """Return how far the plans of a year are, of everybody or of some people, with one query."""
    rows: Any = Plan.objects.filter(year_id=year_id)
    if employee_ids is not None:
        rows = rows.filter(employee_id__in=list(employee_ids))
    found = rows.order_by().values_list(
        "id", "employee_id", "state", "rater_employee_id", KT("rater_snapshot__name"), "submitted_at", "changed_at"
    )
    return [PlanProgress(a, b, c, d, name or "", e, f) for a, b, c, d, name, e, f in found]


def open_year(*, on: date) -> tuple[PerformanceYear | None, list[Period]]:
    """Return the open year of a day, else the latest open one, its periods and their extensions, with one query."""
    found = with_extensions(Period.objects.filter(year__state=YearState.OPEN).select_related("year"))
    rows = list(found.order_by("-year__year"))
    years = [row.year for row in rows]
    year = next((row for row in years if row.year == on.year), years[0] if years else None)
    periods = [row for row in rows if year is not None and row.year_id == year.id]
    return year, sorted(periods, key=lambda row: row.span.lower)
