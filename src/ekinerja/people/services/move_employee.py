"""Move a person to another unit or post."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from ekinerja.audit import public as audit
from ekinerja.kernel import outbox
from ekinerja.kernel.actor import Actor
from ekinerja.kernel.errors import RuleNotMet
from ekinerja.kernel.journal import Journal
from ekinerja.organisation import public as organisation
from ekinerja.organisation.public import PositionWanted
from ekinerja.people import events, policies
from ekinerja.people.data import AppointmentKind
from ekinerja.people.models import Appointment
from ekinerja.people.services.find_employee import Decree, current, lock_employee, require_free_head
from ekinerja.people.services.put_dated import put_dated
from ekinerja.people.services.refresh_directory import refresh_directory


@transaction.atomic
def move_employee(
    *,
    actor: Actor,
    employee_id: UUID,
    post: PositionWanted,
    position_class: int | None,
    decree: Decree,
    at: datetime,
    today: date,
) -> None:
    """
    Give a person another definitive post from a day on; the present one ends the day before.

    :raises NotFound: person or unit not in this agency
    :raises NotAllowed: the actor is no administrator of both units
    :raises Conflict: the head post is held, or a later change is recorded already
    :raises RuleNotMet: it is the post the person has already
    """
    employee = lock_employee(actor, employee_id)
    unit = organisation.units.get_unit(unit_id=post.unit_id, on=decree.on)
    policies.require_change(actor, agency_id=employee.agency_id, unit_path=unit.path)
    old = current(Appointment, employee_id, decree.on, kind=AppointmentKind.DEFINITIVE)
    journal = Journal()
    position = next(iter(organisation.ensure_positions(wanted=[post], journal=journal).values()))
    require_free_head(position.id, decree.on, employee_id)
    if old is not None and (old.position_id, old.position_class) == (position.id, position_class):
        raise RuleNotMet(_("Pegawai ini sudah menduduki jabatan tersebut. Pilih unit atau jabatan lain."))
    put_dated(
        Appointment, old, employee, decree.on, journal, 0,
        values={
            "kind": AppointmentKind.DEFINITIVE, "unit_id": post.unit_id, "position_id": position.id,
            "is_head": position.is_head, "position_class": position_class, "decree_number": decree.number,
            "reason": decree.reason,
        },
    )  # fmt: skip
    journal.write()
    refresh_directory(on=today, employee_ids=[employee_id])
    audit.record(
        actor=actor, event="people.employee.moved", subject_type="employee", subject_id=employee_id, at=at,
        data={"from": decree.on, "decree": decree.number, "reason": decree.reason, "unit_id": post.unit_id,
              "position": post.title, "class": position_class, "previous_position_id": old and old.position_id},
    )  # fmt: skip
    outbox.publish(events.EmployeeMoved(employee_id=employee_id, unit_id=post.unit_id, on=decree.on.isoformat()))
