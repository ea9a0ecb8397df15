"""Write the superior's special expectation on one BerAKHLAK value."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from ekinerja.kernel.actor import Actor
from ekinerja.planning import policies
from ekinerja.planning.data import BehaviourValue
from ekinerja.planning.models import BehaviourExpectation
from ekinerja.planning.selectors import plans
from ekinerja.planning.services import editing


@transaction.atomic
def save_expectation(
    *, actor: Actor, plan_id: UUID, value: BehaviourValue, text: str, at: datetime, seen: int | None = None
) -> BehaviourExpectation:
    """
    Write the rater's expectation on one value; empty text takes it away.

    The plan's revision stays: what the rater adds does not make the rater's own page stale.

    :raises NotFound: the actor may not know of the plan
    :raises NotAllowed: somebody else is the rater today
    :raises Conflict: the plan is agreed or closed
    :raises EditConflict: somebody else changed the same expectation meanwhile
    """
    standing = plans.lock_for(actor=actor, plan_id=plan_id, on=plans.day_of(at))
    policies.require_rater_edit(standing.parts, standing.plan)
    row = BehaviourExpectation.objects.filter(plan=standing.plan, value=value).first()
    if row is None:
        row = BehaviourExpectation(plan=standing.plan, value=value, revision=0)
    mine = {"text": text.strip()}
    editing.refuse_if_changed(seen=seen, revision=row.revision, theirs={"text": row.text}, mine=mine)
    if row.revision and row.text == mine["text"]:
        return row
    row.text = mine["text"]
    row.entered_by_name = actor.name[:250]
    row.revision += 1
    row.save()
    editing.record(
        actor=actor,
        plan=standing.plan,
        event="planning.expectation.saved",
        at=at,
        data={"value": value, "text": row.text},
    )
    return row
