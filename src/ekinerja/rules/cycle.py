"""The yearly cycle: deadlines, windows and the objection clock. Days come in as arguments."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from ekinerja.rules.dated import Dated
from ekinerja.rules.exclusion import Exemption
from ekinerja.rules.explained import Citation, Explained, RuleError, Step

ONE_DAY = timedelta(days=1)


class DayCount(StrEnum):
    """How days of a time limit are counted. Statutory term: hari kalender, hari kerja."""

    KALENDER = "KALENDER"
    KERJA = "KERJA"


@dataclass(frozen=True, slots=True)
class CycleParameters:
    """The dated values of ``law/parameters/cycle``."""

    plan_due: Dated[str]
    manager_drafts: Dated[str]
    annual_evaluation_due: Dated[str]
    objection_days: Dated[Decimal]
    objection_count: Dated[str]
    exemptions: Dated[tuple[Exemption, ...]]
    months_before_retirement: Dated[Decimal]


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of days: ``start`` counts, ``end`` no longer does."""

    start: date
    end: date

    def __contains__(self, day: date) -> bool:
        """Tell whether the day lies in the range."""
        return self.start <= day < self.end


def _month_day(text: str, year: int) -> date:
    month, day = text.split("-")
    return date(year, int(month), int(day))


def plan_deadline(*, year: int, parameters: CycleParameters) -> Explained[date]:
    """Return the last day on which the plan (SKP) of a year should be set."""
    entry = parameters.plan_due.at(date(year, 1, 1))
    due = _month_day(entry.value, year)
    return Explained(due, (Step("Batas penetapan SKP", (("tahun", year),), due.isoformat(), entry.citation),))


def manager_drafts_after(*, year: int, parameters: CycleParameters) -> Explained[date]:
    """Return the day after which the performance manager drafts a plan the employee has not drafted."""
    entry = parameters.manager_drafts.at(date(year, 1, 1))
    due = _month_day(entry.value, year)
    step = Step("Batas penyusunan oleh pegawai", (("tahun", year),), due.isoformat(), entry.citation)
    return Explained(due, (step,))


def annual_evaluation_deadline(*, year: int, parameters: CycleParameters) -> Explained[date]:
    """Return the last day of the annual evaluation of a year; it lies in the year after."""
    entry = parameters.annual_evaluation_due.at(date(year, 12, 31))
    due = _month_day(entry.value, year + 1)
    step = Step("Batas evaluasi tahunan", (("tahun", year),), due.isoformat(), entry.citation)
    return Explained(due, (step,))


def window(*, opens: date, due: date, outages: Sequence[Span] = (), extension_days: int = 0) -> Explained[Span]:
    """
    Return the days on which a period may be filled, longer by each day the system was down.

    Outages that fall in days already added lengthen the window again; a day counts once.

    :raises RuleError: if the window closes before it opens or the extension is negative
    """
    if due < opens:
        raise RuleError(code="BATAS_TERBALIK", message="Batas pengisian mendahului pembukaan.", field="batas")
    if extension_days < 0:
        raise RuleError(code="PERPANJANGAN_NEGATIF", message="Perpanjangan tidak boleh negatif.", field="perpanjangan")
    end = due + ONE_DAY + timedelta(days=extension_days)
    day, lost = opens, 0
    while day < end:
        if any(day in outage for outage in outages):
            end += ONE_DAY
            lost += 1
        day += ONE_DAY
    steps = (
        Step("Batas pengisian", (("dibuka", opens.isoformat()),), due.isoformat()),
        Step("Perpanjangan", (("hari", extension_days),), extension_days),
        Step("Hari gangguan yang diganti", (("hari", lost),), lost),
        Step("Hari terakhir pengisian", (), (end - ONE_DAY).isoformat()),
    )
    return Explained(Span(opens, end), steps)


