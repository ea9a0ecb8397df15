"""Carry what cells of a role-outcome matrix say into the members' plans, and take it back."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import ProtectedError, Q
from django.utils.translation import gettext as _

from ekinerja.kernel.errors import RuleNotMet
from ekinerja.planning import team_policies
from ekinerja.planning.data import EDITABLE_STATES, PlanState
from ekinerja.planning.models import Indicator, MatrixCell, MatrixMember, Outcome, Plan, TeamMember
from ekinerja.planning.selectors import cascade, matrix_rows, plans
from ekinerja.planning.services.edit_outcome import MOST_OUTCOMES


@dataclass(frozen=True)
class Targets:
    """Statutory term: SKP tujuan sel. The locked plans of the members that can be changed now, by id and by person."""

    by_id: dict[UUID, Plan]
    by_person: dict[UUID, Plan]


def lock_plans(*, plan: Plan, employee_ids: Collection[UUID], at: datetime) -> Targets:
    """Lock the editable plans of the year of these people; of several the one of the day takes new outcomes in."""
    day = matrix_rows.day_within(plan, plans.day_of(at))
    rows = Plan.objects.select_for_update(of=("self",)).filter(
        year_id=plan.year_id, employee_id__in=list(employee_ids), state__in=EDITABLE_STATES
    )
    found = list(rows.select_related("year").order_by("id"))
    found.sort(key=lambda row: (row.period.lower <= day < row.period.upper, row.period.lower))
    return Targets({row.id: row for row in found}, {row.employee_id: row for row in found})


def carry(row: MatrixCell, *, outcome: Outcome, before: str, targets: Targets, at: datetime) -> None:
    """
    Make the cell's outcome in the member's plan, or change it while the member has not.

    Does nothing where no plan can be changed now: the cell waits, or shows that it differs.

    :raises RuleNotMet: the leader's outcome depends on the member's own plan
    """
    made = row.made
    if made is not None and made.retired_at is None:
        plan = targets.by_id.get(made.plan_id)
        if plan is not None and made.text == before:
            made.text = row.text
            made.revision += 1
            made.save(update_fields=["text", "revision"])
            _touch(plan, at)
        return
    target = targets.by_person.get(row.employee_id)
    if target is not None:
        row.made = _make(row, outcome, target, at)


def take_back(row: MatrixCell, *, before: str, targets: Targets, at: datetime) -> None:
    """Take the cell's outcome out of the member's plan when nobody has worked on it; else only let it go."""
    made = row.made
    row.made = None
    if made is None or made.retired_at is not None:
        return
    plan = targets.by_id.get(made.plan_id)
    if plan is None or made.text != before or _has_work(made):
        return
    if row.pk is not None:
        MatrixCell.objects.filter(pk=row.pk).update(made=None)
    try:
        with transaction.atomic():
            made.delete()
    except ProtectedError:
        return
    _renumber(plan)
    _touch(plan, at)


def worked_on(row: MatrixCell, targets: Targets) -> bool:
    """Whether the cell's outcome would stay behind: its plan is not to be changed, or somebody worked on it."""
    made = row.made
    if made is None:
        return False
    return made.plan_id not in targets.by_id or made.text != row.text or _has_work(made)


@transaction.atomic
def take_in(*, plan: Plan, at: datetime) -> int:
    """
    Make outcomes in a plan that can be changed from all cells that wait for it; returns how many.

    Called when a plan is drafted and when it becomes editable again.
    """
    if plan.state not in EDITABLE_STATES:
        return 0
    waiting = MatrixCell.objects.select_for_update(of=("self",)).filter(
        _of_present_leaders(plan),
        employee_id=plan.employee_id,
        made=None,
        outcome__plan__year_id=plan.year_id,
        outcome__plan__period__overlap=plan.period,
        outcome__retired_at=None,
    )
    taken = 0
    waiting = waiting.exclude(text="").exclude(outcome__plan__state=PlanState.CLOSED)
    for row in waiting.select_related("outcome").order_by("outcome__plan_id", "outcome__number"):
        try:
            row.made = _make(row, row.outcome, plan, at)
        except RuleNotMet:
            continue
        row.save(update_fields=["made"])
        taken += 1
    return taken


def let_go(*, plan: Plan) -> None:
    """Let the cells of a plan that is about to be thrown away wait again."""
    MatrixCell.objects.filter(made__plan=plan).update(made=None)


def _of_present_leaders(plan: Plan) -> Q:
    """Return the condition on cells of leaders whose row the plan's owner still has."""
    led = TeamMember.objects.filter(
        team_policies.memberships_within(plan.period.lower, plan.period.upper, plan.period),
        employee_id=plan.employee_id,
    )
    borrowed = MatrixMember.objects.filter(employee_id=plan.employee_id)
    return (
        Q(outcome__plan__employee_id=plan.rater_employee_id)
        | Q(outcome__plan__employee_id__in=led.values("team__leader_id"))
        | Q(outcome__plan_id__in=borrowed.values("plan_id"))
    )


def _make(row: MatrixCell, outcome: Outcome, plan: Plan, at: datetime) -> Outcome:
    cascade.require_choosable(plan=plan, outcome_id=outcome.id)
    count = Outcome.objects.filter(plan=plan, retired_at=None).count()
    if count >= MOST_OUTCOMES:
        raise RuleNotMet(
            _("SKP %(name)s sudah memuat %(most)s RHK. Gabungkan sebagian sebelum menambah.")
            % {"name": plan.person.name, "most": MOST_OUTCOMES}
        )
    made = Outcome.objects.create(plan=plan, number=count + 1, text=row.text, intervened_outcome=outcome)
    _renumber(plan)
    made.refresh_from_db(fields=["number"])
    _touch(plan, at)
    return made


def _has_work(made: Outcome) -> bool:
    indicators = Indicator.objects.filter(outcome=made, retired_at=None).exists()
    return indicators or Outcome.objects.filter(intervened_outcome=made).exists()


def _renumber(plan: Plan) -> None:
    for number, row in enumerate(plans.outcomes_of(plan_id=plan.id), start=1):
        if row.number != number:
            Outcome.objects.filter(pk=row.pk).update(number=number)


def _touch(plan: Plan, at: datetime) -> None:
    plan.touch(at=at)
    plan.save(update_fields=["revision", "changed_at"])
