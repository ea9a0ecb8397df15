"""What the quarters of a year make together, and how far an indicator of a goal has come; pure functions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from ekinerja.planning.data import Accumulation, Direction

HUNDRED = Decimal(100)
QUARTERS = (1, 2, 3, 4)


def accumulate(values: Sequence[Decimal | None], how: str) -> Decimal | None:
    """Return sum, last or average of those values that are known; ``None`` when none is."""
    known = [value for value in values if value is not None]
    if not known:
        return None
    if how == Accumulation.SUM:
        return sum(known, Decimal(0))
    return known[-1] if how == Accumulation.LAST else sum(known, Decimal(0)) / len(known)


def difference(year: Decimal | None, quarters: Sequence[Decimal | None], how: str) -> Decimal | None:
    """Return by how much the quarters together miss the year's target; ``None`` while one side is unknown."""
    together = accumulate(quarters, how)
    return None if year is None or together is None else together - year


def percent_of(target: Decimal, achieved: Decimal, direction: str) -> Decimal:
    """
    Return the achievement in percent, never below nought.

    Where less is better: twice the target less what was reached, against the target (PermenPANRB 53/2014, annex II).
    """
    if direction == Direction.LOWER:
        if target == 0:
            return HUNDRED if achieved <= 0 else Decimal(0)
        return max(Decimal(0), (2 * target - achieved) / target * HUNDRED)
    if target == 0:
        return HUNDRED if achieved >= 0 else Decimal(0)
    return max(Decimal(0), achieved / target * HUNDRED)


def due(targets: Mapping[int, Decimal | None], achieved: Mapping[int, Decimal | None], how: str) -> Decimal | None:
    """Return the target that stands beside what was reached until now: that of the same quarters, else the year's."""
    told = [quarter for quarter in QUARTERS if achieved.get(quarter) is not None]
    target = accumulate([targets.get(quarter) for quarter in told], how)
    return targets.get(0) if target is None else target


def reached(
    targets: Mapping[int, Decimal | None], achieved: Mapping[int, Decimal | None], how: str, direction: str
) -> Decimal | None:
    """
    Return how far an indicator has come in percent by the quarters that tell of it; key 0 is the year.

    Compared with the targets of the same quarters, where there are none with the target of the year.
    """
    told = [quarter for quarter in QUARTERS if achieved.get(quarter) is not None]
    if not told:
        told_year, year = achieved.get(0), targets.get(0)
        return None if told_year is None or year is None else percent_of(year, told_year, direction)
    together = accumulate([achieved[quarter] for quarter in told], how)
    target = due(targets, achieved, how)
    return None if together is None or target is None else percent_of(target, together, direction)
