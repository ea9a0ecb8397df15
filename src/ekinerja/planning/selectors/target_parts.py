"""
The yearly target of an indicator in parts, one for each month or quarter of the plan's period.

The functions on numbers are pure; how the parts make the year depends on the kind of indicator (``Accumulation``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, TextField
from django.db.models.functions import Cast, JSONObject

from ekinerja.planning.data import Accumulation
from ekinerja.planning.models import Indicator, TargetPart

Parts = Mapping[int, Decimal]
WHOLE = Decimal(1)
CENTS = Decimal("0.01")


def told_by(*, parts: Parts, accumulation: str) -> Decimal | None:
    """Return what the parts make of the year: their sum, the last of them or their average; none without parts."""
    if not parts:
        return None
    if accumulation == Accumulation.LAST:
        return parts[max(parts)]
    total = sum(parts.values(), Decimal(0))
    return total if accumulation == Accumulation.SUM else (total / len(parts)).quantize(CENTS, ROUND_HALF_UP)


def difference(*, parts: Parts, accumulation: str, target: Decimal | None) -> Decimal | None:
    """Return by how much the parts exceed the target (negative: fall short); none where nothing is compared."""
    told = told_by(parts=parts, accumulation=accumulation)
    if told is None or target is None:
        return None
    if accumulation == Accumulation.AVERAGE:
        target = target.quantize(CENTS, ROUND_HALF_UP)
    return told - target


def spread(*, target: Decimal, numbers: Sequence[int], accumulation: str) -> dict[int, Decimal]:
    """
    Return the target divided evenly over these periods, so that the parts make exactly the target.

    A sum gives each the same whole number (hundredths where the target has a fraction) and the rest to the last;
    a last value grows in even steps; an average is the same everywhere.
    """
    count = len(numbers)
    if not count:
        return {}
    if accumulation == Accumulation.AVERAGE:
        return dict.fromkeys(numbers, target)
    unit = WHOLE if target == target.to_integral_value() else CENTS
    if accumulation == Accumulation.LAST:
        steps = {number: (target * place / count).quantize(unit, ROUND_DOWN) for place, number in _places(numbers)}
        return steps | {numbers[-1]: target}
    each = (target / count).quantize(unit, ROUND_DOWN)
    return dict.fromkeys(numbers, each) | {numbers[-1]: target - each * (count - 1)}


def _places(numbers: Sequence[int]) -> list[tuple[int, int]]:
    return list(enumerate(numbers, start=1))


def loaded() -> ArraySubquery:
    """Return the annotation ``parts_told`` that brings the parts with the indicators themselves."""
    rows = TargetPart.objects.filter(indicator=OuterRef("pk")).order_by("period_number")
    told = JSONObject(number="period_number", target=Cast("target", TextField()))
    return ArraySubquery(rows.values(told=told))


def parts_of(indicator: Indicator) -> dict[int, Decimal]:
    """Return the parts that came with an indicator from ``plans.outcomes_of``, by number of the period."""
    rows: list[dict[str, Any]] = getattr(indicator, "parts_told", None) or []
    return {row["number"]: Decimal(row["target"]) for row in rows}
