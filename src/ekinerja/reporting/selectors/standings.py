"""Say for many people where they stand in a period, with a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from ekinerja.access import public as access
from ekinerja.activity import public as activity
from ekinerja.activity.data import PeriodState
from ekinerja.evaluation import public as evaluation
from ekinerja.kernel.tenancy import context
from ekinerja.people import public as people
from ekinerja.planning import public as planning
from ekinerja.planning.data import PlanState
from ekinerja.reporting.data import Standing
from ekinerja.rules.exclusion import Exclusion
from ekinerja.rules.explained import Explained

OF_WORK = {
    PeriodState.EMPTY: Standing.UNFILLED,
    PeriodState.PLANNED: Standing.BEGUN,
    PeriodState.REALISED: Standing.BEGUN,
    PeriodState.SUBMITTED: Standing.SUBMITTED,
    PeriodState.RATED: Standing.RATED,
}
FURTHEST = tuple(Standing)


@dataclass(frozen=True)
class Stand:
    """Where one person stands in one period, and the predicate if there is one."""

    member: people.Member
    standing: Standing
    predicate: str = ""
    reason: str = ""
    citation: str = ""


@dataclass(frozen=True)
class Ground:
    """What is the same for all periods of a year: people, plans, and why somebody has no plan."""

    members: Sequence[people.Member]
    plans: Mapping[UUID, Sequence[planning.PlanLine]]
    not_activated: frozenset[UUID]
    without_rater: frozenset[UUID]
    everybody: bool

    @property
    def ids(self) -> list[UUID]:
        """The people's ids."""
        return [member.employee_id for member in self.members]


def ground_of(*, year_id: UUID, members: Sequence[people.Member], on: date, everybody: bool = False) -> Ground:
    """Load what every period needs; ``everybody`` says that the members are all of the agency."""
    ids = [member.employee_id for member in members]
    plans: dict[UUID, list[planning.PlanLine]] = defaultdict(list)
    for line in planning.lines_of_year(year_id=year_id, employee_ids=None if everybody else ids):
        plans[line.employee_id].append(line)
    bare = [key for key in ids if key not in plans]
    agency_id = context.current_or_none() or 0
    active = access.accounts.activation_of(employee_ids=bare, agency_id=agency_id) if bare else {}
    raters = planning.persons.raters_now(employee_ids=bare, on=on) if bare else {}
    lost = {key for key, rater in raters.items() if rater.employee_id is None and not rater.outside}
    return Ground(members, plans, frozenset(key for key in bare if not active.get(key)), frozenset(lost), everybody)


def stands_in(*, ground: Ground, period: planning.Period, now: datetime) -> list[Stand]:
    """
    Return where everybody stands in one period.

    People whose plans of the year all lie outside the period are left out: they were elsewhere then.
    """
    day = min(planning.day_of(now), period.span.upper - timedelta(days=1))
    plan_ids = None if ground.everybody else [line.id for lines in ground.plans.values() for line in lines]
    states = activity.states_in(period_id=period.id, plan_ids=plan_ids)
    predicates = evaluation.predicates_in(period_id=period.id, plan_ids=plan_ids)
    exempt = (
        people.exempt_employee_ids(on=day)
        if ground.everybody
        else people.exemptions_on(employee_ids=ground.ids, on=day)
    )
    found = []
    for member in ground.members:
        lines = ground.plans.get(member.employee_id, ())
        covering = [line for line in lines if _covers(line, period)]
        if lines and not covering:
            continue
        rated = next((predicates[line.id] for line in covering if line.id in predicates), "")
        standing = _furthest(covering, states) if covering else _without_plan(member, ground)
        why = exempt.get(member.employee_id)
        if why is not None and why.value is not None and standing not in (Standing.SUBMITTED, Standing.RATED):
            found.append(_exempt(member, why))
            continue
        found.append(Stand(member, Standing.RATED if rated else standing, rated))
    return found


def _covers(line: planning.PlanLine, period: planning.Period) -> bool:
    return bool(line.starts_on < period.span.upper and period.span.lower < line.ends_before)


def _furthest(lines: Sequence[planning.PlanLine], states: Mapping[UUID, str]) -> Standing:
    """Return where the plan stands that is furthest; two plans share a period when somebody moved within it."""
    return max((_of_plan(line, states) for line in lines), key=FURTHEST.index)


def _of_plan(line: planning.PlanLine, states: Mapping[UUID, str]) -> Standing:
    if line.state == PlanState.DRAFT:
        return Standing.DRAFT
    if line.state == PlanState.RETURNED:
        return Standing.RETURNED
    return OF_WORK[PeriodState(states.get(line.id, PeriodState.EMPTY))]


def _without_plan(member: people.Member, ground: Ground) -> Standing:
    if member.employee_id in ground.not_activated:
        return Standing.NOT_ACTIVATED
    return Standing.NO_RATER if member.employee_id in ground.without_rater else Standing.NO_PLAN


def _exempt(member: people.Member, why: Explained[Exclusion | None]) -> Stand:
    citation = str(why.steps[0].citation or "") if why.steps else ""
    return Stand(member, Standing.EXEMPT, "", why.value.label if why.value else "", citation)
