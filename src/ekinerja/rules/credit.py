"""Credit points of functional positions (angka kredit): conversion, accumulation, requirement, entry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from ekinerja.rules.dated import Dated
from ekinerja.rules.explained import Citation, Explained, RuleError, Step
from ekinerja.rules.rating import LABELS, Rating
from ekinerja.rules.rounding import EXACT, RoundingMode, round_to

STORED_UNIT = Decimal("0.000001")
"""Points are kept with six decimals; forms print two or three."""

FORMULA = Citation("perbkn-3-2023", "Lampiran, konversi predikat kinerja", "PerBKN 3/2023")


class Grade(StrEnum):
    """The grades of functional positions. Statutory term: jenjang jabatan fungsional."""

    PEMULA = "PEMULA"
    TERAMPIL = "TERAMPIL"
    MAHIR = "MAHIR"
    PENYELIA = "PENYELIA"
    AHLI_PERTAMA = "AHLI_PERTAMA"
    AHLI_MUDA = "AHLI_MUDA"
    AHLI_MADYA = "AHLI_MADYA"
    AHLI_UTAMA = "AHLI_UTAMA"


class EducationBase(StrEnum):
    """On which requirement the education bonus is taken; the default of the BKN slides is the rank."""

    PANGKAT = "PANGKAT"
    JENJANG = "JENJANG"


@dataclass(frozen=True, slots=True)
class Requirement:
    """Least cumulative credit of a grade. Statutory term: angka kredit kumulatif minimal."""

    ranks: tuple[str, ...]
    for_rank: Decimal
    for_grade: Decimal | None


@dataclass(frozen=True, slots=True)
class CreditParameters:
    """The dated values of ``law/parameters/credit`` that the functions here use."""

    rating_percentage: Dated[Mapping[str, Decimal]]
    annual_coefficient: Dated[Mapping[str, Decimal]]
    requirement: Dated[Mapping[str, Requirement]]
    base_credit: Dated[Mapping[str, Mapping[str, Decimal]]]
    education_share: Dated[Decimal]
    conventional_base: Dated[Mapping[str, Decimal]]
    years_cap: Dated[Decimal]


def _stored(points: Decimal) -> Decimal:
    return round_to(amount=points, unit=STORED_UNIT, mode=RoundingMode.HALF_UP)


def convert(*, rating: Rating, grade: Grade, months: int, on: date, parameters: CreditParameters) -> Explained[Decimal]:
    """
    Convert a rating into credit points for whole months: months/12 x percentage x yearly coefficient.

    :raises RuleError: if months is not 1 to 12
    :raises NotInForce: if no percentage or coefficient was in force on that day
    """
    if not 1 <= months <= 12:
        raise RuleError(code="BULAN_TIDAK_SAH", message="Isi jumlah bulan 1 sampai 12.", field="bulan")
    coefficient = parameters.annual_coefficient.at(on)
    percentage = parameters.rating_percentage.at(on)
    yearly = coefficient.value[grade.value]
    share = percentage.value[rating.value]
    exact = EXACT.divide(EXACT.multiply(EXACT.multiply(Decimal(months), share), yearly), Decimal(12))
    value = _stored(exact)
    steps = (
        Step("Koefisien per tahun", (("jenjang", grade.value),), yearly, coefficient.citation),
        Step("Persentase predikat", (("predikat", LABELS[rating.value]),), share, percentage.citation),
        Step("Bagian tahun (bulan/12)", (("bulan", months), ("setahun", 12)), f"{months}/12", FORMULA),
        Step(
            "Angka kredit = bulan/12 x persentase x koefisien",
            (("bulan", months), ("persentase", share), ("koefisien", yearly)),
            value,
            FORMULA,
        ),
    )
    return Explained(value, steps)


def accumulate(*, opening: Decimal, earned: Sequence[Decimal]) -> Explained[Decimal]:
    """Add the points earned to the opening balance of the grade (form Akumulasi Angka Kredit)."""
    gained = sum(earned, Decimal(0))
    total = opening + gained
    steps = (
        Step("Saldo awal", (), opening),
        Step("Angka kredit yang diperoleh", (("baris", len(earned)),), gained, FORMULA),
        Step("Angka kredit kumulatif", (("saldo awal", opening), ("diperoleh", gained)), total, FORMULA),
    )
    return Explained(total, steps)


@dataclass(frozen=True, slots=True)
class Standing:
    """A balance beside what rank and grade need; negative surplus is a shortage."""

    balance: Decimal
    rank_need: Decimal
    rank_surplus: Decimal
    grade_need: Decimal | None
    grade_surplus: Decimal | None
    in_grade_range: bool

    @property
    def rank_met(self) -> bool:
        """Tell whether the credit for the next rank (kenaikan pangkat) is reached."""
        return self.rank_surplus >= 0

    @property
    def grade_met(self) -> bool:
        """Tell whether the credit for the next grade (kenaikan jenjang) is reached."""
        return self.grade_surplus is not None and self.grade_surplus >= 0

    @property
    def first(self) -> str:
        """Say what is raised first: the grade whenever both are met (PerBKN 3/2023)."""
        if self.grade_met:
            return "JENJANG"
        return "PANGKAT" if self.rank_met else ""


def standing(
    *, balance: Decimal, grade: Grade, rank: str, on: date, parameters: CreditParameters
) -> Explained[Standing]:
    """
    Compare a cumulative balance with the requirement for rank and grade (form PAK, lower table).

    :raises RuleError: if the rank (golongan) is not known
    """
    if rank not in _ranks_known(on, parameters):
        raise RuleError(code="GOLONGAN_TIDAK_DIKENAL", message=f"Golongan '{rank}' tidak dikenal.", field="golongan")
    entry = parameters.requirement.at(on)
    need = entry.value[grade.value]
    grade_surplus = None if need.for_grade is None else balance - need.for_grade
    result = Standing(
        balance, need.for_rank, balance - need.for_rank, need.for_grade, grade_surplus, rank in need.ranks
    )
    steps = [
        Step("AK minimal kenaikan pangkat", (("jenjang", grade.value),), need.for_rank, entry.citation),
        Step(
            "Kelebihan/kekurangan AK untuk kenaikan pangkat",
            (("kumulatif", balance), ("minimal", need.for_rank)),
            result.rank_surplus,
            entry.citation,
        ),
    ]
    if need.for_grade is not None and grade_surplus is not None:
        steps.append(Step("AK minimal kenaikan jenjang", (("jenjang", grade.value),), need.for_grade, entry.citation))
        steps.append(
            Step(
                "Kelebihan/kekurangan AK untuk kenaikan jenjang",
                (("kumulatif", balance), ("minimal", need.for_grade)),
                grade_surplus,
                entry.citation,
            )
        )
    return Explained(result, tuple(steps))


def _ranks_known(on: date, parameters: CreditParameters) -> set[str]:
    return {rank for need in parameters.requirement.at(on).value.values() for rank in need.ranks}


def base_credit(*, grade: Grade, rank: str, on: date, parameters: CreditParameters) -> Explained[Decimal]:
    """
    Return the base credit with which a rank starts inside a grade (AK dasar).

    :raises RuleError: if the rank has no base credit in that grade's category
    """
    entry = parameters.base_credit.at(on)
    category = "KEAHLIAN" if grade.value.startswith("AHLI") else "KETERAMPILAN"
    table = entry.value[category]
    if rank not in table:
        message = f"Golongan '{rank}' tidak punya angka kredit dasar untuk kategori {category.lower()}."
        raise RuleError(code="GOLONGAN_TIDAK_SESUAI", message=message, field="golongan")
    value = table[rank]
    step = Step("Angka kredit dasar", (("golongan", rank), ("kategori", category)), value, entry.citation)
    return Explained(value, (step,))


def education_bonus(*, grade: Grade, base: EducationBase, on: date, parameters: CreditParameters) -> Explained[Decimal]:
    """
    Return the extra credit for a higher diploma: 25 % of the requirement, counted once.

    :raises RuleError: if the grade has no requirement of the chosen kind
    """
    need = parameters.requirement.at(on)
    share = parameters.education_share.at(on)
    row = need.value[grade.value]
    amount = row.for_rank if base is EducationBase.PANGKAT else row.for_grade
    if amount is None:
        raise RuleError(
            code="TANPA_JENJANG_BERIKUT",
            message="Jenjang ini yang tertinggi; pakai dasar PANGKAT.",
            field="dasar",
        )
    value = _stored(EXACT.multiply(amount, share.value))
    steps = (
        Step("AK kumulatif minimal", (("jenjang", grade.value), ("dasar", base.value)), amount, need.citation),
        Step("Tambahan pendidikan", (("bagian", share.value),), value, share.citation),
    )
    return Explained(value, steps)


def entry_credit(
    *,
    rating: Rating,
    grade: Grade,
    rank: str,
    years_in_rank: int,
    at_top_rank: bool,
    on: date,
    parameters: CreditParameters,
) -> Explained[Decimal]:
    """
    Return the credit on moving in from another position (PerBKN 3/2023 Lampiran II).

    percentage x coefficient x years in rank + base credit; years count at most three at the top rank of the
    grade.

    :raises RuleError: if years in rank is negative
    """
    if years_in_rank < 0:
        raise RuleError(code="MASA_NEGATIF", message="Masa kepangkatan tidak boleh negatif.", field="masa_kepangkatan")
    cap = parameters.years_cap.at(on)
    years = min(years_in_rank, int(cap.value)) if at_top_rank else years_in_rank
    yearly = convert(rating=rating, grade=grade, months=12, on=on, parameters=parameters)
    base = base_credit(grade=grade, rank=rank, on=on, parameters=parameters)
    served = yearly.value * years
    total = served + base.value
    steps = (
        *yearly.steps,
        Step("Dikalikan masa kepangkatan", (("setahun", yearly.value), ("tahun", years)), served, cap.citation),
        *base.steps,
        Step("Angka kredit awal", (("masa kepangkatan", served), ("AK dasar", base.value)), total, cap.citation),
    )
    return Explained(total, steps)


def integrate_conventional(
    *, conventional: Decimal, grade: Grade, on: date, parameters: CreditParameters
) -> Explained[Decimal]:
    """
    Turn credit of the old counting into integrated credit by taking off the old base of the grade.

    :raises RuleError: if the grade has no old base value
    """
    entry = parameters.conventional_base.at(on)
    if grade.value not in entry.value:
        raise RuleError(
            code="TANPA_NILAI_DASAR",
            message="Jenjang ini tidak punya nilai dasar konvensional.",
            field="jenjang",
        )
    base = entry.value[grade.value]
    value = conventional - base
    step = Step("AK integrasi", (("konvensional", conventional), ("dasar", base)), value, entry.citation)
    return Explained(value, (step,))


@dataclass(frozen=True, slots=True)
class AfterPromotion:
    """What the balance becomes after a rise in rank or grade."""

    kind: str
    balance: Decimal


def promote(
    *, standing_now: Standing, vacancy: bool, competence_passed: bool, last_rating: Rating
) -> Explained[AfterPromotion]:
    """
    Decide what is raised and what is left: the grade first, excess carried only inside the same grade.

    A grade needs a vacancy, a passed competence test and a rating of at least Baik in the last year; without
    them
    the rank may still rise one step. After a rise in grade the balance restarts at zero (base credit is
    added by
    the caller for the new rank).

    :raises RuleError: if neither requirement is met
    """
    citation = Citation("perbkn-3-2023", "kenaikan pangkat dan jenjang", "PerBKN 3/2023")
    good = last_rating in {Rating.SANGAT_BAIK, Rating.BAIK}
    if standing_now.grade_met and vacancy and competence_passed and good:
        result = AfterPromotion("JENJANG", Decimal(0))
        label = "Kenaikan jenjang didahulukan; saldo mulai baru"
    elif standing_now.rank_met:
        result = AfterPromotion("PANGKAT", standing_now.rank_surplus)
        label = "Kenaikan pangkat; kelebihan dibawa dalam jenjang yang sama"
    else:
        raise RuleError(code="AK_BELUM_CUKUP", message="Angka kredit kumulatif belum mencukupi.", field="saldo")
    step = Step(label, (("saldo", standing_now.balance),), result.balance, citation)
    return Explained(result, (step,))


@dataclass(frozen=True, slots=True)
class MonthOfCredit:
    """One month of the credit ledger with the grade in force on its first day."""

    month: date
    grade: Grade


def grade_by_month(
    *, year: int, first_month: int, last_month: int, changes: Sequence[tuple[date, Grade]]
) -> tuple[MonthOfCredit, ...]:
    """
    Say for each month which grade counts: the one in force on day 1 (ministry practice; Kajian siklus
    kinerja).

    ``changes`` are (effective day, grade), in any order; months before the first change carry no row.

    :raises RuleError: if the months are not within one year
    """
    if not 1 <= first_month <= last_month <= 12:
        raise RuleError(code="BULAN_TIDAK_SAH", message="Isi bulan 1 sampai 12, urut.", field="bulan")
    ordered = sorted(changes, key=lambda change: change[0])
    rows = []
    for month in range(first_month, last_month + 1):
        first = date(year, month, 1)
        in_force = [grade for since, grade in ordered if since <= first]
        if in_force:
            rows.append(MonthOfCredit(first, in_force[-1]))
    return tuple(rows)


@dataclass(frozen=True, slots=True)
class PakLine:
    """One row of the determination form: old, new and sum. Statutory term: penetapan angka kredit."""

    number: int
    label: str
    old: Decimal
    new: Decimal

    @property
    def total(self) -> Decimal:
        """Return old plus new."""
        return self.old + self.new


PAK_LABELS: tuple[str, ...] = (
    "AK Dasar yang diberikan",
    "AK JF lama",
    "AK Penyesuaian/Penyetaraan",
    "AK Konversi",
    "AK yang diperoleh dari peningkatan pendidikan",
)


def pak_lines(
    *,
    old: Sequence[Decimal],
    new: Sequence[Decimal],
    extra: Sequence[tuple[str, Decimal, Decimal]] = (),
) -> tuple[PakLine, ...]:
    """
    Build the rows of the PAK form in their official order, extra rows after them, the sum last.

    :raises RuleError: if old and new do not hold one value for each of the five rows
    """
    if len(old) != len(PAK_LABELS) or len(new) != len(PAK_LABELS):
        raise RuleError(code="BARIS_PAK", message="Isi kelima baris PAK, lama dan baru.", field="baris")
    rows = [
        PakLine(number, label, before, after)
        for number, (label, before, after) in enumerate(zip(PAK_LABELS, old, new, strict=True), start=1)
    ]
    rows += [PakLine(len(rows) + i, *entry) for i, entry in enumerate(extra, start=1)]
    sum_old = sum((row.old for row in rows), Decimal(0))
    sum_new = sum((row.new for row in rows), Decimal(0))
    return (*rows, PakLine(0, "JUMLAH ANGKA KREDIT KUMULATIF", sum_old, sum_new))
