"""Working days and holidays."""

from __future__ import annotations

from datetime import date, timedelta

from ekinerja.organisation.models import Holiday, WorkCalendar

FIVE_DAYS = frozenset({1, 2, 3, 4, 5})


def list_calendars() -> list[WorkCalendar]:
    """Return the agency's calendars, its own default first."""
    return list(WorkCalendar.objects.order_by("-is_default", "code"))


def list_holidays(*, year: int) -> list[Holiday]:
    """Return the holidays of a year of all calendars, by day."""
    return list(Holiday.objects.filter(day__year=year).select_related("calendar").order_by("day", "calendar__code"))


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
