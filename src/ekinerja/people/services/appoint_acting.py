"""Let somebody act for a vacant or absent head, and end it."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from ekinerja.audit import public as audit
from ekinerja.kernel import outbox
from ekinerja.kernel.actor import Actor
from ekinerja.kernel.errors import Conflict, NotFound, RuleNotMet
from ekinerja.organisation import public as organisation
from ekinerja.people import events, policies
from ekinerja.people.data import AppointmentKind
from ekinerja.people.models import Appointment
from ekinerja.people.services.find_employee import Decree, lock_employee
from ekinerja.people.services.refresh_directory import refresh_directory


@transaction.atomic
def appoint_acting(
    *, actor: Actor, employee_id: UUID, unit_id: UUID, kind: AppointmentKind, until: date | None, decree: Decree,
    at: datetime, today: date,
) -> Appointment:  # fmt: skip
    """
    Make a person act as head of a unit (PLT, PLH or PJ) beside their own post; ``until`` is the last day.

    :raises NotFound: person or unit not in this agency
    :raises NotAllowed: the actor is no administrator of both
    :raises RuleNotMet: the unit has no head post, the days are reversed, PLT for a post that is held
    :raises Conflict: somebody acts there already, or the person is its definitive head
    """
    employee = lock_employee(actor, employee_id)
    unit = organisation.units.get_unit(unit_id=unit_id, on=decree.on)
    policies.require_change(actor, agency_id=employee.agency_id, unit_path=unit.path)
    head = organisation.positions.head_position(unit_id=unit_id, on=decree.on)
    if kind == AppointmentKind.DEFINITIVE:
        raise RuleNotMet(_("Pilih PLT, PLH, atau PJ."))
    if head is None:
        raise RuleNotMet(_("Unit ini tidak memiliki jabatan kepala."))
    if until is not None and until < decree.on:
        raise RuleNotMet(_("Tanggal akhir harus sesudah tanggal mulai."))
    organisation.positions.lock_head(position_id=head.id)
    period = DateRange(decree.on, until and date.fromordinal(until.toordinal() + 1))
    _require_possible(head, kind, period, employee_id)
    row = Appointment.objects.create(
        employee_id=employee_id, unit_id=unit_id, position_id=head.id, is_head=True, kind=kind, period=period,
        position_class=head.position_class, decree_number=decree.number, reason=decree.reason,
    )  # fmt: skip
    refresh_directory(on=today, employee_ids=[employee_id])
    audit.record(
        actor=actor, event="people.acting_official.appointed", subject_type="employee", subject_id=employee_id, at=at,
        data={"kind": kind, "unit_id": unit_id, "from": decree.on, "until": until, "decree": decree.number,
              "reason": decree.reason},
    )  # fmt: skip
    outbox.publish(events.ActingOfficialChanged(employee_id=employee_id, unit_id=unit_id, on=decree.on.isoformat()))
    return row


def _require_possible(
    head: organisation.PositionData, kind: AppointmentKind, period: DateRange, employee_id: UUID
) -> None:
    rows = Appointment.objects.filter(position_id=head.id, period__overlap=period).select_related("employee")
    for row in rows:
        if row.kind != AppointmentKind.DEFINITIVE:
            raise Conflict(
                _("Pada masa itu %(name)s sudah menjabat %(kind)s %(title)s.")
                % {"name": row.employee.display_name, "kind": row.kind, "title": head.title}
            )
        if row.employee_id == employee_id:
            raise Conflict(_("Pegawai ini kepala definitif unit itu sendiri."))
        if kind == AppointmentKind.ACTING_VACANT:
            raise RuleNotMet(
                _("Jabatan %(title)s masih dipegang %(name)s. Untuk pejabat yang berhalangan sementara, pilih PLH.")
                % {"title": head.title, "name": row.employee.display_name}
            )


@transaction.atomic
def end_acting(*, actor: Actor, appointment_id: UUID, on: date, reason: str, at: datetime, today: date) -> None:
    """
    End an acting appointment; ``on`` is the first day it no longer holds.

    :raises NotFound: no such acting appointment in this agency
    :raises NotAllowed: the actor is no administrator of the person
    :raises RuleNotMet: it ended earlier, or begins later
    """
    row = (
        Appointment.objects.select_for_update()
        .filter(id=appointment_id)
        .exclude(kind=AppointmentKind.DEFINITIVE)
        .first()
    )
    if row is None:
        raise NotFound(_("Penugasan PLT, PLH, atau PJ tidak ditemukan."))
    lock_employee(actor, row.employee_id)
    if on <= row.period.lower or (row.period.upper is not None and on > row.period.upper):
        raise RuleNotMet(_("Tanggal berakhir harus di dalam masa penugasan."))
    row.period = DateRange(row.period.lower, on)
    row.save(update_fields=["period"])
    refresh_directory(on=today, employee_ids=[row.employee_id])
    audit.record(
        actor=actor, event="people.acting_official.ended", subject_type="employee", subject_id=row.employee_id, at=at,
        data={"appointment_id": appointment_id, "from": on, "reason": reason},
    )  # fmt: skip
    outbox.publish(events.ActingOfficialChanged(employee_id=row.employee_id, unit_id=row.unit_id, on=on.isoformat()))
