"""The cascade as contents: goals, the outcomes that serve them, and the outcomes that serve those."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import BooleanField, Case, Count, Q, QuerySet, Value, When, Window

from ekinerja.kernel.actor import Actor
from ekinerja.kernel.errors import NotFound
from ekinerja.kernel.tenancy import context
from ekinerja.planning import policies
from ekinerja.planning.data import PlanState
from ekinerja.planning.models import Goal, GoalIndicator, Outcome, PerformanceYear, Plan
from ekinerja.planning.selectors import goals as goal_reads

PAGE = 50
LONGEST_CHAIN = 30
UPWARDS = """
WITH RECURSIVE way AS (
  SELECT id, intervened_outcome_id, 1 AS step FROM planning_outcome WHERE agency_id = %(agency)s AND id = %(outcome)s
  UNION ALL
  SELECT above.id, above.intervened_outcome_id, way.step + 1
  FROM planning_outcome above JOIN way ON above.agency_id = %(agency)s AND above.id = way.intervened_outcome_id
  WHERE way.step < %(longest)s
)
SELECT id FROM way ORDER BY step DESC
"""


@dataclass(frozen=True)
class Knot:
    """
    Statutory term: simpul pohon hasil kerja. One goal or outcome of the tree.

    ``text`` is empty where the actor may not read the plan; ``percent`` is what a goal has reached, if known.
    """

    id: UUID
    is_goal: bool
    text: str
    owner: str
    state: str = ""
    plan_id: UUID | None = None
    percent: Decimal | None = None
    goals_below: int = 0
    outcomes_below: int = 0

    @property
    def below(self) -> int:
        """How many goals and outcomes serve it directly."""
        return self.goals_below + self.outcomes_below


@dataclass(frozen=True)
class ContentTop:
    """Statutory term: puncak pohon hasil kerja. Where walking begins: top goals, one's own, those joined to nothing."""

    goals: tuple[Knot, ...]
    own: tuple[Knot, ...]
    loose: tuple[Knot, ...]
    loose_total: int


@dataclass(frozen=True)
class KnotPage:
    """Statutory term: halaman simpul hasil kerja. One goal or outcome, the way up, and what serves it."""

    knot: Knot
    above: tuple[Knot, ...]
    in_words: str
    goals: tuple[Knot, ...]
    outcomes: tuple[Knot, ...]
    total: int
    hidden: int


def tops(*, actor: Actor, year: PerformanceYear, on: date, offset: int = 0) -> ContentTop:
    """Return the top goals, the actor's own outcomes, and a page of readable outcomes that serve nothing above."""
    known = {row.id: row for row in goal_reads.in_force(year.year)}
    first = sorted((row for row in known.values() if row.parent_id not in known), key=goal_reads.order_of)
    own: list[Outcome] = []
    if actor.employee_id is not None:
        own = list(_outcomes(year).filter(plan__employee_id=actor.employee_id).order_by("plan_id", "number"))
    loose = _outcomes(year).filter(_readable(actor), goal=None, intervened_outcome=None)
    counting: QuerySet[Any] = loose.annotate(every=Window(Count("id")))
    page = list(counting.order_by("plan__unit_path", "plan_id", "number")[offset : offset + PAGE])
    served = _serving(year, first, [*own, *page])
    return ContentTop(
        goals=tuple(_goal_knots(first, year, known.values(), served, on)),
        own=tuple(_knot(row, served, readable=True) for row in own),
        loose=tuple(_knot(row, served, readable=True) for row in page),
        loose_total=page[0].every if page else loose.count() if offset else 0,
    )


