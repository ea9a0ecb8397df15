"""The administrator's part of the home page: the agency's year at a glance, and what has to be put right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from ekinerja.kernel import job_reading
from ekinerja.kernel.actor import Actor, Role
from ekinerja.kernel.errors import NotAllowed
from ekinerja.people import public as people
from ekinerja.reporting.models import DataGap
from ekinerja.reporting.selectors.units import UnitsHome, units_home


@dataclass(frozen=True)
class AgencyHome:
    """
    Statutory term: ruang kendali. ``gaps`` is empty until the data were counted for the first time.

    ``has_people`` is false on an agency's first day, before its people are in.
    """

    units: UnitsHome
    gaps: Mapping[str, int]
    gaps_at: datetime | None
    failed_jobs: int
    has_people: bool


def agency_home(*, actor: Actor, now: datetime, number: int = 0) -> AgencyHome:
    """
    Return the agency's control room.

    :raises NotAllowed: the actor does not administer the whole agency
    """
    if not actor.covers("", Role.AGENCY_ADMIN):
        raise NotAllowed
    rows = list(DataGap.objects.all())
    units = units_home(actor=actor, now=now, number=number)
    return AgencyHome(
        units=units,
        gaps={row.code: row.amount for row in rows},
        gaps_at=min((row.counted_at for row in rows), default=None),
        failed_jobs=job_reading.count_failed(actor=actor),
        has_people=units.year is not None or people.has_people(),
    )
