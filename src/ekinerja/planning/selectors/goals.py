"""Goals of the organisation as a tree, and the page of one goal."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import Count, FilteredRelation, Q, QuerySet

from ekinerja.kernel.actor import Actor
from ekinerja.kernel.errors import NotFound
from ekinerja.organisation import public as organisation
from ekinerja.planning import figures, goal_policies, policies
from ekinerja.planning.data import PlanState
from ekinerja.planning.models import Goal, GoalIndicator, GoalTarget, Outcome, Plan

LONGEST_CHAIN = 30
# The unfiltered page shows so many levels at once; what is below comes when its branch is opened.
SHOWN_LEVELS = 2
QUARTERS = figures.QUARTERS


@dataclass(frozen=True)
class Measure:
    """Statutory term: indikator kinerja sasaran dalam setahun. One indicator with year (0) and quarters (1 to 4)."""

    indicator: GoalIndicator
    cells: Mapping[int, GoalTarget]

    def target(self, quarter: int) -> Decimal | None:
        """Return the target of the year (0) or a quarter in numbers."""
        return self.cells[quarter].target if quarter in self.cells else None

    def target_text(self, quarter: int) -> str:
        """Return the target in words, where it is no number."""
        return self.cells[quarter].target_text if quarter in self.cells else ""

    def achieved(self, quarter: int) -> Decimal | None:
        """Return what was reached in the year (0) or a quarter."""
        return self.cells[quarter].achieved if quarter in self.cells else None

    @property
    def together(self) -> Decimal | None:
        """What the quarters' targets make, by the indicator's way of counting."""
        return figures.accumulate([self.target(q) for q in QUARTERS], self.indicator.accumulation)

    @property
    def difference(self) -> Decimal | None:
        """By how much the quarters miss the target of the year; nought is fine, ``None`` not known."""
        return figures.difference(self.target(0), [self.target(q) for q in QUARTERS], self.indicator.accumulation)

    @property
    def realised(self) -> Decimal | None:
        """What was reached until now."""
        told = figures.accumulate([self.achieved(q) for q in QUARTERS], self.indicator.accumulation)
        return self.achieved(0) if told is None else told

    @property
    def percent(self) -> Decimal | None:
        """How far it has come against the targets of the quarters that tell of it."""
        return figures.reached(self._targets, self._achieved, self.indicator.accumulation, self.indicator.direction)

    @property
    def due(self) -> tuple[int, Decimal] | None:
        """The last quarter that tells of an achievement and the target until then; ``None`` where the year's counts."""
        told = [q for q in QUARTERS if self.achieved(q) is not None]
        if not told or all(self.target(q) is None for q in told):
            return None
        target = figures.due(self._targets, self._achieved, self.indicator.accumulation)
        return None if target is None else (told[-1], target)

    @property
    def _targets(self) -> dict[int, Decimal | None]:
        return {q: self.target(q) for q in (0, *QUARTERS)}

    @property
    def _achieved(self) -> dict[int, Decimal | None]:
        return {q: self.achieved(q) for q in (0, *QUARTERS)}


@dataclass
class GoalNode:
    """Statutory term: simpul pohon kinerja. A goal with what the tree shows of it."""

    goal: Goal
    unit_name: str = ""
    measures: tuple[Measure, ...] = ()
    carriers: int = 0
    children: list[GoalNode] = field(default_factory=list)
    is_match: bool = True

    @cached_property
    def percent(self) -> Decimal | None:
        """The average of those indicators that tell of an achievement."""
        return average(measure.percent for measure in self.measures)

    @cached_property
    def below(self) -> int:
        """How many goals there are below."""
        return len(self.children) + sum(child.below for child in self.children)


@dataclass(frozen=True)
class GoalTree:
    """Statutory term: pohon kinerja. The goals of a year, filtered, with what leads to them."""

    year: int
    years: tuple[int, ...]
    roots: tuple[GoalNode, ...]
    total: int
    matches: int
    is_filtered: bool
    reach: goal_policies.Reach

    def nodes(self) -> Iterable[tuple[int, GoalNode]]:
        """Give every node that matches with its depth, in the order of the tree."""
        waiting = [(0, root) for root in reversed(self.roots)]
        while waiting:
            depth, node = waiting.pop()
            if node.is_match:
                yield depth, node
            waiting.extend((depth + 1, child) for child in reversed(node.children))


def average(values: Iterable[Decimal | None]) -> Decimal | None:
    """Return the average of what is known."""
    known = [value for value in values if value is not None]
    return sum(known, Decimal(0)) / len(known) if known else None


def order_of(goal: Goal) -> tuple[Any, ...]:
    """Return the place among sisters: by code, numbers as numbers (1.10 after 1.9), then as they were added."""
    parts = tuple((0, int(part), "") if part.isdigit() else (1, 0, part) for part in re.split(r"[.\-/ ]", goal.code))
    return (not goal.code, parts if goal.code else (), goal.number, goal.id)