def goal_page(*, actor: Actor, year: PerformanceYear, goal_id: UUID, on: date, offset: int = 0) -> KnotPage:
    """
    Return a goal with the goals above, and the goals and outcomes that serve it.

    :raises NotFound: there is no such goal in force in the year
    """
    known = {row.id: row for row in goal_reads.in_force(year.year)}
    goal = known.get(goal_id)
    if goal is None:
        raise NotFound
    above: list[Goal] = []
    current = known.get(goal.parent_id) if goal.parent_id else None
    while current is not None and len(above) < LONGEST_CHAIN:
        above.insert(0, current)
        current = known.get(current.parent_id) if current.parent_id else None
    below = sorted((row for row in known.values() if row.parent_id == goal_id), key=goal_reads.order_of)
    shown = [*above, goal, *below]
    rows, total, hidden = _page(actor, year, Q(goal_id=goal_id), offset)
    served = _serving(year, shown, rows)
    knots = {knot.id: knot for knot in _goal_knots(shown, year, known.values(), served, on)}
    return KnotPage(
        knot=knots[goal_id],
        above=tuple(knots[row.id] for row in above),
        in_words="",
        goals=tuple(knots[row.id] for row in below),
        outcomes=tuple(_knot(row, served, readable=True) for row in rows),
        total=total,
        hidden=hidden,
    )


def outcome_page(*, actor: Actor, year: PerformanceYear, outcome_id: UUID, on: date, offset: int = 0) -> KnotPage:
    """
    Return an outcome with the chain up to a goal, and the outcomes that serve it.

    Outcomes above whose plan the actor may not read are named by their owner only.

    :raises NotFound: there is no such outcome in the year, or the actor may not read it
    """
    chain = _upwards(outcome_id)
    seen = Case(When(_readable(actor), then=Value(True)), default=Value(False), output_field=BooleanField())
    loaded = _outcomes(year).filter(id__in=chain).select_related("plan", "goal").annotate(seen=seen)
    rows = {row.id: row for row in loaded}
    readable = {row.id for row in loaded if row.seen}
    if outcome_id not in readable:
        raise NotFound
    ordered = [rows[key] for key in chain if key in rows]
    knots = [_knot(row, {}, readable=row.id in readable) for row in ordered]
    top = [ordered[0].goal] if ordered[0].goal else []
    below, total, hidden = _page(actor, year, Q(intervened_outcome_id=outcome_id), offset)
    served = _serving(year, top, below)
    above = [*_goal_knots(top, year, top, served, on), *knots[:-1]]
    in_words = "" if top or ordered[0].id not in readable else ordered[0].intervened_text
    outcomes = tuple(_knot(row, served, readable=True) for row in below)
    return KnotPage(knots[-1], tuple(above), in_words, (), outcomes, total, hidden)


def find_outcomes(*, actor: Actor, year: PerformanceYear, text: str, limit: int = 20) -> list[Knot]:
    """Return outcomes the actor may read whose words contain all that are looked for."""
    rows = _outcomes(year).filter(_readable(actor))
    for word in text.split():
        rows = rows.filter(text__icontains=word)
    found = list(rows.order_by("plan__unit_path", "plan_id", "number")[:limit])
    served = _serving(year, (), found)
    return [_knot(row, served, readable=True) for row in found]


def find_goals(*, year: PerformanceYear, text: str, on: date, limit: int = 20) -> list[Knot]:
    """Return goals whose words, code or indicators contain all that are looked for."""
    words = text.lower().split()
    known = goal_reads.in_force(year.year)
    told: dict[UUID, str] = defaultdict(str)
    for goal_id, indicator in GoalIndicator.objects.filter(retired_at=None).values_list("goal_id", "text"):
        told[goal_id] += f" {indicator}"
    rows = [row for row in known if all(word in f"{row.code} {row.text}{told[row.id]}".lower() for word in words)]
    shown = sorted(rows, key=goal_reads.order_of)[:limit]
    return _goal_knots(shown, year, known, _serving(year, shown, ()), on)


def _outcomes(year: PerformanceYear) -> QuerySet[Outcome]:
    rows = Outcome.objects.filter(plan__year=year, retired_at=None).exclude(plan__state=PlanState.CLOSED)
    return rows.select_related("plan")


