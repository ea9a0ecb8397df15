"""Whole plans as they are brought in at once: from a file, from another system, for the demonstration agency."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from ekinerja.planning.data.codes import (
    Accumulation,
    Approach,
    Direction,
    OutcomeClassification,
    OutcomeKind,
    PlanState,
    PositionGroup,
)
from ekinerja.planning.data.snapshots import PersonSnapshot


@dataclass(frozen=True)
class LoadIndicator:
    """
    Statutory term: indikator yang dimuat. One indicator to bring in; the caller makes its id (UUIDv7).

    ``parts`` divide the yearly target by number of the month or quarter.
    """

    id: UUID
    text: str
    aspect: str = ""
    target_number: Decimal | None = None
    target_unit: str = ""
    target_text: str = ""
    accumulation: str = Accumulation.SUM
    parts: Mapping[int, Decimal] = field(default_factory=dict)

    @property
    def has_target(self) -> bool:
        """Whether a number or a narrative says what is to be reached."""
        return self.target_number is not None or bool(self.target_text.strip())


@dataclass(frozen=True)
class LoadOutcome:
    """Statutory term: RHK yang dimuat. ``intervened_id`` may name an outcome of the same load or one that exists."""

    id: UUID
    number: int
    text: str
    indicators: tuple[LoadIndicator, ...]
    kind: str = OutcomeKind.MAIN
    classification: str = OutcomeClassification.ORGANISATION
    intervened_id: UUID | None = None
    intervened_text: str = ""
    assigned_by: str = ""
    goal_id: UUID | None = None


@dataclass(frozen=True)
class LoadPlan:
    """
    Statutory term: SKP yang dimuat. One plan to bring in with its life so far.

    ``starts_on``/``ends_before`` half-open. ``submitted_at`` is needed beyond DRAFT, ``agreed_at`` for agreed
    and closed plans, ``return_note`` for returned ones. Superiors' plans come before those that serve them.
    """

    id: UUID
    employee_id: UUID
    starts_on: date
    ends_before: date
    group: PositionGroup
    person: PersonSnapshot
    rater: PersonSnapshot | None
    superior: PersonSnapshot | None
    created_at: datetime
    unit_id: UUID | None = None
    unit_path: str = ""
    position_id: UUID | None = None
    approach: Approach = Approach.QUANTITATIVE
    state: PlanState = PlanState.DRAFT
    outcomes: tuple[LoadOutcome, ...] = ()
    expectations: Mapping[str, str] = field(default_factory=dict)
    notes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    submitted_at: datetime | None = None
    agreed_at: datetime | None = None
    returned_at: datetime | None = None
    closed_at: datetime | None = None
    return_note: str = ""
    close_note: str = ""


@dataclass(frozen=True)
class LoadRefusal:
    """Statutory term: SKP yang ditolak. A plan that was not brought in, and why."""

    plan_id: UUID
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class LoadReport:
    """Statutory term: hasil pemuatan. How much was brought in, and what was not."""

    plans: int
    outcomes: int
    indicators: int
    refused: tuple[LoadRefusal, ...] = ()


@dataclass(frozen=True)
class LoadGoalIndicator:
    """
    Statutory term: indikator sasaran yang dimuat. One indicator of a goal with figures of one year.

    ``targets`` and ``achieved`` by quarter, 0 is the year; ``notes`` go with what was achieved.
    """

    id: UUID
    text: str
    measure: str = ""
    accumulation: str = Accumulation.LAST
    direction: str = Direction.HIGHER
    targets: Mapping[int, Decimal] = field(default_factory=dict)
    achieved: Mapping[int, Decimal] = field(default_factory=dict)
    notes: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class LoadGoal:
    """Statutory term: sasaran yang dimuat. Goals above come before those below them."""

    id: UUID
    code: str
    text: str
    kind: str
    first_year: int
    last_year: int
    number: int
    indicators: tuple[LoadGoalIndicator, ...] = ()
    parent_id: UUID | None = None
    unit_id: UUID | None = None
    unit_path: str = ""


@dataclass(frozen=True)
class LoadAgreement:
    """
    Statutory term: perjanjian kinerja yang dimuat. One agreement with its life so far and its frozen content.

    ``budgets`` are (programme, rupiah, source). ``paper`` is number and day of a recorded signature. ``returned_at``
    tells when it was given back with its ``note``.
    """

    id: UUID
    unit_id: UUID | None
    unit_path: str
    state: str
    first: PersonSnapshot | None
    second: PersonSnapshot | None
    budgets: tuple[tuple[str, Decimal, str], ...] = ()
    submitted_at: datetime | None = None
    returned_at: datetime | None = None
    agreed_at: datetime | None = None
    agreed_by_name: str = ""
    paper: tuple[str, date] | None = None
    note: str = ""
