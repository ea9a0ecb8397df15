"""Which outcome of the superior free words probably mean, and who serves a superior's outcomes yet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q

from ekinerja.kernel.actor import Actor
from ekinerja.planning.data import OutcomeClassification, PlanState
from ekinerja.planning.models import Outcome, Plan
from ekinerja.planning.selectors import likeness, plans

MOST = 2


@dataclass(frozen=True)
class Suggestion:
    """Statutory term: saran hubungan RHK. One own outcome and the superior's outcome its words probably mean."""

    outcome_id: UUID
    number: int
    text: str
    words: str
    above_id: UUID
    above_text: str
    owner: str


@dataclass(frozen=True)
class Follower:
    """Statutory term: bawahan yang mendukung RHK. One subordinate's plan and how many of its outcomes are linked."""

    plan: Plan
    outcome_count: int
    linked_count: int
    suggested: int

    @property
    def serves_nothing(self) -> bool:
        """Whether no outcome of the plan serves the superior."""
        return self.linked_count == 0


@dataclass(frozen=True)
class Followers:
    """Statutory term: dukungan bawahan. Subordinates' plans beside one superior's plan, those serving nothing first."""

    standing: plans.Standing
    rows: tuple[Follower, ...]

    @property
    def idle(self) -> int:
        """How many of them serve nothing yet."""
        return sum(1 for row in self.rows if row.serves_nothing)


def unlinked(outcomes: Iterable[Outcome]) -> tuple[Outcome, ...]:
    """Return the main outcomes that serve neither an outcome nor a goal."""
    return tuple(row for row in outcomes if row.intervened_outcome_id is None and row.goal_id is None)


def suggestions_for(*, plan: Plan, outcomes: Sequence[Outcome]) -> tuple[Suggestion, ...]:
    """Return what the free words of a plan's outcomes probably mean, best first; one query, none where not needed."""
    free = unlinked(outcomes)
    if not free or plan.rater_employee_id is None or plan.state == PlanState.CLOSED:
        return ()
    above = list(outcomes_above(plan))
    return match(free, above)


def match(free: Iterable[Outcome], above: Sequence[Outcome]) -> tuple[Suggestion, ...]:
    """Return the likely pairs of free outcomes and outcomes of a superior."""
    by_id = {row.id: row for row in above}
    choices = {row.id: row.text for row in above}
    found = []
    for row in free:
        words = row.intervened_text or row.text
        for key, _likeness in likeness.best_of(words, choices, most=MOST):
            chosen = by_id[key]
            owner = chosen.plan.person.name
            found.append(Suggestion(row.id, row.number, row.text, row.intervened_text, key, chosen.text, owner))
    return tuple(found)


def outcomes_above(plan: Plan) -> Iterable[Outcome]:
    """Return the organisation outcomes of the plan's rater in the same year, of plans not closed."""
    if plan.rater_employee_id is None:
        return ()
    rows = Outcome.objects.filter(
        plan__employee_id=plan.rater_employee_id,
        plan__year_id=plan.year_id,
        classification=OutcomeClassification.ORGANISATION,
        retired_at=None,
    )
    return rows.exclude(plan__state=PlanState.CLOSED).select_related("plan").order_by("plan_id", "number")


def followers_of(*, actor: Actor, plan_id: UUID, on: date) -> Followers:
    """
    Return the plans of the owner's subordinates with how much of them serves this plan.

    :raises NotFound: the actor may not know of the plan
    """
    standing = plans.get_for(actor=actor, plan_id=plan_id, on=on)
    rows = follower_rows(standing.plan)
    return Followers(standing, tuple(sorted(rows, key=lambda row: (not row.serves_nothing, row.plan.person.name))))


def follower_rows(plan: Plan) -> list[Follower]:
    """Return the subordinates' plans of a superior's plan, with three queries however many there are."""
    current = Q(outcomes__retired_at=None)
    found = (
        Plan.objects.filter(rater_employee_id=plan.employee_id, year_id=plan.year_id, period__overlap=plan.period)
        .exclude(state=PlanState.CLOSED)
        .annotate(
            outcome_count=Count("outcomes", filter=current),
            linked_count=Count("outcomes", filter=current & Q(outcomes__intervened_outcome__plan_id=plan.id)),
        )
    )
    mine = list(found)
    above = list(Outcome.objects.filter(plan=plan, retired_at=None).select_related("plan"))
    free = Outcome.objects.filter(
        plan_id__in=[row.id for row in mine], retired_at=None, intervened_outcome=None, goal=None
    )
    by_plan: dict[UUID, list[Outcome]] = {}
    for outcome in free:
        by_plan.setdefault(outcome.plan_id, []).append(outcome)
    return [
        Follower(
            plan=row,
            outcome_count=row.outcome_count,
            linked_count=row.linked_count,
            suggested=len({item.outcome_id for item in match(by_plan.get(row.id, ()), above)}),
        )
        for row in mine
    ]
