"""What an agency knows before an import of people, and what the import would do."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Min

from ekinerja.organisation import public as organisation
from ekinerja.organisation.public import Difference
from ekinerja.people.data import AppointmentKind
from ekinerja.people.models import Appointment, Employee, RankRecord, StatusRecord


@dataclass
class PeoplePlan:
    """What an import of people would do, per line, and whom it does not mention."""

    faults: dict[int, str] = field(default_factory=dict)
    differences: dict[int, list[Difference]] = field(default_factory=dict)
    new_lines: set[int] = field(default_factory=set)
    employee_of_line: dict[int, UUID] = field(default_factory=dict)
    missing: list[UUID] = field(default_factory=list)


@dataclass
class Known:
    """What the agency knows before the import, by source id, NIP or employee."""

    on: date
    by_source: dict[str, Employee]
    by_nip: dict[str, Employee]
    ranks: dict[UUID, RankRecord]
    statuses: dict[UUID, StatusRecord]
    posts: dict[UUID, Appointment]
    acting: dict[UUID, list[Appointment]]
    later: dict[type[Any], dict[UUID, date]]
    units: dict[str, organisation.UnitData]
    leaders: dict[UUID, str]
    heads: dict[UUID, organisation.PositionData]
    positions: dict[UUID, organisation.PositionData]
    shared_heads: set[UUID] = field(default_factory=set)


def load_known(*, on: date) -> Known:
    """Load what holds in the agency on a day."""
    employees = list(Employee.objects.all())
    units = organisation.units.list_units(on=on)
    by_key = {unit.source_id: unit for unit in units if unit.source_id}
    by_key |= {f"code:{unit.code}": unit for unit in units}
    names = Counter(unit.name.casefold() for unit in units)
    by_key |= {f"name:{unit.name.casefold()}": unit for unit in units if names[unit.name.casefold()] == 1}
    positions = organisation.positions.list_positions(on=on, open_only=False)
    return Known(
        on=on,
        by_source={e.source_id: e for e in employees if e.source_id},
        by_nip={e.nip: e for e in employees},
        ranks={r.employee_id: r for r in RankRecord.objects.filter(period__contains=on)},
        statuses={r.employee_id: r for r in StatusRecord.objects.filter(period__contains=on)},
        posts={
            r.employee_id: r for r in Appointment.objects.filter(period__contains=on, kind=AppointmentKind.DEFINITIVE)
        },
        acting=_acting(on),
        later={model: _later(model, on) for model in (RankRecord, StatusRecord, Appointment)},
        units=by_key,
        leaders={unit.id: unit.leader_source_id for unit in units},
        heads={p.unit_id: p for p in positions if p.is_head},
        positions={p.id: p for p in positions},
    )


def _acting(on: date) -> dict[UUID, list[Appointment]]:
    found: dict[UUID, list[Appointment]] = {}
    for row in Appointment.objects.filter(period__contains=on).exclude(kind=AppointmentKind.DEFINITIVE):
        found.setdefault(row.employee_id, []).append(row)
    return found


def _later(model: Any, on: date) -> dict[UUID, date]:
    rows = model.objects.filter(period__startswith__gt=on)
    if model is Appointment:
        rows = rows.filter(kind=AppointmentKind.DEFINITIVE)
    return dict(
        rows.order_by()
        .values("employee_id")
        .annotate(first=Min("period__startswith"))
        .values_list("employee_id", "first")
    )
