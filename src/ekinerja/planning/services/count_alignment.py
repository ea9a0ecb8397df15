"""Count per unit how outcomes are joined to something above them, and which goals nobody carries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import BooleanField, Case, Value, When

from ekinerja.kernel.errors import NotFound
from ekinerja.kernel.journal import insert_rows
from ekinerja.organisation import public as organisation
from ekinerja.people import public as people
from ekinerja.planning.data import PlanState
from ekinerja.planning.models import Goal, Outcome, PerformanceYear, Plan, UnitAlignment
from ekinerja.planning.selectors.plans import day_of

Counts = dict[UUID | None, dict[str, int]]
COLUMNS = ("id", "intervened_outcome_id", "goal_id", "in_words", "plan__unit_id", "plan__employee_id")


@transaction.atomic
def count_alignment(*, year: int, at: datetime) -> int:
    """
    Count all units of a year anew and return how many.

    :raises NotFound: there is no such year
    """
    opened = PerformanceYear.objects.select_for_update().filter(year=year).first()
    if opened is None:
        raise NotFound
    paths = organisation.units.list_paths(on=day_of(at))
    counts: Counts = defaultdict(lambda: defaultdict(int))
    for unit_id, number in people.count_by_unit().items():
        counts[unit_id]["people_count"] = number
    _count_outcomes(opened, counts)
    _count_goals(opened, counts, _top(paths))
    UnitAlignment.objects.filter(year=opened).delete()
    return insert_rows(
        UnitAlignment,
        (
            UnitAlignment(year=opened, unit_id=unit_id, unit_path=path, counted_at=at, **counts[unit_id])
            for unit_id, path in paths.items()
        ),
    )


def _top(paths: Mapping[UUID, str]) -> UUID | None:
    """Return the unit that stands for the whole agency: the first at the top of the tree."""
    return min(paths, key=lambda key: (paths[key].count("."), paths[key]), default=None)


def _count_outcomes(year: PerformanceYear, counts: Counts) -> None:
    current = Plan.objects.filter(year=year).exclude(state=PlanState.CLOSED).order_by()
    planning = {(unit_id, employee_id) for unit_id, employee_id in current.values_list("unit_id", "employee_id")}
    words = Case(When(intervened_text="", then=Value(False)), default=Value(True), output_field=BooleanField())
    rows = Outcome.objects.filter(plan__in=current, retired_at=None).annotate(in_words=words).order_by()
    loaded = list(rows.values_list(*COLUMNS))
    depths = _depths({row[0]: row[1] for row in loaded})
    joined: set[tuple[UUID | None, UUID]] = set()
    for key, served, goal, in_words, unit_id, employee_id in loaded:
        own = counts[unit_id]
        own["outcome_count"] += 1
        own["to_outcome" if served else "to_goal" if goal else "to_words" if in_words else "to_nothing"] += 1
        own["deepest"] = max(own["deepest"], depths[key])
        own["depth_sum"] += depths[key]
        if served or goal:
            joined.add((unit_id, employee_id))
    for unit_id, _employee in planning:
        counts[unit_id]["planning_count"] += 1
    for unit_id, _employee in planning - joined:
        counts[unit_id]["unjoined_people"] += 1


def _depths(above: Mapping[UUID, UUID | None]) -> dict[UUID, int]:
    """Return how many outcomes stand in the chain from the top down to each one, itself included."""
    depths: dict[UUID, int] = {}
    for key in above:
        way: list[UUID] = []
        current: UUID | None = key
        while current is not None and current in above and current not in depths and current not in way:
            way.append(current)
            current = above[current]
        depth = depths.get(current, 0) if current else 0
        for step in reversed(way):
            depth += 1
            depths[step] = depth
    return depths


def _count_goals(year: PerformanceYear, counts: Counts, top: UUID | None) -> None:
    carried = carried_goal_ids(year=year)
    for goal_id, unit_id in goals_of(year=year).values_list("id", "unit_id"):
        own = counts[unit_id or top]
        own["goal_count"] += 1
        own["uncarried_goals"] += goal_id not in carried


def goals_of(*, year: PerformanceYear) -> Any:
    """Return the goals in force in a year."""
    return Goal.objects.filter(retired_at=None, first_year__lte=year.year, last_year__gte=year.year)


def carried_goal_ids(*, year: PerformanceYear) -> set[UUID]:
    """Return the goals that an outcome of the year serves, with all goals above them."""
    served = Outcome.objects.filter(plan__year=year, retired_at=None, goal__isnull=False).order_by()
    parents = dict(goals_of(year=year).values_list("id", "parent_id"))
    found: set[UUID] = set()
    for key in set(served.values_list("goal_id", flat=True)):
        current: UUID | None = key
        while current is not None and current not in found:
            found.add(current)
            current = parents.get(current)
    return found
