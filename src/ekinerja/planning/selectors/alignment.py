"""How well plans are joined to what stands above them: per unit from counted rows, and who is not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Exists, Max, OuterRef, Q, QuerySet, Sum

from ekinerja.kernel.actor import Actor, Role
from ekinerja.kernel.errors import NotAllowed, NotFound
from ekinerja.organisation import public as organisation
from ekinerja.people import public as people
from ekinerja.planning import policies
from ekinerja.planning.data import PlanState
from ekinerja.planning.models import Outcome, PerformanceYear, Plan, UnitAlignment

PAGE = 50


@dataclass(frozen=True)
class Alignment:
    """Statutory term: keselarasan kinerja. How the outcomes and goals of a subtree are joined."""

    people_count: int = 0
    planning_count: int = 0
    unjoined_people: int = 0
    outcome_count: int = 0
    to_outcome: int = 0
    to_goal: int = 0
    to_words: int = 0
    to_nothing: int = 0
    deepest: int = 0
    depth_sum: int = 0
    goal_count: int = 0
    uncarried_goals: int = 0

    @property
    def joined(self) -> int:
        """Outcomes that serve an outcome or a goal."""
        return self.to_outcome + self.to_goal

    def percent(self, count: int) -> Decimal:
        """Return a number of outcomes in hundredths of all, with one decimal: few of many are not none."""
        return Decimal(count * 1000 // self.outcome_count) / 10 if self.outcome_count else Decimal(0)

    @property
    def mean_depth_tenths(self) -> int:
        """How many outcomes stand in a chain on average, in tenths."""
        return self.depth_sum * 10 // self.outcome_count if self.outcome_count else 0


COLUMNS = tuple(field.name for field in fields(Alignment))


@dataclass(frozen=True)
class UnitFigures:
    """Statutory term: keselarasan unit. One unit with everything below it."""

    unit: organisation.UnitData
    figures: Alignment


@dataclass(frozen=True)
class AlignmentBoard:
    """Statutory term: papan keselarasan. A unit, what is below it, and the whole."""

    year: PerformanceYear
    unit: organisation.UnitData | None
    ancestors: tuple[organisation.UnitData, ...]
    rows: tuple[UnitFigures, ...]
    total: Alignment
    counted_at: datetime | None


@dataclass(frozen=True)
class Unjoined:
    """Statutory term: pegawai yang belum selaras. Somebody of whom no outcome serves an outcome or goal."""

    employee_id: UUID
    plan_id: UUID
    name: str
    nip: str
    position: str
    unit: str
    state: str
    outcomes: int


def board(*, actor: Actor, year: PerformanceYear, unit_id: UUID | None, on: date) -> AlignmentBoard:
    """
    Return the figures of a unit's children and of the unit with everything below; without a unit the top.

    :raises NotAllowed: the actor holds no role that may read
    :raises NotFound: no such unit, or it lies outside the actor's scope
    """
    scopes, unit = _scope(actor, unit_id, on)
    children = _children(unit, scopes, on)
    tallies = UnitAlignment.objects.filter(year=year)
    whole = tallies.filter(_below([unit.path] if unit else scopes))
    summed = whole.aggregate(latest=Max("counted_at"), **{name: _gathered(name) for name in COLUMNS})
    latest = summed.pop("latest")
    return AlignmentBoard(
        year=year,
        unit=unit,
        ancestors=_ancestors(unit, scopes, on),
        rows=_rows(tallies, children),
        total=Alignment(**{name: value or 0 for name, value in summed.items()}),
        counted_at=latest,
    )


def every_unit(*, actor: Actor, year: PerformanceYear, on: date) -> list[UnitFigures]:
    """
    Return the own figures of every unit the actor may read, in the order of the tree, for an export.

    :raises NotAllowed: the actor holds no role that may read
    """
    scopes, _unit = _scope(actor, None, on)
    units = {unit.id: unit for unit in organisation.units.list_units(on=on)}
    rows = UnitAlignment.objects.filter(_below(scopes), year=year).order_by("unit_path")
    return [
        UnitFigures(units[row.unit_id], Alignment(**{name: getattr(row, name) for name in COLUMNS}))
        for row in rows
        if row.unit_id in units
    ]


def unjoined_people(
    *, actor: Actor, year: PerformanceYear, unit_id: UUID | None, on: date, offset: int = 0
) -> tuple[list[Unjoined], int, organisation.UnitData | None]:
    """
    Return one page of people whose plans serve nothing above, how many there are, and the unit asked for.

    Somebody counts once in each unit, and not where one of several plans serves something; the latest one is shown.

    :raises NotAllowed: the actor holds no role that may read
    :raises NotFound: no such unit, or it lies outside the actor's scope
    """
    scopes, unit = _scope(actor, unit_id, on)
    current = Plan.objects.filter(year=year).exclude(state=PlanState.CLOSED)
    theirs = current.filter(employee=OuterRef("employee"), unit_path=OuterRef("unit_path")).order_by()
    serving = Outcome.objects.filter(plan=OuterRef("pk"), retired_at=None).filter(
        Q(intervened_outcome__isnull=False) | Q(goal__isnull=False)
    )
    plans = current.filter(
        _below([unit.path] if unit else scopes),
        ~Exists(theirs.filter(Exists(serving))),
        ~Exists(theirs.filter(id__gt=OuterRef("pk"))),
    )
    page = list(plans.order_by("unit_path", "id")[offset : offset + PAGE])
    entries = people.entries_of(employee_ids=[plan.employee_id for plan in page])
    counted = _outcome_counts([plan.id for plan in page])
    rows = [
        Unjoined(
            employee_id=plan.employee_id,
            plan_id=plan.id,
            name=entries[plan.employee_id].display_name,
            nip=entries[plan.employee_id].nip,
            position=entries[plan.employee_id].position_title,
            unit=entries[plan.employee_id].unit_name,
            state=plan.state,
            outcomes=counted.get(plan.id, 0),
        )
        for plan in page
        if plan.employee_id in entries
    ]
    return rows, plans.count(), unit


def _outcome_counts(plan_ids: Sequence[UUID]) -> dict[UUID, int]:
    counts: dict[UUID, int] = {}
    for plan_id in Outcome.objects.filter(plan_id__in=plan_ids, retired_at=None).values_list("plan_id", flat=True):
        counts[plan_id] = counts.get(plan_id, 0) + 1
    return counts


def _scope(actor: Actor, unit_id: UUID | None, on: date) -> tuple[tuple[str, ...], organisation.UnitData | None]:
    scopes = ("",) if actor.has(Role.SYSTEM) else actor.paths(*policies.READING_ROLES)
    unit = organisation.units.get_unit(unit_id=unit_id, on=on) if unit_id else None
    if unit is not None and not unit.path.startswith(scopes or ("\0",)):
        raise NotFound
    if not scopes:
        raise NotAllowed
    return scopes, unit


def _children(unit: organisation.UnitData | None, scopes: Sequence[str], on: date) -> list[organisation.UnitData]:
    if unit is not None:
        return organisation.units.list_children(parent_id=unit.id, on=on)
    if "" not in scopes:
        return [row for row in organisation.units.list_units(on=on) if row.path in scopes]
    roots = organisation.units.list_children(parent_id=None, on=on)
    return organisation.units.list_children(parent_id=roots[0].id, on=on) if len(roots) == 1 else roots


def _ancestors(
    unit: organisation.UnitData | None, scopes: tuple[str, ...], on: date
) -> tuple[organisation.UnitData, ...]:
    if unit is None:
        return ()
    return tuple(row for row in organisation.units.list_ancestors(unit=unit, on=on) if row.path.startswith(scopes))


def _rows(tallies: QuerySet[UnitAlignment], children: Sequence[organisation.UnitData]) -> tuple[UnitFigures, ...]:
    """Add the units below each child with one query: every row goes to the child whose path it starts with."""
    if not children:
        return ()
    sums = {child.path: dict.fromkeys(COLUMNS, 0) for child in children}
    lengths = sorted({len(child.path) for child in children})
    rows = tallies.filter(_below([child.path for child in children]))
    for path, *counts in rows.values_list("unit_path", *COLUMNS):
        key = next((path[:length] for length in lengths if path[:length] in sums), None)
        if key is None:
            continue
        for name, count in zip(COLUMNS, counts, strict=True):
            sums[key][name] = max(sums[key][name], count) if name == "deepest" else sums[key][name] + count
    return tuple(UnitFigures(child, Alignment(**sums[child.path])) for child in children)


def _gathered(name: str) -> Any:
    return Max(name) if name == "deepest" else Sum(name)


def _below(paths: Sequence[str]) -> Q:
    if "" in paths:
        return Q()
    condition = Q(pk__in=[])
    for path in paths:
        condition |= Q(unit_path__startswith=path)
    return condition
