"""The leader's part of the home page: what units achieved, and whether ratings fit it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ekinerja.evaluation import public as evaluation
from ekinerja.kernel.actor import Actor
from ekinerja.organisation import public as organisation
from ekinerja.planning import public as planning
from ekinerja.regulation import public as regulation
from ekinerja.reporting import policies
from ekinerja.reporting.data import PREDICATES, Counts
from ekinerja.reporting.selectors.counts import NOTHING, UnitCounts, board_of, totals_by_period
from ekinerja.reporting.selectors.periods import begun_periods
from ekinerja.rules.distribution import DistributionRules, check_distribution
from ekinerja.rules.explained import Finding
from ekinerja.rules.rating import OrganisationLevel, Rating


@dataclass(frozen=True)
class UnitResult:
    """Statutory term: capaian dan predikat unit. ``findings`` say where the ratings do not fit the achievement."""

    unit: organisation.UnitData
    counts: Counts
    level: str
    findings: tuple[Finding, ...]

    @property
    def is_checked(self) -> bool:
        """Whether there is an achievement and somebody is rated."""
        return bool(self.level and self.counts.rated)

    @property
    def fits(self) -> bool:
        """Whether the ratings fit the achievement."""
        return self.is_checked and not self.findings


@dataclass(frozen=True)
class PeriodTotal:
    """Statutory term: rekapitulasi periode. One period with the sums of the scope."""

    period: planning.Period
    counts: Counts


@dataclass(frozen=True)
class LeaderHome:
    """Statutory term: beranda pimpinan. One ended period, its units, and all periods beside each other."""

    year: Any
    period: planning.Period | None
    units: tuple[UnitResult, ...]
    total: Counts
    periods: tuple[PeriodTotal, ...]

    @property
    def checked(self) -> tuple[UnitResult, ...]:
        """The units whose ratings can be compared with their achievement."""
        return tuple(unit for unit in self.units if unit.is_checked)

    @property
    def unfit(self) -> tuple[UnitResult, ...]:
        """The units whose ratings do not fit their achievement."""
        return tuple(unit for unit in self.checked if not unit.fits)

    @property
    def behind(self) -> tuple[UnitResult, ...]:
        """The units that filled least, at most five."""
        open_units = [unit for unit in self.units if unit.counts.missing]
        return tuple(sorted(open_units, key=lambda unit: (unit.counts.filled_percent, -unit.counts.missing))[:5])

    @property
    def before(self) -> PeriodTotal | None:
        """The period before the one shown."""
        earlier = [row for row in self.periods if self.period and row.period.number < self.period.number]
        return earlier[-1] if earlier else None


def leader_home(*, actor: Actor, now: datetime, number: int = 0) -> LeaderHome:
    """
    Return achievements, ratings and completion of the units below the actor: six queries, whatever the size.

    Without ``number`` the last period that has ended is shown, else the one that runs.

    :raises NotAllowed: the actor holds no role that reads counts
    """
    paths = policies.readable_paths(actor)
    on = planning.day_of(now)
    year, every = planning.lines.open_year(on=on)
    if year is None:
        return LeaderHome(None, None, (), NOTHING, ())
    begun = begun_periods(periods=every, now=now)
    ended = [row for row in begun if row.span.upper <= on]
    period = next((row for row in begun if row.number == number), None) or next(reversed(ended or begun), None)
    sums = totals_by_period(paths=paths, period_ids=[row.id for row in begun])
    totals = tuple(PeriodTotal(row, sums.get(row.id, NOTHING)) for row in begun)
    if period is None:
        return LeaderHome(year, None, (), NOTHING, totals)
    board = board_of(paths=paths, period_id=period.id, on=on)
    return LeaderHome(year, period, _results(board.rows, period), board.total, totals)


def _results(rows: Sequence[UnitCounts], period: planning.Period) -> tuple[UnitResult, ...]:
    levels = evaluation.levels_in(period_id=period.id, unit_ids=[row.unit.id for row in rows])
    rules = regulation.lawbook().distribution()
    return tuple(_result(row, levels.get(row.unit.id, ""), rules) for row in rows)


def _result(row: UnitCounts, level: str, rules: DistributionRules) -> UnitResult:
    findings: tuple[Finding, ...] = ()
    if level and row.counts.rated and not row.direct:
        checked = check_distribution(
            level=OrganisationLevel(level),
            counts={Rating(code): row.counts.of(code) for code in PREDICATES},
            rules=rules,
        )
        findings = () if checked.conforms else checked.findings
    return UnitResult(row.unit, row.counts, "" if row.direct else level, findings)
