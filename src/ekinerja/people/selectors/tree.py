"""The tree of units with its people: who leads, how many there are, what is vacant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ekinerja.organisation import public as organisation
from ekinerja.people.data import HeadData
from ekinerja.people.selectors.directory import count_below
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
    """Return the units directly below one (``None``: the roots) with head and counts: three queries at any size."""
    return _nodes(organisation.units.outline_below(parent_id=parent_id, on=on), on)


def top_of_tree(*, on: date) -> tuple[list[Node], list[Node]]:
    """Return the roots, and what is directly below the root when there is but one: three queries at any size."""
    nodes = _nodes(organisation.units.outline_under(paths=[""], on=on), on)
    roots = [node for node in nodes if node.unit.depth == 0]
    return roots, [node for node in nodes if node.unit.depth == 1] if len(roots) == 1 else []


def unit_in_tree(*, unit: organisation.UnitData, on: date) -> tuple[list[organisation.UnitData], Node, list[Node]]:
    """Return the units above one, the unit and what is directly below it: three queries at any size."""
    around = organisation.units.outline_around(unit=unit, on=on)
    own = next((item for item in around if item.unit.id == unit.id), organisation.UnitInTree(unit, 0, False))
    node, *children = _nodes([own, *(item for item in around if item.unit.parent_id == unit.id)], on)
    above = [item.unit for item in around if unit.id not in (item.unit.id, item.unit.parent_id)]
    return above, node, children


def nodes_of(*, units: Sequence[organisation.UnitData], on: date) -> list[Node]:
    """Return these units in their order with head and counts: three queries at any size."""
    found = {item.unit.id: item for item in organisation.units.outline_of(unit_ids=[u.id for u in units], on=on)}
    return _nodes([found[unit.id] for unit in units], on)


def _nodes(items: Sequence[organisation.UnitInTree], on: date) -> list[Node]:
    if not items:
        return []
    heads = unit_heads(unit_ids=[item.unit.id for item in items], on=on)
    people = count_below(paths=[item.unit.path for item in items])
    return [
        Node(
            unit=item.unit,
            head=heads.get(item.unit.id),
            vacant=item.has_head_post and item.unit.id not in heads and item.unit.depth > 0,
            people=people[item.unit.path],
            children=item.children,
        )
        for item in items
    ]


def list_vacancies(*, on: date, under: str = "") -> list[organisation.UnitData]:
    """Return the units of a subtree whose head post nobody holds and nobody acts in."""
    units = organisation.units.list_units(on=on, under=under)
    ids = [unit.id for unit in units if unit.depth > 0]
    posts = organisation.positions.head_positions(unit_ids=ids, on=on)
    heads = unit_heads(unit_ids=ids, on=on)
    return [unit for unit in units if unit.id in posts and unit.id not in heads]
