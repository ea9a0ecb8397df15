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
    rows = DirectoryEntry.objects.filter(_below(found), in_service=True).order_by("unit_path", "name_sort", "id")
    return list(rows.values_list("employee_id", "display_name", "nip", "unit_name"))


def identities(*, employee_ids: Iterable[UUID] | None = None) -> list[Identity]:
    """Return everybody (or these) of the agency with what an account needs, by NIP; those who left too."""
    rows = DirectoryEntry.objects.select_related("employee").order_by("nip")
    if employee_ids is not None:
        rows = rows.filter(employee_id__in=list(employee_ids))
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
    rows = DirectoryEntry.objects.filter(_named(text), in_service=True).order_by("name_sort", "id")[:limit]
    return list(rows.values_list("employee_id", "display_name", "nip", "unit_name"))


def page_people(
    *, paths: Iterable[str], text: str, employee_ids: Iterable[UUID] | None, offset: int, limit: int
) -> tuple[list[tuple[UUID, str, str, str]], int]:
    """
    Return one page of people in service below the paths, like ``people_below``, and how many there are.

    ``text`` is words of the name or the beginning of a NIP; ``employee_ids`` narrows to these, if given.
    """
    found = tuple(paths)
    if not found:
        return [], 0
    rows = DirectoryEntry.objects.filter(_below(found) & _named(text), in_service=True)
    if employee_ids is not None:
        rows = rows.filter(employee_id__in=list(employee_ids))
    page = rows.order_by("unit_path", "name_sort", "id")[offset : offset + limit]
    return list(page.values_list("employee_id", "display_name", "nip", "unit_name")), rows.count()


def unit_names_of(*, employee_ids: Iterable[UUID]) -> dict[UUID, str]:
    """Return the unit name of each of these people today."""
    rows = DirectoryEntry.objects.filter(employee_id__in=list(employee_ids))
    return dict(rows.values_list("employee_id", "unit_name"))


def _below(paths: tuple[str, ...]) -> Q:
    return reduce(or_, (Q(unit_path__startswith=path) for path in paths))


def _named(text: str) -> Q:
    digits = "".join(character for character in text if character.isdigit())
    if len(digits) >= 4:
        return Q(nip__startswith=digits)
    where = Q()
    for word in text.split():
        where &= Q(display_name__icontains=word)
    return where


@dataclass(frozen=True)
class Profile:
    """Statutory term: data pokok pegawai. What a person sees of the own personnel data."""

    nip: str
    name: str
    birth_place: str
    birth_date: date | None
    kind: str
    civil_status: str
    status: str
    rank: str
    unit_name: str
    position_title: str
    acting_title: str
    position_class: int | None


def profile_of(*, employee_id: UUID) -> Profile | None:
    """Return the personnel data of one person as of today for the person itself, or nothing when unknown."""
    row = DirectoryEntry.objects.select_related("employee").filter(employee_id=employee_id).first()
    if row is None:
        return None
    return Profile(
        nip=row.nip,
        name=row.display_name,
        birth_place=row.employee.birth_place,
        birth_date=row.employee.birth_date,
        kind=row.kind,
        civil_status=row.civil_status,
        status=row.status,
        rank=row.rank,
        unit_name=row.unit_name,
        position_title=row.position_title,
        acting_title=row.acting_title,
        position_class=row.position_class,
    )
