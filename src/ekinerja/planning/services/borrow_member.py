"""Add borrowed people to the role-outcome matrix of a leader's plan, and take them out."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from ekinerja.kernel.actor import Actor
from ekinerja.kernel.errors import Conflict, NotAllowed, NotFound
from ekinerja.planning.data import Part, PlanState
from ekinerja.planning.models import MatrixCell, MatrixMember, Plan
from ekinerja.planning.selectors import matrix_rows, plans
from ekinerja.planning.services import editing, keep_team


@transaction.atomic
def borrow_member(*, actor: Actor, plan_id: UUID, employee_id: UUID, at: datetime) -> MatrixMember:
    """
    Add somebody to the matrix who is neither rated by the leader nor in one of the leader's teams.

    :raises NotFound: the actor may not know of the plan, or there is no such employee
    :raises NotAllowed: the plan is not the actor's own
    :raises Conflict: the plan is closed, or the person has a row already
    """
    plan = _lock(actor, plan_id, at)
    on = plans.day_of(at)
    keep_team.require_employee(employee_id)
    if employee_id == plan.employee_id:
        raise Conflict(_("Ini matriks Anda sendiri; barisnya untuk anggota Anda."))
    if employee_id in matrix_rows.sources_of(plan, [employee_id], on):
        raise Conflict(_("Pegawai ini sudah punya baris di matriks."))
    member = MatrixMember.objects.create(
        plan=plan, employee_id=employee_id, added_by_name=actor.name[:250], added_at=at
    )
    editing.record(actor=actor, plan=plan, event="planning.matrix_member.added", at=at, data={"employee": employee_id})
    return member


@transaction.atomic
def release_member(*, actor: Actor, plan_id: UUID, employee_id: UUID, at: datetime) -> None:
    """
    Take a borrowed person out of the matrix once no cell of theirs says anything.

    :raises NotFound: the actor may not know of the plan, or nobody of this kind was borrowed
    :raises NotAllowed: the plan is not the actor's own
    :raises Conflict: the plan is closed, or a cell is still filled
    """
    plan = _lock(actor, plan_id, at)
    member = MatrixMember.objects.filter(plan=plan, employee_id=employee_id).first()
    if member is None:
        raise NotFound
    if MatrixCell.objects.filter(outcome__plan=plan, employee_id=employee_id).exclude(text="").exists():
        raise Conflict(_("Kosongkan dahulu sel-sel pegawai ini, lalu keluarkan dari matriks."))
    member.delete()
    editing.record(
        actor=actor, plan=plan, event="planning.matrix_member.removed", at=at, data={"employee": employee_id}
    )


def _lock(actor: Actor, plan_id: UUID, at: datetime) -> Plan:
    standing = plans.lock_for(actor=actor, plan_id=plan_id, on=plans.day_of(at))
    if Part.OWNER not in standing.parts:
        raise NotAllowed(_("Hanya pemilik matriks yang dapat menambah atau mengeluarkan anggota."))
    if standing.plan.state == PlanState.CLOSED:
        raise Conflict(_("SKP pimpinan sudah ditutup, jadi matriks ini tidak berubah lagi."))
    return standing.plan
