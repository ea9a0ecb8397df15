"""Read the roll-up of one period: the whole of a scope, and what is directly below it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F, Func, Min, QuerySet, Sum, TextField, Value

from ekinerja.organisation import public as organisation
from ekinerja.reporting.data import COLUMNS, PLAN_COLUMNS, Counts, PlanStanding
from ekinerja.reporting.models import UnitPeriodCount
from ekinerja.reporting.policies import below

NOTHING = Counts({})
EVERY_COLUMN = {**COLUMNS, **PLAN_COLUMNS}


@dataclass(frozen=True)
class UnitCounts:
    """Statutory term: rekapitulasi unit. A unit with everything below it; ``direct`` is the unit above alone."""

    unit: organisation.UnitData
    counts: Counts
    direct: bool = False


@dataclass(frozen=True)
class UnitBoard:
    """Statutory term: papan kemajuan. The units below a scope and their sum."""

    rows: tuple[UnitCounts, ...]
    total: Counts


def board_of(*, paths: Sequence[str], period_id: UUID, on: date) -> UnitBoard:
    """
    Return the units directly below the scope with their sums: two queries, whatever the size.

    A scope of one unit shows the units below it, of the whole agency those below its root, of several
    units these units.
    """
    scope = tuple(paths)
    under = scope[0] if len(scope) == 1 else ""
    units = organisation.units.list_units(on=on, under=under, max_depth=_deepest(scope))
    base = _base(scope, units)
    if base is None:
        shown = [unit for unit in units if unit.path in scope or ("" in scope and unit.depth == 0)]
        sums = _sums_by_path(scope, period_id)
        rows = tuple(UnitCounts(unit, _add(sums, unit.path)) for unit in shown)
    else:
        rows = tuple(_children(base, units, period_id))
    return UnitBoard(rows, Counts.together(row.counts for row in rows))


def totals_by_period(*, paths: Sequence[str], period_ids: Sequence[UUID]) -> dict[UUID, Counts]:
    """Return the sums of a scope for each of these periods with one query."""
    rows = UnitPeriodCount.objects.filter(below(tuple(paths)), period_id__in=list(period_ids)).values("period_id")
    return {row["period_id"]: _counts(row) for row in _summed(rows)}


def is_counted() -> bool:
    """Whether the agency's people were ever counted."""
    return UnitPeriodCount.objects.exists()


def _deepest(scope: tuple[str, ...]) -> int:
    return max(path.count(".") for path in scope) if "" not in scope else 1


def _base(scope: tuple[str, ...], units: Sequence[organisation.UnitData]) -> organisation.UnitData | None:
    """Return the unit whose children are shown."""
    if "" in scope:
        roots = [unit for unit in units if unit.depth == 0]
        return roots[0] if len(roots) == 1 else None
    return next((unit for unit in units if unit.path == scope[0]), None) if len(scope) == 1 else None


def _children(base: organisation.UnitData, units: Sequence[organisation.UnitData], period_id: UUID) -> list[UnitCounts]:
    """Add by the part of the path that names the child; people of the base itself come last."""
    place = base.path.count(".") + 1
    part = Func(F("unit_path"), Value("."), Value(place), function="SPLIT_PART", output_field=TextField())
    rows = UnitPeriodCount.objects.filter(period_id=period_id, unit_path__startswith=base.path)
    sums = {row["part"]: _counts(row) for row in _summed(rows.annotate(part=part).values("part"))}
    below_base = [unit for unit in units if unit.path.startswith(base.path) and unit.path.count(".") == place]
    found = [UnitCounts(unit, sums.get(unit.path.split(".")[place - 1], NOTHING)) for unit in below_base]
    own = sums.get("", NOTHING)
    return [*found, UnitCounts(base, own, direct=True)] if own.people or own.of(*PlanStanding) else found


def _sums_by_path(scope: tuple[str, ...], period_id: UUID) -> list[tuple[str, Counts]]:
    rows = UnitPeriodCount.objects.filter(below(scope), period_id=period_id)
    return [(row["unit_path"], _counts(row)) for row in _summed(rows.values("unit_path"))]


def _add(sums: Sequence[tuple[str, Counts]], path: str) -> Counts:
    return Counts.together(counts for unit_path, counts in sums if unit_path.startswith(path))


def _summed(rows: QuerySet[Any, Any]) -> Any:
    return rows.annotate(
        oldest=Min("counted_at"), **{f"sum_{name}": Sum(name) for name in EVERY_COLUMN.values()}
    ).order_by()


def _counts(row: dict[str, Any]) -> Counts:
    return Counts({code: row[f"sum_{name}"] or 0 for code, name in EVERY_COLUMN.items()}, row["oldest"])
