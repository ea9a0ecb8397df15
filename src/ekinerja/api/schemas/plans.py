"""Plans: what goes in and out."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from ninja import Schema
from pydantic import Field

from ekinerja.api.schemas.values import FindingOut, Line, MoveIn, Number, PageOut, PersonOut, Seen, StepOut, Text


class PlanOut(Schema):
    """One plan without its content; ``revision`` counts every change."""

    id: UUID
    year: int
    state: str
    employee: PersonOut
    rater: PersonOut | None
    unit_path: str
    starts_on: date
    ends_before: date
    position_group: str
    approach: str
    revision: int
    submitted_at: datetime | None
    agreed_at: datetime | None


class PlansOut(PageOut):
    """A page of plans."""

    items: list[PlanOut]


class IndicatorOut(Schema):
    """One indicator with its target in numbers or words."""

    id: UUID
    number: int
    aspect: str
    text: str
    target_number: Number | None
    target_unit: str
    target_text: str
    revision: int


class OutcomeOut(Schema):
    """One outcome, what it serves, and its indicators."""

    id: UUID
    number: int
    kind: str
    classification: str
    text: str
    intervened_outcome_id: UUID | None
    goal_id: UUID | None
    intervened_text: str
    assigned_by: str
    revision: int
    indicators: list[IndicatorOut]


class ExpectationOut(Schema):
    """One of the seven values with its guides and the superior's expectation."""

    value: str
    label: str
    guides: list[str]
    text: str
    revision: int


class PlanDetailOut(PlanOut):
    """A plan with everything in it, and the steps the caller may take now."""

    outcomes: list[OutcomeOut]
    expectations: list[ExpectationOut]
    notes: dict[str, list[str]]
    history: list[StepOut]
    may: list[str]
    can_edit: bool
    findings: list[FindingOut]


class PlanIn(Schema):
    """A new plan of one's own; without dates it begins with the year or the present post."""

    year: Annotated[int, Field(ge=2000, le=2100)]
    approach: str = "KUANTITATIF"
    starts_on: date | None = None
    ends_before: date | None = None


class FormIn(Schema):
    """Which form a plan uses."""

    approach: str
    position_group: str


class OutcomeIn(Schema):
    """What an outcome says, and the one outcome or goal it serves."""

    text: Text
    kind: str = "UTAMA"
    classification: str = "ORGANISASI"
    intervened_outcome_id: UUID | None = None
    goal_id: UUID | None = None
    intervened_text: Text = ""
    assigned_by: Annotated[str, Field(max_length=250)] = ""
    seen: Seen = None
    confirmed: bool = False


class IndicatorIn(Schema):
    """What an indicator says; the target is a number with its unit, or words."""

    text: Text
    aspect: str = ""
    target_number: Number | None = None
    target_unit: Annotated[str, Field(max_length=80)] = ""
    target_text: Text = ""
    seen: Seen = None


class NotesIn(Schema):
    """The lines of one annex list; ``seen`` are the lines before."""

    lines: Annotated[list[Line], Field(max_length=100)]
    seen: list[str] | None = None


class ExpectationIn(Schema):
    """The superior's expectation on one value."""

    text: Text
    seen: Seen = None


class TransitionIn(MoveIn):
    """
    A step of a plan: AJUKAN, TARIK, SETUJUI, KEMBALIKAN, BUKA_KEMBALI or TUTUP.

    Number and day are those of the document, where a rater without an account decided on paper.
    """

    ends_before: date | None = None
