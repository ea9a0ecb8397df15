"""The posts somebody acts in (PLT, PLH, PJ) beside their own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ekinerja.organisation import public as organisation
from ekinerja.people.data import AppointmentKind
from ekinerja.people.models import Appointment


@dataclass(frozen=True)
class ActingPost:
    """Statutory term: penugasan PLT, PLH, atau PJ. One acting post; ``ends_before`` is open when no end is set."""

    kind: str
    position_id: UUID
    title: str
    echelon: str
    unit_id: UUID
    unit_name: str
    unit_path: str
    since: date
    ends_before: date | None


def acting_posts_of(*, employee_id: UUID, starts_on: date, ends_before: date) -> list[ActingPost]:
    """Return the acting posts that share days with a half-open span, the earliest first."""
    rows = (
        Appointment.objects.filter(employee_id=employee_id, period__overlap=(starts_on, ends_before))
        .exclude(kind=AppointmentKind.DEFINITIVE)
        .select_related("position")
        .order_by("period")
    )
    found = list(rows)
    if not found:
        return []
    on = max(starts_on, *(row.period.lower for row in found))
    units = {unit.id: unit for unit in organisation.units.list_units(on=on, ids={row.unit_id for row in found})}
    return [_post(row, units.get(row.unit_id)) for row in found]


def _post(row: Appointment, unit: organisation.UnitData | None) -> ActingPost:
    return ActingPost(
        kind=row.kind,
        position_id=row.position.id,
        title=row.position.title,
        echelon=row.position.echelon,
        unit_id=row.unit_id,
        unit_name=unit.name if unit else "",
        unit_path=unit.path if unit else "",
        since=row.period.lower,
        ends_before=row.period.upper,
    )
