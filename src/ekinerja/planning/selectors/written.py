"""Outcomes of a plan as they are copied elsewhere, and what they may serve there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from uuid import UUID

from django.db.models import Q

from ekinerja.planning.data import OutcomeClassification, PlanState, WrittenIndicator, WrittenOutcome
from ekinerja.planning.models import Goal, Indicator, Outcome, Plan
from ekinerja.planning.selectors import contents, plans, target_parts
from ekinerja.planning.selectors.likeness import bare


def written_of(*, plan_id: UUID) -> tuple[WrittenOutcome, ...]:
    """Return the outcomes in force of a plan with their indicators, ready to be written elsewhere."""
    return tuple(_outcome(row) for row in plans.outcomes_of(plan_id=plan_id))


def words_held(*, plan_id: UUID) -> frozenset[str]:
    """Return the bare words of the outcomes in force of a plan, for telling what it holds already."""
    texts = Outcome.objects.filter(plan_id=plan_id, retired_at=None).values_list("text", flat=True)
    return frozenset(bare(text) for text in texts)


def relink(*, plan: Plan, rows: Sequence[WrittenOutcome]) -> tuple[WrittenOutcome, ...]:
    """
    Return the outcomes with what they may serve in this plan.

    The same outcome of the plan's rater stays linked; else one of the rater with the same words is chosen; else
    the words remain and the link goes. A goal stays while it is in force in the plan's year.
    """
    ids = {row.served_id for row in rows if row.served_id}
    by_id, by_words = _of_rater(plan, ids)
    year = plan.year.year
    goals = Goal.objects.filter(
        id__in={row.goal_id for row in rows if row.goal_id}, retired_at=None, first_year__lte=year, last_year__gte=year
    )
    in_force = set(goals.values_list("id", flat=True))
    linked = []
    for row in rows:
        if row.goal_id in in_force:
            linked.append(replace(row, served_id=None, served_text=""))
            continue
        found = row.served_id if row.served_id in by_id else by_words.get(bare(row.served_text))
        if found is None:
            linked.append(replace(row, served_id=None, goal_id=None, cascade="", division="", share=""))
        else:
            linked.append(replace(row, served_id=found, goal_id=None, served_text=""))
    return tuple(linked)


def _of_rater(plan: Plan, ids: Iterable[UUID]) -> tuple[set[UUID], dict[str, UUID]]:
    if plan.rater_employee_id is None:
        return set(), {}
    rows = Outcome.objects.filter(
        Q(id__in=list(ids)) | Q(classification=OutcomeClassification.ORGANISATION),
        plan__employee_id=plan.rater_employee_id,
        plan__year_id=plan.year_id,
        retired_at=None,
    ).exclude(plan__state=PlanState.CLOSED)
    found = list(rows.order_by("plan_id", "number").values_list("id", "text"))
    return {key for key, _text in found}, {bare(text): key for key, text in reversed(found) if text.strip()}


def _outcome(row: Outcome) -> WrittenOutcome:
    return WrittenOutcome(
        text=row.text,
        indicators=tuple(_indicator(item) for item in plans.indicators_of(row)),
        kind=row.kind,
        classification=row.classification,
        served_id=row.intervened_outcome_id,
        goal_id=row.goal_id,
        served_text=contents.served_in_words(row),
        cascade=row.cascade,
        division=row.division,
        share=row.share,
        assigned_by=row.assigned_by,
    )


def _indicator(row: Indicator) -> WrittenIndicator:
    return WrittenIndicator(
        text=row.text,
        aspect=row.aspect,
        target_number=row.target_number,
        target_unit=row.target_unit,
        target_text=row.target_text,
        accumulation=row.accumulation,
        parts=target_parts.parts_of(row),
    )
