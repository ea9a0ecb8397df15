"""The door of every change to a person: find, scope, lock, policy."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Min
from django.utils.translation import gettext as _

from ekinerja.kernel.actor import Actor
from ekinerja.kernel.errors import Conflict, NotFound
from ekinerja.organisation import public as organisation
from ekinerja.people import policies
from ekinerja.people.data import AppointmentKind
from ekinerja.people.models import Appointment, DirectoryEntry, Employee


@dataclass(frozen=True)
class Decree:
    """What every change of a career rests on: the first day, the decree, the reason."""

    on: date
    number: str = ""
    reason: str = ""


def lock_employee(actor: Actor, employee_id: UUID) -> Employee:
    """
    Find and lock a person whom the actor may change.

    :raises NotFound: no such person in this agency, or out of the actor's sight
    :raises NotAllowed: the actor may see but not change them
    """
    employee = Employee.objects.select_for_update().filter(id=employee_id).first()
    if employee is None or actor.agency_id != employee.agency_id:
        raise NotFound(_("Pegawai tidak ditemukan."))
    path = DirectoryEntry.objects.filter(employee_id=employee_id).values_list("unit_path", flat=True).first() or ""
    if not policies.may_see(actor, employee_id=employee_id, unit_path=path):
        raise NotFound(_("Pegawai tidak ditemukan."))
    policies.require_change(actor, agency_id=employee.agency_id, unit_path=path)
    return employee


def current(model: type[Any], employee_id: UUID, on: date, **others: Any) -> Any | None:
    """
    Return the record of a history that holds on a day.

    :raises Conflict: a later record exists, so a change on that day would contradict it
    """
    rows = model.objects.filter(employee_id=employee_id, **others)
    later = rows.filter(period__startswith__gt=on).aggregate(first=Min("period__startswith"))["first"]
    if later is not None:
        raise Conflict(
            _("Sudah ada perubahan yang berlaku mulai %(day)s. Pilih tanggal sesudahnya.")
            % {"day": f"{later:%d-%m-%Y}"}
        )
    return rows.filter(period__contains=on).first()


def require_free_head(position_id: UUID, on: date, employee_id: UUID) -> None:
    """
    Require that nobody else holds this post on a day or later, if it is a unit's head post.

    The post stays locked, so that two appointments to it at once do not both succeed.

    :raises Conflict: somebody does; the message names them
    """
    title = organisation.positions.lock_head(position_id=position_id)
    if title is None:
        return
    holder = (
        Appointment.objects.filter(position_id=position_id, kind=AppointmentKind.DEFINITIVE)
        .filter(period__overlap=DateRange(on, None))
        .exclude(employee_id=employee_id)
        .select_related("employee")
        .first()
    )
    if holder is not None:
        raise Conflict(
            _("Jabatan %(title)s masih dipegang %(name)s. Pindahkan atau pensiunkan dulu.")
            % {"title": title, "name": holder.employee.display_name}
        )
