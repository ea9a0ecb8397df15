"""What goes in and out: field names in English, stored codes are the statutory words, numbers are strings."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from ninja import Schema
from pydantic import Field

from ekinerja.planning.data import RecordedDecision

Number = Annotated[
    str,
    Field(
        pattern=r"^-?[0-9]{1,16}(\.[0-9]{1,4})?$",
        description="A decimal number as a string, with a point.",
        examples=["90.5"],
    ),
]
Text = Annotated[str, Field(max_length=4000)]
Line = Annotated[str, Field(max_length=400)]
Day = Annotated[
    date, Field(ge=date(2000, 1, 1), lt=date(2200, 1, 1), description="A day of the agency from 2000 to 2199.")
]
Seen = Annotated[int | None, Field(ge=0, description="The revision you saw; another one answers 409 with theirs.")]


def number(value: Decimal | None) -> str | None:
    """Return a number as it travels: plain digits, without useless zeros."""
    if value is None:
        return None
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def decimal(value: str | None) -> Decimal | None:
    """Return a number that has travelled."""
    return Decimal(value) if value else None


class FindingOut(Schema):
    """One reason, in words, with the field it belongs to and its article."""

    code: str
    message: str
    field: str = ""
    citation: str = ""


class ErrorBody(Schema):
    """What went wrong; ``fields`` holds the other version on a conflict."""

    code: str
    message: str
    findings: list[FindingOut] = []
    fields: dict[str, object] | None = None


class ErrorOut(Schema):
    """Every answer that is no success."""

    error: ErrorBody


class PageOut(Schema):
    """Where a page stands in the whole."""

    page: int
    per_page: int
    total: int


class PersonOut(Schema):
    """Somebody as kept with a plan."""

    employee_id: UUID | None
    name: str
    nip: str
    rank: str
    position: str
    unit: str


class MeOut(Schema):
    """Who calls, and with which roles over which units; an empty path is the whole agency."""

    account_id: UUID | None
    agency_id: int
    employee_id: UUID | None
    name: str
    roles: list[RoleOut]
    token: bool


class RoleOut(Schema):
    """One role with its scope."""

    role: str
    unit_path: str


class StepOut(Schema):
    """One step in the life of a plan or an agreement."""

    action: str
    before: str
    after: str
    by: str
    note: str
    at: datetime


class MoveIn(Schema):
    """
    A step in a life: its code, a note, and the revision that was seen.

    Number and day are those of the document, where somebody without an account decided on paper.
    """

    action: str
    note: Text = ""
    seen: Seen = None
    document_number: Annotated[str, Field(max_length=120)] = ""
    document_dated: Day | None = None

    @property
    def decision(self) -> RecordedDecision | None:
        """Return the document of a decision on paper; ``None`` where number and day are both left out."""
        given = self.document_number or self.document_dated
        return RecordedDecision(self.document_number, self.document_dated) if given else None
