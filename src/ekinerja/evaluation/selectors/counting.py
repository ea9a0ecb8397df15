"""Predicates and unit levels of one period, for counting."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from ekinerja.evaluation.models import OrganisationAchievement, Review


def predicates_in(*, period_id: UUID, plan_ids: Iterable[UUID] | None = None) -> dict[UUID, str]:
    """Return plan → predicate that counts in one period, of all plans or of some."""
    rows = Review.objects.filter(period_id=period_id, is_current=True)
    if plan_ids is not None:
        rows = rows.filter(plan_id__in=list(plan_ids))
    return dict(rows.order_by().values_list("plan_id", "predicate"))


def levels_in(*, period_id: UUID, unit_ids: Iterable[UUID] | None = None) -> dict[UUID, str]:
    """Return unit → achievement that counts in one period, of all units or of some."""
    rows = OrganisationAchievement.objects.filter(period_id=period_id, is_current=True)
    if unit_ids is not None:
        rows = rows.filter(unit_id__in=list(unit_ids))
    return dict(rows.order_by().values_list("unit_id", "level"))
