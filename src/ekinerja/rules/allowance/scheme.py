"""A scheme document once read and found sound. Every percentage names the base it is taken from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from ekinerja.rules.explained import Citation
from ekinerja.rules.rounding import RoundingMode


class Base(StrEnum):
    """What a percentage is taken from: the whole allowance, or the component it belongs to."""

    TOTAL = "TOTAL"
    COMPONENT = "COMPONENT"


class BaseMode(StrEnum):
    """How the amount before any cut is found. Statutory term: besaran tunjangan."""

    CLASS_TABLE = "CLASS_TABLE"
    POSITION_TABLE = "POSITION_TABLE"
    BASIC_TIMES_INDEX = "BASIC_TIMES_INDEX"
    CRITERIA_SUM = "CRITERIA_SUM"


class Role(StrEnum):
    """What a component depends on."""

    PERFORMANCE = "KINERJA"
    ATTENDANCE = "KEHADIRAN"
    FIXED = "TETAP"


class Source(StrEnum):
    """What the performance component is measured by."""

    PREDIKAT_BULANAN = "PREDIKAT_BULANAN"
    PREDIKAT_TRIWULAN = "PREDIKAT_TRIWULAN"
    PREDIKAT_TAHUN_LALU = "PREDIKAT_TAHUN_LALU"
    SCORE = "SCORE"
    ACTIVITY_MINUTES = "ACTIVITY_MINUTES"
    DAILY_REPORT = "DAILY_REPORT"


BY_RATING = frozenset({Source.PREDIKAT_BULANAN, Source.PREDIKAT_TRIWULAN, Source.PREDIKAT_TAHUN_LALU})


class MappingMode(StrEnum):
    """How a rating turns into money: a share of the component, a score, or a cut of the whole."""

    PAY_PCT = "PAY_PCT"
    SCORE = "SCORE"
    DEDUCT_TOTAL = "DEDUCT_TOTAL"


class Missing(StrEnum):
    """What happens when there is no rating yet."""

    SCORE = "SCORE"
    ZERO = "ZERO"
    HOLD = "HOLD"
    PREVIOUS = "PREVIOUS"


class Aggregation(StrEnum):
    """How minutes are counted: bands per event, per minute, or added up to whole days."""

    PER_EVENT = "PER_EVENT"
    PER_MINUTE = "PER_MINUTE"
    ACCUMULATE_TO_DAYS = "ACCUMULATE_TO_DAYS"


class Event(StrEnum):
    """Attendance events (Kajian akibat kinerja, 2.5)."""

    ALPA = "ALPA"
    LATE = "LATE"
    EARLY = "EARLY"
    LEAVE_OFFICE = "LEAVE_OFFICE"
    MISSING_IN = "MISSING_IN"
    MISSING_OUT = "MISSING_OUT"
    NO_APEL = "NO_APEL"
    NO_CEREMONY = "NO_CEREMONY"
    LEAVE_REFUSED = "LEAVE_REFUSED"


MINUTE_EVENTS = (Event.LATE, Event.EARLY, Event.LEAVE_OFFICE)
COUNTED_EVENTS = (
    Event.MISSING_IN,
    Event.MISSING_OUT,
    Event.NO_APEL,
    Event.NO_CEREMONY,
    Event.LEAVE_REFUSED,
)


@dataclass(frozen=True, slots=True)
class Override:
    """Another percentage of a criterion for some classes."""

    classes: frozenset[int]
    pct: Decimal


@dataclass(frozen=True, slots=True)
class Criterion:
    """A reason for paying. Statutory term: kriteria TPP (PP 12/2019 Pasal 58)."""

    code: str
    label: str
    pct: Decimal
    overrides: tuple[Override, ...]
    classes: frozenset[int] | None
    when: tuple[tuple[str, bool | str], ...]
    components: tuple[Component, ...]
    citation: Citation

    def pct_for(self, position_class: int | None) -> Decimal:
        """Return the percentage for a class; the first fitting override wins."""
        for override in self.overrides:
            if position_class in override.classes:
                return override.pct
        return self.pct


@dataclass(frozen=True, slots=True)
class Component:
    """A weighted part of the allowance."""

    code: str
    label: str
    weight: Decimal
    role: Role


@dataclass(frozen=True, slots=True)
class BaseAmount:
    """The table of amounts and what is multiplied onto it."""

    mode: BaseMode
    table: Mapping[str, Decimal]
    index: Decimal
    criteria: tuple[Criterion, ...]
    citation: Citation


@dataclass(frozen=True, slots=True)
class CarryPenalty:
    """A cut that goes on for some months after its trigger."""

    trigger: str
    pct: Decimal
    months: int
    base: Base
    citation: Citation


@dataclass(frozen=True, slots=True)
class ReportBand:
    """Share of the performance part by the number of bad daily reports."""

    least: int
    past: int | None
    pct: Decimal


@dataclass(frozen=True, slots=True)
class Performance:
    """How the performance part is measured and paid."""

    source: Source
    mode: MappingMode
    shares: Mapping[str, Decimal]
    missing: Missing | None
    missing_share: Decimal
    minutes_per_day: int
    cap_activity: bool
    subtract_absence: bool
    report_bands: tuple[ReportBand, ...]
    no_report: Decimal | None
    carry: CarryPenalty | None
    citation: Citation


@dataclass(frozen=True, slots=True)
class Band:
    """A cut for one event between ``least`` and below ``past`` minutes."""

    event: Event
    least: int
    past: int | None
    pct: Decimal
    code: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class Rate:
    """A cut per event or per minute, with its base."""

    pct: Decimal
    base: Base
    citation: Citation


@dataclass(frozen=True, slots=True)
class AlpaStep:
    """From ``days`` on, absence costs ``total`` in all instead of its sum."""

    days: int
    total: Decimal


@dataclass(frozen=True, slots=True)
class Alpa:
    """Cuts for days absent without valid reason. Statutory term: tidak masuk kerja tanpa alasan sah."""

    per_day: Decimal
    base: Base
    steps: tuple[AlpaStep, ...]
    consecutive: AlpaStep | None
    when_minutes_over: int | None
    citation: Citation


@dataclass(frozen=True, slots=True)
class Stand:
    """A missing punch that counts as another event of so many minutes."""

    event: Event
    minutes: int


@dataclass(frozen=True, slots=True)
class Attendance:
    """All cuts for attendance. Statutory term: disiplin kehadiran."""

    aggregation: Aggregation
    minutes_per_day: int
    bands: tuple[Band, ...]
    per_minute: Mapping[Event, Rate]
    per_event: Mapping[Event, Rate]
    stands_for: Mapping[Event, Stand]
    alpa: Alpa | None
    base: Base
    drops: Mapping[Event, frozenset[Event]]
    exempt_groups: frozenset[str]
    cap: Decimal
    citation: Citation


class LeaveUnit(StrEnum):
    """How a leave is measured."""

    FLAT = "FLAT"
    MONTH_STEP = "MONTH_STEP"
    DAY = "DAY"


@dataclass(frozen=True, slots=True)
class LeaveRule:
    """What a kind of leave takes off. Statutory term: cuti."""

    kind: str
    unit: LeaveUnit
    deduct: Decimal
    steps: tuple[Decimal, ...]
    beyond: Decimal | None
    free_days: int
    pct_per_day: Decimal
    max_days: int | None
    base: Base
    citation: Citation


@dataclass(frozen=True, slots=True)
class SanctionRule:
    """A cut while a disciplinary sanction is served; ``months`` is None when it has no end."""

    key: str
    label: str
    pct: Decimal
    months: int | None
    base: Base
    citation: Citation


@dataclass(frozen=True, slots=True)
class StatusRule:
    """What a status leaves of the allowance."""

    share: Decimal
    citation: Citation


@dataclass(frozen=True, slots=True)
class Acting:
    """Extra pay for acting posts. Statutory term: PLT dan PLH."""

    kinds: frozenset[str]
    min_months: int
    lag_months: int
    same_level_pct: Decimal | None
    one_below_difference: bool
    citation: Citation


@dataclass(frozen=True, slots=True)
class Bpjs:
    """Health insurance (BPJS Kesehatan) with its capped base."""

    employee: Decimal
    employer: Decimal
    cap: Decimal
    includes_salary: bool
    employer_in_gross: bool
    citation: Citation


class TaxMethod(StrEnum):
    """How income tax is taken. Statutory term: PPh Pasal 21."""

    NONE = "NONE"
    FINAL_BY_GOL = "FINAL_BY_GOL"
    TER = "TER"
    BORNE_BY_GOV = "BORNE_BY_GOV"


class TaxOn(StrEnum):
    """From what the tax is taken."""

    GROSS = "GROSS"
    NET_AFTER_BPJS = "NET_AFTER_BPJS"


@dataclass(frozen=True, slots=True)
class TerBand:
    """An effective monthly rate from ``least`` up to below ``past`` of all income of the month."""

    least: Decimal
    past: Decimal | None
    pct: Decimal


@dataclass(frozen=True, slots=True)
class Tax:
    """The tax method with its rates."""

    method: TaxMethod
    rates: Mapping[str, Decimal]
    ter: Mapping[str, tuple[TerBand, ...]]
    on: TaxOn
    citation: Citation


@dataclass(frozen=True, slots=True)
class Scheme:
    """One allowance scheme, dated and cited. Statutory term: peraturan TPP atau tunjangan kinerja."""

    code: str
    title: str
    since: date
    until: date | None
    quarterly: bool
    confirmed: bool
    base: BaseAmount
    components: tuple[Component, ...]
    performance: Performance | None
    attendance: Attendance | None
    leave: Mapping[str, LeaveRule]
    leave_overrides: bool
    sanctions: Mapping[str, SanctionRule]
    class_replacement: bool
    status: Mapping[str, StatusRule]
    acting: Acting | None
    profession_difference: bool
    corrections: bool
    bpjs: Bpjs | None
    tax: Tax | None
    rounding_unit: Decimal
    rounding_mode: RoundingMode
    rounding_citation: Citation
    citation: Citation
