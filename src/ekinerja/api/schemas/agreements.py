"""Performance agreements: what goes in and out."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from ninja import Schema
from pydantic import Field

from ekinerja.api.schemas.values import MoveIn, Number, PageOut, PersonOut, Seen, StepOut

Amount = Annotated[
    str,
    Field(
        pattern=r"^-?[0-9]{1,16}(\.[0-9]{1,2})?$",
        description="An amount of rupiah as a string, with a point before the sen.",
        examples=["4595150"],
    ),
]


class PromisedIndicatorOut(Schema):
    """An indicator of a promised goal with its target as printed."""

    text: str
    target: str


class PromisedGoalOut(Schema):
    """A goal the agreement promises."""

    goal_id: UUID | None
    text: str
    indicators: list[PromisedIndicatorOut]


class BudgetIn(Schema):
    """A programme with its budget."""

    programme: Annotated[str, Field(max_length=400)]
    amount: Amount
    source: Annotated[str, Field(max_length=120)] = ""


class BudgetOut(Schema):
    """A programme with its budget in rupiah."""

    programme: str
    amount: Number
    source: str


class AgreementLineOut(Schema):
    """One unit (none: the agency) with its latest agreement; the id is there for those who may read it."""

    unit_id: UUID | None
    unit_name: str
    state: str
    head_name: str
    has_goals: bool
    may_draft: bool
    agreement_id: UUID | None
    number: int | None
    signed_on: date | None


class AgreementsOut(PageOut):
    """A page of units with their agreements."""

    items: list[AgreementLineOut]


class AgreementOut(Schema):
    """One agreement with its content, and the steps the caller may take now."""

    id: UUID
    year: int
    unit_id: UUID | None
    unit_name: str
    number: int
    state: str
    is_latest: bool
    first: PersonOut | None
    second: PersonOut | None
    goals: list[PromisedGoalOut]
    budgets: list[BudgetOut]
    total: Number
    submitted_at: datetime | None
    agreed_at: datetime | None
    signed_on: date | None
    history: list[StepOut]
    revision: int
    may: list[str]
    can_edit: bool
    can_renew: bool


class AgreementIn(Schema):
    """Whose agreement is begun; no unit means the agency as a whole."""

    year: Annotated[int, Field(ge=2000, le=2100)]
    unit_id: UUID | None = None


class BudgetsIn(Schema):
    """All programmes of an agreement; they replace those it has."""

    budgets: Annotated[list[BudgetIn], Field(max_length=200)]
    seen: Seen = None


class AgreementStepIn(MoveIn):
    """
    A step of an agreement: AJUKAN, TARIK, KEMBALIKAN or SEPAKATI.

    Number, day and ``official`` are those of the signed paper, where a superior without an account decided.
    """

    official: Annotated[str, Field(max_length=250)] = ""
