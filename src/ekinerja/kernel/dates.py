"""Days as people read them, in the language that is active and the time zone of their agency."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from django.utils import timezone
from django.utils.translation import get_language

DAYS: Final = {
    "id": ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
MONTHS: Final = {
    "id": (
        "Januari",
        "Februari",
        "Maret",
        "April",
        "Mei",
        "Juni",
        "Juli",
        "Agustus",
        "September",
        "Oktober",
        "November",
        "Desember",
    ),
    "en": (
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
}


def tell_day(value: date | datetime) -> str:
    """Write a day in full: ``Senin, 30 November 2026``."""
    day, words = local_day(value), language()
    return f"{DAYS[words][day.weekday()]}, {day.day} {MONTHS[words][day.month - 1]} {day.year}"


def language() -> str:
    """Return which of the two languages is active: ``id`` or ``en``."""
    return "en" if (get_language() or "id").startswith("en") else "id"


def local_time(value: datetime) -> datetime:
    """Return a moment in the active time zone; one without a zone stays as it is."""
    return timezone.localtime(value) if timezone.is_aware(value) else value


def local_day(value: date | datetime) -> date:
    """Return the day on which something is in the active time zone."""
    return local_time(value).date() if isinstance(value, datetime) else value
