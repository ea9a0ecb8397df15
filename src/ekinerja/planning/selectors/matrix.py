"""The role-outcome matrix of a leader's plan (matriks pembagian peran dan hasil): rows, columns, cells."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Q

from ekinerja.kernel.actor import Actor
from ekinerja.people import public as people
from ekinerja.planning import policies
from ekinerja.planning.data import (
    EDITABLE_STATES,
    CellState,
    OutcomeClassification,
    Part,
    PlanState,
    RowSource,
    YearState,
)
from ekinerja.planning.models import MatrixCell, MatrixMember, Outcome, Plan
from ekinerja.planning.selectors import matrix_rows, persons, plans, teams


@dataclass(frozen=True)
class Column:
    """Statutory term: kolom matriks peran hasil. One outcome of the leader."""

    outcome_id: UUID
    number: int
    kind: str
    text: str


@dataclass(frozen=True)
class Cell:
    """
    Statutory term: sel matriks peran hasil. What a member owes to an outcome, and what became of it.

    ``made_text`` is what the member's plan says now, when that differs; ``stamp`` is the latest change of the
    cell or of the plan it went to.
    """

    outcome_id: UUID
    employee_id: UUID
    text: str = ""
    revision: int = 0
    state: CellState = CellState.EMPTY
    plan_state: str = ""
    number: int = 0
    made_text: str = ""
    made_plan_id: UUID | None = None
    made_id: UUID | None = None
    made_revision: int = 0
    writer: str = ""
    stamp: datetime | None = None


@dataclass(frozen=True)
class Row:
    """
    Statutory term: baris matriks peran hasil. One member with the cells in the order of the columns.

    ``outside`` says why the member is outside the cycle on the day, empty if not.
    """

    employee_id: UUID
    name: str
    nip: str
    position: str
    unit: str
    reason: matrix_rows.RowReason
    plan_state: str
    cells: tuple[Cell, ...]
    may_write: bool
    outside: str = ""


@dataclass(frozen=True)
class Matrix:
    """Statutory term: matriks peran hasil. One leader's matrix for one reader."""

    plan: Plan
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    leads: bool
    reads_plan: bool
    own_outcomes: int
    stamp: datetime | None

    @property
    def filled(self) -> int:
        """How many cells say something."""
        return sum(1 for row in self.rows for cell in row.cells if cell.text)

    @property
    def may_write(self) -> bool:
        """Whether the reader may write any cell."""
        return any(row.may_write for row in self.rows)

    @property
    def differing(self) -> tuple[tuple[Row, Column, Cell], ...]:
        """The cells the reader may write that say something else than the member's plan does."""
        return tuple(
            (row, column, cell)
            for row in self.rows
            for column, cell in zip(self.columns, row.cells, strict=True)
            if row.may_write and cell.state == CellState.DIFFERENT
        )

    def row_of(self, employee_id: UUID) -> Row | None:
        """Return one member's row."""
        return next((row for row in self.rows if row.employee_id == employee_id), None)


@dataclass(frozen=True)
class Door:
    """Statutory term: kedudukan terhadap matriks peran hasil. The plan, who has rows, and what the reader is."""

    plan: Plan
    reasons: Mapping[UUID, matrix_rows.RowReason]
    parts: frozenset[Part]

    @property
    def leads(self) -> bool:
        """Whether the reader is the leader whose plan this is."""
        return Part.OWNER in self.parts


def open_for(*, actor: Actor, plan_id: UUID, on: date) -> Door:
    """
    Return the plan with those who have rows, for its leader, its readers and the members themselves.

    :raises NotFound: there is no such plan, or the actor is none of these
    """
    plan = Plan.objects.select_related("year").filter(id=plan_id).first()
    if plan is not None:
        reasons = matrix_rows.reasons_of(plan, on, reader=actor.employee_id)
        kept = policies.RaterNow(plan.rater_employee_id, outside=plan.rater_is_outside)
        member = actor.employee_id in reasons
        parts = policies.parts_of(actor, plan, kept) if not member else frozenset[Part]()
        if member or parts:
            return Door(plan, reasons, parts)
    standing = plans.get_for(actor=actor, plan_id=plan_id, on=on)
    return Door(standing.plan, matrix_rows.reasons_of(standing.plan, on), standing.parts)


