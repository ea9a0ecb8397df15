"""Working days and holidays."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from datetime import date, timedelta

from ekinerja.organisation.models import Holiday, WorkCalendar

LONGEST_BREAK = timedelta(days=60)
FIVE_DAYS = frozenset({1, 2, 3, 4, 5})


def list_calendars() -> list[WorkCalendar]:
    """Return the agency's calendars, its own default first."""
    return list(WorkCalendar.objects.order_by("-is_default", "code"))


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
    found: dict[date, date] = {}
    for day in wanted:
        index = bisect_left(working, day)
        found[day] = working[index] if index < len(working) else day
    return found


def working_days(*, first: date, last: date) -> list[date]:
    """Return the working days from first to last, both included, by the default calendar (else Monday to Friday)."""
    calendar = WorkCalendar.objects.filter(is_default=True).first()
    weekdays = set(calendar.weekdays) if calendar else FIVE_DAYS
    off = (
        set(Holiday.objects.filter(calendar_id=calendar.id, day__range=(first, last)).values_list("day", flat=True))
        if calendar
        else set()
    )
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return [day for day in days if day.isoweekday() in weekdays and day not in off]
