"""Follow changes in the line of superiors: who decides about open plans today."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from ekinerja.audit import public as audit
from ekinerja.kernel import outbox
from ekinerja.kernel.actor import Actor
from ekinerja.planning import events
from ekinerja.planning.data import EDITABLE_STATES, PlanState, YearState
from ekinerja.planning.models import Plan
from ekinerja.planning.policies import RaterNow
from ekinerja.planning.selectors import persons
from ekinerja.planning.selectors.plans import day_of
from ekinerja.planning.services import moving

BATCH = 500
UNDECIDED = (*EDITABLE_STATES, PlanState.SUBMITTED)


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
        changed += [plan.id for plan in part if _differs(plan, _rater_of(plan, now, on))]
    rows = Plan.objects.select_for_update().filter(id__in=changed).exclude(state=PlanState.CLOSED)
    locked = list(rows.order_by("id"))
    for plan in locked:
        _hand_over(actor, plan, at)
    return len(locked)


def _rater_of(plan: Plan, now: Mapping[UUID, RaterNow], on: date) -> RaterNow:
    acted = persons.acted_position(plan)
    if acted is None:
        return now[plan.employee_id]
    return persons.rater_now(employee_id=plan.employee_id, on=on, position_id=acted)


def _differs(plan: Plan, rater: RaterNow) -> bool:
    """Whether the rater of the day is known and another one; where nothing is agreed yet also when none is kept."""
    if rater.employee_id is None and not rater.outside:
        return False
    return rater.employee_id != plan.rater_employee_id or (plan.state in UNDECIDED and not plan.rater_snapshot)


def _hand_over(actor: Actor, plan: Plan, at: datetime) -> None:
    before = plan.rater_employee_id
    if plan.state in UNDECIDED:
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
