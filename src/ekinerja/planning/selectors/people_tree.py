"""The cascade as persons: who stands below whom, walked from the top to one person and back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, Case, Count, Exists, OuterRef, Q, QuerySet, Sum, Value, When, Window

from ekinerja.kernel.actor import Actor, Role
from ekinerja.kernel.errors import NotFound
from ekinerja.people import public as people
from ekinerja.planning import policies
from ekinerja.planning.data import PlanState, YearState
from ekinerja.planning.models import COUNTED, CascadeNode, PerformanceYear, Plan

SIBLINGS = 50
STEP = 7


@dataclass(frozen=True)
class Tally:
    """Statutory term: rekap status SKP bawahan. How many people below stand where with their plan."""

    total: int = 0
    none: int = 0
    draft: int = 0
    submitted: int = 0
    returned: int = 0
    agreed: int = 0
    excluded: int = 0

    @property
    def expected(self) -> int:
        """People below who should have a plan."""
        return self.total - self.excluded

    @property
    def agreed_percent(self) -> int:
        """Share of those whose plan is agreed, in whole hundredths."""
        return self.agreed * 100 // self.expected if self.expected else 0


@dataclass
class Branch:
    """Statutory term: simpul kaskade. One person of the tree; ``children`` is filled where the tree is open."""

    employee_id: UUID
    name: str
    position: str
    unit: str
    state: str
    plan_id: UUID | None
    path: str
    direct: int
    tally: Tally
    is_own: bool = False
    is_focus: bool = False
    children: list[Branch] = field(default_factory=list)
    more: int = 0

    @property
    def is_open(self) -> bool:
        """Whether the people below are already here."""
        return bool(self.children)


@dataclass(frozen=True)
class PlanNow:
    """Statutory term: status SKP saat ini. A person's plan of the year, and whether the actor may read it."""

    id: UUID
    state: str
    readable: bool


@dataclass(frozen=True)
class Sight:
    """What of the tree somebody sees: all of it, or the own line up and down and the units of the own roles."""

    everything: bool
    own_path: str = ""
    own_id: UUID | None = None
    units: tuple[str, ...] = ()
    line: frozenset[str] = frozenset()

    @property
    def rows(self) -> Q:
        """The condition on nodes."""
        if self.everything:
            return Q()
        condition = Q(path__in=self.line)
        if self.own_path:
            condition |= below(self.own_path)
        for unit in self.units:
            condition |= Q(unit_path__startswith=unit)
        return condition


@dataclass(frozen=True)
class PeopleTree:
    """Statutory term: pohon kaskade pegawai. The open part of the tree; ``tops`` counts all at the top."""

    year: PerformanceYear
    years: tuple[int, ...]
    label: str
    roots: tuple[Branch, ...]
    unknown: tuple[Branch, ...]
    total: Tally
    own_id: UUID | None
    sees_all: bool
    drawn_at: datetime | None
    tops: int


@dataclass(frozen=True)
class NodePage:
    """Statutory term: halaman simpul kaskade. One person, everybody above up to the top, and those directly below."""

    year: PerformanceYear
    label: str
    person: Branch
    above: tuple[Branch, ...]
    children: tuple[Branch, ...]
    total: int
    drawn_at: datetime


def pick_year(*, on: date, wanted: int | None = None) -> tuple[PerformanceYear | None, tuple[int, ...]]:
    """Return the wanted year, else the open one of a day or the latest, and which years there are."""
    rows = list(PerformanceYear.objects.order_by("-year"))
    opened = [row for row in rows if row.state == YearState.OPEN]
    first = next((row for row in opened if row.year == on.year), None) or next(iter(opened or rows), None)
    return next((row for row in rows if row.year == wanted), first), tuple(row.year for row in rows)


def tree(
    *, actor: Actor, year: PerformanceYear, years: tuple[int, ...] = (), open_to: UUID | None = None, offset: int = 0
) -> PeopleTree:
    """
    Return the tree opened down to one person, or for somebody who sees only a line, to the own place.

    From an offset on it is the next page of those at the top, closed.

    :raises NotFound: the person is not in the tree or the actor may not see them
    """
    sight = sight_of(actor=actor, year=year)
    focus = ""
    if open_to is not None:
        focus = _find(year, sight, open_to).path
    elif not sight.everything:
        focus = sight.own_path or min(sight.line, key=lambda path: (-len(path), path), default="")
    levels = [] if offset else prefixes(focus)
    wanted = Q(parent_path="", path__gte=f"{offset + 1:06d}.", path__lt=f"{offset + SIBLINGS + 1:06d}.")
    if not offset:
        wanted |= Q(path__in=[*sight.line, *levels])
    for parent in levels:
        wanted |= Q(parent_path=parent, path__lt=f"{parent}{SIBLINGS + 1:06d}.")
    nodes = list(_nodes(year).filter(wanted & sight.rows).order_by("path"))
    branches = _branches(actor, sight, nodes, focus, year)
    roots = _nested(branches)
    labels = {node.path: node.rater_label for node in nodes if not node.parent_path}
    return PeopleTree(
        year=year,
        years=years,
        label=next((label for label in labels.values() if label), ""),
        roots=tuple(row for row in roots if labels[row.path]),
        unknown=tuple(row for row in roots if not labels[row.path]),
        total=_total(year) if sight.everything else Tally(),
        own_id=sight.own_id,
        sees_all=sight.everything,
        drawn_at=max((node.drawn_at for node in nodes), default=None),
        tops=len(roots)
        if len(roots) < SIBLINGS and not offset
        else _nodes(year).filter(sight.rows, parent_path="").count(),
    )


