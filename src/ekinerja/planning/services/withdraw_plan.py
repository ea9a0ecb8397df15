"""Take a submitted plan (SKP) back before the rater has decided."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from ekinerja.kernel.actor import Actor
from ekinerja.planning.data import PlanAction
from ekinerja.planning.models import Plan
from ekinerja.planning.services import moving


@transaction.atomic
def withdraw_plan(*, actor: Actor, plan_id: UUID, at: datetime) -> Plan:
    """
    Make the submitted plan a draft again.

    :raises NotFound: the actor may not know of the plan
    :raises NotAllowed: the plan is not the actor's own
    :raises Conflict: it is not waiting for a decision
    """
    standing, row = moving.begin(actor=actor, plan_id=plan_id, action=PlanAction.WITHDRAW, at=at)
    standing.plan.submitted_at = None
    return moving.finish(actor=actor, plan=standing.plan, row=row, at=at)
