"""Ratings, found for those who may see their plan."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from ekinerja.activity import public as activity
from ekinerja.evaluation.data import LOW_PREDICATES, ExplainedStep
from ekinerja.evaluation.models import Review
from ekinerja.evaluation.selectors import predicates
from ekinerja.kernel.actor import Actor
from ekinerja.kernel.errors import NotFound
from ekinerja.planning import public as planning
from ekinerja.planning.data import Part, PlanState


@dataclass(frozen=True)
class RatedMonth:
    """Statutory term: evaluasi kinerja periodik. A period with its ratings, newest version first."""

    month: activity.MonthView
    reviews: tuple[Review, ...]

    @property
    def current(self) -> Review | None:
        """The rating that counts, if there is one."""
        return next((row for row in self.reviews if row.is_current), None)

    @property
    def steps(self) -> tuple[ExplainedStep, ...]:
        """The explanation of the rating that counts."""
        return predicates.from_json(self.current.explanation) if self.current else ()

    @property
    def opens_on(self) -> date:
        """The first day on which the period can be rated: the one after its last."""
        return ratable_from(plan=self.month.standing.plan, period=self.month.period)

    @property
    def decides(self) -> bool:
        """Whether the rating is the actor's to give, now or once it can be given."""
        return bool({Part.RATER, Part.RECORDER} & self.month.standing.parts)

    @property
    def is_agreed(self) -> bool:
        """Whether the plan is agreed, before which nothing of it is rated."""
        return self.month.standing.plan.state in (PlanState.AGREED, PlanState.CLOSED)

    @property
    def can_rate(self) -> bool:
        """Whether the actor may rate now."""
        return self.decides and self.is_agreed and planning.day_of(self.month.now) >= self.opens_on


def ratable_from(*, plan: planning.Plan, period: planning.Period) -> date:
    """Return the first day on which a period of a plan can be rated: the one after its last."""
    ends: list[date] = [period.span.upper, plan.period.upper]
    return min(ends)


def rated_month(*, actor: Actor, plan_id: UUID, period_id: UUID, now: datetime) -> RatedMonth:
    """
    Return what a plan's period tells, with its ratings.

    :raises NotFound: the actor may not know of the plan, or the period is not one of the plan's
    """
    month = activity.month_of(actor=actor, plan_id=plan_id, period_id=period_id, now=now)
    reviews = tuple(Review.objects.filter(plan_id=plan_id, period_id=period_id).order_by("-version"))
    return RatedMonth(month=month, reviews=reviews)


def get_review(*, actor: Actor, review_id: UUID, on: date) -> tuple[Review, planning.Standing]:
    """
    Return a rating and what the actor is to its plan.

    :raises NotFound: there is no such rating, or the actor may not know of its plan
    """
    review = Review.objects.select_related("period").filter(id=review_id).first()
    if review is None:
        raise NotFound
    return review, planning.get_for(actor=actor, plan_id=review.plan_id, on=on)


def current_reviews(*, plan_ids: Iterable[UUID]) -> dict[tuple[UUID, UUID], Review]:
    """Return the ratings that count of some plans, by plan and period."""
    rows = Review.objects.filter(plan_id__in=list(plan_ids), is_current=True)
    return {(row.plan_id, row.period_id): row for row in rows}


def needs_dialogue_warning(*, predicate: str, has_feedback: bool) -> bool:
    """Tell whether a low predicate stands without any feedback recorded in the period."""
    return predicate in LOW_PREDICATES and not has_feedback


def latest_reviews(*, plan_ids: Iterable[UUID]) -> dict[UUID, Review]:
    """Return the rating of the latest rated period of each plan: its predicate and its period, for lists."""
    rows = Review.objects.filter(plan_id__in=list(plan_ids), is_current=True).select_related("period")
    latest = rows.order_by("plan_id", "-period__number").distinct("plan_id")
    told = latest.only("plan_id", "predicate", "period__kind", "period__number", "period__span")
    return {row.plan_id: row for row in told}


def list_mine(*, actor: Actor) -> list[Review]:
    """Return the actor's own ratings that count, the latest first."""
    if actor.employee_id is None:
        return []
    rows = Review.objects.filter(plan__employee_id=actor.employee_id, is_current=True)
    return list(rows.select_related("period", "period__year", "plan").order_by("-period__span", "-finalised_at"))
