"""Filled periods that wait for their rater."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Q

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


def count_waiting(*, actor: Actor) -> int:
    """Return how many plans and periods wait for the actor's decision, with one query."""
    works = PeriodWork.objects.filter(_decided_by(actor), state=PeriodState.SUBMITTED, plan__state__in=RATABLE)
    plans = planning.plans.waiting_for(actor=actor)
    return plans.order_by().values_list("id").union(works.order_by().values_list("id"), all=True).count()


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
