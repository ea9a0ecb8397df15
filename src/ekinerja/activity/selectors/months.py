"""Everything one plan's period tells: action plan, realisation, evidence, feedback."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Cast, JSONObject

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
class Reached:
    """Statutory term: realisasi. What was reached for one indicator in the period."""

    indicator_id: UUID
    number: Decimal | None
    text: str
    explanation: str
    revision: int


@dataclass(frozen=True)
class Said:
    """Statutory term: umpan balik. One piece of feedback as it is read."""

    outcome_id: UUID | None
    behaviour: str
    author_employee_id: UUID | None
    author_name: str
    mark: str
    text: str
    revision: int
    at: datetime


@dataclass(frozen=True)
class IndicatorMonth:
    """One indicator with what was reached in the period, if anything."""

    indicator: planning.Indicator
    realisation: Reached | None


@dataclass(frozen=True)
class OutcomeMonth:
    """One outcome with everything the period tells of it."""

    outcome: planning.Outcome
    steps: tuple[str, ...]
    indicators: tuple[IndicatorMonth, ...]
    evidence: tuple[Evidence, ...]
    feedback: tuple[Said, ...]


@dataclass(frozen=True)
class BehaviourMonth:
    """One BerAKHLAK value with its feedback in the period, and the special expectation for owner and rater."""

    text: BehaviourText
    feedback: tuple[Said, ...]
    expectation: str = ""


@dataclass(frozen=True)
class LatestMove:
    """The latest step of the period: submitted, withdrawn, given back or rated, by whom and with which note."""

    action: str
    actor_name: str
    note: str
    at: datetime


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
    latest_move: LatestMove | None
    waits_for_mending: bool
    now: datetime

    @property
    def state(self) -> str:
        """The state of this period."""
        return self.states.get(self.period.id, PeriodState.EMPTY)

    @property
    def is_late(self) -> bool:
        """Whether the deadline that applies is over; it no longer bars what the rater gave back."""
        return self.deadline.is_over(self.now) and not self.waits_for_mending

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
        """Tell whether the action is open to the actor now; what could not be handed in again is not taken back."""
        if action == PeriodAction.WITHDRAW and self.is_late:
            return False
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
    entries = _entries(plan_id, period_id)
    works = {row.period_id: row for row in _works(plan_id)}
    work = works.get(period_id)
    return MonthView(
        standing=standing,
        period=period,
        periods=tuple(periods),
        states={key: row.state for key, row in works.items()},
        deadline=deadline,
        outcomes=_outcomes(plan_id, entries),
        behaviours=_behaviours(entries, _expectations(standing)),
        latest_move=_latest_move(work),
        waits_for_mending=work is not None and policies.waits_for_mending(work.state, work.submitted_at),
        now=now,
    )


def returned_of(*, plan_ids: Iterable[UUID]) -> dict[tuple[UUID, UUID], tuple[str, bool]]:
    """Return state and whether the rater gave it back of all periods of some plans, by plan and period."""
    rows = PeriodWork.objects.filter(plan_id__in=list(plan_ids))
    return {
        (row.plan_id, row.period_id): (row.state, policies.waits_for_mending(row.state, row.submitted_at))
        for row in rows
    }


def states_of(*, plan_ids: Iterable[UUID]) -> dict[tuple[UUID, UUID], str]:
    """Return the states of all periods of some plans, by plan and period."""
    rows = PeriodWork.objects.filter(plan_id__in=list(plan_ids))
    return {(row.plan_id, row.period_id): row.state for row in rows}


@dataclass
class _Entries:
    """Everything written in one period, as loaded with one query."""

    steps: dict[UUID, list[tuple[int, str]]] = field(default_factory=lambda: defaultdict(list))
    evidence: dict[UUID, list[Evidence]] = field(default_factory=lambda: defaultdict(list))
    reached: dict[UUID, Reached] = field(default_factory=dict)
    said: list[Said] = field(default_factory=list)


def _entries(plan_id: UUID, period_id: UUID) -> _Entries:
    """Load action steps, evidence, realisations and feedback of a period with one query."""
    scope = {"outcome__plan_id": plan_id, "period_id": period_id}
    parts = [
        _part("S", ActionStep.objects.filter(**scope), "outcome_id", number="number", text="text"),
        _part("E", EvidenceLink.objects.filter(**scope), "outcome_id", id="id", title="title", url="url"),
        _part(
            "R",
            Realisation.objects.filter(indicator__outcome__plan_id=plan_id, period_id=period_id),
            "indicator_id",
            number=Cast("number", TextField()),
            text="text",
            explanation="explanation",
            revision="revision",
        ),
        _part(
            "F",
            Feedback.objects.filter(plan_id=plan_id, period_id=period_id),
            "outcome_id",
            behaviour="behaviour",
            author="author_employee_id",
            name="author_name",
            mark="mark",
            text="text",
            revision="revision",
            at="at",
        ),
    ]
    entries = _Entries()
    for key, kind, told in parts[0].union(*parts[1:], all=True):
        _READERS[kind](entries, key, told)
    for lines in entries.steps.values():
        lines.sort()
    for links in entries.evidence.values():
        links.sort(key=lambda link: link.id)
    entries.said.sort(key=lambda item: item.at)
    return entries


def _part(kind: str, rows: QuerySet[Any], key: str, **told: Any) -> QuerySet[Any, Any]:
    return rows.order_by().values_list(key, Value(kind), JSONObject(**told))


def _read_step(entries: _Entries, key: UUID, told: dict[str, Any]) -> None:
    entries.steps[key].append((told["number"], told["text"]))


def _read_evidence(entries: _Entries, key: UUID, told: dict[str, Any]) -> None:
    entries.evidence[key].append(Evidence(UUID(told["id"]), told["title"], told["url"]))


def _read_realisation(entries: _Entries, key: UUID, told: dict[str, Any]) -> None:
    number = Decimal(told["number"]) if told["number"] is not None else None
    entries.reached[key] = Reached(key, number, told["text"], told["explanation"], told["revision"])


def _read_feedback(entries: _Entries, key: UUID | None, told: dict[str, Any]) -> None:
    entries.said.append(
        Said(
            outcome_id=key,
            behaviour=told["behaviour"],
            author_employee_id=UUID(told["author"]) if told["author"] else None,
            author_name=told["name"],
            mark=told["mark"],
            text=told["text"],
            revision=told["revision"],
            at=datetime.fromisoformat(told["at"]),
        )
    )


_READERS: dict[str, Any] = {"S": _read_step, "E": _read_evidence, "R": _read_realisation, "F": _read_feedback}


def _outcomes(plan_id: UUID, entries: _Entries) -> tuple[OutcomeMonth, ...]:
    return tuple(
        OutcomeMonth(
            outcome=outcome,
            steps=tuple(text for _number, text in entries.steps[outcome.id]),
            indicators=tuple(
                IndicatorMonth(indicator, entries.reached.get(indicator.id))
                for indicator in planning.indicators_of(outcome)
            ),
            evidence=tuple(entries.evidence[outcome.id]),
            feedback=tuple(item for item in entries.said if item.outcome_id == outcome.id),
        )
        for outcome in planning.outcomes_to_fill(plan_id=plan_id)
    )


def _behaviours(entries: _Entries, expected: Mapping[str, str]) -> tuple[BehaviourMonth, ...]:
    return tuple(
        BehaviourMonth(
            text,
            tuple(item for item in entries.said if item.behaviour == text.value),
            expected.get(text.value, ""),
        )
        for text in BEHAVIOUR_VALUES
    )


def _expectations(standing: planning.Standing) -> dict[str, str]:
    """Return what the rater expects of each value, for those who act on it: the owner and who rates."""
    if not {PlanPart.OWNER, PlanPart.RATER, PlanPart.RECORDER} & standing.parts:
        return {}
    return {row.text.value: row.expectation for row in planning.plans.behaviours_of(plan_id=standing.plan.id)}


def _works(plan_id: UUID) -> QuerySet[PeriodWork]:
    latest = PeriodMove.objects.filter(work=OuterRef("pk")).order_by("-at", "-id")
    told = JSONObject(action="action", name="actor_name", note="note", at="at")
    return PeriodWork.objects.filter(plan_id=plan_id).annotate(latest=Subquery(latest.values(told=told)[:1]))


def _latest_move(work: Any) -> LatestMove | None:
    if work is None or work.latest is None:
        return None
    told = work.latest
    return LatestMove(told["action"], told["name"], told["note"], datetime.fromisoformat(told["at"]))
