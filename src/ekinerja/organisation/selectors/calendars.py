"""Working days and holidays."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from uuid import UUID

from django.utils.translation import gettext

from ekinerja.kernel.errors import NotFound
from ekinerja.organisation.models import Holiday, WorkCalendar

LONGEST_BREAK = timedelta(days=60)
FIVE_DAYS = frozenset({1, 2, 3, 4, 5})


def list_calendars() -> list[WorkCalendar]:
    """Return the agency's calendars, its own default first."""
    return list(WorkCalendar.objects.order_by("-is_default", "code"))


def get_calendar(*, calendar_id: UUID, lock: bool = False) -> WorkCalendar:
    """
    Return one calendar; ``lock`` keeps it for a change.

    :raises NotFound: no such calendar in this agency
    """
    rows = WorkCalendar.objects.select_for_update() if lock else WorkCalendar.objects.all()
    calendar = rows.filter(id=calendar_id).first()
    if calendar is None:
        raise NotFound(gettext("Kalender tidak ditemukan."))
    return calendar


def list_holidays(*, year: int) -> list[Holiday]:
    """Return the holidays of a year of all calendars, by day."""
    return list(Holiday.objects.filter(day__year=year).select_related("calendar").order_by("day", "calendar__code"))


def next_working_days(*, days: Iterable[date]) -> dict[date, date]:
    """
    Return each day itself if the default calendar (else Monday to Friday) works on it, else the next day it does.

    A day after which nobody works for two months stays as it is.
    """
    wanted = sorted(set(days))
    if not wanted:
        return {}
    working = working_days(first=wanted[0], last=wanted[-1] + LONGEST_BREAK)
    return {day: next_of(working, day) for day in wanted}


def next_of(working: Sequence[date], day: date) -> date:
    """Return the first of the working days, which come in order, that is the day or after it; else the day itself."""
    index = bisect_left(working, day)
    return working[index] if index < len(working) else day


def default_calendar() -> WorkCalendar | None:
    """Return the agency's own calendar, if it has chosen one."""
    return WorkCalendar.objects.filter(is_default=True).first()


def working_days(*, first: date, last: date) -> list[date]:
    """Return the working days from first to last, both included, by the default calendar (else Monday to Friday)."""
    calendar = default_calendar()
    return working_days_of(calendars=[calendar], first=first, last=last)[calendar.id if calendar else None]


def working_days_of(
    *, calendars: Iterable[WorkCalendar | None], first: date, last: date
) -> dict[UUID | None, list[date]]:
    """Return for each calendar by id its working days from first to last; ``None`` is Monday to Friday. One query."""
    weekdays = {row.id if row else None: set(row.weekdays) if row else FIVE_DAYS for row in calendars}
    holidays = Holiday.objects.filter(calendar_id__in=[key for key in weekdays if key], day__range=(first, last))
    off = set(holidays.values_list("calendar_id", "day"))
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return {
        key: [day for day in days if day.isoweekday() in works and (key, day) not in off]
        for key, works in weekdays.items()
    }
