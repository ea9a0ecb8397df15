"""Exact arithmetic as SQL: integers with a known power of ten and a known bound."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

LARGEST = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Exact:
    """
    An SQL expression whose value is an integer standing for ``value / 10**scale``.

    ``bound`` is the largest absolute value it can take; where it would not fit in 64 bits the expression is of type
    numeric, which is slower and just as exact.
    """

    sql: str
    scale: int
    bound: int

    @property
    def wide(self) -> bool:
        """Tell whether the expression is numeric rather than bigint."""
        return self.bound > LARGEST

    @property
    def kind(self) -> str:
        """Return the SQL type."""
        return "numeric" if self.wide else "bigint"

    def at(self, scale: int) -> Exact:
        """Return the same value at a finer scale."""
        if scale == self.scale:
            return self
        factor = 10 ** (scale - self.scale)
        bound = self.bound * factor
        return Exact(f"({_cast(self.sql, bound)} * {factor})", scale, bound)


def _cast(sql: str, bound: int) -> str:
    return f"({sql})::numeric" if bound > LARGEST else sql


def constant(number: Decimal) -> Exact:
    """Return a number as an exact integer with its scale."""
    scale = max(0, -int(number.normalize().as_tuple().exponent))
    value = int(number.scaleb(scale))
    kind = "numeric" if abs(value) > LARGEST else "bigint"
    return Exact(f"{value}::{kind}" if value >= 0 else f"({value})::{kind}", scale, abs(value))


ZERO = constant(Decimal(0))


def column(name: str, *, scale: int, bound: int) -> Exact:
    """Return a bigint column."""
    return Exact(name, scale, bound)


def aligned(parts: Sequence[Exact]) -> list[Exact]:
    """Return the parts at one common scale and type."""
    scale = max(part.scale for part in parts)
    same = [part.at(scale) for part in parts]
    if any(part.wide for part in same):
        return [part if part.wide else Exact(f"({part.sql})::numeric", scale, part.bound) for part in same]
    return same


def add(*parts: Exact) -> Exact:
    """Return the sum; of nothing it is zero."""
    if not parts:
        return ZERO
    same = aligned(parts)
    bound = sum(part.bound for part in same)
    return Exact("(" + " + ".join(_cast(part.sql, bound) for part in same) + ")", same[0].scale, bound)


def subtract(left: Exact, right: Exact) -> Exact:
    """Return the difference."""
    a, b = aligned((left, right))
    bound = a.bound + b.bound
    return Exact(f"({_cast(a.sql, bound)} - {_cast(b.sql, bound)})", a.scale, bound)


def multiply(left: Exact, right: Exact) -> Exact:
    """Return the product."""
    bound = left.bound * right.bound
    return Exact(f"({_cast(left.sql, bound)} * {_cast(right.sql, bound)})", left.scale + right.scale, bound)


def least(*parts: Exact) -> Exact:
    """Return the smallest."""
    same = aligned(parts)
    return Exact("LEAST(" + ", ".join(part.sql for part in same) + ")", same[0].scale, max(p.bound for p in same))


def greatest(*parts: Exact) -> Exact:
    """Return the largest."""
    same = aligned(parts)
    return Exact("GREATEST(" + ", ".join(part.sql for part in same) + ")", same[0].scale, max(p.bound for p in same))


def case(branches: Sequence[tuple[str, Exact]], otherwise: Exact) -> Exact:
    """Return the first value whose condition holds."""
    if not branches:
        return otherwise
    same = aligned([value for _, value in branches] + [otherwise])
    whens = " ".join(f"WHEN {test} THEN {value.sql}" for (test, _), value in zip(branches, same, strict=False))
    return Exact(f"(CASE {whens} ELSE {same[-1].sql} END)", same[0].scale, max(p.bound for p in same))


def rounded(value: Exact, *, unit: Decimal, mode: str) -> Exact:
    """Return a value that is never negative, rounded to a multiple of ``unit``, at the scale of two decimals."""
    fine = value.at(max(value.scale, 2))
    step = int(unit.scaleb(fine.scale))
    half = step // 2
    quotient = f"div({fine.sql}, {step})" if fine.wide else f"({fine.sql} / {step})"
    rest = f"({fine.sql} - {quotient} * {step})"
    if step == 1:
        count = fine.sql
    elif mode == "DOWN":
        count = quotient
    elif mode == "UP":
        count = f"({quotient} + (CASE WHEN {rest} > 0 THEN 1 ELSE 0 END))"
    elif mode == "HALF_UP":
        count = f"({quotient} + (CASE WHEN {rest} >= {half} THEN 1 ELSE 0 END))"
    else:
        odd = f"mod({quotient}, 2) = 1"
        count = f"({quotient} + (CASE WHEN {rest} > {half} OR ({rest} = {half} AND {odd}) THEN 1 ELSE 0 END))"
    cents = int(unit.scaleb(2))
    return Exact(f"({count} * {cents})::bigint", 2, fine.bound)
