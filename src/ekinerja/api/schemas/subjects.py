"""Goals, matrix, teams and figures: what goes in and out."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from ninja import Schema
from pydantic import Field

from ekinerja.api.schemas.values import Number, PageOut, Seen, Text


class TargetOut(Schema):
    """Target and achievement of a year (quarter 0) or a quarter."""

    quarter: int
    target: Number | None
    target_text: str
    achieved: Number | None


class MeasureOut(Schema):
    """One indicator of a goal in a year."""

    id: UUID
    text: str
    measure: str
    accumulation: str
    direction: str
    targets: list[TargetOut]


class GoalOut(Schema):
    """One goal of the organisation; ``percent`` is what it has reached, if known."""

    id: UUID
    parent_id: UUID | None
    unit_id: UUID | None
    unit_name: str
    kind: str
    code: str
    text: str
    first_year: int
    last_year: int
    revision: int
    percent: Number | None
    carriers: int
    measures: list[MeasureOut]


class GoalsOut(PageOut):
    """A page of goals in the order of the tree."""

    items: list[GoalOut]


class GoalIn(Schema):
    """What a goal says and where it stands; no unit means the whole agency."""

    text: Text
    kind: str = "SASARAN"
    code: Annotated[str, Field(max_length=40)] = ""
    unit_id: UUID | None = None
    parent_id: UUID | None = None
    first_year: Annotated[int, Field(ge=2000, le=2100)]
    last_year: Annotated[int, Field(ge=2000, le=2100)]
    seen: Seen = None


class ColumnOut(Schema):
    """One outcome of the leader."""

    outcome_id: UUID
    number: int
    kind: str
    text: str


class CellOut(Schema):
    """What a member owes to an outcome, and what became of it."""

    outcome_id: UUID
    text: str
    revision: int
    state: str
    made_outcome_id: UUID | None


class RowOut(Schema):
    """One member with cells in the order of the columns."""

    employee_id: UUID
    name: str
    nip: str
    position: str
    unit: str
    plan_state: str
    may_write: bool
    cells: list[CellOut]


class MatrixOut(Schema):
    """The role-outcome matrix of a leader's plan."""

    plan_id: UUID
    columns: list[ColumnOut]
    rows: list[RowOut]


class CellIn(Schema):
    """What is written into one cell; ``sure`` empties a cell although the member has worked on it."""

    outcome_id: UUID
    employee_id: UUID
    text: Text
    seen: Seen = None
    sure: bool = False


class TeamOut(Schema):
    """One working team."""

    id: UUID
    name: str
    purpose: str
    unit_id: UUID | None
    unit_name: str
    leader_id: UUID
    leader_name: str
    starts_on: date
    ends_before: date | None
    decree_number: str
    members: int


class TeamsOut(PageOut):
    """A page of teams."""

    items: list[TeamOut]


class MemberOut(Schema):
    """One member of a team."""

    id: UUID
    employee_id: UUID | None
    name: str
    nip: str
    position: str
    unit: str
    task: str
    joined_on: date
    left_on: date | None


class TeamDetailOut(TeamOut):
    """A team with its members."""

    people: list[MemberOut]


class UnitFiguresOut(Schema):
    """One unit with everything below it: people by code of their standing."""

    unit_id: UUID
    name: str
    path: str
    numbers: dict[str, int]


class RoomOut(Schema):
    """How far planning is: the units below a scope and their sum."""

    year: int
    plan_deadline: datetime
    days_left: int
    total: dict[str, int]
    units: list[UnitFiguresOut]


class AlignmentOut(Schema):
    """How outcomes and goals are joined, for the units below a scope and their sum."""

    year: int
    counted_at: datetime | None
    total: dict[str, int]
    units: list[UnitFiguresOut]
