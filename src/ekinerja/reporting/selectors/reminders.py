"""Whose deadline comes near while the period is not handed in."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ekinerja.people import public as people
from ekinerja.planning import public as planning
from ekinerja.reporting.data import NUDGED, UNFINISHED_PLANS, PlanReason, PlanStanding
from ekinerja.reporting.selectors.periods import begun_periods
from ekinerja.reporting.selectors.plan_standings import plan_stands
from ekinerja.reporting.selectors.standings import ground_of, stands_in

DAYS_BEFORE = (7, 1)


@dataclass(frozen=True)
class DeadlineGroup:
    """Statutory term: kelompok tenggat. People of one period who share a deadline that is ``days`` away."""

    period: planning.Period
    deadline: datetime
    days: int
    employee_ids: tuple[UUID, ...]


def deadlines_near(*, now: datetime) -> list[DeadlineGroup]:
    """
    Return those who have not handed in seven days and one day before the deadline that applies to each of them.

    Extensions of a unit or person count. On other days three queries and nothing.
    """
    on = planning.day_of(now)
    year = planning.years.find_open_year(on=on)
    if year is None:
        return []
    every = begun_periods(periods=planning.years.periods_of(year_id=year.id), now=now)
    periods = [row for row in every if any(_days(at, now) in DAYS_BEFORE for at in _deadlines(row))]
    if not periods:
        return []
    ground = ground_of(year_id=year.id, members=people.members_of(), on=on, everybody=True)
    groups: dict[tuple[UUID, datetime], list[UUID]] = defaultdict(list)
    for period in periods:
        for stand in stands_in(ground=ground, period=period, now=now):
            member = stand.member
            deadline = planning.deadline_for(
                period=period, employee_id=member.employee_id, unit_path=member.unit_path
            ).at
            if stand.standing in NUDGED and _days(deadline, now) in DAYS_BEFORE:
                groups[period.id, deadline].append(member.employee_id)
    by_id = {period.id: period for period in periods}
    return [
        DeadlineGroup(by_id[key], deadline, _days(deadline, now), tuple(ids)) for (key, deadline), ids in groups.items()
    ]


@dataclass(frozen=True)
class PlanDeadlineGroup:
    """Statutory term: kelompok tenggat SKP. Owners or raters for whom the last day for plans is ``days`` away."""

    year: int
    deadline: datetime
    days: int
    for_raters: bool
    employee_ids: tuple[UUID, ...]


def plan_deadlines_near(*, now: datetime) -> list[PlanDeadlineGroup]:
    """
    Return owners of unfinished plans, and raters whom plans wait for, seven days and one day before the last day.

    Extensions of a unit or person count. On other days one query and nothing.
    """
    on = planning.day_of(now)
    year = planning.years.find_open_year(on=on)
    if year is None:
        return []
    every = [year.plan_deadline, *(datetime.fromisoformat(row["at"]) for row in year.extended)]  # type: ignore[attr-defined]
    if not any(_days(at, now) in DAYS_BEFORE for at in every):
        return []
    groups: dict[tuple[datetime, bool], list[UUID]] = defaultdict(list)
    for stand in plan_stands(year_id=year.id, members=people.members_of(), on=on, everybody=True):
        member = stand.member
        deadline = planning.plan_deadline_for(year=year, employee_id=member.employee_id, unit_path=member.unit_path).at
        if _days(deadline, now) not in DAYS_BEFORE:
            continue
        if stand.standing in UNFINISHED_PLANS and stand.reason != PlanReason.NOT_ACTIVATED:
            groups[deadline, False].append(member.employee_id)
        elif stand.standing == PlanStanding.SUBMITTED and stand.waits_for is not None:
            groups[deadline, True].append(stand.waits_for)
    return [
        PlanDeadlineGroup(year.year, deadline, _days(deadline, now), raters, tuple(dict.fromkeys(ids)))
        for (deadline, raters), ids in groups.items()
    ]


def _deadlines(period: planning.Period) -> list[datetime]:
    extended = (datetime.fromisoformat(row["at"]) for row in period.extended)  # type: ignore[attr-defined]
    return [period.fill_deadline, *extended]


def _days(deadline: datetime, now: datetime) -> int:
    return (planning.day_of(deadline) - planning.day_of(now)).days
