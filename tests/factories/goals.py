"""Goals of the organisation, for tests."""

from __future__ import annotations

from typing import Any

from ekinerja.planning.models import Goal, GoalIndicator
from tests.factories.cycle import World


def goal(world: World, text: str, unit: str | None = None, **more: Any) -> Goal:
    """Make one goal of a unit (none: of the whole agency) for 2025 to 2029; call inside the agency's context."""
    values: dict[str, Any] = {"first_year": 2025, "last_year": 2029, "code": "", **more}
    if unit is not None:
        values |= {"unit": world.units[unit], "unit_path": world.paths[unit]}
    return Goal.objects.create(text=text, **values)


def indicator(goal: Goal, text: str, number: int = 1, **more: Any) -> GoalIndicator:
    """Add one indicator to a goal."""
    return GoalIndicator.objects.create(goal=goal, text=text, number=number, **{"measure": "persen", **more})
