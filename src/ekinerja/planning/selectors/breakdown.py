"""The page on which one indicator's target is divided over the months or quarters of its plan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from ekinerja.kernel.actor import Actor
from ekinerja.kernel.errors import NotFound
from ekinerja.planning.data import Accumulation, PeriodKind
from ekinerja.planning.models import Indicator, Outcome, Period, Plan
from ekinerja.planning.selectors import checks, plans, target_parts, years


@dataclass(frozen=True)
class Breakdown:
    """Statutory term: rincian target per periode. What the page of one indicator's parts shows."""

    standing: plans.Standing
    outcome: Outcome
    indicator: Indicator
    periods: tuple[Period, ...]
    parts: dict[int, Decimal]

    @property
    def plan(self) -> Plan:
        """The plan the indicator belongs to."""
        return self.standing.plan

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers of the periods, in order."""
        return tuple(row.number for row in self.periods)

    @property
    def way(self) -> str:
        """
        How the parts make the year's target: as was chosen, and before that what fits the indicator.

        A percentage is no sum of its months; spread evenly as one, every month would be far too low.
        """
        untouched = not self.parts and self.indicator.accumulation == Accumulation.SUM
        if untouched and checks.is_percentage(text=self.indicator.text, unit=self.indicator.target_unit):
            return Accumulation.AVERAGE
        return self.indicator.accumulation


def breakdown_of(*, actor: Actor, plan_id: UUID, outcome_id: UUID, indicator_id: UUID, on: date) -> Breakdown:
    """
    Return an indicator with the months or quarters of its plan and the part of each.

    :raises NotFound: the actor may not know of the plan, or it has no such indicator
    """
    standing = plans.get_for(actor=actor, plan_id=plan_id, on=on)
    row = (
        Indicator.objects.filter(id=indicator_id, outcome_id=outcome_id, outcome__plan_id=plan_id, retired_at=None)
        .select_related("outcome")
        .annotate(parts_told=target_parts.loaded())
        .first()
    )
    if row is None or row.outcome.retired_at is not None:
        raise NotFound
    return Breakdown(standing, row.outcome, row, tuple(periods_of(plan=standing.plan)), target_parts.parts_of(row))


def periods_of(*, plan: Plan) -> list[Period]:
    """Return the months or quarters of the agency's year that share days with the plan."""
    rows = years.periods_for(plan=plan, periods=years.periods_of(year_id=plan.year_id))
    return [row for row in rows if row.kind == PeriodKind.PERIODIC]
