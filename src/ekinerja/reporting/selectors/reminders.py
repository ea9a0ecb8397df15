"""Whose deadline comes near while the period is not handed in."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ekinerja.people import public as people
from ekinerja.planning import public as planning
from ekinerja.reporting.data import NUDGED
from ekinerja.reporting.selectors.periods import begun_periods
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


def _deadlines(period: planning.Period) -> list[datetime]:
    extended = (datetime.fromisoformat(row["at"]) for row in period.extended)  # type: ignore[attr-defined]
    return [period.fill_deadline, *extended]


def _days(deadline: datetime, now: datetime) -> int:
    return (planning.day_of(deadline) - planning.day_of(now)).days
