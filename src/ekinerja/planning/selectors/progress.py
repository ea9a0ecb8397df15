"""How far planning is: per unit and for the whole, from counted rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Max, Q, Sum

from ekinerja.kernel.actor import Actor, Role
from ekinerja.kernel.errors import NotAllowed, NotFound
from ekinerja.organisation import public as organisation
from ekinerja.people import public as people
from ekinerja.planning.models import PerformanceYear, UnitTally
from ekinerja.planning.policies import READING_ROLES

COLUMNS = (
    "people_count",
    "excluded_count",
    "planning_count",
    "draft_count",
    "submitted_count",
    "returned_count",
    "agreed_count",
    "closed_count",
)


@dataclass(frozen=True)
class Progress:
    """Statutory term: kemajuan perencanaan kinerja. Counts of people and plans of a subtree."""

    people: int = 0
    excluded: int = 0
    planning: int = 0
    draft: int = 0
    submitted: int = 0
    returned: int = 0
    agreed: int = 0
    closed: int = 0

    @property
    def expected(self) -> int:
        """People who should have a plan."""
        return max(0, self.people - self.excluded)

    @property
    def not_begun(self) -> int:
        """People who should have a plan and have none."""
        return max(0, self.expected - self.planning)

    @property
    def agreed_percent(self) -> int:
        """Share of expected people whose plan is agreed, in whole hundredths."""
        return min(100, (self.agreed + self.closed) * 100 // self.expected) if self.expected else 0


@dataclass(frozen=True)
class UnitProgress:
    """One unit with everything below it."""

    unit: organisation.UnitData
    progress: Progress


@dataclass(frozen=True)
class PlanningBoard:
    """Statutory term: ruang kendali perencanaan. A unit, what is below it, and the whole."""

    year: PerformanceYear
    unit: organisation.UnitData | None
    ancestors: tuple[organisation.UnitData, ...]
    rows: tuple[UnitProgress, ...]
    total: Progress
    counted_at: datetime | None


@dataclass(frozen=True)
class YearPreview:
    """Statutory term: pratinjau pembukaan tahun. Whom opening a year would reach."""

    people: int
    excluded: int


def preview_year(*, on: date) -> YearPreview:
    """Return how many people would plan and how many are outside the cycle on a day."""
    entries = people.entries_of(employee_ids=people.exempt_employee_ids(on=on)).values()
    excluded = sum(1 for entry in entries if entry.in_service)
    return YearPreview(sum(people.count_by_unit().values()), excluded)


def board(*, actor: Actor, year: int, unit_id: UUID | None, on: date) -> PlanningBoard:
    """
    Return the counts of a unit's children and of the unit with everything below; without a unit the top.

    :raises NotAllowed: the actor holds no role that may read
    :raises NotFound: no such year or unit, or the unit lies outside the actor's scope
    """
    scopes = actor.paths(*READING_ROLES)
    if not scopes and not actor.has(Role.SYSTEM):
        raise NotAllowed
    opened = PerformanceYear.objects.filter(year=year).first()
    if opened is None:
        raise NotFound
    unit = organisation.units.get_unit(unit_id=unit_id, on=on) if unit_id else None
    if unit and not unit.path.startswith(scopes or ("",)):
        raise NotFound
    children = _children(unit, scopes, on)
    tallies = UnitTally.objects.filter(year=opened)
    scope = _below([unit.path] if unit else list(scopes or ("",)))
    return PlanningBoard(
        year=opened,
        unit=unit,
        ancestors=tuple(
            row
            for row in (organisation.units.list_ancestors(unit=unit, on=on) if unit else ())
            if row.path.startswith(scopes or ("",))
        ),
        rows=_rows(opened, children),
        total=_sum(tallies.filter(scope)),
        counted_at=tallies.aggregate(latest=Max("counted_at"))["latest"],
    )


def _children(unit: organisation.UnitData | None, scopes: Sequence[str], on: date) -> list[organisation.UnitData]:
    if unit is not None:
        return organisation.units.list_children(parent_id=unit.id, on=on)
    if "" in scopes:
        roots = organisation.units.list_children(parent_id=None, on=on)
        return organisation.units.list_children(parent_id=roots[0].id, on=on) if len(roots) == 1 else roots
    return [row for row in organisation.units.list_units(on=on) if row.path in scopes]


def _rows(year: PerformanceYear, children: Sequence[organisation.UnitData]) -> tuple[UnitProgress, ...]:
    """Add the units below each child with one query: every tally row goes to the child whose path it starts with."""
    if not children:
        return ()
    sums = {child.path: dict.fromkeys(COLUMNS, 0) for child in children}
    lengths = sorted({len(child.path) for child in children})
    rows = UnitTally.objects.filter(_below([child.path for child in children]), year=year)
    for path, *counts in rows.values_list("unit_path", *COLUMNS):
        key = next((path[:length] for length in lengths if path[:length] in sums), None)
        if key is not None:
            for name, count in zip(COLUMNS, counts, strict=True):
                sums[key][name] += count
    return tuple(UnitProgress(child, _progress(sums[child.path])) for child in children)


def _sum(rows: object) -> Progress:
    summed = rows.aggregate(**{name: Sum(name) for name in COLUMNS})  # type: ignore[attr-defined]
    return _progress({name: value or 0 for name, value in summed.items()})


def _progress(counts: dict[str, int]) -> Progress:
    return Progress(**{name.removesuffix("_count"): count for name, count in counts.items()})


def _below(paths: Sequence[str]) -> Q:
    condition = Q(pk__in=[])
    for path in paths:
        condition |= Q(unit_path__startswith=path) if path else ~Q(pk=None)
    return condition
