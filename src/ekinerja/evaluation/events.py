"""What happened in evaluation, for those who react (config/wiring.py)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from ekinerja.kernel.outbox import Event


@dataclass(frozen=True)
class ReviewFinalised(Event):
    """A rater finalised a rating, or a correction of one."""

    name: ClassVar[str] = "evaluation.review.finalised"
    review_id: UUID
    plan_id: UUID
    period_id: UUID
    employee_id: UUID