def tree_of(
    *,
    actor: Actor,
    year: int,
    on: date,
    unit_id: UUID | None = None,
    text: str = "",
    only: str = "",
    whole: bool = True,
) -> GoalTree:
    """
    Return the tree of goals in force in a year; a filter keeps the way from the root to each match.

    ``only`` is "tanpa_rhk" (no outcome serves it) or "tanpa_target" (an indicator has no target of the year). Without
    a filter and not ``whole``, only the first levels carry their figures; ``branch_of`` gives those below.
    """
    known = list(Goal.objects.filter(retired_at=None))
    goals = sorted((goal for goal in known if goal.first_year <= year <= goal.last_year), key=order_of)
    nodes = {goal.id: GoalNode(goal) for goal in goals}
    roots: list[GoalNode] = []
    for goal in goals:
        above = nodes.get(goal.parent_id) if goal.parent_id else None
        (above.children if above else roots).append(nodes[goal.id])
    path = organisation.units.subtree_path(unit_id=unit_id, on=on) if unit_id else ""
    filtered = bool(path or text.strip() or only)
    _describe(list(nodes.values()) if whole or filtered else _first_levels(roots), year, on)
    if filtered:
        roots = [root for root in roots if _keep(root, path, text.strip().casefold(), only)]
    matches = sum(node.is_match for node in nodes.values()) if filtered else len(nodes)
    return GoalTree(
        year, years_of(known, on), tuple(roots), len(nodes), matches, filtered, goal_policies.reach_of(actor, on)
    )


def branch_of(*, goal_id: UUID, year: int, on: date) -> tuple[GoalNode, ...]:
    """
    Return the goals directly below one in a year, each with those below it.

    :raises NotFound: there is no such goal in this agency
    """
    get_goal(goal_id=goal_id)
    goals = sorted(in_force(year), key=order_of)
    nodes = {goal.id: GoalNode(goal) for goal in goals}
    for goal in goals:
        if goal.parent_id in nodes:
            nodes[goal.parent_id].children.append(nodes[goal.id])
    found = [nodes[goal.id] for goal in goals if goal.parent_id == goal_id]
    _describe(found, year, on)
    return tuple(found)


def _first_levels(roots: Sequence[GoalNode]) -> list[GoalNode]:
    found = level = list(roots)
    for _depth in range(SHOWN_LEVELS - 1):
        level = [child for node in level for child in node.children]
        found = found + level
    return found


def _describe(nodes: Sequence[GoalNode], year: int, on: date) -> None:
    """Give the nodes what is shown of them besides the goal itself."""
    measures = measures_of([node.goal.id for node in nodes], year)
    carriers = _carriers(year)
    names = unit_names([node.goal for node in nodes], on)
    for node in nodes:
        node.unit_name = _name(node.goal, names)
        node.measures = measures.get(node.goal.id, ())
        node.carriers = carriers.get(node.goal.id, 0)


def _keep(node: GoalNode, path: str, text: str, only: str) -> bool:
    node.is_match = _matches(node, path, text, only)
    node.children = [child for child in node.children if _keep(child, path, text, only)]
    return node.is_match or bool(node.children)


def _matches(node: GoalNode, path: str, text: str, only: str) -> bool:
    goal = node.goal
    if path and not goal.unit_path.startswith(path):
        return False
    if text and not any(text in word.casefold() for word in _words(node)):
        return False
    if only == "tanpa_rhk":
        return node.carriers == 0
    if only == "tanpa_target":
        return not node.measures or any(m.target(0) is None and not m.target_text(0) for m in node.measures)
    return True


def _words(node: GoalNode) -> tuple[str, ...]:
    return (node.goal.text, node.goal.code, *(measure.indicator.text for measure in node.measures))


def in_force(year: int) -> list[Goal]:
    """Return the goals of the agency in a year."""
    return list(Goal.objects.filter(retired_at=None, first_year__lte=year, last_year__gte=year))


def measures_of(goal_ids: Sequence[UUID], year: int) -> dict[UUID, tuple[Measure, ...]]:
    """Return the indicators in force of many goals with targets and achievement of a year, with one query."""
    of_year = FilteredRelation("targets", condition=Q(targets__year=year))
    rows: QuerySet[Any] = GoalIndicator.objects.filter(goal_id__in=goal_ids, retired_at=None).annotate(cell=of_year)
    cells: dict[UUID, dict[int, GoalTarget]] = {}
    found: dict[UUID, list[Measure]] = {}
    for row in rows.select_related("cell").order_by("number", "id", "cell__quarter"):
        if row.id not in cells:
            cells[row.id] = {}
            found.setdefault(row.goal_id, []).append(Measure(row, cells[row.id]))
        cell = getattr(row, "cell", None)
        if cell is not None:
            cells[row.id][cell.quarter] = cell
    return {goal_id: tuple(measures) for goal_id, measures in found.items()}


