"""Give a submitted plan (SKP) back to its owner with a note."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from ekinerja.kernel import outbox
from ekinerja.kernel.actor import Actor
from ekinerja.planning import events, policies
from ekinerja.planning.data import PlanAction, RecordedDecision
from ekinerja.planning.models import Plan
from ekinerja.planning.selectors import plans
from ekinerja.planning.services import moving


@transaction.atomic
def return_plan(
    *,
    actor: Actor,
    plan_id: UUID,
    note: str,
    at: datetime,
    seen: int | None = None,
    decision: RecordedDecision | None = None,
) -> Plan:
    """
    Give the plan back; the note says what to mend.

    For a rater without an account (a regent) the agency's admin records the ``decision`` with its document.

    :raises NotFound: the actor may not know of the plan
    :raises NotAllowed: somebody else is the rater today
    :raises Conflict: it is not waiting for a decision, or not the version that was ``seen``
    :raises NoteMissing: the note is empty
    :raises RuleNotMet: the document of a recorded decision is missing
    """
    standing, row = moving.begin(actor=actor, plan_id=plan_id, action=PlanAction.RETURN, at=at, note=note, seen=seen)
    document = policies.require_document(standing.parts, decision, plans.day_of(at))
    plan = moving.finish(actor=actor, plan=standing.plan, row=row, at=at, note=note, document=document)
    outbox.publish(
        events.PlanReturned(plan_id=plan.id, employee_id=plan.employee_id, rater_employee_id=plan.rater_employee_id)
    )
    return plan
