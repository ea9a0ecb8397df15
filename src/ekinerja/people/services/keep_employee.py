"""Take a person into the agency, and correct what is recorded about them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from ekinerja.audit import public as audit
from ekinerja.kernel import outbox
from ekinerja.kernel.actor import Actor
from ekinerja.kernel.errors import Conflict, RuleNotMet
from ekinerja.kernel.ids import uuid7
from ekinerja.kernel.journal import Journal
from ekinerja.organisation import public as organisation
from ekinerja.organisation.public import PositionWanted
from ekinerja.people import events, policies
from ekinerja.people.data import AppointmentKind, CivilStatus, EmployeeKind, Status
from ekinerja.people.models import Appointment, Employee, RankRecord, StatusRecord
from ekinerja.people.services.change_status import RANK
from ekinerja.people.services.find_employee import Decree, lock_employee, require_free_head
from ekinerja.people.services.put_dated import put_dated
from ekinerja.people.services.refresh_directory import refresh_directory

CORRECTABLE = (
    "nip", "name", "front_title", "back_title", "birth_place", "birth_date", "sex", "email", "phone", "education",
    "civil_servant_since",
)  # fmt: skip
PRIVATE = frozenset({"birth_place", "birth_date", "sex", "email", "phone"})


@dataclass(frozen=True)
class NewEmployee:
    """What is needed to take a person in; ``identity`` holds the fields named in CORRECTABLE."""

    identity: dict[str, Any]
    kind: EmployeeKind
    civil_status: CivilStatus
    post: PositionWanted
    rank: str = ""
    position_class: int | None = None


@transaction.atomic
def add_employee(*, actor: Actor, new: NewEmployee, decree: Decree, at: datetime, today: date) -> UUID:
    """
    Take a person into the agency with post, rank and standing from a day on, and return their id.

    :raises NotFound: no such unit in this agency
    :raises NotAllowed: the actor is no administrator of the unit
    :raises Conflict: the NIP is there already, or the head post is held
    :raises RuleNotMet: the NIP has not 18 digits, or the rank does not exist
    """
    unit = organisation.units.get_unit(unit_id=new.post.unit_id, on=decree.on)
    policies.require_change(actor, agency_id=actor.agency_id, unit_path=unit.path)
    _require_nip(new.identity["nip"], None)
    if new.rank and not RANK.match(new.rank):
        raise RuleNotMet(_("Golongan ruang ditulis seperti III/c, atau angka Romawi untuk PPPK."))
    employee = Employee(id=uuid7(), person_id=uuid7(), kind=new.kind, **new.identity)
    journal = Journal()
    journal.insert(employee, 0)
    position = next(iter(organisation.ensure_positions(wanted=[new.post], journal=journal).values()))
    require_free_head(position.id, decree.on, employee.id)
    put_dated(
        Appointment, None, employee, decree.on, journal, 0,
        values={
            "kind": AppointmentKind.DEFINITIVE, "unit_id": new.post.unit_id, "position_id": position.id,
            "is_head": position.is_head, "position_class": new.position_class, "decree_number": decree.number,
            "reason": decree.reason,
        },
    )  # fmt: skip
    status = {"status": Status.ACTIVE, "civil_status": new.civil_status, "decree_number": decree.number}
    put_dated(StatusRecord, None, employee, decree.on, journal, 0, values=status)
    if new.rank:
        put_dated(RankRecord, None, employee, decree.on, journal, 0, values={"code": new.rank})
    journal.write()
    refresh_directory(on=today, employee_ids=[employee.id])
    audit.record(
        actor=actor, event="people.employee.added", subject_type="employee", subject_id=employee.id, at=at,
        data={"from": decree.on, "unit_id": new.post.unit_id, "position": new.post.title, "decree": decree.number},
    )  # fmt: skip
    outbox.publish(events.EmployeeKept(employee.id))
    return employee.id


@transaction.atomic
def correct_employee(
    *, actor: Actor, employee_id: UUID, values: dict[str, Any], reason: str, at: datetime, today: date
) -> list[str]:
    """
    Correct what is recorded about a person and return the names of the fields that changed.

    :raises NotFound: no such person in this agency
    :raises NotAllowed: the actor is no administrator of them
    :raises Conflict: the NIP belongs to somebody else
    :raises RuleNotMet: no reason, nothing changed, or the NIP has not 18 digits
    """
    employee = lock_employee(actor, employee_id)
    if not reason.strip():
        raise RuleNotMet(_("Tulis alasan koreksi."))
    changed = {n: v for n, v in values.items() if n in CORRECTABLE and getattr(employee, n) != v}
    if not changed:
        raise RuleNotMet(_("Tidak ada data yang berubah."))
    if "nip" in changed:
        _require_nip(changed["nip"], employee_id)
    before = {name: getattr(employee, name) for name in changed}
    for name, value in changed.items():
        setattr(employee, name, value)
    employee.save(update_fields=list(changed))
    refresh_directory(on=today, employee_ids=[employee_id])
    audit.record(
        actor=actor, event="people.employee.corrected", subject_type="employee", subject_id=employee_id, at=at,
        data={"before": before, "after": changed, "reason": reason}, sensitive=bool(PRIVATE & changed.keys()),
    )  # fmt: skip
    outbox.publish(events.EmployeeKept(employee_id))
    return sorted(changed)


def _require_nip(nip: str, employee_id: UUID | None) -> None:
    if len(nip) != 18 or not nip.isdigit():
        raise RuleNotMet(_("NIP harus 18 digit angka."))
    holder = Employee.objects.filter(nip=nip).first()
    if holder is not None and holder.id != employee_id:
        raise Conflict(_("NIP %(nip)s sudah tercatat untuk %(name)s.") % {"nip": nip, "name": holder.display_name})
