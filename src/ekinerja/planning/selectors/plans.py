"""The door to plans: finds them for an actor, locks them, loads them with their content."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from ekinerja.access import public as access
from ekinerja.kernel.actor import Actor, Role
from ekinerja.kernel.errors import NotFound
from ekinerja.planning import policies
from ekinerja.planning.data import BEHAVIOUR_VALUES, BehaviourText, Part, PlanAction, PlanState, YearState
from ekinerja.planning.models import (
    BehaviourExpectation,
    GoalIndicator,
    Indicator,
    Outcome,
    Plan,
    PlanNote,
    PlanTransition,
    PlanVersion,
)
from ekinerja.planning.selectors import cascade, checks, made_from, persons, target_parts, years


def day_of(at: datetime) -> date:
    """Return the calendar day of an instant in the time zone that applies (the agency's within a request)."""
    return timezone.localdate(at)


@dataclass(frozen=True)
class Standing:
    """A plan together with what the actor is to it today."""

    plan: Plan
    parts: frozenset[Part]
    rater: policies.RaterNow

    def may(self, action: PlanAction) -> bool:
        """Tell whether the action is open to the actor now."""
        return policies.may(self.parts, self.plan, action)

    @property
    def records(self) -> bool:
        """Whether the actor decides only by recording what a rater without an account decided."""
        return policies.records(self.parts)

    @property
    def can_edit(self) -> bool:
        """Whether the actor may change the content now."""
        return Part.OWNER in self.parts and self.plan.is_editable


@dataclass(frozen=True)
class BehaviourRow:
    """One BerAKHLAK value with its guides and the superior's expectation, if any."""

    text: BehaviourText
    expectation: str
    revision: int


@dataclass(frozen=True)
class PlanView:
    """Everything the page of one plan shows."""

    standing: Standing
    outcomes: tuple[Outcome, ...]
    behaviours: tuple[BehaviourRow, ...]
    notes: dict[str, tuple[str, ...]]
    history: tuple[PlanTransition, ...]
    deadline: years.Deadline | None = None

    @property
    def plan(self) -> Plan:
        """The plan itself."""
        return self.standing.plan

    @property
    def can_edit(self) -> bool:
        """Whether the actor may change the content now."""
        return self.standing.can_edit

    @property
    def latest_return(self) -> PlanTransition | None:
        """The note with which the plan was given back, while it waits for mending."""
        if self.plan.state != PlanState.RETURNED:
            return None
        return next((item for item in reversed(self.history) if item.action == PlanAction.RETURN), None)

    @property
    def latest_reopening(self) -> PlanTransition | None:
        """Who opened the agreed plan again and why, while it is a draft and waits to be handed in anew."""
        if self.plan.state != PlanState.DRAFT or self.plan.agreed_at is None:
            return None
        return next((item for item in reversed(self.history) if item.action == PlanAction.REOPEN), None)


def lock_for(*, actor: Actor, plan_id: UUID, on: date) -> Standing:
    """
    Lock a plan for a change and say what the actor is to it, asking anew who the rater is today.

    To an owner it makes no difference who that is: the kept rater is given.

    :raises NotFound: there is no such plan, or the actor may not know of it
    """
    plan = Plan.objects.select_for_update(of=("self",)).select_related("year").filter(id=plan_id).first()
    if plan is not None and policies.owns(actor, plan):
        return _require(actor, plan, _kept_rater(plan))
    return _require(actor, plan, _rater_today(plan, on))


def get_for(*, actor: Actor, plan_id: UUID, on: date) -> Standing:
    """
    Return a plan and what the actor is to it; the kept rater counts, and is asked anew only when needed.

    :raises NotFound: there is no such plan, or the actor may not know of it
    """
    plan = Plan.objects.select_related("year").annotate(has_followers=_has_followers()).filter(id=plan_id).first()
    if plan is not None:
        kept = _kept_rater(plan)
        parts = policies.parts_of(actor, plan, kept)
        if not parts and plan.rater_employee_id in delegators_of(actor=actor, on=on):
            parts = frozenset({Part.READER})
        if parts:
            return Standing(plan=plan, parts=parts, rater=kept)
    return _require(actor, plan, _rater_today(plan, on))


def view_of(*, actor: Actor, plan_id: UUID, on: date) -> PlanView:
    """
    Return everything the page of one plan shows.

    :raises NotFound: there is no such plan, or the actor may not know of it
    """
    standing = get_for(actor=actor, plan_id=plan_id, on=on)
    plan = standing.plan
    behaviours, notes = _told(plan_id)
    return PlanView(
        standing=standing,
        outcomes=outcomes_of(plan_id=plan_id),
        behaviours=behaviours,
        notes=notes,
        history=tuple(PlanTransition.objects.filter(plan_id=plan_id)),
        deadline=years.plan_deadline_for(year=plan.year, employee_id=plan.employee_id, unit_path=plan.unit_path)
        if standing.can_edit and plan.agreed_at is None
        else None,
    )


@dataclass(frozen=True)
class OutcomePage:
    """What the page of one outcome (or of a new one) shows."""

    standing: Standing
    outcome: Outcome | None
    indicators: tuple[Indicator, ...]
    choices: tuple[cascade.Choice, ...]
    hints: tuple[str, ...]
    indicator_hints: dict[UUID, tuple[str, ...]]


def outcome_page(*, actor: Actor, plan_id: UUID, outcome_id: UUID | None, on: date) -> OutcomePage:
    """
    Return one outcome of a plan with its indicators, what it may serve and advice on its wording.

    :raises NotFound: the actor may not know of the plan, or it has no such outcome
    """
    standing = get_for(actor=actor, plan_id=plan_id, on=on)
    plan = standing.plan
    outcome = None
    if outcome_id is not None:
        outcome = _outcomes().filter(plan_id=plan_id, id=outcome_id).first()
        if outcome is None:
            raise NotFound
    indicators = indicators_of(outcome) if outcome else ()
    count = Outcome.objects.filter(plan_id=plan_id, retired_at=None).count() if outcome else 0
    return OutcomePage(
        standing=standing,
        outcome=outcome,
        indicators=indicators,
        choices=cascade.choices_for(plan=plan, rater_employee_id=plan.rater_employee_id, chosen=outcome),
        hints=checks.hints_for_outcome(text=outcome.text, count=count) if outcome else (),
        indicator_hints={
            row.id: checks.hints_for_indicator(
                approach=plan.approach,
                target_unit=row.target_unit,
                has_number=row.target_number is not None,
                text=row.text,
                target_number=row.target_number,
                accumulation=row.accumulation,
                days=(plan.period.lower, plan.period.upper),
            )
            for row in indicators
        },
    )


def outcomes_of(*, plan_id: UUID) -> tuple[Outcome, ...]:
    """Return the outcomes in force with their indicators: main ones first, each list by number."""
    return _in_order(_outcomes().filter(plan_id=plan_id))


def outcomes_to_fill(*, plan_id: UUID) -> tuple[Outcome, ...]:
    """Return them as ``outcomes_of`` does, without what they serve and who serves them: half the work for a period."""
    rows = Outcome.objects.filter(retired_at=None, plan_id=plan_id)
    return _in_order(rows.prefetch_related(Prefetch("indicators", queryset=_indicators())))


def _in_order(rows: Iterable[Outcome]) -> tuple[Outcome, ...]:
    return tuple(sorted(rows, key=lambda row: (row.kind != "UTAMA", row.number)))


def indicators_of(outcome: Outcome) -> tuple[Indicator, ...]:
    """Return the loaded indicators of an outcome that came from one of the two above."""
    return tuple(outcome.indicators.all())


def behaviours_of(*, plan_id: UUID) -> tuple[BehaviourRow, ...]:
    """Return the seven values in their order with the superior's expectations."""
    rows = BehaviourExpectation.objects.filter(plan_id=plan_id).values_list("value", "revision", "text")
    return _behaviours({value: (revision, text) for value, revision, text in rows})


def _behaviours(known: dict[str, tuple[int, str]]) -> tuple[BehaviourRow, ...]:
    found = ((text, *known.get(text.value, (0, ""))) for text in BEHAVIOUR_VALUES)
    return tuple(BehaviourRow(text=text, expectation=said, revision=revision) for text, revision, said in found)


def _told(plan_id: UUID) -> tuple[tuple[BehaviourRow, ...], dict[str, tuple[str, ...]]]:
    """Return the seven values and the three annex lists with one query."""
    notes = PlanNote.objects.filter(plan_id=plan_id).order_by()
    said = BehaviourExpectation.objects.filter(plan_id=plan_id).order_by()
    rows = notes.values_list(Value("N"), "kind", "number", "text").union(
        said.values_list(Value("B"), "value", "revision", "text"), all=True
    )
    lists: dict[str, list[str]] = {}
    known: dict[str, tuple[int, str]] = {}
    for origin, key, number, text in sorted(rows):
        if origin == "N":
            lists.setdefault(key, []).append(text)
        else:
            known[key] = (number, text)
    return _behaviours(known), {kind: tuple(lines) for kind, lines in lists.items()}


def notes_of(*, plan_id: UUID) -> dict[str, tuple[str, ...]]:
    """Return the three annex lists."""
    return group_notes(PlanNote.objects.filter(plan_id=plan_id))


def group_notes(rows: Iterable[PlanNote]) -> dict[str, tuple[str, ...]]:
    """Return rows as lists by kind, in order."""
    lists: dict[str, list[str]] = {}
    for row in rows:
        lists.setdefault(row.kind, []).append(row.text)
    return {kind: tuple(lines) for kind, lines in lists.items()}


def _outcomes() -> QuerySet[Outcome]:
    own, measures = _indicators(), GoalIndicator.objects.filter(retired_at=None)
    return (
        Outcome.objects.filter(retired_at=None)
        .select_related("intervened_outcome", "goal")
        .annotate(served_count=_served_count(), **made_from.leader_and_plan())
        .prefetch_related(Prefetch("indicators", queryset=own), Prefetch("goal__indicators", queryset=measures))
    )


def _indicators() -> QuerySet[Indicator]:
    return Indicator.objects.filter(retired_at=None).annotate(parts_told=target_parts.loaded())


def _has_followers() -> Exists:
    """Return whether the plan's owner is the rater of anybody's plan of the year, told with the plan itself."""
    rows = Plan.objects.filter(rater_employee_id=OuterRef("employee_id"), year_id=OuterRef("year_id"))
    return Exists(rows.exclude(state=PlanState.CLOSED))


def _served_count() -> Coalesce:
    """Return how many outcomes of others serve one, counted with the outcomes themselves."""
    rows = Outcome.objects.filter(intervened_outcome=OuterRef("pk"), retired_at=None).exclude(
        plan__state=PlanState.CLOSED
    )
    counted = rows.order_by().values("intervened_outcome").annotate(n=Count("pk"))
    return Coalesce(Subquery(counted.values("n")), 0)


def _kept_rater(plan: Plan) -> policies.RaterNow:
    return policies.RaterNow(plan.rater_employee_id, outside=plan.rater_is_outside)


def _rater_today(plan: Plan | None, on: date) -> policies.RaterNow:
    if plan is None:
        return policies.RaterNow(None)
    return persons.rater_now(employee_id=plan.employee_id, on=on, position_id=persons.acted_position(plan))


def _require(actor: Actor, plan: Plan | None, rater: policies.RaterNow) -> Standing:
    if plan is None:
        raise NotFound
    parts = policies.parts_of(actor, plan, rater)
    if not parts:
        raise NotFound
    return Standing(plan=plan, parts=parts, rater=rater)


def latest_version_number(*, plan_id: UUID) -> int:
    """Return the number of the content agreed last; 0 when nothing was agreed yet."""
    latest = PlanVersion.objects.filter(plan_id=plan_id).order_by("-number").values_list("number", flat=True).first()
    return latest or 0


def list_own(*, employee_id: UUID) -> list[Plan]:
    """Return one employee's plans, the latest first."""
    return list(Plan.objects.filter(employee_id=employee_id).select_related("year").order_by("-period"))


def rated_by(actor: Actor, prefix: str = "") -> Q:
    """Return the condition on plans whose kept rater the actor is (``prefix``: the way to the plan)."""
    condition = Q(pk__in=[])
    if actor.employee_id is not None:
        condition |= Q(**{f"{prefix}rater_employee_id": actor.employee_id})
    if "" in actor.paths(Role.LEADER):
        condition |= Q(**{f"{prefix}rater_employee_id": None}) & ~Q(**{f"{prefix}rater_snapshot": {}})
    return condition


def recorded_by(actor: Actor, prefix: str = "") -> Q:
    """Return the condition on plans of others whose rater has no account and whose decision the actor may record."""
    if "" not in actor.paths(Role.AGENCY_ADMIN):
        return Q(pk__in=[])
    condition = Q(**{f"{prefix}rater_employee_id": None}) & ~Q(**{f"{prefix}rater_snapshot": {}})
    if actor.employee_id is not None:
        condition &= ~Q(**{f"{prefix}employee_id": actor.employee_id})
    return condition


def waiting_for(*, actor: Actor) -> QuerySet[Plan]:
    """Return the submitted plans whose rater the actor is, the longest waiting first; for lower doors only."""
    return Plan.objects.filter(rated_by(actor) | recorded_by(actor), state=PlanState.SUBMITTED).order_by(
        "submitted_at", "id"
    )


def list_waiting(*, actor: Actor, raters: Iterable[UUID] = ()) -> list[Plan]:
    """Return the submitted plans whose rater the actor (or one of ``raters``) is, the longest waiting first."""
    condition = rated_by(actor) | recorded_by(actor) | Q(rater_employee_id__in=list(raters))
    rows = Plan.objects.filter(condition, state=PlanState.SUBMITTED).order_by("submitted_at", "id")
    return list(rows.select_related("year"))


def delegators_of(*, actor: Actor, on: date) -> tuple[UUID, ...]:
    """Return the raters who let the actor see and prepare what waits for them today."""
    if actor.employee_id is None:
        return ()
    return tuple(access.delegators_of(employee_id=actor.employee_id, on=on))


def count_rated(*, actor: Actor) -> dict[str, int]:
    """Return how many plans of open years the actor rates, by state, with one query; empty for no rater."""
    rows = rated_in_open_years(actor=actor).values("state").annotate(n=Count("id"))
    return {row["state"]: row["n"] for row in rows}


def rated_in_open_years(*, actor: Actor) -> QuerySet[Plan]:
    """Return the plans of open years that the actor rates, in no order; for lower doors only."""
    return Plan.objects.filter(rated_by(actor), year__state=YearState.OPEN).order_by()


def rated_in_year(*, actor: Actor, year_id: UUID) -> QuerySet[Plan]:
    """Return all plans of a year whose rater the actor is; for lower doors only."""
    return Plan.objects.filter(rated_by(actor), year_id=year_id).select_related("year")


def find(*, plan_id: UUID) -> Plan | None:
    """Return a plan for the program's own work, whoever may see it."""
    return Plan.objects.filter(id=plan_id).first()


def latest_move(*, plan_id: UUID) -> PlanTransition | None:
    """Return the last step of a plan with who took it and the note, for telling its owner."""
    return PlanTransition.objects.filter(plan_id=plan_id).order_by("-at", "-id").first()
