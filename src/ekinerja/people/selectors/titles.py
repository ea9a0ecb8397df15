"""Everybody in service whose position has the same name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from ekinerja.people.models import DirectoryEntry


@dataclass(frozen=True)
class TitleHolder:
    """One person in service with name, NIP and unit of today."""

    employee_id: UUID
    name: str
    nip: str
    unit_name: str
    unit_path: str


def holders_of_title(*, title: str, paths: Iterable[str] = (), employee_ids: Iterable[UUID] = ()) -> list[TitleHolder]:
    """
    Return those with a position of this name who stand below one of the unit paths or are one of these employees.

    The empty path stands for the whole agency. Ordered by unit and name.
    """
    below = list(paths)
    wanted = Q(employee_id__in=list(employee_ids))
    for path in below:
        wanted |= Q(unit_path__startswith=path)
    if "" in below:
        wanted = Q()
    rows = DirectoryEntry.objects.filter(wanted, in_service=True, position_title__iexact=title.strip())
    rows = rows.order_by("unit_name", "name_sort", "employee_id")
    return [
        TitleHolder(*row) for row in rows.values_list("employee_id", "display_name", "nip", "unit_name", "unit_path")
    ]
