"""Draw the line of raters of a year anew: who stands below whom, with the counts of everybody below."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice
from uuid import UUID

from django.db import transaction

from ekinerja.kernel.errors import NotFound
from ekinerja.kernel.journal import insert_rows
from ekinerja.people import public as people
from ekinerja.planning.data import PlanState
from ekinerja.planning.models import COUNTED, CascadeNode, PerformanceYear, Plan
from ekinerja.planning.selectors.people_tree import STEP
from ekinerja.planning.selectors.plans import day_of

BATCH = 1000


@dataclass
class _Person:
    """One person while the picture is drawn."""

    employee_id: UUID
    name: str
    unit_path: str
    rater_id: UUID | None = None
    rater_label: str = ""
    plan_id: UUID | None = None
    state: str | None = None
    excluded: bool = False
    below: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    path: str = ""
    depth: int = 0

    @property
    def counter(self) -> str:
        """The column of the superiors in which this person counts."""
        if self.excluded and self.plan_id is None:
            return "excluded_count"
        return COUNTED[PlanState(self.state) if self.state else None]


@transaction.atomic
def draw_cascade(*, year: int, at: datetime) -> int:
    """
    Draw the line of raters of a year and return how many people are in it.

    A plan's own rater counts; for people without a plan the resolver is asked about the day. Where raters form
    a ring, the ring is opened and its people stand at the top, like those whose rater is not known.

    :raises NotFound: there is no such year
    """
    opened = PerformanceYear.objects.select_for_update().filter(year=year).first()
    if opened is None:
        raise NotFound
    persons = _load(opened, day_of(at))
    children = _joined(persons)
    _count(persons, children)
    _number(children)
    CascadeNode.objects.filter(year=opened).delete()
    nodes = (_node(opened, person, len(children[person.employee_id]), at) for person in persons.values())
    return insert_rows(CascadeNode, nodes)


def _load(year: PerformanceYear, on: date) -> dict[UUID, _Person]:
    plans = _plans(year)
    ids = {row[0] for row in people.people_below(paths=("",))} | set(plans)
    exempt = set(people.exempt_employee_ids(on=on))
    entries = people.entries_of(employee_ids=ids)
    found: dict[UUID, _Person] = {}
    for employee_id, entry in entries.items():
        plan = plans.get(employee_id)
        person = _Person(employee_id, entry.name_sort, entry.unit_path, excluded=employee_id in exempt)
        if plan is not None:
            person.plan_id, person.state = plan.id, plan.state
            person.unit_path = plan.unit_path or person.unit_path
            person.rater_id, person.rater_label = plan.rater_employee_id, _label(plan)
        found[employee_id] = person
    _ask_raters([row for row in found.values() if row.rater_id is None and not row.rater_label], on)
    return found


def _plans(year: PerformanceYear) -> dict[UUID, Plan]:
    """Return the plan of each person that is shown: an open one before a closed one, then the latest."""
    rows = Plan.objects.filter(year=year).only(
        "id", "employee_id", "state", "unit_path", "rater_employee_id", "rater_snapshot", "period", "agency_id"
    )
    ordered = sorted(rows, key=lambda row: (row.state != PlanState.CLOSED, row.period.lower))
    return {row.employee_id: row for row in ordered}


def _label(plan: Plan) -> str:
    return str(plan.rater_snapshot.get("position", ""))[:250] if plan.rater_is_outside else ""


def _ask_raters(persons: Sequence[_Person], on: date) -> None:
    for part in _parts(persons):
        lines = people.rating_lines(employee_ids=[row.employee_id for row in part], on=on)
        for person in part:
            answer = lines[person.employee_id].rater
            person.rater_id = answer.rater_employee_id
            if answer.rater_employee_id is None and answer.reason_code != people.RaterReason.NO_POST:
                person.rater_label = answer.rater_label[:250]


def _parts(persons: Sequence[_Person]) -> Iterator[list[_Person]]:
    rows = iter(persons)
    while part := list(islice(rows, BATCH)):
        yield part


def _joined(persons: dict[UUID, _Person]) -> dict[UUID | None, list[_Person]]:
    """Return the people below each, those at the top under ``None``; opens rings."""
    for person in persons.values():
        if person.rater_id not in persons:
            person.rater_id = None
    reached: set[UUID] = set()
    for person in persons.values():
        way: list[_Person] = []
        current: _Person | None = person
        while current is not None and current.employee_id not in reached:
            reached.add(current.employee_id)
            way.append(current)
            above = persons[current.rater_id] if current.rater_id else None
            if above in way:
                current.rater_id = None
            current = above
    children: dict[UUID | None, list[_Person]] = defaultdict(list)
    for person in persons.values():
        children[person.rater_id].append(person)
    return children


def _count(persons: dict[UUID, _Person], children: dict[UUID | None, list[_Person]]) -> None:
    """Add everybody to the counts of all above, the lowest first."""
    for person in reversed(_downwards(children)):
        if person.rater_id is None:
            continue
        above = persons[person.rater_id].below
        above["below_count"] += 1
        above[person.counter] += 1
        for name, count in person.below.items():
            above[name] += count


def _downwards(children: dict[UUID | None, list[_Person]]) -> list[_Person]:
    order: list[_Person] = []
    waiting = list(children[None])
    while waiting:
        person = waiting.pop()
        order.append(person)
        waiting.extend(children[person.employee_id])
    return order


def _number(children: dict[UUID | None, list[_Person]]) -> None:
    """Give everybody a place: among siblings those with most people below first, then by unit and name."""
    waiting: list[tuple[UUID | None, str, int]] = [(None, "", 0)]
    while waiting:
        key, path, depth = waiting.pop()
        rows = sorted(
            children[key],
            key=lambda row: (not row.rater_label and key is None, -row.below["below_count"], row.unit_path, row.name),
        )
        for number, person in enumerate(rows, start=1):
            person.path, person.depth = f"{path}{number:06d}.", depth
            waiting.append((person.employee_id, person.path, depth + 1))


def _node(year: PerformanceYear, person: _Person, direct: int, at: datetime) -> CascadeNode:
    return CascadeNode(
        year=year,
        employee_id=person.employee_id,
        rater_id=person.rater_id,
        rater_label=person.rater_label,
        plan_id=person.plan_id,
        unit_path=person.unit_path,
        path=person.path,
        parent_path=person.path[:-STEP],
        depth=person.depth,
        excluded=person.excluded,
        direct_count=direct,
        drawn_at=at,
        **{name: count for name, count in person.below.items() if count},
    )