def view_of(*, actor: Actor, plan_id: UUID, on: date) -> Matrix:
    """
    Return the whole matrix.

    :raises NotFound: there is no such plan, or the actor may not know of it
    """
    door = open_for(actor=actor, plan_id=plan_id, on=on)
    plan = door.plan
    outcomes = list(Outcome.objects.filter(plan=plan, retired_at=None))
    columns = columns_of(outcomes)
    cells, states = load_cells(plan, columns, list(door.reasons))
    told = people.entries_with_exemption(employee_ids=list(door.reasons), on=matrix_rows.day_within(plan, on))
    names = {entry.employee_id: entry.name_sort for entry, _outside in told}
    rows = [
        Row(
            employee_id=entry.employee_id,
            name=entry.display_name,
            nip=entry.nip,
            position=entry.position_title,
            unit=entry.unit_name,
            reason=door.reasons[entry.employee_id],
            plan_state=states.get(entry.employee_id, ""),
            cells=tuple(cells[column.outcome_id, entry.employee_id] for column in columns),
            may_write=may_write(door, actor, entry.employee_id),
            outside=outside,
        )
        for entry, outside in told
    ]
    order = list(RowSource)
    rows.sort(key=lambda row: (order.index(row.reason.source), names[row.employee_id]))
    stamps = [cell.stamp for cell in cells.values() if cell.stamp]
    return Matrix(
        plan=plan,
        columns=columns,
        rows=tuple(rows),
        leads=door.leads,
        reads_plan=bool(door.parts),
        own_outcomes=len(outcomes) - len(columns),
        stamp=max(stamps, default=None),
    )


def require_reader(*, actor: Actor, plan_id: UUID, on: date) -> Plan:
    """
    Return the plan for its leader, its readers and the members, asking anew whether the actor is one of these today.

    :raises NotFound: there is no such plan, or the actor is none of these
    """
    plan = Plan.objects.select_related("year").filter(id=plan_id).first()
    if plan is not None:
        kept = policies.RaterNow(plan.rater_employee_id, outside=plan.rater_is_outside)
        if policies.parts_of(actor, plan, kept):
            return plan
        if actor.employee_id is not None and matrix_rows.sources_of(plan, [actor.employee_id], on):
            return plan
    return plans.get_for(actor=actor, plan_id=plan_id, on=on).plan


def cells_of(*, actor: Actor, plan_id: UUID, on: date) -> tuple[Cell, ...]:
    """
    Return the cells that say something or once did, for keeping an open page up to date.

    :raises NotFound: there is no such plan, or the actor may not know of it
    """
    plan = require_reader(actor=actor, plan_id=plan_id, on=on)
    columns = columns_of(Outcome.objects.filter(plan=plan, retired_at=None))
    cells, _states = load_cells(plan, columns)
    return tuple(cells.values())


def columns_of(outcomes: Iterable[Outcome]) -> tuple[Column, ...]:
    """Return the outcomes that others may serve, the main ones first."""
    shown = [row for row in outcomes if row.classification == OutcomeClassification.ORGANISATION]
    shown.sort(key=lambda row: (row.kind != "UTAMA", row.number))
    return tuple(Column(row.id, row.number, row.kind, row.text) for row in shown)


