"""Give units the leaders their file names, when the people are known already."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from ekinerja.kernel.journal import Journal
from ekinerja.organisation import public as organisation
from ekinerja.organisation.public import Difference, UnitRow
from ekinerja.people.data import GONE, AppointmentKind
from ekinerja.people.models import Appointment, Employee, StatusRecord
from ekinerja.people.services.imports.clean import Reader
from ekinerja.people.services.put_dated import put_dated


def plan_heads(
    *, rows: Sequence[UnitRow], plan: organisation.UnitPlan, readers: dict[int, Reader], on: date, journal: Journal
) -> set[UUID]:
    """Put head appointments into the journal, warn about leaders unknown, gone or elsewhere; return whom it touches."""
    leaders = {row.leader_source_id for row in rows if row.leader_source_id}
    people = {e.source_id: e for e in Employee.objects.filter(source_id__in=leaders)}
    if not people and not Employee.objects.exists():
        return set()  # units come first: the leaders arrive with the people
    ids = [employee.id for employee in people.values()]
    posts = {
        a.employee_id: a
        for a in Appointment.objects.filter(employee_id__in=ids, period__contains=on, kind=AppointmentKind.DEFINITIVE)
    }
    statuses = {s.employee_id: s.status for s in StatusRecord.objects.filter(employee_id__in=ids, period__contains=on)}
    heads = organisation.positions.head_positions(unit_ids=plan.unit_of_line.values(), on=on)
    holders = dict(
        Appointment.objects.filter(
            position_id__in=[head.id for head in heads.values()], period__contains=on, kind=AppointmentKind.DEFINITIVE
        ).values_list("position_id", "employee_id")
    )
    touched: set[UUID] = set()
    for row in rows:
        if not row.leader_source_id or row.line in plan.faults:
            continue
        employee = people.get(row.leader_source_id)
        unit_id = plan.unit_of_line[row.line]
        reason = _reason(employee, unit_id, posts, statuses)
        if reason:
            readers[row.line].warn("leader_source_id", reason)
            continue
        head = heads.get(unit_id)
        if employee is None or head is None or posts[employee.id].position_id == head.id:
            continue
        if head.id in holders:
            readers[row.line].warn(
                "leader_source_id",
                "Jabatan kepala masih dipegang orang lain. Impor data pegawai terbaru atau pindahkan dulu.",
            )
            continue
        put_dated(
            Appointment, posts[employee.id], employee, on, journal, row.line,
            values={"kind": AppointmentKind.DEFINITIVE, "unit_id": unit_id, "position_id": head.id,
                    "is_head": True, "position_class": posts[employee.id].position_class},
        )  # fmt: skip
        plan.differences.setdefault(row.line, []).append(Difference("Pemimpin", "", employee.display_name))
        touched.add(employee.id)
    return touched


def _reason(employee: Employee | None, unit_id: UUID, posts: dict[UUID, Appointment], statuses: dict[UUID, str]) -> str:
    if employee is None:
        return "Pemimpin unit tidak dikenal di data pegawai; jabatan kepala dianggap kosong."
    if statuses.get(employee.id) in GONE:
        return f"Pemimpin unit ({employee.display_name}) sudah tidak bertugas; jabatan kepala dianggap kosong."
    if employee.id not in posts or posts[employee.id].unit_id != unit_id:
        return f"Pemimpin unit ({employee.display_name}) tercatat di unit lain; jabatan kepala tidak diubah."
    return ""
