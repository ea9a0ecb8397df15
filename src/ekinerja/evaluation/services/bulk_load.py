"""Bring in many final ratings and organisation levels at once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import cache
from typing import Any

from django.db import transaction

from ekinerja.audit import public as audit
from ekinerja.evaluation.data import LoadAchievement, LoadReview
from ekinerja.evaluation.models import OrganisationAchievement, Review
from ekinerja.evaluation.selectors import predicates
from ekinerja.kernel.actor import Actor, Role
from ekinerja.kernel.errors import NotAllowed
from ekinerja.kernel.journal import insert_values


@transaction.atomic
def bulk_load_reviews(*, actor: Actor, reviews: Iterable[LoadReview], at: datetime) -> int:
    """
    Bring in first ratings, each with the quadrant's predicate and explanation, and return how many.

    :raises NotAllowed: the actor is neither the system nor an admin of the whole agency
    :raises RuleNotMet: a rating is unknown
    """
    _require_admin(actor)
    explain = cache(_explained)
    rows = insert_values(Review, (_review(row, *explain(row.results, row.behaviour)) for row in reviews))
    audit.record(
        actor=actor,
        event="evaluation.reviews.loaded",
        subject_type="evaluation.review",
        at=at,
        data={"reviews": rows},
        sensitive=True,
    )
    return rows


@transaction.atomic
def bulk_load_achievements(*, actor: Actor, achievements: Iterable[LoadAchievement], at: datetime) -> int:
    """
    Bring in levels of units and return how many.

    :raises NotAllowed: the actor is neither the system nor an admin of the whole agency
    """
    _require_admin(actor)
    rows = insert_values(
        OrganisationAchievement,
        (
            {
                "unit_id": row.unit_id,
                "period_id": row.period_id,
                "level": row.level,
                "basis": row.basis,
                "decided_by_name": row.decided_by_name[:250],
                "decided_at": row.decided_at,
            }
            for row in achievements
        ),
    )
    audit.record(
        actor=actor,
        event="evaluation.achievements.loaded",
        subject_type="organisation.unit",
        at=at,
        data={"achievements": rows},
    )
    return rows


def _require_admin(actor: Actor) -> None:
    if not actor.has(Role.SYSTEM) and "" not in actor.paths(Role.AGENCY_ADMIN):
        raise NotAllowed


def _explained(results: str, behaviour: str) -> tuple[str, list[dict[str, str]]]:
    explained = predicates.explain(results=results, behaviour=behaviour)
    return explained.value.value, predicates.to_json(explained)


def _review(row: LoadReview, predicate: str, explanation: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "plan_id": row.plan_id,
        "period_id": row.period_id,
        "results_rating": row.results,
        "behaviour_rating": row.behaviour,
        "predicate": predicate,
        "organisation_level": row.organisation_level,
        "explanation": explanation,
        "recommendation": row.recommendation,
        "employee_snapshot": row.employee.to_json(),
        "rater_snapshot": row.rater.to_json() if row.rater else {},
        "superior_snapshot": row.superior.to_json() if row.superior else {},
        "finalised_by_name": row.rater.name[:250] if row.rater else "",
        "finalised_at": row.finalised_at,
    }
