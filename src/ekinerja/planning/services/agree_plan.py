"""Agree a submitted plan (SKP): the rater's yes, which freezes who agreed what."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from ekinerja.kernel import outbox
from ekinerja.kernel.actor import Actor
from ekinerja.planning import events, policies
from ekinerja.planning.data import PlanAction, RecordedDecision
from ekinerja.planning.models import Plan, PlanVersion
from ekinerja.planning.selectors import contents, plans
from ekinerja.planning.services import moving


@transaction.atomic
def agree_plan(
    *,
    actor: Actor,
    plan_id: UUID,
    at: datetime,
    note: str = "",
    seen: int | None = None,
    decision: RecordedDecision | None = None,
) -> Plan:
    """
    Agree the plan as it stands and keep its content and the people of this day with it.

    For a rater without an account (a regent) the agency's admin records the ``decision`` with its document.

    :raises NotFound: the actor may not know of the plan
    :raises NotAllowed: somebody else is the rater today
    :raises Conflict: it is not waiting for a decision, or not the version that was ``seen``
    :raises PlanNotReady: an outcome, indicator or target is missing (PermenPANRB 6/2022)
    :raises RuleNotMet: the document of a recorded decision is missing
    """
    standing, row = moving.begin(actor=actor, plan_id=plan_id, action=PlanAction.AGREE, at=at, note=note, seen=seen)
    plan = standing.plan
    document = policies.require_document(standing.parts, decision, plans.day_of(at))
    moving.take_snapshots(plan=plan, on=plans.day_of(at))
    plan.agreed_at = at
    version = _keep_version(plan, moving.decided_by(plan, actor, document), at)
    moving.finish(actor=actor, plan=plan, row=row, at=at, note=note, document=document, version=version.number)
    outbox.publish(
        events.PlanAgreed(plan_id=plan.id, employee_id=plan.employee_id, rater_employee_id=plan.rater_employee_id)
    )
    return plan


def _keep_version(plan: Plan, decided_by: str, at: datetime) -> PlanVersion:
    latest = PlanVersion.objects.filter(plan=plan).order_by("-number").first()
    return PlanVersion.objects.create(
        plan=plan,
        number=latest.number + 1 if latest else 1,
        content=contents.content_of(plan=plan),
        agreed_at=at,
        agreed_by_name=decided_by,
    )
