"""The control room of planning: counts of the units below a scope, and the people behind each number with the why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from ekinerja.kernel.actor import Actor, Role
from ekinerja.kernel.errors import NotFound
from ekinerja.organisation import public as organisation
from ekinerja.people import public as people
from ekinerja.planning import public as planning
from ekinerja.planning.data import PeriodKind
from ekinerja.reporting import policies
from ekinerja.reporting.data import PlanReason, PlanStanding
from ekinerja.reporting.models import PersonPlan
from ekinerja.reporting.selectors.counts import UnitBoard, board_of

PAGE = 25
SORTS = {
    "unit": ("unit_path", "employee__directory_entry__name_sort", "id"),
    "nama": ("employee__directory_entry__name_sort", "id"),
    "sejak": ("since", "unit_path", "id"),
}


@dataclass(frozen=True)
class PlanningRoom:
    """Statutory term: ruang kendali perencanaan. A unit, what is below it, and the whole, for one year."""

    year: Any
    unit: organisation.UnitData | None
    ancestors: tuple[organisation.UnitData, ...]
    board: UnitBoard
    days_left: int


@dataclass(frozen=True)
class Planner:
    """Statutory term: pegawai yang menyusun SKP. Where one person stands, the reason, and for whom it waits."""

    entry: Any
    standing: PlanStanding
    reason: PlanReason
    note: str
    plan_id: UUID | None
    waits: str
    since: datetime | None
    days: int | None


@dataclass(frozen=True)
class PlannerFilter:
    """Which people of the control room are wanted; empty fields do not narrow."""

    standing: str = ""
    reason: str = ""
    unit_id: UUID | None = None
    text: str = ""
    sort: str = "unit"


@dataclass(frozen=True)
class PlannerPage:
    """A page of people, and how many there are in each standing and for each reason."""

    year: Any
    people: tuple[Planner, ...]
    number: int
    total: int
    counts: dict[str, int]
    reasons: dict[str, int]
    unit: organisation.UnitData | None
    counted_at: datetime | None


def planning_room(*, actor: Actor, now: datetime, unit_id: UUID | None = None) -> PlanningRoom | None:
    """
    Return how far the units of the actor's scope are in planning the open year; none without an open year.

    Five queries at most, whatever the size.

    :raises NotAllowed: the actor holds no role that reads counts
    :raises NotFound: the unit is not in the actor's scope
    """
    paths = policies.readable_paths(actor)
    on = planning.day_of(now)
    year, periods = planning.lines.open_year(on=on)
    if year is None:
        return None
    unit = _unit(actor, unit_id, now)
    above = organisation.units.list_ancestors(unit=unit, on=on) if unit else []
    annual = next(row for row in periods if row.kind == PeriodKind.ANNUAL)
    return PlanningRoom(
        year=year,
        unit=unit,
        ancestors=tuple(row for row in above if row.path.startswith(paths)),
        board=board_of(paths=(unit.path,) if unit else paths, period_id=annual.id, on=on),
        days_left=(planning.day_of(year.plan_deadline) - on).days,
    )


def list_planners(*, actor: Actor, now: datetime, wanted: PlannerFilter, page: int = 1) -> PlannerPage | None:
    """
    Return a page of people in the actor's scope with their standing in planning the open year.

    :raises NotAllowed: the actor holds no role that reads counts
    :raises NotFound: the unit is not in the actor's scope
    """
    year, rows, unit = _scoped(actor, now, wanted.unit_id)
    if year is None:
        return None
    groups: list[Any] = list(rows.order_by().values("standing", "reason").annotate(n=Count("id")))
    counts: dict[str, int] = {}
    reasons: dict[str, int] = {}
    for group in groups:
        counts[group["standing"]] = counts.get(group["standing"], 0) + group["n"]
        if not wanted.standing or group["standing"] == wanted.standing:
            reasons[group["reason"]] = reasons.get(group["reason"], 0) + group["n"]
    chosen = _chosen(rows, wanted)
    total = chosen.count() if wanted.text else _sum(groups, wanted)
    number = min(max(1, page), max(1, -(-total // PAGE)))
    cut = list(_ordered(chosen, wanted.sort)[(number - 1) * PAGE : number * PAGE])
    return PlannerPage(
        year, tuple(_planners(cut, now)), number, total, counts, reasons, unit, cut[0].counted_at if cut else None
    )


def iterate_planners(*, actor: Actor, now: datetime, wanted: PlannerFilter) -> Iterator[Planner]:
    """
    Yield everybody of a list of ``list_planners``, for an export.

    :raises NotAllowed: the actor holds no role that reads counts
    :raises NotFound: the unit is not in the actor's scope
    """
    year, rows, _ = _scoped(actor, now, wanted.unit_id)
    found = list(_ordered(_chosen(rows, wanted), wanted.sort)) if year is not None else []
    for start in range(0, len(found), 1_000):
        yield from _planners(found[start : start + 1_000], now)


def count_planners(*, actor: Actor, now: datetime, wanted: PlannerFilter) -> int:
    """Return how many people a list of ``list_planners`` has."""
    year, rows, _ = _scoped(actor, now, wanted.unit_id)
    return _chosen(rows, wanted).count() if year is not None else 0


def rows_to_nudge(
    *, actor: Actor, now: datetime, wanted: PlannerFilter, employee_ids: tuple[UUID, ...] = ()
) -> tuple[Any, list[PersonPlan]]:
    """
    Return the open year, and those of a list whom the actor may remind; of chosen people all must be in it.

    :raises NotAllowed: the actor is neither clerk nor administrator
    :raises NotFound: the unit or somebody chosen is not in the actor's scope
    """
    year, rows, _ = _scoped(actor, now, wanted.unit_id, policies.NUDGERS)
    if year is None:
        raise NotFound
    if not employee_ids:
        return year, list(_chosen(rows, wanted).order_by())
    found = list(rows.filter(employee_id__in=employee_ids).order_by())
    if len(found) < len(set(employee_ids)):
        raise NotFound
    return year, found


def _unit(actor: Actor, unit_id: UUID | None, now: datetime) -> organisation.UnitData | None:
    if unit_id is None:
        return None
    unit = organisation.units.get_unit(unit_id=unit_id, on=planning.day_of(now))
    if not unit.path.startswith(policies.readable_paths(actor)):
        raise NotFound
    return unit


def _scoped(
    actor: Actor, now: datetime, unit_id: UUID | None, roles: tuple[Role, ...] = policies.READERS
) -> tuple[Any, QuerySet[PersonPlan], organisation.UnitData | None]:
    paths = policies.readable_paths(actor, roles)
    year = planning.years.find_open_year(on=planning.day_of(now))
    unit = _unit(actor, unit_id, now)
    rows = PersonPlan.objects.filter(policies.below(paths), year=year)
    if unit is not None:
        rows = rows.filter(unit_path__gte=unit.path, unit_path__lt=unit.path + policies.AFTER_PATH)
    return year, rows, unit


def _chosen(rows: QuerySet[PersonPlan], wanted: PlannerFilter) -> QuerySet[PersonPlan]:
    if wanted.standing:
        rows = rows.filter(standing=wanted.standing)
    if wanted.reason:
        rows = rows.filter(reason=wanted.reason)
    for word in wanted.text.split():
        rows = rows.filter(
            Q(employee__directory_entry__display_name__icontains=word)
            | Q(employee__directory_entry__nip__startswith=word)
        )
    return rows


def _sum(groups: list[dict[str, Any]], wanted: PlannerFilter) -> int:
    return sum(
        group["n"]
        for group in groups
        if wanted.standing in ("", group["standing"]) and wanted.reason in ("", group["reason"])
    )


def _ordered(rows: QuerySet[PersonPlan], sort: str) -> QuerySet[PersonPlan]:
    names = SORTS.get(sort.removeprefix("-"), SORTS["unit"])
    return rows.order_by(*(f"-{name}" if sort.startswith("-") else name for name in names))


def _planners(rows: list[PersonPlan], now: datetime) -> list[Planner]:
    ids = {row.employee_id for row in rows} | {row.waits_for_id for row in rows if row.waits_for_id}
    entries = people.entries_of(employee_ids=ids)
    today = planning.day_of(now)
    found = []
    for row in rows:
        if row.employee_id not in entries:
            continue
        rater = entries.get(row.waits_for_id) if row.waits_for_id else None
        found.append(
            Planner(
                entry=entries[row.employee_id],
                standing=PlanStanding(row.standing),
                reason=PlanReason(row.reason),
                note=row.note,
                plan_id=row.plan_id_now,
                waits=rater.display_name if rater else row.waits_name,
                since=row.since,
                days=(today - planning.day_of(row.since)).days if row.since else None,
            )
        )
    return found
