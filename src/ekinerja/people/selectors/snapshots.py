"""A person as of a day: what is kept beside decisions, and who holds which post."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F, FilteredRelation, Q, QuerySet
from django.utils.translation import gettext as _

from ekinerja.kernel.errors import NotFound
from ekinerja.organisation import public as organisation
from ekinerja.people.data import AppointmentKind, EmployeeSnapshot, HeadData
from ekinerja.people.models import Appointment, Employee, RankRecord, StatusRecord

ACTING_ORDER = {
    AppointmentKind.ACTING_ABSENT: 0,
    AppointmentKind.ACTING_VACANT: 1,
    AppointmentKind.ACTING_FULL: 2,
    AppointmentKind.DEFINITIVE: 3,
}


@dataclass(frozen=True)
class HeldUnit:
    """A unit whose head post somebody holds; ``leads`` unless another acts in their place. No path: not that day."""

    path: str
    leads: bool


def snapshots_of(*, employee_ids: Iterable[UUID], on: date) -> dict[UUID, EmployeeSnapshot]:
    """Return these people as of a day, with a fixed number of queries; unknown ids are left out."""
    ids = list(set(employee_ids))
    employees = Employee.objects.filter(id__in=ids)
    ranks = _at(RankRecord.objects.all(), ids, on)
    statuses = _at(StatusRecord.objects.all(), ids, on)
    posts = _at(Appointment.objects.filter(kind=AppointmentKind.DEFINITIVE).select_related("position"), ids, on)
    units = organisation.units.list_units(on=on, ids={post.unit_id for post in posts.values()})
    unit_by_id = {unit.id: unit for unit in units}
    return {e.id: _snapshot(e, ranks.get(e.id), statuses.get(e.id), posts.get(e.id), unit_by_id, on) for e in employees}


def _at(rows: Any, ids: list[UUID], on: date) -> dict[UUID, Any]:
    return {row.employee_id: row for row in rows.filter(employee_id__in=ids, period__contains=on)}


def _snapshot(
    employee: Employee,
    rank: RankRecord | None,
    status: StatusRecord | None,
    post: Appointment | None,
    units: dict[UUID, organisation.UnitData],
    on: date,
) -> EmployeeSnapshot:
    unit = units.get(post.unit_id) if post else None
    position = post.position if post else None
    return EmployeeSnapshot(
        employee_id=employee.id,
        name=employee.display_name,
        nip=employee.nip,
        kind=employee.kind,
        rank=rank.code if rank else "",
        position_id=position.id if position else None,
        position_title=position.title if position else "",
        position_kind=position.kind if position else "",
        echelon=position.echelon if position else "",
        grade=position.grade if position else "",
        position_class=post.position_class if post else None,
        unit_id=post.unit_id if post else None,
        unit_name=unit.name if unit else "",
        unit_path=unit.path if unit else "",
        on=on,
        status=status.status if status else "",
        civil_status=status.civil_status if status else "",
        is_head=bool(position and position.is_head),
    )


def snapshot_of(*, employee_id: UUID, on: date) -> EmployeeSnapshot:
    """
    Return a person as of a day: name with titles, NIP, rank, post, class, unit, status.

    :raises NotFound: no such person in this agency
    """
    found = snapshots_of(employee_ids=[employee_id], on=on).get(employee_id)
    if found is None:
        raise NotFound(_("Pegawai tidak ditemukan."))
    return found


def current_appointment(*, employee_id: UUID, on: date) -> Appointment | None:
    """Return the definitive appointment of a day with its post loaded, or ``None``."""
    return (
        Appointment.objects.filter(employee_id=employee_id, kind=AppointmentKind.DEFINITIVE, period__contains=on)
        .select_related("position", "employee")
        .first()
    )


def unit_heads(*, unit_ids: Iterable[UUID], on: date) -> dict[UUID, HeadData]:
    """Return who leads each of these units on a day; an acting official comes before a definitive one."""
    return _heads(Appointment.objects.filter(unit_id__in=list(unit_ids)), on)


def _heads(appointments: QuerySet[Appointment], on: date) -> dict[UUID, HeadData]:
    found = appointments.filter(is_head=True, period__contains=on).select_related("position", "employee")
    return {
        unit_id: HeadData(
            unit_id=row.unit_id,
            employee_id=row.employee_id,
            name=row.employee.display_name,
            nip=row.employee.nip,
            title=row.position.title,
            kind=row.kind,
        )
        for unit_id, row in _leading(found).items()
    }


def _leading(rows: Iterable[Any]) -> dict[UUID, Any]:
    """Return of all who hold or act in head posts the one who leads each unit."""
    ordered = sorted(rows, key=lambda row: ACTING_ORDER[AppointmentKind(row.kind)], reverse=True)
    return {row.unit_id: row for row in ordered}


def unit_head(*, unit_id: UUID, on: date) -> HeadData | None:
    """Return who leads the unit on a day, or ``None`` when the post is vacant."""
    return unit_heads(unit_ids=[unit_id], on=on).get(unit_id)


def held_units(*, employee_id: UUID, on: date) -> dict[UUID, HeldUnit]:
    """Return the units whose head post a person holds or acts in on a day; with one query."""
    own = Appointment.objects.filter(employee_id=employee_id, is_head=True, period__contains=on)
    rows = Appointment.objects.filter(unit_id__in=own.order_by().values("unit_id"), is_head=True, period__contains=on)
    place = FilteredRelation("unit__versions", condition=Q(unit__versions__period__contains=on))
    heads = _leading(rows.annotate(place=place).annotate(unit_path=F("place__path")))
    return {
        unit_id: HeldUnit(row.unit_path or "", leads=row.employee_id == employee_id) for unit_id, row in heads.items()
    }


def headed_units(*, employee_id: UUID, on: date) -> dict[UUID, str]:
    """
    Return the units a person leads on a day, acting or definitive, with their path; with one query.

    Not those where somebody acts in their place; the path is empty where the unit does not exist on the day.
    """
    held = held_units(employee_id=employee_id, on=on)
    return {unit_id: unit.path for unit_id, unit in held.items() if unit.leads}


def headed_unit_ids(*, employee_id: UUID, on: date) -> list[UUID]:
    """Return the units a person leads on a day, acting or definitive; not those where somebody acts in their place."""
    return list(headed_units(employee_id=employee_id, on=on))


get_employee_snapshot = snapshot_of
