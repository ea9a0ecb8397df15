"""Link an outcome with free words to the outcome of the superior that was suggested."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from ekinerja.kernel.actor import Actor
from ekinerja.kernel.errors import Conflict, NotAllowed, NotFound
from ekinerja.planning.data import Part, PlanState
from ekinerja.planning.models import Outcome
from ekinerja.planning.selectors import cascade, plans
from ekinerja.planning.services import editing


@transaction.atomic
def link_outcome(*, actor: Actor, plan_id: UUID, outcome_id: UUID, above_id: UUID, at: datetime) -> Outcome:
    """
    Link an own outcome that serves nothing yet; its words stay as they are.

    Possible in every state but closed, because nothing that was agreed changes; the plan's revision stays.

    :raises NotFound: the actor may not know of the plan, or it has no such outcome
    :raises NotAllowed: the plan is not the actor's own
    :raises Conflict: the plan is closed, or the outcome serves something already
    :raises RuleNotMet: the outcome above is gone, or the cascade would loop
    """
    standing = plans.lock_for(actor=actor, plan_id=plan_id, on=plans.day_of(at))
    plan = standing.plan
    if Part.OWNER not in standing.parts:
        raise NotAllowed(_("Hanya pemilik SKP yang dapat menghubungkan RHK-nya."))
    if plan.state == PlanState.CLOSED:
        raise Conflict(_("SKP ini sudah ditutup."))
    outcome = Outcome.objects.filter(plan=plan, id=outcome_id, retired_at=None).first()
    if outcome is None:
        raise NotFound
    if outcome.intervened_outcome_id == above_id:
        return outcome
    if outcome.intervened_outcome_id is not None or outcome.goal_id is not None:
        raise Conflict(_("RHK ini sudah mendukung RHK pimpinan atau sasaran lain."))
    outcome.intervened_outcome_id = cascade.require_choosable(plan=plan, outcome_id=above_id)
    outcome.served_text = ""
    outcome.revision += 1
    outcome.save(update_fields=["intervened_outcome", "served_text", "revision"])
    data = {"outcome": outcome.id, "above": above_id}
    editing.record(actor=actor, plan=plan, event="planning.outcome.linked", at=at, data=data)
    return outcome
