"""Follow changes in the line of superiors: who decides about open plans today."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from ekinerja.audit import public as audit
from ekinerja.kernel import outbox
from ekinerja.kernel.actor import Actor
from ekinerja.planning import events
from ekinerja.planning.data import EDITABLE_STATES, PlanState, YearState
from ekinerja.planning.models import Plan
from ekinerja.planning.selectors import persons
from ekinerja.planning.selectors.plans import day_of
from ekinerja.planning.services import moving

BATCH = 500


@transaction.atomic
def refresh_raters(*, actor: Actor, at: datetime) -> int:
    """
    Give each open plan the rater of the day and return how many changed; agreed plans keep their snapshots.

    A plan whose rater is not known today stays with the one it has. The new rater is told of a plan that waits.
    """
    on = day_of(at)
    plans = list(Plan.objects.filter(year__state=YearState.OPEN).exclude(state=PlanState.CLOSED))
    changed = []
    for start in range(0, len(plans), BATCH):
        part = plans[start : start + BATCH]
        now = persons.raters_now(employee_ids=[plan.employee_id for plan in part], on=on)
        for plan in part:
            acted = persons.acted_position(plan)
            rater = (
                persons.rater_now(employee_id=plan.employee_id, on=on, position_id=acted)
                if acted
                else now[plan.employee_id]
            )
            known = rater.employee_id is not None or rater.outside
            if known and (rater.employee_id != plan.rater_employee_id or not plan.rater_snapshot):
                changed.append(plan)
    for plan in changed:
        _hand_over(actor, plan, at)
    return len(changed)


def _hand_over(actor: Actor, plan: Plan, at: datetime) -> None:
    before = plan.rater_employee_id
    if plan.state in (*EDITABLE_STATES, PlanState.SUBMITTED):
        moving.take_snapshots(plan=plan, on=day_of(at))
    else:
        plan.rater_employee_id = persons.rater_now(
            employee_id=plan.employee_id, on=day_of(at), position_id=persons.acted_position(plan)
        ).employee_id
    plan.save(update_fields=["rater_employee", "employee_snapshot", "rater_snapshot", "superior_snapshot"])
    audit.record(
        actor=actor,
        event="planning.plan.rater_changed",
        subject_type="planning.plan",
        subject_id=plan.id,
        at=at,
        data={"before": before, "after": plan.rater_employee_id},
    )
    if plan.state == PlanState.SUBMITTED and plan.rater_employee_id not in (None, before):
        outbox.publish(
            events.PlanSubmitted(
                plan_id=plan.id, employee_id=plan.employee_id, rater_employee_id=plan.rater_employee_id
            )
        )