def add_days(*, start: date, days: int, count: DayCount, holidays: Collection[date] = ()) -> date:
    """
    Return the day ``days`` after ``start``; the day itself does not count.

    Working days are Monday to Friday without the holidays given.

    :raises RuleError: if days is negative
    """
    if days < 0:
        raise RuleError(code="HARI_NEGATIF", message="Jumlah hari tidak boleh negatif.", field="hari")
    if count is DayCount.KALENDER:
        return start + timedelta(days=days)
    day, left = start, days
    while left:
        day += ONE_DAY
        if day.weekday() < 5 and day not in holidays:
            left -= 1
    return day


def objection_deadline(
    *,
    received: date,
    parameters: CycleParameters,
    holidays: Collection[date] = (),
    count: DayCount | None = None,
) -> Explained[date]:
    """
    Return the last day for an objection: 14 days from receipt (PP 30/2019 Pasal 59).

    Calendar days unless the agency's setting (``count``) says working days; holidays come as data.
    """
    entry = parameters.objection_days.at(received)
    mode_entry = parameters.objection_count.at(received)
    mode = count or DayCount(mode_entry.value)
    last = add_days(start=received, days=int(entry.value), count=mode, holidays=holidays)
    steps = (
        Step("Hasil evaluasi diterima", (), received.isoformat()),
        Step("Tenggang keberatan (hari)", (), int(entry.value), entry.citation),
        Step("Cara menghitung hari", (), mode.value, mode_entry.citation),
        Step("Hari terakhir mengajukan keberatan", (), last.isoformat(), entry.citation),
    )
    return Explained(last, steps)


def may_object(*, received: date, on: date, deadline: date) -> bool:
    """Tell whether an objection may be filed on a day; after the deadline silence is acceptance."""
    return received <= on <= deadline


@dataclass(frozen=True, slots=True)
class Appointment:
    """Where somebody served from a day on; ``key`` is the caller's own name for it."""

    key: str
    start: date
    end: date | None = None


@dataclass(frozen=True, slots=True)
class Segment:
    """The part of a year one plan covers after a transfer; ``rates_year`` marks the last rater's."""

    key: str
    span: Span
    rates_year: bool


TRANSFER = Citation("permenpanrb-8-2021", "Lampiran, SKP pegawai yang mutasi", "PermenPANRB 8/2021", False)


def segments_of_year(*, year: int, appointments: Sequence[Appointment]) -> Explained[tuple[Segment, ...]]:
    """
    Cut a year where somebody was transferred: a new plan starts on the day of the new position.

    The earlier rater rates the periods up to the move; the last one rates the year with regard to them
    (unconfirmed). Appointments that begin the same day as another count as one: the later in the list.

    :raises RuleError: if nobody was appointed at all in that year
    """
    first, past = date(year, 1, 1), date(year + 1, 1, 1)
    starts: dict[date, Appointment] = {}
    for item in sorted(appointments, key=lambda a: a.start):
        begin = max(item.start, first)
        if begin < past and (item.end is None or item.end > first):
            starts[begin] = item
    if not starts:
        raise RuleError(code="TANPA_JABATAN", message="Tidak ada jabatan pada tahun ini.", field="jabatan")
    days = sorted(starts)
    rows = []
    for index, begin in enumerate(days):
        item = starts[begin]
        following = days[index + 1] if index + 1 < len(days) else past
        end = min(following, item.end) if item.end else following
        rows.append(Segment(item.key, Span(begin, end), rates_year=index == len(days) - 1))
    steps = tuple(
        Step(f"SKP {row.key}", (("mulai", row.span.start.isoformat()),), row.span.end.isoformat(), TRANSFER)
        for row in rows
    )
    return Explained(tuple(rows), steps)


def segment_of_period(*, period: Span, segments: Sequence[Segment]) -> Segment:
    """
    Say which plan a period belongs to: the one that covers most of its days, the later one on a tie.

    :raises RuleError: if no plan touches the period
    """
    best: Segment | None = None
    most = 0
    for item in segments:
        days = (min(item.span.end, period.end) - max(item.span.start, period.start)).days
        if days > 0 and days >= most:
            best, most = item, days
    if best is None:
        raise RuleError(code="TANPA_SKP", message="Tidak ada SKP pada periode ini.", field="periode")
    return best
