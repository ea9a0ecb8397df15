"""Bring the directory up to date: after every change for its people, each night for all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from ekinerja.kernel.ids import uuid7
from ekinerja.kernel.journal import insert_rows, upsert
from ekinerja.organisation import public as organisation
from ekinerja.people.data import GONE, AppointmentKind
from ekinerja.people.fold_name import name_words, sort_key
from ekinerja.people.models import Appointment, DirectoryEntry, Employee, NameWord, RankRecord, StatusRecord

Latest = dict[UUID, Any]


@transaction.atomic
def refresh_directory(*, on: date, employee_ids: Iterable[UUID] | None = None) -> int:
    """
    Rewrite the present picture of some people, or of all, as of a day; return how many.

    Changes dated in the future become current when their day has come and this runs.
    """
    ids = list(employee_ids) if employee_ids is not None else None
    employees = list(Employee.objects.filter(id__in=ids) if ids is not None else Employee.objects.all())
    entries = build_entries(employees, on=on, ids=ids)
    upsert(DirectoryEntry, entries)
    _keep_words(employees, all_of_them=ids is None)
    return len(entries)


def _keep_words(employees: Sequence[Employee], *, all_of_them: bool) -> None:
    """Replace the searchable words of those whose name sounds different from what is kept."""
    kept: dict[UUID, set[tuple[str, str]]] = {}
    rows = NameWord.objects.all() if all_of_them else NameWord.objects.filter(employee_id__in=[e.id for e in employees])
    for employee_id, word, bones in rows.values_list("employee_id", "word", "skeleton"):
        kept.setdefault(employee_id, set()).add((word, bones))
    wanted = {employee.id: set(name_words(employee.name)) for employee in employees}
    changed = [employee for employee in employees if wanted[employee.id] != kept.get(employee.id, set())]
    stale = [employee.id for employee in changed if employee.id in kept]
    if stale:
        NameWord.objects.filter(employee_id__in=stale).delete()
    insert_rows(
        NameWord,
        (
            NameWord(id=uuid7(), agency_id=e.agency_id, employee_id=e.id, word=word, skeleton=bones)
            for e in changed
            for word, bones in sorted(wanted[e.id])
        ),
    )


def build_entries(employees: Sequence[Employee], *, on: date, ids: list[UUID] | None) -> list[DirectoryEntry]:
    """Return the directory rows of these people as of a day, not yet written."""
    ranks = _at(RankRecord, on, ids)
    statuses = _at(StatusRecord, on, ids)
    definitive, acting = _appointments(on, ids)
    units = {unit.id: unit for unit in organisation.units.list_units(on=on)}
    positions = {position.id: position for position in organisation.positions.list_positions(on=on, open_only=False)}
    return [
        _entry(e, ranks.get(e.id), statuses.get(e.id), definitive.get(e.id), acting.get(e.id), units, positions)
        for e in employees
    ]


def _at(model: Any, on: date, ids: list[UUID] | None) -> Latest:
    rows = model.objects.filter(period__contains=on)
    if ids is not None:
        rows = rows.filter(employee_id__in=ids)
    return {row.employee_id: row for row in rows}


def _appointments(on: date, ids: list[UUID] | None) -> tuple[Latest, dict[UUID, list[Appointment]]]:
    definitive: Latest = {}
    acting: dict[UUID, list[Appointment]] = {}
    rows = Appointment.objects.filter(period__contains=on)
    if ids is not None:
        rows = rows.filter(employee_id__in=ids)
    for row in rows:
        if row.kind == AppointmentKind.DEFINITIVE:
            definitive[row.employee_id] = row
        else:
            acting.setdefault(row.employee_id, []).append(row)
    return definitive, acting


def _entry(
    employee: Employee,
    rank: RankRecord | None,
    status: StatusRecord | None,
    appointment: Appointment | None,
    acting: list[Appointment] | None,
    units: dict[UUID, organisation.UnitData],
    positions: dict[UUID, organisation.PositionData],
) -> DirectoryEntry:
    unit = units.get(appointment.unit_id) if appointment else None
    position = positions.get(appointment.position_id) if appointment else None
    acts = [f"{row.kind} {positions[row.position_id].title}" for row in acting or () if row.position_id in positions]
    entry = DirectoryEntry(
        id=employee.id,
        agency_id=employee.agency_id,
        employee_id=employee.id,
        nip=employee.nip,
        name_sort=sort_key(employee.name),
        display_name=employee.display_name,
        kind=employee.kind,
        civil_status=status.civil_status if status else employee.kind,
        status=status.status if status else "",
        in_service=bool(status and status.status not in GONE),
        rank=rank.code if rank else "",
        acting_title="; ".join(acts)[:300],
    )
    if unit:
        entry.unit_id, entry.unit_name, entry.unit_path = unit.id, unit.name, unit.path
    if position and appointment:
        entry.position_id, entry.position_title, entry.position_kind = position.id, position.title, position.kind
        entry.echelon, entry.grade, entry.is_head = position.echelon, position.grade, position.is_head
        entry.position_class = appointment.position_class or position.position_class
    return entry
