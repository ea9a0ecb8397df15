"""Start a plan (SKP) with the content of an earlier plan of one's own."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from ekinerja.kernel.actor import Actor
from ekinerja.kernel.errors import NotFound
from ekinerja.planning.data import Approach, PlanOrigin
from ekinerja.planning.models import Plan
from ekinerja.planning.selectors import written
from ekinerja.planning.services import editing, write_outcomes
from ekinerja.planning.services.draft_plan import draft_plan


@transaction.atomic
def start_from_plan(
    *,
    actor: Actor,
    source_id: UUID,
    year: int,
    at: datetime,
    starts_on: date | None = None,
    ends_before: date | None = None,
    approach: Approach = Approach.QUANTITATIVE,
    acting_position_id: UUID | None = None,
) -> Plan:
    """
    Draft a new plan and fill it with outcomes, indicators and annex of an earlier plan of the actor.

    Links to outcomes of the superior are found anew; where there is none, the words remain.

    :raises NotFound: the year is not open, or the earlier plan is not the actor's own
    :raises NotAllowed, RuleNotMet, Conflict: as drafting a plan
    """
    source = Plan.objects.filter(id=source_id, employee_id=actor.employee_id).first() if actor.employee_id else None
    if source is None:
        raise NotFound
    plan = draft_plan(
        actor=actor,
        year=year,
        at=at,
        starts_on=starts_on,
        ends_before=ends_before,
        approach=approach,
        acting_position_id=acting_position_id,
    )
    made = write_outcomes.write_outcomes(plan=plan, rows=written.written_of(plan_id=source.id))
    write_outcomes.copy_notes(source=source, plan=plan)
    plan.origin = PlanOrigin.LAST_YEAR
    plan.save(update_fields=["origin"])
    editing.record(
        actor=actor,
        plan=plan,
        event="planning.plan.started_from",
        at=at,
        data={"source": source.id, "outcomes": len(made)},
    )
    return plan
