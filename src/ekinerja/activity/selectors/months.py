"""Everything one plan's period tells: action plan, realisation, evidence, feedback."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import CharField, IntegerField, Value

from ekinerja.activity import policies
from ekinerja.activity.data import EDITABLE_STATES, PeriodAction, PeriodState
from ekinerja.activity.models import ActionStep, EvidenceLink, Feedback, PeriodMove, PeriodWork, Realisation
from ekinerja.kernel.actor import Actor
from ekinerja.kernel.errors import NotFound
from ekinerja.planning import public as planning
from ekinerja.planning.data import BEHAVIOUR_VALUES, BehaviourText
from ekinerja.planning.data import Part as PlanPart


@dataclass(frozen=True)
class Evidence:
    """Statutory term: bukti dukung."""

    id: UUID
    title: str
    url: str


@dataclass(frozen=True)
class IndicatorMonth:
    """One indicator with what was reached in the period, if anything."""

    indicator: planning.Indicator
    realisation: Realisation | None


@dataclass(frozen=True)
class OutcomeMonth:
    """One outcome with everything the period tells of it."""

    outcome: planning.Outcome
    steps: tuple[str, ...]
    indicators: tuple[IndicatorMonth, ...]
    evidence: tuple[Evidence, ...]
    feedback: tuple[Feedback, ...]


@dataclass(frozen=True)
class BehaviourMonth:
    """One BerAKHLAK value with its feedback in the period."""

    text: BehaviourText
    feedback: tuple[Feedback, ...]


@dataclass(frozen=True)
class MonthView:
    """Statutory term: pengisian periode. What the page of one period shows."""

    standing: planning.Standing
    period: planning.Period
    periods: tuple[planning.Period, ...]
    states: dict[UUID, str]
    deadline: planning.years.Deadline
    outcomes: tuple[OutcomeMonth, ...]
    behaviours: tuple[BehaviourMonth, ...]
    latest_move: PeriodMove | None
    now: datetime

    @property
    def state(self) -> str:
        """The state of this period."""
        return self.states.get(self.period.id, PeriodState.EMPTY)

    @property
    def is_late(self) -> bool:
        """Whether the deadline that applies is over."""
        return self.deadline.is_over(self.now)

    @property
    def can_fill(self) -> bool:
        """Whether the actor may write here now."""
        return (
            PlanPart.OWNER in self.standing.parts
            and not self.standing.plan.is_editable
            and self.state in EDITABLE_STATES
            and not self.is_late
        )

    @property
    def can_comment(self) -> bool:
        """Whether the actor may give feedback."""
        return PlanPart.RATER in self.standing.parts

    @property
    def has_feedback(self) -> bool:
        """Whether anything was said in this period."""
        return any(row.feedback for row in self.outcomes) or any(row.feedback for row in self.behaviours)

    def may(self, action: PeriodAction) -> bool:
        """Tell whether the action is open to the actor now."""
        return policies.may(self.standing, self.state, action)


def month_of(*, actor: Actor, plan_id: UUID, period_id: UUID, now: datetime) -> MonthView:
    """
    Return what a plan's period tells.

    :raises NotFound: the actor may not know of the plan, or the period is not one of the plan's
    """
    standing = planning.get_for(actor=actor, plan_id=plan_id, on=planning.day_of(now))
    plan = standing.plan
    periods = planning.periods_for(plan=plan, periods=planning.years.periods_of(year_id=plan.year_id))
    period = next((row for row in periods if row.id == period_id), None)
    if period is None:
        raise NotFound
    deadline = planning.deadline_for(period=period, employee_id=plan.employee_id, unit_path=plan.unit_path)
    feedback = list(Feedback.objects.filter(plan_id=plan_id, period_id=period_id))
    works = {row.period_id: row for row in PeriodWork.objects.filter(plan_id=plan_id)}
    return MonthView(
        standing=standing,
        period=period,
        periods=tuple(periods),
        states={key: row.state for key, row in works.items()},
        deadline=deadline,
        outcomes=_outcomes(plan_id, period_id, feedback),
        behaviours=_behaviours(feedback),
        latest_move=_latest_move(works.get(period_id)),
        now=now,
    )


def states_of(*, plan_ids: Iterable[UUID]) -> dict[tuple[UUID, UUID], str]:
    """Return the states of all periods of some plans, by plan and period."""
    rows = PeriodWork.objects.filter(plan_id__in=list(plan_ids))
    return {(row.plan_id, row.period_id): row.state for row in rows}


def _outcomes(plan_id: UUID, period_id: UUID, feedback: list[Feedback]) -> tuple[OutcomeMonth, ...]:
    reached = {
        row.indicator_id: row
        for row in Realisation.objects.filter(indicator__outcome__plan_id=plan_id, period_id=period_id)
    }
    steps, evidence = _lines(plan_id, period_id)
    return tuple(
        OutcomeMonth(
            outcome=outcome,
            steps=tuple(steps[outcome.id]),
            indicators=tuple(
                IndicatorMonth(indicator, reached.get(indicator.id)) for indicator in planning.indicators_of(outcome)
            ),
            evidence=tuple(evidence[outcome.id]),
            feedback=tuple(row for row in feedback if row.outcome_id == outcome.id),
        )
        for outcome in planning.outcomes_of(plan_id=plan_id)
    )


def _lines(plan_id: UUID, period_id: UUID) -> tuple[dict[UUID, list[str]], dict[UUID, list[Evidence]]]:
    """Load action steps and evidence with one query: both are short lines of an outcome."""
    scope = {"outcome__plan_id": plan_id, "period_id": period_id}
    steps = ActionStep.objects.filter(**scope).order_by()
    links = EvidenceLink.objects.filter(**scope).order_by()
    rows = steps.values_list(
        "outcome_id", "id", "number", "text", Value("", output_field=CharField()), Value("S")
    ).union(
        links.values_list("outcome_id", "id", Value(0, output_field=IntegerField()), "title", "url", Value("E")),
        all=True,
    )
    told: dict[UUID, list[str]] = defaultdict(list)
    proven: dict[UUID, list[Evidence]] = defaultdict(list)
    for outcome_id, line_id, _number, text, address, kind in sorted(rows, key=lambda row: (row[2], row[1])):
        if kind == "S":
            told[outcome_id].append(text)
        else:
            proven[outcome_id].append(Evidence(line_id, text, address))
    return told, proven


def _behaviours(feedback: list[Feedback]) -> tuple[BehaviourMonth, ...]:
    return tuple(
        BehaviourMonth(text, tuple(row for row in feedback if row.behaviour == text.value)) for text in BEHAVIOUR_VALUES
    )


def _latest_move(work: PeriodWork | None) -> PeriodMove | None:
    return PeriodMove.objects.filter(work=work).order_by("-at", "-id").first() if work else None
