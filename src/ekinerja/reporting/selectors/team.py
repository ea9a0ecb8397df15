"""A rater's part of the home page: what waits for a decision, exceptions first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from ekinerja.access import public as access
from ekinerja.evaluation import public as evaluation
from ekinerja.kernel.actor import Actor
from ekinerja.planning import public as planning

FIRST = 5


@dataclass(frozen=True)
class TeamHome:
    """
    Statutory term: beranda pejabat penilai. The first items, how many there are, and delegations of today.

    ``states`` counts the plans that the actor rates by their state.
    """

    first: tuple[evaluation.Waiting, ...]
    plans: int
    periods: int
    overdue: int
    given_to: tuple[str, ...]
    received_from: tuple[str, ...]
    states: Mapping[str, int]

    @property
    def total(self) -> int:
        """How many decisions wait."""
        return self.plans + self.periods

    @property
    def people(self) -> int:
        """How many plans the actor rates."""
        return sum(self.states.values())


def team_home(*, actor: Actor, now: datetime) -> TeamHome:
    """Return what waits for the actor, those waiting too long first."""
    items = evaluation.list_inbox(actor=actor, now=now)
    on = planning.day_of(now)
    lines = [line for line in access.grants.list_own_delegations(actor=actor, on=on) if line.state == "BERLAKU"]
    return TeamHome(
        first=items[:FIRST],
        plans=sum(1 for item in items if item.period is None),
        periods=sum(1 for item in items if item.period is not None),
        overdue=sum(1 for item in items if item.is_overdue),
        given_to=tuple(line.to_name for line in lines if line.own),
        received_from=tuple(line.from_name for line in lines if not line.own),
        states=planning.plans.count_rated(actor=actor),
    )
