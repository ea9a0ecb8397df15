"""What the form of a goal offers: goals above, units, the level below; and who may write at all."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from ekinerja.kernel.actor import Actor
from ekinerja.organisation import public as organisation
from ekinerja.planning import goal_policies
from ekinerja.planning.data import GoalKind, codes_of
from ekinerja.planning.models import Goal
from ekinerja.planning.selectors import goals


def require_writer(*, actor: Actor, goal: Goal | None, on: date) -> goal_policies.Reach:
    """
    Return where the actor writes, after making sure that this goal (or any, for a new one) is theirs to write.

    :raises NotAllowed: somebody else's unit
    """
    reach = goal_policies.reach_of(actor, on)
    if goal is not None:
        goal_policies.require_reach(reach, goal.unit_path)
    elif not reach.anywhere:
        goal_policies.require_reach(reach, "")
    return reach


def find_goal(*, goal_id: UUID | None) -> Goal | None:
    """Return the goal in force with an id, or ``None``."""
    return Goal.objects.filter(id=goal_id, retired_at=None).first() if goal_id else None


def kind_below(kind: str) -> str:
    """Return the level that usually stands under one."""
    kinds = codes_of(GoalKind)
    return kinds[min(kinds.index(kind) + 1, len(kinds) - 1)]


def parents_for(*, goal: Goal | None, year: int) -> list[Goal]:
    """Return the goals under which one may be put: all in force but itself and those below; the present one always."""
    rows = sorted(goals.in_force(year), key=goals.order_of)
    barred = {goal.id} if goal is not None else set()
    for _step in range(goals.LONGEST_CHAIN):
        more = {row.id for row in rows if row.parent_id in barred} - barred
        if not more:
            break
        barred |= more
    found = [row for row in rows if row.id not in barred]
    if goal is not None and goal.parent is not None and goal.parent not in found:
        found.insert(0, goal.parent)
    return found


def units_for(*, goal: Goal | None, reach: goal_policies.Reach, on: date, agency_label: str) -> list[tuple[str, str]]:
    """
    Return the units for which the actor may write goals, indented by depth; the whole agency first.

    The unit that a goal has is always among them, also after it was closed.
    """
    units = [unit for unit in organisation.units.list_units(on=on) if reach.covers(unit.path)]
    least = min((unit.depth for unit in units), default=0)
    rows = [(str(unit.id), "\u2003" * (unit.depth - least) + unit.name) for unit in units]
    if goal is not None and goal.unit_id is not None and goal.unit_id not in {unit.id for unit in units}:
        rows.append((str(goal.unit_id), organisation.units.find_latest(unit_id=goal.unit_id).name))
    return [("", agency_label), *rows] if reach.covers("") else rows
