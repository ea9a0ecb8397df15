"""Whom opening a year would reach."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ekinerja.people import public as people


@dataclass(frozen=True)
class YearPreview:
    """Statutory term: pratinjau pembukaan tahun. Whom opening a year would reach."""

    people: int
    excluded: int


def preview_year(*, on: date) -> YearPreview:
    """Return how many people would plan and how many are outside the cycle on a day."""
    entries = people.entries_of(employee_ids=people.exempt_employee_ids(on=on)).values()
    excluded = sum(1 for entry in entries if entry.in_service)
    return YearPreview(sum(people.count_by_unit().values()), excluded)