def _readable(actor: Actor) -> Q:
    """Return the condition on outcomes: of readable plans, and of the actor's own raters, whom the actor serves."""
    condition = Q(plan__in=Plan.objects.filter(policies.visible_to(actor)))
    if actor.employee_id is not None:
        raters = Plan.objects.filter(employee_id=actor.employee_id, rater_employee_id__isnull=False)
        condition |= Q(plan__employee_id__in=raters.values("rater_employee_id"))
    return condition


def _upwards(outcome_id: UUID) -> list[UUID]:
    """Return the chain from the top down to an outcome."""
    values = {"agency": context.current_or_none(), "outcome": outcome_id, "longest": LONGEST_CHAIN}
    with connection.cursor() as cursor:
        cursor.execute(UPWARDS, values)
        return [row[0] for row in cursor.fetchall()]


def _page(actor: Actor, year: PerformanceYear, condition: Q, offset: int) -> tuple[list[Outcome], int, int]:
    """Return a page of the readable outcomes, how many those are, and how many others there are; with one query."""
    rows = _outcomes(year).filter(condition)
    seen = Case(When(_readable(actor), then=Value(True)), default=Value(False), output_field=BooleanField())
    marked: QuerySet[Any] = rows.annotate(seen=seen)
    marked = marked.annotate(every=Window(Count("id")), own=Window(Count("id", filter=Q(seen=True))))
    page = list(marked.order_by("-seen", "plan__unit_path", "plan_id", "number")[offset : offset + PAGE])
    if not page and offset:
        counts = rows.aggregate(every=Count("id"), own=Count("id", filter=_readable(actor)))
        return [], counts["own"], counts["every"] - counts["own"]
    every, own = (page[0].every, page[0].own) if page else (0, 0)
    return [row for row in page if row.seen], own, every - own


def _serving(year: PerformanceYear, goals: Iterable[Goal], outcomes: Iterable[Outcome]) -> dict[UUID, int]:
    """Return how many outcomes serve each of these goals and outcomes directly, with one query."""
    goal_ids, outcome_ids = [row.id for row in goals], [row.id for row in outcomes]
    if not goal_ids and not outcome_ids:
        return {}
    of_goals = _outcomes(year).select_related(None).filter(goal_id__in=goal_ids).order_by()
    below = Outcome.objects.filter(intervened_outcome_id__in=outcome_ids, retired_at=None).order_by()
    of_outcomes = below.exclude(plan__state=PlanState.CLOSED)
    counted = of_goals.values_list("goal_id").annotate(n=Count("id"))
    return dict(counted.union(of_outcomes.values_list("intervened_outcome_id").annotate(n=Count("id")), all=True))


def _knot(row: Outcome, served: Mapping[UUID, int], *, readable: bool) -> Knot:
    return Knot(
        id=row.id,
        is_goal=False,
        text=row.text if readable else "",
        owner=row.plan.person.name,
        state=row.plan.state,
        plan_id=row.plan_id if readable else None,
        outcomes_below=served.get(row.id, 0),
    )


def _goal_knots(
    rows: Sequence[Goal], year: PerformanceYear, known: Iterable[Goal], served: Mapping[UUID, int], on: date
) -> list[Knot]:
    ids = [row.id for row in rows]
    if not ids:
        return []
    measures = goal_reads.measures_of(ids, year.year)
    below: dict[UUID | None, int] = defaultdict(int)
    for row in known:
        below[row.parent_id] += 1
    names = goal_reads.unit_names(rows, on)
    return [
        Knot(
            id=row.id,
            is_goal=True,
            text=f"{row.code} {row.text}".strip(),
            owner=names.get(row.unit_id, "") if row.unit_id else "",
            percent=goal_reads.average(measure.percent for measure in measures.get(row.id, ())),
            goals_below=below[row.id],
            outcomes_below=served.get(row.id, 0),
        )
        for row in rows
    ]
