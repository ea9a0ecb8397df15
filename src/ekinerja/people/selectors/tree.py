"""The tree of units with its people: who leads, how many there are, what is vacant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ekinerja.organisation import public as organisation
from ekinerja.people.data import HeadData
from ekinerja.people.selectors.directory import count_by_unit
from ekinerja.people.selectors.snapshots import unit_heads


@dataclass(frozen=True)
class Node:
    """A unit of the tree; ``people`` counts everybody in service in it and below."""

    unit: organisation.UnitData
    head: HeadData | None
    vacant: bool
    people: int
    children: int


def units_tree(*, parent_id: UUID | None, on: date) -> list[Node]:
    """Return the units directly below one (``None``: the roots) with head and counts: five queries at any size."""
    return nodes_of(units=organisation.units.list_children(parent_id=parent_id, on=on), on=on)


def top_of_tree(*, on: date) -> tuple[list[Node], list[Node]]:
    """Return the roots, and what is directly below the root when there is but one: five queries at any size."""
    nodes = nodes_of(units=organisation.units.list_units(on=on, max_depth=1), on=on)
    roots = [node for node in nodes if node.unit.depth == 0]
    return roots, [node for node in nodes if node.unit.depth == 1] if len(roots) == 1 else []


def unit_with_children(*, unit: organisation.UnitData, on: date) -> tuple[Node, list[Node]]:
    """Return a unit and what is directly below it with heads and counts: five queries at any size."""
    below = organisation.units.list_children(parent_id=unit.id, on=on)
    own, *children = nodes_of(units=[unit, *below], on=on)
    return own, children


def nodes_of(*, units: Sequence[organisation.UnitData], on: date) -> list[Node]:
    """Return these units with head and counts."""
    if not units:
        return []
    ids = [unit.id for unit in units]
    heads = unit_heads(unit_ids=ids, on=on)
    posts = organisation.positions.head_positions(unit_ids=ids, on=on)
    paths = organisation.units.list_paths(on=on, under=_common(units))
    counts = count_by_unit(path=_common(units))
    people, children = _roll_up({unit.path for unit in units}, paths, counts)
    return [
        Node(
            unit=unit,
            head=heads.get(unit.id),
            vacant=unit.id in posts and unit.id not in heads and unit.depth > 0,
            people=people[unit.path],
            children=children[unit.path],
        )
        for unit in units
    ]


def _common(units: Sequence[organisation.UnitData]) -> str:
    """Return the path of the unit that all stand below or are, or of the parent these siblings share."""
    highest = min((unit.path for unit in units), key=len)
    if all(unit.path.startswith(highest) for unit in units):
        return highest
    parents = {unit.path[: -len(unit.code) - 1] for unit in units}
    return parents.pop() if len(parents) == 1 else ""


def _roll_up(
    wanted: set[str], paths: dict[UUID, str], counts: dict[UUID, int]
) -> tuple[dict[str, int], dict[str, int]]:
    people = dict.fromkeys(wanted, 0)
    children = dict.fromkeys(wanted, 0)
    for unit_id, path in paths.items():
        parts = path.rstrip(".").split(".")
        for depth in range(1, len(parts) + 1):
            above = ".".join(parts[:depth]) + "."
            if above in people:
                people[above] += counts.get(unit_id, 0)
                if depth == len(parts) - 1:
                    children[above] += 1
    return people, children


def list_vacancies(*, on: date, under: str = "") -> list[organisation.UnitData]:
    """Return the units of a subtree whose head post nobody holds and nobody acts in."""
    units = organisation.units.list_units(on=on, under=under)
    ids = [unit.id for unit in units if unit.depth > 0]
    posts = organisation.positions.head_positions(unit_ids=ids, on=on)
    heads = unit_heads(unit_ids=ids, on=on)
    return [unit for unit in units if unit.id in posts and unit.id not in heads]
