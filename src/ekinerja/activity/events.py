"""What happened in the periods, for those who react (config/wiring.py)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from ekinerja.kernel.outbox import Event


@dataclass(frozen=True)
class PeriodSubmitted(Event):
    """An employee handed a filled period to the rater."""

    name: ClassVar[str] = "activity.period.submitted"
    plan_id: UUID
    period_id: UUID
    employee_id: UUID
    rater_employee_id: UUID | None


@dataclass(frozen=True)
class PeriodReturned(Event):
    """A rater gave a filled period back with a note."""

    name: ClassVar[str] = "activity.period.returned"
    plan_id: UUID
    period_id: UUID
    employee_id: UUID
    rater_employee_id: UUID | None


@dataclass(frozen=True)
class FeedbackGiven(Event):
    """A rater or team leader said something about results or behaviour."""

    name: ClassVar[str] = "activity.feedback.given"
    plan_id: UUID
    period_id: UUID
    employee_id: UUID
