"""How far the plans are in one period, for counting."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from ekinerja.activity.models import PeriodWork


def states_in(*, period_id: UUID, plan_ids: Iterable[UUID] | None = None) -> dict[UUID, str]:
    """Return plan → state of one period, of all plans or of some; plans with nothing written are missing."""
    rows = PeriodWork.objects.filter(period_id=period_id)
    if plan_ids is not None:
        rows = rows.filter(plan_id__in=list(plan_ids))
    return dict(rows.order_by().values_list("plan_id", "state"))
