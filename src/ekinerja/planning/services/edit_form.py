"""Choose the form of a draft plan: approach and position group."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from ekinerja.kernel.actor import Actor
from ekinerja.planning.data import Approach, PositionGroup
from ekinerja.planning.models import Indicator, Plan
from ekinerja.planning.services import editing


@transaction.atomic
def choose_form(*, actor: Actor, plan_id: UUID, approach: Approach, group: PositionGroup, at: datetime) -> Plan:
    """
    Choose which of the four forms the plan uses; with another group aspects and perspectives are emptied.

    :raises NotFound: the actor may not know of the plan
    :raises NotAllowed: the plan is not the actor's own
    :raises Conflict: it is submitted, agreed or closed
    """
    plan = editing.lock_own(actor=actor, plan_id=plan_id, at=at)
    if plan.approach == approach and plan.position_group == group:
        return plan
    before = {"approach": plan.approach, "group": plan.position_group}
    if plan.position_group != group:
        Indicator.objects.filter(outcome__plan=plan).update(aspect="")
    plan.approach, plan.position_group = approach, group
    editing.keep(
        actor=actor,
        plan=plan,
        event="planning.form.chosen",
        at=at,
        data={"before": before, "after": {"approach": approach, "group": group}},
    )
    return plan
