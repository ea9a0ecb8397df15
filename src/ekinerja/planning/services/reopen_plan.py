"""Open an agreed plan (SKP) again so that its owner can change it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from ekinerja.kernel import outbox
from ekinerja.kernel.actor import Actor
from ekinerja.planning import events
from ekinerja.planning.data import PlanAction
from ekinerja.planning.models import Plan
from ekinerja.planning.services import moving


@transaction.atomic
def reopen_plan(*, actor: Actor, plan_id: UUID, note: str, at: datetime) -> Plan:
    """
    Make the agreed plan a draft again; the agreed content remains readable as a version.

    :raises NotFound: the actor may not know of the plan
    :raises NotAllowed: the actor is neither the rater today nor an admin
    :raises Conflict: it is not agreed
    :raises NoteMissing: the reason is empty
    """
    standing, row = moving.begin(actor=actor, plan_id=plan_id, action=PlanAction.REOPEN, at=at, note=note)
    plan = moving.finish(actor=actor, plan=standing.plan, row=row, at=at, note=note)
    outbox.publish(
        events.PlanReopened(plan_id=plan.id, employee_id=plan.employee_id, rater_employee_id=plan.rater_employee_id)
    )
    return plan
