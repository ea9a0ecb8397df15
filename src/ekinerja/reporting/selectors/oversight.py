"""The part of inspectorate and finance: sensitive entries, the chain, exports, and how far ratings are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ekinerja.audit import public as audit
from ekinerja.kernel.actor import Actor
from ekinerja.planning import public as planning
from ekinerja.reporting import policies
from ekinerja.reporting.selectors.counts import NOTHING, totals_by_period
from ekinerja.reporting.selectors.leader import PeriodTotal
from ekinerja.reporting.selectors.periods import begun_periods

LATEST = 8
EXPORTS = (
    "audit.trail.exported",
    "organisation.units.exported",
    "people.directory.exported",
    "people.import.failed_rows_exported",
    "planning.agreement.exported",
    "planning.alignment.exported",
    "planning.goal.exported",
    "planning.matrix.exported",
    "planning.team_members.exported",
    "planning.teams.exported",
    "reporting.planners.exported",
)
"""Every event of taking data out of the program; a test compares it with what the program records."""


@dataclass(frozen=True)
class OversightHome:
    """Statutory term: beranda pengawasan. Without the right to read the trail its parts are empty."""

    year: Any
    periods: tuple[PeriodTotal, ...]
    reads_trail: bool
    sensitive: tuple[audit.Entry, ...]
    exports: tuple[audit.Entry, ...]
    seal: Any


def oversight_home(*, actor: Actor, now: datetime) -> OversightHome:
    """
    Return what is to be watched over: at most six queries.

    :raises NotAllowed: the actor holds no role that reads ratings
    """
    paths = policies.readable_paths(actor, policies.RATING_READERS)
    year, every = planning.lines.open_year(on=planning.day_of(now))
    periods: tuple[PeriodTotal, ...] = ()
    if year is not None:
        begun = begun_periods(periods=every, now=now)
        sums = totals_by_period(paths=paths, period_ids=[row.id for row in begun])
        periods = tuple(PeriodTotal(row, sums.get(row.id, NOTHING)) for row in begun)
    if not audit.may_read_trail(actor):
        return OversightHome(year, periods, False, (), (), None)
    return OversightHome(
        year=year,
        periods=periods,
        reads_trail=True,
        sensitive=_entries(actor, audit.TrailFilter(only_sensitive=True)),
        exports=_entries(actor, audit.TrailFilter(events=EXPORTS)),
        seal=audit.latest_seal(),
    )


def _entries(actor: Actor, wanted: audit.TrailFilter) -> tuple[audit.Entry, ...]:
    return audit.list_trail(actor=actor, wanted=wanted, time_zone="Asia/Jakarta", limit=LATEST).entries
