"""The pay being built line by line; the lines always sum to the running amount."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from ekinerja.rules.explained import Citation


class LineKind(StrEnum):
    """What a line does to the pay."""

    ENTITLEMENT = "HAK"
    ADDITION = "TAMBAHAN"
    CUT = "POTONGAN"
    OFFSET = "PENYESUAIAN"
    ROUNDING = "PEMBULATAN"


@dataclass(frozen=True, slots=True)
class PayLine:
    """One line of the explanation; ``amount`` is signed, cuts are negative, ``amount = base x rate``."""

    kind: LineKind
    code: str
    label: str
    base: Decimal
    rate: Decimal
    amount: Decimal
    citation: Citation


@dataclass(frozen=True, slots=True)
class Flag:
    """Something a person should look at; it never changes the amount. Statutory term: tanda."""

    code: str
    message: str
    citation: Citation | None = None


@dataclass(frozen=True, slots=True)
class PayResult:
    """The pay of a month with its lines. ``gross`` is the right before cuts, ``taxable`` before BPJS and tax."""

    gross: Decimal
    taxable: Decimal
    net: Decimal
    score: Decimal | None
    lines: tuple[PayLine, ...]
    flags: tuple[Flag, ...]

    @property
    def cuts(self) -> tuple[PayLine, ...]:
        """Return every line that lies between gross and net."""
        rights = {LineKind.ENTITLEMENT, LineKind.ADDITION}
        return tuple(line for line in self.lines if line.kind not in rights and line.amount != 0)


class Ledger:
    """Collects lines; arithmetic runs in the caller's exact context."""

    def __init__(self) -> None:
        self.lines: list[PayLine] = []
        self.flags: list[Flag] = []
        self.running = Decimal(0)

    def add(self, kind: LineKind, code: str, label: str, base: Decimal, rate: Decimal, citation: Citation) -> Decimal:
        """Add a line of ``base x rate`` and return its amount."""
        amount = base * rate
        self.lines.append(PayLine(kind, code, label, base, rate, amount, citation))
        self.running += amount
        return amount

    def cut(self, code: str, label: str, base: Decimal, rate: Decimal, citation: Citation) -> Decimal:
        """Take ``rate`` of ``base`` off and return what was taken."""
        return -self.add(LineKind.CUT, code, label, base, -rate, citation)

    def offset(self, code: str, label: str, amount: Decimal, citation: Citation) -> None:
        """Give back what was cut too much."""
        self.add(LineKind.OFFSET, code, label, amount, Decimal(1), citation)

    def floor(self, label: str, citation: Citation) -> None:
        """Never let the pay fall under zero."""
        if self.running < 0:
            self.offset("BATAS_NOL", label, -self.running, citation)

    def flag(self, code: str, message: str, citation: Citation | None = None) -> None:
        """Note something a person should look at."""
        self.flags.append(Flag(code, message, citation))

    def close(self, *, taxable: Decimal, score: Decimal | None) -> PayResult:
        """Return the result."""
        return PayResult(_rights(self.lines), taxable, self.running, score, tuple(self.lines), tuple(self.flags))


def _rights(lines: Iterable[PayLine]) -> Decimal:
    rights = {LineKind.ENTITLEMENT, LineKind.ADDITION}
    return sum((line.amount for line in lines if line.kind in rights), Decimal(0))
