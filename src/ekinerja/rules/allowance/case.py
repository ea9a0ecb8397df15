"""What is known of one person's month: the input of the engine. Periods and days come in as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from ekinerja.rules.explained import RuleError
from ekinerja.rules.rating import Rating


@dataclass(frozen=True, slots=True)
class AttendanceDay:
    """One working day; minutes are after the tolerance the agency's own calendar grants."""

    day: date
    absent: bool = False
    late: int = 0
    early: int = 0
    out: int = 0
    missing_in: bool = False
    missing_out: bool = False
    no_rollcall: bool = False
    no_ceremony: bool = False
    leave_refused: bool = False


@dataclass(frozen=True, slots=True)
class LeaveTaken:
    """A leave that touches the month; ``month`` is its month number, ``days`` its days so far."""

    kind: str
    month: int | None = None
    days: int | None = None


@dataclass(frozen=True, slots=True)
class SanctionServed:
    """A sanction being served; ``month`` counts from 1; a lower class may replace the own one."""

    key: str
    month: int = 1
    replacement_class: int | None = None


@dataclass(frozen=True, slots=True)
class ActingPost:
    """An acting post with its dates; ``amount`` is the allowance of the held post."""

    kind: str
    one_below: bool
    amount: Decimal
    start: date
    end: date | None = None


@dataclass(frozen=True, slots=True)
class PersonMonth:
    """Everything the pay of one month depends on. Amounts are rupiah."""

    month: date
    amount: Decimal | None = None
    position_class: int | None = None
    position: str | None = None
    rating: Rating | None = None
    previous_rating: Rating | None = None
    score: Decimal | None = None
    activity_minutes: int | None = None
    working_days: int | None = None
    bad_reports: int | None = None
    reported: bool = True
    carry_month: int | None = None
    days: tuple[AttendanceDay, ...] = ()
    holidays: frozenset[date] = frozenset()
    leaves: tuple[LeaveTaken, ...] = ()
    sanctions: tuple[SanctionServed, ...] = ()
    status: str = "PNS"
    permanent_since: date | None = None
    group: str | None = None
    facts: Mapping[str, bool | str] = field(default_factory=dict)
    acting: tuple[ActingPost, ...] = ()
    profession_allowance: Decimal = Decimal(0)
    correction: Decimal = Decimal(0)
    salary_base: Decimal | None = None
    rank: str | None = None
    other_income: Decimal | None = None
    ter_category: str | None = None


_MINUTES = ("late", "early", "out")
_FLAGS = ("absent", "missing_in", "missing_out", "no_rollcall", "no_ceremony", "leave_refused")


def merge_days(days: tuple[AttendanceDay, ...]) -> tuple[AttendanceDay, ...]:
    """
    Join entries of the same day, so that splitting a month's data never changes what it costs.

    :raises RuleError: if two entries of a day both name minutes of the same kind and differ
    """
    merged: dict[date, AttendanceDay] = {}
    for item in days:
        known = merged.get(item.day)
        merged[item.day] = item if known is None else _joined(known, item)
    if len(merged) == len(days):
        return days if _in_order(days) else tuple(sorted(days, key=lambda item: item.day))
    return tuple(merged[day] for day in sorted(merged))


def _in_order(days: tuple[AttendanceDay, ...]) -> bool:
    return all(a.day < b.day for a, b in zip(days, days[1:], strict=False))


def _joined(one: AttendanceDay, other: AttendanceDay) -> AttendanceDay:
    minutes = {}
    for name in _MINUTES:
        a, b = getattr(one, name), getattr(other, name)
        if a and b and a != b:
            message = f"Tanggal {one.day.isoformat()} ditulis dua kali dengan menit yang berbeda."
            raise RuleError(code="TANGGAL_GANDA", message=message, field="hari")
        minutes[name] = a or b
    flags = {name: getattr(one, name) or getattr(other, name) for name in _FLAGS}
    return AttendanceDay(one.day, **flags, **minutes)