def children_of(*, actor: Actor, year: PerformanceYear, employee_id: UUID, offset: int = 0) -> tuple[list[Branch], int]:
    """
    Return one page of the people directly below somebody, and how many of them the actor sees.

    :raises NotFound: the person is not in the tree or the actor may not see them
    """
    sight, node = _seen(actor, year, employee_id)
    rows, total = _directly_below(sight, year, node, offset)
    return _branches(actor, sight, rows, "", year), total


def node_page(*, actor: Actor, year: PerformanceYear, employee_id: UUID, offset: int = 0) -> NodePage:
    """
    Return one person with the line up to the top and a page of those directly below.

    :raises NotFound: the person is not in the tree or the actor may not see them
    """
    sight, node = _seen(actor, year, employee_id)
    above = list(_nodes(year).filter(path__in=prefixes(node.path)[:-1]).filter(sight.rows).order_by("path"))
    rows, total = _directly_below(sight, year, node, offset)
    branches = _branches(actor, sight, [*above, node, *rows], node.path, year)
    return NodePage(
        year=year,
        label=(above[0] if above else node).rater_label,
        person=branches[len(above)],
        above=tuple(branches[: len(above)]),
        children=tuple(branches[len(above) + 1 :]),
        total=total,
        drawn_at=node.drawn_at,
    )


def find_people(*, actor: Actor, year: PerformanceYear, text: str, limit: int = 20) -> list[Branch]:
    """Return people of the tree whom the actor may see, by name or part of a NIP."""
    sight = sight_of(actor=actor, year=year)
    entries = people.search_people(actor=actor, text=text, limit=200, everybody=True)
    ids = [entry.employee_id for entry in entries]
    found = {node.employee_id: node for node in _nodes(year).filter(sight.rows, employee_id__in=ids)}
    nodes = [found[key] for key in ids if key in found][:limit]
    return _branches(actor, sight, nodes, "", year)


def sight_of(*, actor: Actor, year: PerformanceYear) -> Sight:
    """Return what of the year's tree the actor may see."""
    own = ""
    if actor.employee_id is not None:
        mine = CascadeNode.objects.filter(year=year, employee_id=actor.employee_id)
        own = mine.values_list("path", flat=True).first() or ""
    return _sight(actor, year, own)


def _sight(actor: Actor, year: PerformanceYear, own: str) -> Sight:
    """Return what the actor may see from their ``own`` place, empty when they have none."""
    units = actor.paths(*policies.READING_ROLES)
    everything = actor.has(Role.SYSTEM) or "" in units
    if everything:
        return Sight(True, own, actor.employee_id if own else None)
    line = {*prefixes(own)}
    for top in _tops(year, units):
        line.update(prefixes(top))
    return Sight(False, own, actor.employee_id if own else None, units, frozenset(line))


def below(path: str) -> Q:
    """Return the condition on a person and everybody below, as a range that an index serves under row security."""
    return Q(path__gte=path, path__lt=f"{path[:-1]}/")


def prefixes(path: str) -> list[str]:
    """Return the paths from the top down to this one, itself included."""
    return [path[:end] for end in range(STEP, len(path) + 1, STEP)]


def _tops(year: PerformanceYear, units: Sequence[str]) -> list[str]:
    """Return the highest people in some units; everybody above them is shown as the way there."""
    if not units:
        return []
    condition = Q(pk__in=[])
    for unit in units:
        condition |= Q(unit_path__startswith=unit)
    inside = _nodes(year).filter(condition)
    tops = inside.exclude(Exists(inside.filter(path=OuterRef("parent_path")).order_by()))
    return sorted(tops.values_list("path", flat=True))


def _nodes(year: PerformanceYear) -> QuerySet[CascadeNode]:
    return CascadeNode.objects.filter(year=year)


def _find(year: PerformanceYear, sight: Sight, employee_id: UUID) -> CascadeNode:
    node = _nodes(year).filter(sight.rows, employee_id=employee_id).first()
    if node is None:
        raise NotFound
    return node


