"""What opening a year would do: whom it reaches, who stays outside and why, who has no rater, which deadlines move."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from ekinerja.organisation import public as organisation
from ekinerja.people import public as people
from ekinerja.planning.selectors import persons


@dataclass(frozen=True)
class OpeningPreview:
    """
    Statutory term: pratinjau pembukaan tahun.

    ``outside`` holds each reason with its number; ``without_rater`` how many of those who plan have no rater yet: they
    write all the same, only the approval waits.
    """

    people: int
    outside: tuple[tuple[str, int], ...]
    without_rater: int

    @property
    def excluded(self) -> int:
        """How many are outside the cycle."""
        return sum(number for _label, number in self.outside)

    @property
    def planners(self) -> int:
        """How many will write a plan."""
        return self.people - self.excluded


def first_day(*, year: int, on: date) -> date:
    """Return the day as of which opening a year counts people: its first one, today when that has passed."""
    return max(on, date(year, 1, 1))


def preview_opening(*, on: date) -> OpeningPreview:
    """Return whom opening a year reaches, as people stand on a day."""
    members = people.members_of()
    exempt = people.exempt_employee_ids(on=on)
    inside = [row for row in members if row.employee_id not in exempt]
    outside = (exempt[row.employee_id].value for row in members if row.employee_id in exempt)
    labels = Counter(why.label for why in outside if why is not None)
    return OpeningPreview(len(members), tuple(labels.most_common()), len(_without_rater(inside, on)))


def list_without_rater(*, on: date) -> list[Any]:
    """Return the present picture of those who will plan and have no rater on a day, by unit and name."""
    exempt = people.exempt_employee_ids(on=on)
    inside = [row for row in people.members_of() if row.employee_id not in exempt]
    entries = people.entries_of(employee_ids=_without_rater(inside, on)).values()
    return sorted(entries, key=lambda entry: (entry.unit_path, entry.name_sort))


def next_working_days(*, days: set[date]) -> dict[date, date]:
    """Return for each day that is no working day the next one that is, by the agency's own calendar."""
    if not days:
        return {}
    working = organisation.calendars.next_working_days(days=days)
    return {day: moved for day, moved in working.items() if moved != day}


@dataclass(frozen=True)
class UnitDeadline:
    """Statutory term: batas pengisian unit. ``number`` is that of the period, 0 for the annual one."""

    unit_id: UUID
    unit_path: str
    calendar: str
    number: int
    before: date
    after: date


def unit_deadlines(*, deadlines: Mapping[int, date], on: date) -> tuple[UnitDeadline, ...]:
    """
    Return which units get more time because their own calendar does not work on a deadline and the agency's does.

    ``deadlines`` leads from the number of a period to its last day; places in the tree are those of ``on``.
    """
    off = organisation.unit_calendars.days_off(days=set(deadlines.values()), on=on)
    return tuple(
        UnitDeadline(row.unit_id, row.unit_path, row.calendar, number, day, row.after)
        for row in off
        for number, day in deadlines.items()
        if day == row.day
    )


def _without_rater(members: list[people.Member], on: date) -> list[UUID]:
    """Ask only for those who stand in no unit of the day: everybody else has somebody above, if only the head."""
    units = organisation.units.list_paths(on=on)
    unsure = [row.employee_id for row in members if row.unit_id not in units]
    raters = persons.raters_now(employee_ids=unsure, on=on) if unsure else {}
    return [key for key, rater in raters.items() if rater.employee_id is None and not rater.outside]
