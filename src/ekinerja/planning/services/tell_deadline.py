"""Publish that a deadline was moved, for whom, until when and why."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from ekinerja.kernel import outbox
from ekinerja.planning import events


def publish_moved(
    *,
    year_id: UUID,
    period_id: UUID | None,
    deadline: datetime,
    reason: str,
    later: bool,
    unit_path: str = "",
    employee_id: UUID | None = None,
) -> None:
    """Tell in the present transaction that a deadline was moved; without unit and person it is for everybody."""
    outbox.publish(
        events.DeadlineMoved(
            year_id=year_id,
            period_id=period_id,
            unit_path=unit_path,
            employee_id=employee_id,
            deadline=deadline.isoformat(),
            reason=reason.strip(),
            later=later,
        )
    )
