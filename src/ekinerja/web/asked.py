"""What somebody wrote into an address or a hidden field: ids, years and revisions, read without trusting them."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.http import HttpRequest

FIRST_YEAR, LAST_YEAR = 2000, 2100


def id_of(value: object) -> UUID | None:
    """Return the id that a text or the value of a field is; ``None`` for anything else."""
    try:
        return UUID(str(value))
    except ValueError:
        return None


def year_of(request: HttpRequest, on: date) -> int:
    """Return the year of the address (``tahun``), the one of the day for anything else."""
    wanted = request.GET.get("tahun", "")
    year = int(wanted) if wanted.isdecimal() and len(wanted) == 4 else on.year
    return year if FIRST_YEAR <= year <= LAST_YEAR else on.year


def seen_by(request: HttpRequest, field: str = "versi") -> int | None:
    """Return the revision that a one-button form was sent from (``versi``, or another field)."""
    text = request.POST.get(field, "")
    return int(text) if text.isdecimal() and len(text) < 10 else None
