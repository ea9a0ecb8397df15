"""The content of a plan as plain data: for agreed versions, differences and copies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ekinerja.planning.models import Indicator, Outcome, Plan
from ekinerja.planning.selectors import plans, target_parts


def content_of(*, plan: Plan) -> dict[str, Any]:
    """Return everything that is agreed, as it is stored in a version."""
    return content_from(
        plan=plan,
        outcomes=plans.outcomes_of(plan_id=plan.id),
        behaviours=plans.behaviours_of(plan_id=plan.id),
        notes=plans.notes_of(plan_id=plan.id),
    )


def content_from(
    *,
    plan: Plan,
    outcomes: Iterable[Outcome],
    behaviours: Iterable[plans.BehaviourRow],
    notes: Mapping[str, Iterable[str]],
) -> dict[str, Any]:
    """Return the same of what was loaded already, without a query."""
    return {
        "approach": plan.approach,
        "position_group": plan.position_group,
        "outcomes": [_outcome(row) for row in outcomes],
        "expectations": {row.text.value: row.expectation for row in behaviours if row.expectation},
        "notes": {kind: list(lines) for kind, lines in notes.items()},
    }


def served_in_words(row: Outcome) -> str:
    """Return what an outcome serves: the superior's outcome, the organisation's goal, or own words."""
    if row.goal is not None:
        return str(row.goal.text)
    return str(row.intervened_outcome.text if row.intervened_outcome else row.intervened_text)


def _outcome(row: Outcome) -> dict[str, Any]:
    return {
        "id": str(row.id),
        "number": row.number,
        "kind": row.kind,
        "classification": row.classification,
        "text": row.text,
        "intervened_outcome": str(row.intervened_outcome_id) if row.intervened_outcome_id else None,
        "goal": str(row.goal_id) if row.goal_id else None,
        "intervened_text": row.intervened_text,
        "serves": served_in_words(row),
        "cascade": row.cascade,
        "division": row.division,
        "share": row.share,
        "assigned_by": row.assigned_by,
        "indicators": [_indicator(item) for item in plans.indicators_of(row)],
    }


def _indicator(row: Indicator) -> dict[str, Any]:
    return {
        "id": str(row.id),
        "number": row.number,
        "aspect": row.aspect,
        "text": row.text,
        "target_number": str(row.target_number) if row.target_number is not None else None,
        "target_unit": row.target_unit,
        "target_text": row.target_text,
        "accumulation": row.accumulation,
        "divides": str(row.divides_id) if row.divides_id else None,
        "parts": {str(number): str(target) for number, target in target_parts.parts_of(row).items()},
    }