def unit_names(goals: Iterable[Goal], on: date) -> dict[UUID, str]:
    """Return the names of the units that answer for goals."""
    ids = {goal.unit_id for goal in goals if goal.unit_id is not None}
    return {unit.id: unit.name for unit in organisation.units.list_units(ids=ids, on=on)}


def _name(goal: Goal, names: Mapping[UUID, str]) -> str:
    return names.get(goal.unit_id, "") if goal.unit_id is not None else ""


def _carrying(year: int) -> Q:
    return Q(retired_at=None, plan__year__year=year) & ~Q(plan__state=PlanState.CLOSED)


def _carriers(year: int) -> dict[UUID, int]:
    rows = Outcome.objects.filter(_carrying(year), goal__isnull=False).order_by()
    return {row["goal_id"]: row["n"] for row in rows.values("goal_id").annotate(n=Count("id"))}


@dataclass(frozen=True)
class GoalPage:
    """Everything the page of one goal shows."""

    goal: Goal
    year: int
    unit_name: str
    ancestors: tuple[Goal, ...]
    children: tuple[GoalNode, ...]
    measures: tuple[Measure, ...]
    carriers: tuple[Outcome, ...]
    carrier_count: int
    reach: goal_policies.Reach

    @property
    def may_edit(self) -> bool:
        """Whether the actor may change it now."""
        return self.goal.retired_at is None and self.reach.covers(self.goal.unit_path)

    @property
    def percent(self) -> Decimal | None:
        """The average of those indicators that tell of an achievement."""
        return average(measure.percent for measure in self.measures)


def get_goal(*, goal_id: UUID) -> Goal:
    """
    Return one goal with the one above it.

    :raises NotFound: there is no such goal in this agency
    """
    goal = Goal.objects.select_related("parent").filter(id=goal_id).first()
    if goal is None:
        raise NotFound
    return goal


def page_of(*, actor: Actor, goal_id: UUID, year: int, on: date, most: int = 50) -> GoalPage:
    """
    Return one goal with its indicators in a year, the goals below and the outcomes that serve it.

    Of the outcomes those are named whose plans the actor may read, at most ``most``; all are counted.

    :raises NotFound: there is no such goal in this agency
    """
    goal = get_goal(goal_id=goal_id)
    below = sorted(goal.children.filter(retired_at=None), key=order_of)
    measures = measures_of([goal.id, *(child.id for child in below)], year)
    names = unit_names([goal, *below], on)
    carrying = Outcome.objects.filter(_carrying(year), goal=goal)
    readable = carrying.filter(plan__in=Plan.objects.filter(policies.visible_to(actor)))
    return GoalPage(
        goal=goal,
        year=year,
        unit_name=_name(goal, names),
        ancestors=ancestors_of(goal),
        children=tuple(GoalNode(child, _name(child, names), measures.get(child.id, ())) for child in below),
        measures=measures.get(goal.id, ()),
        carriers=tuple(readable.select_related("plan").order_by("plan_id", "number")[:most]),
        carrier_count=carrying.count(),
        reach=goal_policies.reach_of(actor, on),
    )


def ancestors_of(goal: Goal) -> tuple[Goal, ...]:
    """Return the goals above, the topmost first."""
    found: list[Goal] = []
    current = goal.parent
    while current is not None and len(found) < LONGEST_CHAIN:
        found.insert(0, current)
        current = Goal.objects.filter(id=current.parent_id).first() if current.parent_id else None
    return tuple(found)


def measure_of(*, goal_id: UUID, indicator_id: UUID, year: int) -> Measure:
    """
    Return one indicator of a goal with the cells of a year.

    :raises NotFound: there is no such indicator of this goal
    """
    row = get_indicator(goal_id=goal_id, indicator_id=indicator_id)
    return Measure(row, {cell.quarter: cell for cell in GoalTarget.objects.filter(indicator=row, year=year)})


def get_indicator(*, goal_id: UUID, indicator_id: UUID) -> GoalIndicator:
    """
    Return one indicator of a goal.

    :raises NotFound: there is no such indicator of this goal
    """
    row = GoalIndicator.objects.filter(id=indicator_id, goal_id=goal_id, retired_at=None).first()
    if row is None:
        raise NotFound
    return row


def unit_codes(*, goals: Iterable[Goal], on: date) -> dict[UUID, str]:
    """Return the codes of the units that answer for goals."""
    ids = {goal.unit_id for goal in goals if goal.unit_id is not None}
    return {unit.id: unit.code for unit in organisation.units.list_units(ids=ids, on=on)}


def years_of(goals: Iterable[Goal], on: date) -> tuple[int, ...]:
    """Return the years of which goals tell, and the present one; the latest first."""
    spans = [(goal.first_year, goal.last_year) for goal in goals] + [(on.year, on.year)]
    return tuple(range(max(last for _first, last in spans), min(first for first, _last in spans) - 1, -1))[:40]
