"""The unit tree as it stood on a day: units with those above them, and those below."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Q

from ekinerja.organisation.models import UnitVersion


@dataclass(frozen=True)
class UnitOnDay:
    """
    Statutory term: unit organisasi pada suatu hari.

    ``path`` is the codes from the root to the unit, each followed by a point.
    """

    unit_id: UUID
    parent_id: UUID | None
    name: str
    kind: str
    head_title: str
    path: str


def units_on_way(*, paths: Collection[str], on: date) -> dict[UUID, UnitOnDay]:
    """Return the units with these paths and everything above them as on the day."""
    wanted = {prefix for path in paths for prefix in _prefixes(path)}
    rows = UnitVersion.objects.filter(path__in=wanted, period__contains=on)
    return {row.unit_id: _on_day(row) for row in rows}


def paths_of_units(*, unit_ids: Collection[UUID], on: date) -> list[str]:
    """Return the paths of the units as on the day."""
    rows = UnitVersion.objects.filter(unit_id__in=list(unit_ids), period__contains=on)
    return list(rows.values_list("path", flat=True))


def units_around(*, paths: Sequence[str], on: date) -> dict[UUID, UnitOnDay]:
    """Return the subtrees under the paths and everything above them, as on the day; those above first."""
    if not paths:
        return {}
    above = {prefix for path in paths for prefix in _prefixes(path)}
    inside = reduce(or_, (Q(path__startswith=path) for path in paths), Q(path__in=above))
    rows = UnitVersion.objects.filter(inside, period__contains=on).order_by("path")
    return {row.unit_id: _on_day(row) for row in rows}


def _prefixes(path: str) -> Iterable[str]:
    codes = [code for code in path.split(".") if code]
    return (".".join(codes[: depth + 1]) + "." for depth in range(len(codes)))


def _on_day(row: UnitVersion) -> UnitOnDay:
    return UnitOnDay(row.unit_id, row.parent_id, row.name, row.kind, row.head_title, row.path)