def _seen(actor: Actor, year: PerformanceYear, employee_id: UUID) -> tuple[Sight, CascadeNode]:
    """
    Return what the actor sees and one person's place within it; both places are read with one query.

    :raises NotFound: the person is not in the tree or the actor may not see them
    """
    wanted = {employee_id, actor.employee_id or employee_id}
    found = {row.employee_id: row for row in _nodes(year).filter(employee_id__in=wanted)}
    own = found.get(actor.employee_id) if actor.employee_id is not None else None
    sight, node = _sight(actor, year, own.path if own else ""), found.get(employee_id)
    if node is None or not (_sees_below(sight, node) or node.path in sight.line):
        raise NotFound
    return sight, node


def _sees_below(sight: Sight, node: CascadeNode) -> bool:
    """Tell whether the actor sees everybody below somebody, and so the counts too."""
    if sight.everything or bool(sight.own_path and node.path.startswith(sight.own_path)):
        return True
    return any(node.unit_path.startswith(unit) for unit in sight.units)


def _directly_below(
    sight: Sight, year: PerformanceYear, node: CascadeNode, offset: int
) -> tuple[list[CascadeNode], int]:
    rows: QuerySet[Any] = _nodes(year).filter(sight.rows, parent_path=node.path).order_by("path")
    if _sees_below(sight, node):
        return list(rows[offset : offset + SIBLINGS]), node.direct_count
    page = list(rows.annotate(every=Window(Count("id")))[offset : offset + SIBLINGS])
    return page, page[0].every if page else rows.count() if offset else 0


def _branches(
    actor: Actor, sight: Sight, nodes: Sequence[CascadeNode], focus: str, year: PerformanceYear
) -> list[Branch]:
    ids = [node.employee_id for node in nodes]
    entries = people.entries_of(employee_ids=ids)
    plans = _plans_now(actor, ids, year)
    return [
        _branch(node, entries[node.employee_id], plans.get(node.employee_id), sight, focus)
        for node in nodes
        if node.employee_id in entries
    ]


def _branch(node: CascadeNode, entry: Any, plan: PlanNow | None, sight: Sight, focus: str) -> Branch:
    sees = _sees_below(sight, node)
    return Branch(
        employee_id=node.employee_id,
        name=entry.display_name,
        position=entry.position_title,
        unit=entry.unit_name,
        state=plan.state if plan else "EXCLUDED" if node.excluded else "",
        plan_id=plan.id if plan and plan.readable else None,
        path=node.path,
        direct=node.direct_count if sees else 0,
        tally=_tally(node) if sees else Tally(),
        is_own=node.employee_id == sight.own_id,
        is_focus=node.path == focus,
    )


def _plans_now(actor: Actor, ids: Sequence[UUID], year: PerformanceYear) -> dict[UUID, PlanNow]:
    """Return the plan of each person as it stands now: an open one before a closed one, then the latest."""
    condition = policies.visible_to(actor) or ~Q(pk=None)
    readable = Case(When(condition, then=Value(True)), default=Value(False), output_field=BooleanField())
    rows = Plan.objects.filter(year=year, employee_id__in=ids).annotate(readable=readable).order_by("period")
    values = rows.values_list("employee_id", "id", "state", "readable")
    ordered = sorted(values, key=lambda row: row[2] != PlanState.CLOSED)
    return {owner: PlanNow(key, state, seen) for owner, key, state, seen in ordered}


def _nested(branches: Sequence[Branch]) -> list[Branch]:
    """Hang each person below the one above; say at each how many more there are."""
    known = {row.path: row for row in branches}
    children: dict[str, list[Branch]] = defaultdict(list)
    for row in branches:
        children[row.path[:-STEP]].append(row)
    for path, rows in children.items():
        if path in known:
            known[path].children = rows
            known[path].more = max(0, known[path].direct - len(rows))
    return children[""]


def _tally(node: CascadeNode) -> Tally:
    return Tally(
        node.below_count,
        node.none_count,
        node.draft_count,
        node.submitted_count,
        node.returned_count,
        node.agreed_count,
        node.excluded_count,
    )


def _total(year: PerformanceYear) -> Tally:
    """Count everybody of the picture: those at the top and all below them."""
    columns = sorted({"below_count", "excluded_count", *COUNTED.values()})
    tops = _nodes(year).filter(parent_path="").order_by().values_list("excluded", "plan__state")
    sums: dict[str, int] = defaultdict(int)
    for excluded, state, count, *below in tops.annotate(Count("id"), *map(Sum, columns)):
        own = "excluded_count" if excluded and state is None else COUNTED[PlanState(state) if state else None]
        sums["below_count"] += count
        sums[own] += count
        for name, number in zip(columns, below, strict=True):
            sums[name] += number
    return Tally(
        total=sums["below_count"],
        none=sums["none_count"],
        draft=sums["draft_count"],
        submitted=sums["submitted_count"],
        returned=sums["returned_count"],
        agreed=sums["agreed_count"],
        excluded=sums["excluded_count"],
    )
