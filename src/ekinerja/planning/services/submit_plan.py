"""Hand a drafted plan (SKP) to the rater."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from ekinerja.kernel import outbox
from ekinerja.kernel.actor import Actor
from ekinerja.planning import events
from ekinerja.planning.data import PlanAction
from ekinerja.planning.models import Plan
from ekinerja.planning.selectors import plans
from ekinerja.planning.services import moving


@transaction.atomic
def submit_plan(*, actor: Actor, plan_id: UUID, at: datetime) -> Plan:
    """
    Hand the plan to its rater; when nobody is known as rater it waits for one.

    :raises NotFound: the actor may not know of the plan
    :raises NotAllowed: the plan is not the actor's own
    :raises Conflict: it is submitted, agreed or closed already
    :raises PlanNotReady: an outcome, indicator or target is missing (PermenPANRB 6/2022)
    """
    standing, row = moving.begin(actor=actor, plan_id=plan_id, action=PlanAction.SUBMIT, at=at)
    plan = standing.plan
    moving.take_snapshots(plan=plan, on=plans.day_of(at))
    plan.submitted_at = at
    moving.finish(actor=actor, plan=plan, row=row, at=at, rater=plan.rater_employee_id)
    outbox.publish(
        events.PlanSubmitted(plan_id=plan.id, employee_id=plan.employee_id, rater_employee_id=plan.rater_employee_id)
    )
    return plan
