"""What units achieved: the level that counts, the list of units below, and one unit with its history."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from ekinerja.evaluation import policies
from ekinerja.evaluation.models import OrganisationAchievement
from ekinerja.evaluation.selectors.patterns import Pattern, pattern_of
from ekinerja.kernel.actor import Actor, Role
from ekinerja.kernel.errors import NotFound
from ekinerja.organisation import public as organisation
from ekinerja.people import public as people
from ekinerja.planning import public as planning
from ekinerja.rules.rating import OrganisationLevel


@dataclass(frozen=True)
class UnitLine:
    """Statutory term: capaian kinerja organisasi suatu unit. One unit in a period, set or not yet."""

    unit: organisation.UnitData
    head: people.HeadData | None
    people: int
    has_units: bool
    achievement: OrganisationAchievement | None
    pattern: Pattern | None
    may_set: bool


@dataclass(frozen=True)
class Board:
    """Statutory term: daftar capaian kinerja organisasi. Units one level below ``unit`` (empty: from the top)."""

    year: Any
    periods: tuple[planning.Period, ...]
    period: planning.Period | None
    unit: organisation.UnitData | None
    can_go_up: bool
    rows: tuple[UnitLine, ...]

    @property
    def missing(self) -> int:
        """How many units the actor still has to decide about."""
        return sum(1 for row in self.rows if row.may_set and row.achievement is None)


@dataclass(frozen=True)
class UnitPage:
    """Statutory term: penetapan capaian kinerja organisasi. One unit in one period with everything decided before."""

    line: UnitLine
    period: planning.Period
    history: tuple[OrganisationAchievement, ...]
    patterns: dict[str, Pattern]


def level_of(*, unit_id: UUID | None, period_id: UUID) -> str:
    """Return the current level of a unit in a period, empty when it has not been set."""
    if unit_id is None:
        return ""
    rows = OrganisationAchievement.objects.filter(unit_id=unit_id, period_id=period_id, is_current=True)
    return rows.values_list("level", flat=True).first() or ""


def is_open_to(*, actor: Actor, on: date, leads: bool | None = None) -> bool:
    """
    Tell whether somebody sees what units achieved: by role, or as head of a unit; one query at most.

    ``leads`` is whether they head a unit, where that is known already.
    """
    if actor.paths(Role.AGENCY_ADMIN, Role.LEADER):
        return True
    if leads is not None:
        return leads
    return actor.employee_id is not None and bool(people.headed_unit_ids(employee_id=actor.employee_id, on=on))


def board(*, actor: Actor, now: datetime, unit_id: UUID | None = None, period_id: UUID | None = None) -> Board:
    """
    Return the units one level below one of the actor's with their achievement, in a fixed number of queries.

    :raises NotAllowed: the actor leads and administers nothing, or not this unit
    :raises NotFound: there is no such unit in this agency
    """
    on = planning.day_of(now)
    scope = policies.scope_of(actor, on)
    policies.require_sight(scope)
    year, every = planning.lines.open_year(on=on)
    begun = tuple(row for row in every if row.span.lower <= on)
    period = next((row for row in begun if row.id == period_id), None) or _latest(begun, on)
    unit, units = _chosen(scope, unit_id, on)
    rows = _lines(scope, units, _current(units, period), on) if period else ()
    return Board(year, begun, period, unit, bool(unit and unit.path not in scope.paths), rows)


def unit_page(*, actor: Actor, unit_id: UUID, period_id: UUID, now: datetime) -> UnitPage:
    """
    Return one unit in one period: the present level, those before, and the pattern of each level.

    :raises NotAllowed: the actor neither leads nor administers it
    :raises NotFound: there is no such unit or period in this agency
    """
    on = planning.day_of(now)
    scope = policies.scope_of(actor, on)
    units = organisation.units.outline_of(unit_ids=[unit_id], on=on)
    if not units:
        raise NotFound(_("Unit tidak ditemukan pada tanggal itu."))
    policies.require_sight(scope, [units[0].unit])
    period = planning.get_period(period_id=period_id)
    decided = OrganisationAchievement.objects.filter(unit_id=unit_id, period_id=period_id)
    history = tuple(decided.order_by("-decided_at", "-id"))
    line = _lines(scope, units, {row.unit_id: row for row in history if row.is_current}, on)[0]
    patterns = {level.value: pattern_of(level=level.value, people=line.people) for level in OrganisationLevel}
    return UnitPage(line, period, history, patterns)


def _chosen(
    scope: policies.Scope, unit_id: UUID | None, on: date
) -> tuple[organisation.UnitData | None, list[organisation.UnitInTree]]:
    """Return the unit whose parts are shown, and those; without a choice where the actor's subtrees begin."""
    if unit_id is None:
        return None, organisation.units.outline_under(paths=scope.paths, on=on)
    unit = organisation.units.get_unit(unit_id=unit_id, on=on)
    policies.require_sight(scope, [unit])
    return unit, organisation.units.outline_below(parent_id=unit.id, on=on)


def _latest(begun: Iterable[planning.Period], on: date) -> planning.Period | None:
    rows = [row for row in begun if row.number]
    ended = [row for row in rows if row.span.upper <= on]
    return next(reversed(ended or rows), None)


def _current(units: Iterable[organisation.UnitInTree], period: planning.Period) -> dict[UUID, OrganisationAchievement]:
    ids = [item.unit.id for item in units]
    rows = OrganisationAchievement.objects.filter(period=period, unit_id__in=ids, is_current=True)
    return {row.unit_id: row for row in rows}


def _lines(
    scope: policies.Scope,
    units: Sequence[organisation.UnitInTree],
    achieved: Mapping[UUID, OrganisationAchievement],
    on: date,
) -> tuple[UnitLine, ...]:
    heads = people.unit_heads(unit_ids=[item.unit.id for item in units], on=on)
    counts = people.count_below(paths=[item.unit.path for item in units])
    return tuple(
        _line(scope, item, heads.get(item.unit.id), counts[item.unit.path], achieved.get(item.unit.id))
        for item in units
    )


def _line(
    scope: policies.Scope,
    item: organisation.UnitInTree,
    head: people.HeadData | None,
    count: int,
    achievement: OrganisationAchievement | None,
) -> UnitLine:
    pattern = pattern_of(level=achievement.level, people=count) if achievement else None
    return UnitLine(item.unit, head, count, item.children > 0, achievement, pattern, scope.may_set(item.unit))
