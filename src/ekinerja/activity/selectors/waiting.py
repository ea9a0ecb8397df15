"""Filled periods that wait for their rater."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery

from ekinerja.activity.data import PeriodState
from ekinerja.activity.models import PeriodMove, PeriodWork
from ekinerja.kernel.actor import Actor
from ekinerja.planning import public as planning
from ekinerja.planning.data import PlanState

RATABLE = (PlanState.AGREED, PlanState.CLOSED)


def list_waiting(*, actor: Actor, raters: Iterable[UUID] = ()) -> list[PeriodWork]:
    """Return the submitted periods whose rater the actor (or one of ``raters``) is, the longest waiting first."""
    condition = _decided_by(actor) | Q(plan__rater_employee_id__in=list(raters))
    rows = PeriodWork.objects.filter(condition, state=PeriodState.SUBMITTED, plan__state__in=RATABLE)
    return list(rows.select_related("plan", "period", "period__year").order_by("submitted_at", "id"))


def waiting_for(*, actor: Actor) -> QuerySet[PeriodWork]:
    """Return the submitted periods that wait for the actor's decision, in no order; for lower doors only."""
    rows = PeriodWork.objects.filter(_decided_by(actor), state=PeriodState.SUBMITTED, plan__state__in=RATABLE)
    return rows.order_by()


def list_rated(*, actor: Actor, year_id: UUID, period_id: UUID | None) -> list[tuple[planning.Plan, str]]:
    """Return all plans of a year whose rater the actor is, each with the state of one period; with one query."""
    works: QuerySet[Any] = PeriodWork.objects.filter(plan_id=OuterRef("id"))
    works = works.filter(period_id=period_id) if period_id is not None else works.none()
    state = works.values("state")[:1]
    rows: QuerySet[Any] = planning.plans.rated_in_year(actor=actor, year_id=year_id).annotate(now=Subquery(state))
    return [(row, row.now or PeriodState.EMPTY) for row in rows]


def _decided_by(actor: Actor) -> Q:
    return planning.plans.rated_by(actor, prefix="plan__") | planning.plans.recorded_by(actor, prefix="plan__")


def submitted_at(*, plan_id: UUID, period_id: UUID) -> datetime | None:
    """Return when the period was handed to the rater last."""
    rows = PeriodWork.objects.filter(plan_id=plan_id, period_id=period_id)
    return rows.values_list("submitted_at", flat=True).first()


def latest_move(*, plan_id: UUID, period_id: UUID) -> PeriodMove | None:
    """Return the last step of a period with who took it and the note, for telling its owner."""
    rows = PeriodMove.objects.filter(work__plan_id=plan_id, work__period_id=period_id)
    return rows.order_by("-at", "-id").first()
