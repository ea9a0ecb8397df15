"""What crosses the door of reporting; standard library only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cached_property


class Standing(StrEnum):
    """
    Statutory term: keadaan pengisian. Where one person stands in one period: the first thing that is missing.

    Exactly one applies to each person; the order is the order of the obstacles.
    """

    EXEMPT = "DI_LUAR_SIKLUS"
    NOT_ACTIVATED = "AKUN_BELUM_AKTIF"
    NO_RATER = "TANPA_PENILAI"
    NO_PLAN = "TANPA_SKP"
    DRAFT = "SKP_KONSEP"
    RETURNED = "SKP_DIKEMBALIKAN"
    UNFILLED = "BELUM_DIISI"
    BEGUN = "SEDANG_DIISI"
    SUBMITTED = "MENUNGGU_PENILAIAN"
    RATED = "DINILAI"


EVERYBODY = tuple(Standing)

MISSING = (
    Standing.NOT_ACTIVATED,
    Standing.NO_RATER,
    Standing.NO_PLAN,
    Standing.DRAFT,
    Standing.RETURNED,
    Standing.UNFILLED,
    Standing.BEGUN,
)
"""Not filled, and why; those outside the cycle are counted apart."""

NUDGED = (Standing.NO_PLAN, Standing.DRAFT, Standing.RETURNED, Standing.UNFILLED, Standing.BEGUN)
"""Who can do something about it and hears of it in the program: an account is active, the next step is theirs."""


class PlanStanding(StrEnum):
    """
    Statutory term: keadaan perencanaan kinerja. Where one person stands in planning a year; exactly one applies.

    Of several plans in a year the one that is furthest behind counts.
    """

    EXEMPT = "DI_LUAR"
    NOT_BEGUN = "BELUM_MULAI"
    DRAFT = "KONSEP"
    RETURNED = "DIKEMBALIKAN"
    SUBMITTED = "DIAJUKAN"
    AGREED = "DISETUJUI"


class PlanReason(StrEnum):
    """Statutory term: penyebab keadaan perencanaan. Why somebody is not further, and so who must act."""

    EXEMPT = "DIKECUALIKAN"
    NOT_ACTIVATED = "AKUN_BELUM_AKTIF"
    NO_RATER = "TANPA_PENILAI"
    RATER_WITHOUT_PLAN = "PENILAI_TANPA_SKP"
    NOT_WRITTEN = "BELUM_DISUSUN"
    NOT_SUBMITTED = "BELUM_DIAJUKAN"
    NOT_CORRECTED = "BELUM_DIPERBAIKI"
    WAITS = "MENUNGGU_PENILAI"
    WAITS_OUTSIDE = "MENUNGGU_PEJABAT_LUAR"
    DONE = "SELESAI"


PLANNERS = tuple(row for row in PlanStanding if row is not PlanStanding.EXEMPT)

UNFINISHED_PLANS = (PlanStanding.NOT_BEGUN, PlanStanding.DRAFT, PlanStanding.RETURNED)
"""The next step is the employee's own; of those who are ``SUBMITTED`` it is the rater's."""

PLAN_COLUMNS: dict[str, str] = {
    PlanStanding.EXEMPT: "plan_exempt_count",
    PlanStanding.NOT_BEGUN: "plan_none_count",
    PlanStanding.DRAFT: "plan_draft_count",
    PlanStanding.RETURNED: "plan_returned_count",
    PlanStanding.SUBMITTED: "plan_submitted_count",
    PlanStanding.AGREED: "plan_agreed_count",
}
"""Code → column of the roll-up; filled in the row of the annual period."""

PREDICATES = ("SANGAT_BAIK", "BAIK", "BUTUH_PERBAIKAN", "KURANG", "SANGAT_KURANG")

COLUMNS: dict[str, str] = {
    Standing.EXEMPT: "exempt_count",
    Standing.NOT_ACTIVATED: "not_activated_count",
    Standing.NO_RATER: "no_rater_count",
    Standing.NO_PLAN: "no_plan_count",
    Standing.DRAFT: "draft_count",
    Standing.RETURNED: "returned_count",
    Standing.UNFILLED: "unfilled_count",
    Standing.BEGUN: "begun_count",
    Standing.SUBMITTED: "submitted_count",
    Standing.RATED: "rated_count",
    "SANGAT_BAIK": "very_good_count",
    "BAIK": "good_count",
    "BUTUH_PERBAIKAN": "improve_count",
    "KURANG": "poor_count",
    "SANGAT_KURANG": "very_poor_count",
}
"""Code → column of the roll-up."""


class Gap(StrEnum):
    """Statutory term: data yang perlu dibenahi. A kind of mistake that keeps people from going on."""

    NO_POST = "PEGAWAI_TANPA_JABATAN"
    NO_HEAD = "UNIT_TANPA_PIMPINAN"
    NO_ACCOUNT = "PEGAWAI_TANPA_AKUN"
    NOT_ACTIVATED = "AKUN_BELUM_AKTIF"
    NO_RATER = "PEGAWAI_TANPA_PENILAI"
    IMPORT_ROWS = "BARIS_IMPOR_GAGAL"


@dataclass(frozen=True)
class Counts:
    """Statutory term: rekapitulasi pengisian. How many people stand where in one period, by code of ``COLUMNS``."""

    numbers: dict[str, int]
    counted_at: datetime | None = None

    def of(self, *codes: str) -> int:
        """Return how many people have one of the codes."""
        return sum([self.numbers.get(code, 0) for code in codes])

    @cached_property
    def people(self) -> int:
        """Everybody, those outside the cycle included."""
        return self.of(*EVERYBODY)

    @cached_property
    def expected(self) -> int:
        """People who should fill the period."""
        return self.people - self.of(Standing.EXEMPT)

    @cached_property
    def filled(self) -> int:
        """People who handed the period in, rated or not."""
        return self.of(Standing.SUBMITTED, Standing.RATED)

    @cached_property
    def missing(self) -> int:
        """People who should have filled and have not."""
        return self.of(*MISSING)

    @cached_property
    def rated(self) -> int:
        """People who have a rating in the period."""
        return self.of(*PREDICATES)

    @cached_property
    def planners(self) -> int:
        """People who should have a plan for the year."""
        return self.of(*PLANNERS)

    @cached_property
    def agreed_percent(self) -> int:
        """Share of those who should plan whose plan is agreed, in whole hundredths, rounded down."""
        return self.of(PlanStanding.AGREED) * 100 // self.planners if self.planners else 0

    @cached_property
    def filled_percent(self) -> int:
        """Share of expected people who filled, in whole hundredths, rounded down."""
        return self.filled * 100 // self.expected if self.expected else 0

    @cached_property
    def rated_percent(self) -> int:
        """Share of expected people who are rated, in whole hundredths, rounded down."""
        return min(100, self.of(Standing.RATED) * 100 // self.expected) if self.expected else 0

    @classmethod
    def together(cls, parts: Iterable[Counts]) -> Counts:
        """Return the sum; the oldest of the instants says how fresh it is."""
        rows = list(parts)
        codes = dict.fromkeys(code for row in rows for code in row.numbers)
        moments = [row.counted_at for row in rows if row.counted_at is not None]
        sums = {code: sum([row.numbers.get(code, 0) for row in rows]) for code in codes}
        return cls(sums, min(moments, default=None))
