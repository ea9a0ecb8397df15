"""Everybody in service with the unit they belong to today, for counting by unit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from ekinerja.people.models import DirectoryEntry


@dataclass(frozen=True)
class Member:
    """One person in service with the unit of today; ``unit_id`` is empty for people without a post."""

    employee_id: UUID
    unit_id: UUID | None
    unit_path: str


def members_of(*, unit_ids: Iterable[UUID] | None = None, employee_ids: Iterable[UUID] | None = None) -> list[Member]:
    """Return everybody in service, or those of some units or ids, with one query."""
    rows = DirectoryEntry.objects.filter(in_service=True)
    if unit_ids is not None:
        rows = rows.filter(unit_id__in=list(unit_ids))
    if employee_ids is not None:
        rows = rows.filter(employee_id__in=list(employee_ids))
    return [Member(*row) for row in rows.order_by().values_list("employee_id", "unit_id", "unit_path")]
