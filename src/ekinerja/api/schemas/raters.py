"""Who rates whom and why, corrections of it, and people who have nobody yet: what goes in and out."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from ninja import Schema
from pydantic import Field

from ekinerja.api.schemas.values import Day, PageOut

Reason = Annotated[str, Field(max_length=500)]


class UnratedPersonOut(Schema):
    """Somebody without a rater, as they stand today; post and unit are empty where none is recorded."""

    employee_id: UUID
    name: str
    nip: str
    position: str
    unit: str


class UnratedOut(PageOut):
    """A page of people without a rater."""

    items: list[UnratedPersonOut]


class RaterAnswerOut(Schema):
    """Who it is and why; without ``employee_id`` it is no employee of the agency, or nobody is known yet."""

    employee_id: UUID | None
    label: str
    reason: str
    explanation: str
    steps: list[str]


class RatingLineOut(Schema):
    """The rater of somebody on a day, and the rater's superior."""

    employee_id: UUID
    on: date
    rater: RaterAnswerOut
    superior: RaterAnswerOut


class NamedRaterOut(Schema):
    """A rater named by decision; ``ends_before`` is the first day after it, no days mean that it never began."""

    rater_id: UUID
    name: str
    starts_on: date | None
    ends_before: date | None
    reason: str
    decided_at: datetime


class PersonRaterOut(RatingLineOut):
    """The rater of a person on a day, and those named by decision, the latest first."""

    named: list[NamedRaterOut]


class NameRaterIn(Schema):
    """Who rates a person from a day on, and why."""

    rater_id: UUID
    starts_on: Day
    reason: Reason


class ReleaseIn(Schema):
    """The first day on which the unit tree answers again."""

    ends_before: Day


class ReleasedOut(Schema):
    """How many decisions were ended."""

    ended: int


class CorrectionOut(Schema):
    """A request to have one's rater corrected, and what became of it."""

    id: UUID
    employee_id: UUID
    name: str
    nip: str
    shown: str
    shown_reason: str
    proposed_id: UUID | None
    proposed_name: str
    reason: str
    state: str
    asked_at: datetime
    decided_at: datetime | None
    decided_by: str
    decision_note: str


class CorrectionDetailOut(CorrectionOut):
    """A request with what the program answers today."""

    today: RatingLineOut


class CorrectionsOut(PageOut):
    """A page of requests, those that wait longest first; ``open`` counts all that wait."""

    open: int
    items: list[CorrectionOut]


class CorrectionIn(Schema):
    """Why one's own rater is not right, and who it should be if that is known."""

    reason: Reason
    proposed_id: UUID | None = None


class CorrectionDecisionIn(Schema):
    """
    Grant it with the rater (without one the proposed) and the first day, or refuse it with a note.

    The employee reads the note; on granting it is the reason that is kept with the decision.
    """

    granted: bool
    note: Reason = ""
    rater_id: UUID | None = None
    starts_on: Day | None = None
