"""Goals, matrix, teams and figures: what goes in and out."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from ninja import Schema
from pydantic import Field

from ekinerja.api.schemas.values import Day, Number, PageOut, Seen, Text


class TargetOut(Schema):
    """Target and achievement of a year (quarter 0) or a quarter."""

    quarter: int
    target: Number | None
    target_text: str
    achieved: Number | None
    achieved_note: str


class MeasureOut(Schema):
    """One indicator of a goal in a year."""

    id: UUID
    text: str
    measure: str
    accumulation: str
    direction: str
    source: str
    revision: int
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


class GoalIndicatorIn(Schema):
    """What an indicator of a goal says, and how its quarters make a year."""

    text: Text
    measure: Annotated[str, Field(max_length=80)] = ""
    accumulation: str = "NILAI_AKHIR"
    direction: str = "MAKIN_TINGGI"
    source: Annotated[str, Field(max_length=250)] = ""
    seen: Seen = None


class TargetIn(Schema):
    """The target of a year (quarter 0) or a quarter: a number, or words where there is none."""

    quarter: Annotated[int, Field(ge=0, le=4)]
    target: Number | None = None
    target_text: Annotated[str, Field(max_length=250)] = ""


class AchievementIn(Schema):
    """What was reached in a year (quarter 0) or a quarter."""

    quarter: Annotated[int, Field(ge=0, le=4)]
    achieved: Number | None = None
    achieved_note: Text = ""


class FiguresIn(Schema):
    """Targets and achievements of an indicator in a year; a quarter that is not named stays as it was."""

    targets: Annotated[list[TargetIn], Field(max_length=5)] = []
    achievements: Annotated[list[AchievementIn], Field(max_length=5)] = []
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


class BorrowIn(Schema):
    """Who is borrowed for a matrix."""

    employee_id: UUID


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
    decree_date: date | None
    revision: int
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


class TeamIn(Schema):
    """One team; ``ends_before`` is the first day after it, no unit means the agency as a whole."""

    name: Annotated[str, Field(max_length=250)]
    purpose: Text = ""
    leader_id: UUID
    unit_id: UUID | None = None
    starts_on: Day
    ends_before: Day | None = None
    decree_number: Annotated[str, Field(max_length=120)] = ""
    decree_date: Day | None = None
    seen: Seen = None


class TeamEndIn(Schema):
    """The last day of a team."""

    last_day: Day


class MemberIn(Schema):
    """A member: an employee, or the words for somebody of another agency; without a day from today on."""

    employee_id: UUID | None = None
    outside_name: Annotated[str, Field(max_length=250)] = ""
    outside_nip: Annotated[str, Field(max_length=18)] = ""
    outside_agency: Annotated[str, Field(max_length=250)] = ""
    task: Annotated[str, Field(max_length=250)] = ""
    joined_on: Day | None = None


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
