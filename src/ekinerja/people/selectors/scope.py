"""Where people stand in the tree today, for modules that hold only their ids."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Q

from ekinerja.people.models import DirectoryEntry


@dataclass(frozen=True)
class Identity:
    """Statutory term: identitas pegawai. What an account of the program needs to know of a person."""

    employee_id: UUID
    nip: str
    display_name: str
    email: str
    birth_date: date | None
    in_service: bool


def paths_of(*, employee_ids: Iterable[UUID]) -> dict[UUID, str]:
    """Return the unit path of each of these people today; those who have left or never were are missing."""
    rows = DirectoryEntry.objects.filter(employee_id__in=list(employee_ids), in_service=True)
    return dict(rows.values_list("employee_id", "unit_path"))


def people_below(*, paths: Iterable[str]) -> list[tuple[UUID, str, str, str]]:
    """
    Return (employee id, displayed name, NIP, unit name) of everybody in service below the unit paths.

    An empty path means the whole agency. Ordered by unit, then name.
    """
    found = tuple(paths)
    if not found:
        return []
    where = reduce(or_, (Q(unit_path__startswith=path) for path in found))
    rows = DirectoryEntry.objects.filter(where, in_service=True).order_by("unit_path", "name_sort", "id")
    return list(rows.values_list("employee_id", "display_name", "nip", "unit_name"))


def identities() -> list[Identity]:
    """Return everybody of the agency with what an account needs, by NIP; those who left too."""
    rows = DirectoryEntry.objects.select_related("employee").order_by("nip")
    return [
        Identity(
            row.employee_id,
            row.nip,
            row.display_name,
            row.employee.email,
            row.employee.birth_date,
            row.in_service,
        )
        for row in rows
    ]


def find_people(*, text: str, limit: int) -> list[tuple[UUID, str, str, str]]:
    """Return (employee id, displayed name, NIP, unit name) of people in service with this name part or NIP."""
    digits = "".join(character for character in text if character.isdigit())
    where = Q(nip__startswith=digits) if len(digits) >= 6 else Q()
    if not len(digits) >= 6:
        for word in text.split():
            where &= Q(display_name__icontains=word)
    rows = DirectoryEntry.objects.filter(where, in_service=True).order_by("name_sort", "id")[:limit]
    return list(rows.values_list("employee_id", "display_name", "nip", "unit_name"))
