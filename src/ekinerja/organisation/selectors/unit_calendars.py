"""Which calendar each unit works by: its own, else that of the nearest unit above, else the agency's."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import BooleanField, ExpressionWrapper, Q

from ekinerja.kernel.errors import NotFound
from ekinerja.organisation.models import UnitCalendar, UnitVersion, WorkCalendar
from ekinerja.organisation.selectors import calendars


@dataclass(frozen=True)
class DayOff:
    """A day on which a unit does not work while the agency does; ``after`` is the unit's next working day."""

    unit_id: UUID
    unit_path: str
    calendar: str
    day: date
    after: date


def list_assignments(*, on: date) -> list[UnitCalendar]:
    """Return the calendars that units have on a day or will have after it, each with its calendar."""
    still = Q(period__contains=on) | Q(period__startswith__gt=on)
    rows = UnitCalendar.objects.filter(still).select_related("unit", "calendar")
    return list(rows.order_by("calendar__code", "unit__code", "period"))


def get_assignment(*, assignment_id: UUID) -> UnitCalendar:
    """
    Return which calendar a unit was given, and when.

    :raises NotFound: no such row in this agency
    """
    row = UnitCalendar.objects.select_related("calendar").filter(id=assignment_id).first()
    if row is None:
        raise NotFound
    return row


def calendars_of(*, paths: Mapping[UUID, str], on: date) -> dict[UUID, WorkCalendar | None]:
    """
    Return for each unit (id → path) the calendar it works by on a day; two queries for any number.

    ``None`` stands for Monday to Friday, where the agency has no calendar.
    """
    rows = UnitCalendar.objects.filter(period__contains=on).select_related("unit", "calendar")
    own = {row.unit.code: row.calendar for row in rows}
    agency = calendars.default_calendar()

    def nearest(path: str) -> WorkCalendar | None:
        codes = reversed(path.rstrip(".").split("."))
        return next((own[code] for code in codes if code in own), agency)

    return {unit_id: nearest(path) for unit_id, path in paths.items()}


def days_off(*, days: Collection[date], on: date) -> list[DayOff]:
    """
    Return on which of these days units do not work while the agency does, in the order of the tree.

    A unit with a calendar of its own stands for those below it. One to which the unit above gives a day as late is
    left out. Places in the tree are those of ``on``; four queries for any number of units and days.
    """
    wanted = sorted(set(days))
    rows = _of_days(wanted) if wanted else []
    if not rows:
        return []
    agency = calendars.default_calendar()
    working = calendars.working_days_of(
        calendars=[agency, *(row.calendar for row in rows)],
        first=wanted[0],
        last=wanted[-1] + calendars.LONGEST_BREAK,
    )
    agency_works = set(working[agency.id if agency else None]).intersection(wanted)
    paths = _paths({row.unit_id for row in rows}, wanted, on)
    found: list[DayOff] = []
    for row in sorted((row for row in rows if row.unit_id in paths), key=lambda row: paths[row.unit_id]):
        path, works = paths[row.unit_id], working[row.calendar_id]
        for day in sorted(day for day in agency_works.difference(works) if day in row.period):
            after = calendars.next_of(works, day)
            above = (item.after for item in found if item.day == day and path.startswith(item.unit_path))
            if after > max(above, default=day):
                found.append(DayOff(row.unit_id, path, row.calendar.name, day, after))
    return found


def _of_days(days: list[date]) -> list[UnitCalendar]:
    """Return the calendars that units have on any of the days; one query."""
    within = DateRange(days[0], days[-1] + timedelta(days=1))
    return list(UnitCalendar.objects.filter(period__overlap=within).select_related("calendar"))


def _paths(unit_ids: set[UUID], days: list[date], on: date) -> dict[UUID, str]:
    """Return where units stand on a day; of those that open later, where they stand then."""
    exists = Q(period__contains=on) | Q(period__overlap=DateRange(days[0], days[-1] + timedelta(days=1)))
    versions = UnitVersion.objects.filter(exists, unit_id__in=unit_ids).annotate(
        holds=ExpressionWrapper(Q(period__contains=on), output_field=BooleanField())
    )
    return dict(versions.order_by("unit_id", "-holds", "period").distinct("unit_id").values_list("unit_id", "path"))
