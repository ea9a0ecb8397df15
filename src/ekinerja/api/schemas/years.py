"""Performance years, their windows and deadlines: what goes in and out."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from ninja import Schema
from pydantic import AwareDatetime, Field

from ekinerja.api.schemas.values import Day, Text


class PeriodOut(Schema):
    """One period of a year; ``ends_before`` is the day after its last, ``fill_opens_on`` empty for its first."""

    id: UUID
    kind: str
    number: int
    starts_on: date
    ends_before: date
    fill_opens_on: date | None
    fill_deadline: datetime


class YearOut(Schema):
    """One performance year."""

    id: UUID
    year: int
    periodicity: str
    state: str
    plan_deadline: datetime
    signing_place: str
    head_name: str
    periods: list[PeriodOut]


class YearIn(Schema):
    """How a year is run; deadlines are days, until the end of which there is time."""

    year: Annotated[int, Field(ge=2022, le=2100)]
    periodicity: str = "BULANAN"
    plan_deadline: Day
    annual_deadline: Day
    fill_days: int = 5
    shift_holidays: bool = True
    signing_place: Annotated[str, Field(max_length=100)] = ""
    head_name: Annotated[str, Field(max_length=250)] = ""


class SigningIn(Schema):
    """Where documents of a year are signed, and the name of the agency's head; both may be empty."""

    signing_place: Annotated[str, Field(max_length=100)]
    head_name: Annotated[str, Field(max_length=250)]


class PeriodDraftOut(Schema):
    """One period as opening the year would make it."""

    kind: str
    number: int
    starts_on: date
    ends_before: date
    fill_deadline: datetime


class ShiftOut(Schema):
    """A deadline on a day off with the next working day; no number is that of plans, 0 the annual one."""

    number: int | None
    before: date
    after: date


class ReasonOut(Schema):
    """How many stand outside the cycle for one reason."""

    label: str
    people: int


class UnitDeadlineOut(Schema):
    """A unit that gets more time because its own calendar does not work on a deadline; number 0 is the annual one."""

    unit_id: UUID
    calendar: str
    number: int
    before: date
    after: date


class YearPreviewOut(Schema):
    """What opening a year makes, and whom it reaches."""

    plan_deadline: date
    periods: list[PeriodDraftOut]
    shifts: list[ShiftOut]
    unit_deadlines: list[UnitDeadlineOut]
    people: int
    planners: int
    outside: list[ReasonOut]
    without_rater: int


class PlanDeadlineIn(Schema):
    """A new last day for plans, and why."""

    plan_deadline: Day
    reason: Text


class WindowIn(Schema):
    """From when until when a period may be filled, and why that changes; no first day keeps that of the period."""

    fill_opens_on: Day | None = None
    fill_deadline: Day
    reason: Text


class ScopeIn(Schema):
    """Who gets more time: one unit with those below it, one person, or without both everybody."""

    reason: Text
    unit_id: UUID | None = None
    employee_id: UUID | None = None


class PlanExtensionIn(ScopeIn):
    """A later last day for plans."""

    plan_deadline: Day


class PeriodExtensionIn(ScopeIn):
    """A later last day to fill a period."""

    fill_deadline: Day


class ExtensionOut(Schema):
    """More time for a unit, a person or everybody; one that was ended counts until ``ended_at``."""

    id: UUID
    deadline: datetime
    reason: str
    unit_id: UUID | None
    employee_id: UUID | None
    granted_at: datetime
    granted_by: str
    ended_at: datetime | None
    ended_reason: str


class EndingIn(Schema):
    """Why more time is taken back."""

    reason: Text


class DowntimeIn(Schema):
    """When the program could not be used, and why."""

    started_at: AwareDatetime
    ended_at: AwareDatetime
    reason: Annotated[str, Field(max_length=500)]


class MovedOut(Schema):
    """A deadline that moves because of a disturbance; no period is the deadline for plans."""

    year: int
    period_id: UUID | None
    unit_id: UUID | None
    employee_id: UUID | None
    before: datetime
    after: datetime


class DowntimeOut(Schema):
    """A recorded disturbance."""

    id: UUID
    started_at: datetime
    ended_at: datetime
    reason: str
    recorded_at: datetime
    recorded_by: str
