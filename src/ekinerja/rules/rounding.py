"""Named ways of rounding. Each rule rounds once, at the step its text names."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, ROUND_UP, Context, Decimal
from enum import StrEnum

EXACT = Context(prec=80)
"""Enough digits that no product of an amount and its rates is ever cut."""


class RoundingMode(StrEnum):
    """How halves and remainders go. Statutory term: pembulatan."""

    HALF_UP = "HALF_UP"
    HALF_EVEN = "HALF_EVEN"
    DOWN = "DOWN"
    UP = "UP"


_MODES = {
    RoundingMode.HALF_UP: ROUND_HALF_UP,
    RoundingMode.HALF_EVEN: ROUND_HALF_EVEN,
    RoundingMode.DOWN: ROUND_DOWN,
    RoundingMode.UP: ROUND_UP,
}


def round_to(*, amount: Decimal, unit: Decimal, mode: RoundingMode) -> Decimal:
    """Round an amount to a multiple of ``unit`` (1 = whole rupiah, 0.01 = two decimals, 100 = hundreds)."""
    count = EXACT.divide(amount, unit).quantize(Decimal(1), rounding=_MODES[mode], context=EXACT)
    return EXACT.multiply(count, unit)


def print_points(*, points: Decimal, places: int) -> str:
    """Print credit points the Indonesian way: half-up, with a comma ("2,08")."""
    rounded = round_to(amount=points, unit=Decimal(1).scaleb(-places), mode=RoundingMode.HALF_UP)
    return f"{rounded:.{places}f}".replace(".", ",")