def load_cells(
    plan: Plan, columns: Iterable[Column], employee_ids: Collection[UUID] = ()
) -> tuple[dict[tuple[UUID, UUID], Cell], dict[UUID, str]]:
    """Return the written cells, those of every column and person too, and the state of each person's present plan."""
    shown = [column.outcome_id for column in columns]
    known = list(MatrixCell.objects.filter(outcome_id__in=shown).select_related("made__plan"))
    ids = {*employee_ids, *(row.employee_id for row in known)}
    present: dict[UUID, Plan] = {}
    fields = ("id", "agency_id", "employee_id", "state", "changed_at")
    for row in Plan.objects.filter(year_id=plan.year_id, employee_id__in=ids).order_by("period").only(*fields):
        if row.employee_id not in present or row.state != PlanState.CLOSED:
            present[row.employee_id] = row
    found = {(row.outcome_id, row.employee_id): cell_of(row, present.get(row.employee_id)) for row in known}
    every = {(outcome, person): Cell(outcome, person) for person in employee_ids for outcome in shown}
    return every | found, {key: row.state for key, row in present.items()}


def cell_of(row: MatrixCell, present: Plan | None) -> Cell:
    """Return one cell as it is shown; ``present`` is the member's plan that would take it in."""
    made = row.made
    plan = made.plan if made is not None else present
    changed = [row.changed_at, *([plan.changed_at] if plan is not None else [])]
    return Cell(
        outcome_id=row.outcome_id,
        employee_id=row.employee_id,
        text=row.text,
        revision=row.revision,
        state=_state(row, made, present),
        plan_state=plan.state if plan is not None else "",
        number=made.number if made is not None else 0,
        made_text=made.text if made is not None and made.text != row.text else "",
        made_plan_id=made.plan_id if made is not None else None,
        made_id=made.id if made is not None else None,
        made_revision=made.revision if made is not None else 0,
        writer=row.changed_by_name,
        stamp=max(changed),
    )


def may_write(door: Door, actor: Actor, employee_id: UUID) -> bool:
    """Whether the actor may write in somebody's row: the leader in every one, a member in the own one."""
    if door.plan.state == PlanState.CLOSED:
        return False
    former = door.reasons[employee_id].source == RowSource.FORMER
    return door.leads or (actor.employee_id == employee_id and not former)


@dataclass(frozen=True)
class RoleMatrixLine:
    """Statutory term: baris daftar matriks peran hasil. A matrix somebody leads or has a row in."""

    plan: Plan
    own: bool
    outcomes: int
    filled: int
    mine: int


def list_for(*, actor: Actor, on: date) -> tuple[RoleMatrixLine, ...]:
    """Return the actor's own matrices of open years, then those in which the actor has a row today."""
    if actor.employee_id is None:
        return ()
    me = actor.employee_id
    leaders = {persons.rater_now(employee_id=me, on=on).employee_id, *teams.leading(employee_id=me, on=on)} - {None}
    rows = Plan.objects.filter(year__state=YearState.OPEN).exclude(state=PlanState.CLOSED).select_related("year")
    rows = rows.filter(
        Q(employee_id=me)
        | Q(employee_id__in=leaders, period__contains=on)
        | Q(id__in=MatrixMember.objects.filter(employee_id=me).values("plan_id"))
    )
    columns = Q(outcomes__classification=OutcomeClassification.ORGANISATION, outcomes__retired_at=None)
    said = columns & ~Q(outcomes__cells__text="") & Q(outcomes__cells__isnull=False)
    counted = rows.annotate(
        column_count=Count("outcomes", filter=columns, distinct=True),
        filled_count=Count("outcomes__cells", filter=said, distinct=True),
        mine_count=Count("outcomes__cells", filter=said & Q(outcomes__cells__employee_id=me), distinct=True),
    )
    lines = [
        RoleMatrixLine(row, row.employee_id == me, row.column_count, row.filled_count, row.mine_count)
        for row in counted
    ]
    return tuple(sorted(lines, key=lambda line: (not line.own, -line.plan.year.year, line.plan.person.name)))


def _state(row: MatrixCell, made: Outcome | None, present: Plan | None) -> CellState:
    if not row.text:
        return CellState.EMPTY
    if made is not None and made.retired_at is not None:
        return CellState.RELEASED
    if made is not None:
        return CellState.MADE if made.text == row.text else CellState.DIFFERENT
    if present is not None and present.state not in EDITABLE_STATES and present.state != PlanState.CLOSED:
        return CellState.LOCKED
    return CellState.WAITING
