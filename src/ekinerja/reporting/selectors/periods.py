"""Which periods have begun, and which one is to be filled now."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from ekinerja.planning import public as planning
from ekinerja.planning.data import PeriodKind


def begun_periods(*, periods: Iterable[planning.Period], now: datetime) -> list[planning.Period]:
    """Return the periods within the year that have begun, in their order."""
    on = planning.day_of(now)
    rows = [row for row in periods if row.kind == PeriodKind.PERIODIC and row.span.lower <= on]
    return sorted(rows, key=lambda row: row.number)


def period_to_fill(*, now: datetime) -> planning.Period | None:
    """Return the open year's period whose deadline comes next, or ``None`` before the first has begun."""
    return due_period(periods=planning.lines.open_year(on=planning.day_of(now))[1], now=now)


def due_period(*, periods: Iterable[planning.Period], now: datetime) -> planning.Period | None:
    """Return the period whose deadline comes next: early in a month still the month before; else the latest begun."""
    begun = begun_periods(periods=periods, now=now)
    waiting = [row for row in begun if row.fill_deadline >= now]
    return waiting[0] if waiting else begun[-1] if begun else None
