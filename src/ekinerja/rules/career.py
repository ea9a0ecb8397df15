"""Career consequences: retirement, promotion in rank, the improvement path, the absence ladder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from ekinerja.rules.dated import Dated
from ekinerja.rules.explained import Citation, Explained, Finding, RuleError, Severity, Step
from ekinerja.rules.rating import Rating


@dataclass(frozen=True, slots=True)
class AbsenceStep:
    """One rung of the ladder of unexcused absence (PP 94/2021)."""

    from_days: int
    sanction: str
    label: str
    level: str


@dataclass(frozen=True, slots=True)
class CareerParameters:
    """The dated values of ``law/parameters/career``."""

    retirement_age: Dated[Mapping[str, Decimal]]
    absence_ladder: Dated[tuple[AbsenceStep, ...]]
    consecutive_absence: Dated[Decimal]
    improvement_months: Dated[Decimal]
    improvement_ratings: Dated[tuple[str, ...]]
    placement_months: Dated[Decimal]
    promotion_years: Dated[Mapping[str, Decimal]]


@dataclass(frozen=True, slots=True)
class Retirement:
    """When somebody retires. Statutory term: batas usia pensiun (BUP), TMT pensiun."""

    age: int
    reached: date
    effective: date


def retirement(
    *, born: date, position: str, grade: str | None, on: date, parameters: CareerParameters
) -> Explained[Retirement]:
    """
    Return the retirement age and the first day of retirement: the first of the month after the birthday.

    ``position`` is a statutory code (JPT_PRATAMA, ADMINISTRATOR, PENGAWAS, PELAKSANA, JF, PENELITI,
    PEREKAYASA);
    functional positions also need their grade.

    :raises RuleError: if the position or the grade is not in the table
    """
    entry = parameters.retirement_age.at(on)
    key = f"{position}.{grade}"
    if key not in entry.value:
        key = position
    if key not in entry.value:
        raise _unknown(position, grade, entry.value)
    age = int(entry.value[key])
    reached = _birthday(born, born.year + age)
    effective = date(born.year + age + born.month // 12, born.month % 12 + 1, 1)
    steps = (
        Step("Batas usia pensiun", (("jabatan", key),), age, entry.citation),
        Step("Tanggal mencapai BUP", (("lahir", born.isoformat()), ("BUP", age)), reached.isoformat()),
        Step("TMT pensiun (awal bulan berikutnya)", (), effective.isoformat(), entry.citation),
    )
    return Explained(Retirement(age, reached, effective), steps)


def _unknown(position: str, grade: str | None, ages: Mapping[str, Decimal]) -> RuleError:
    """Say what is missing: the grade of a position that has an age for each, or else the position itself."""
    has_grades = any(name.startswith(f"{position}.") for name in ages)
    if has_grades and grade is None:
        return RuleError(code="JENJANG_WAJIB", message="Isi jenjang jabatan fungsional.", field="jenjang")
    key, field = (f"{position}.{grade}", "jenjang") if has_grades else (position, "jabatan")
    fitting = [name for name in ages if grade is None or name.startswith(f"{position}.")]
    known = ", ".join(sorted(fitting or ages))
    return RuleError(
        code=f"{field.upper()}_TIDAK_DIKENAL",
        message=f"'{key}' tidak ada dalam tabel BUP. Pilihan: {known}.",
        field=field,
    )


def _birthday(born: date, year: int) -> date:
    try:
        return born.replace(year=year)
    except ValueError:  # born on 29 February
        return date(year, 2, 28)


@dataclass(frozen=True, slots=True)
class PromotionCase:
    """What is known of somebody who may rise in rank; ``None`` means not known, which is never a failure."""

    kind: str
    years_in_rank: Decimal | None
    ratings: Mapping[int, Rating]
    sanction_active: bool | None
    credit_met: bool | None = None
    within_education: bool | None = None
    open_proposal: bool = False


class Verdict(StrEnum):
    """The answer of a gate. Missing data is to be verified, never a failure."""

    MET = "TERPENUHI"
    NOT_MET = "TIDAK"
    VERIFY = "PERLU_VERIFIKASI_MANUAL"


@dataclass(frozen=True, slots=True)
class Gate:
    """One condition with its answer, in the user's words."""

    code: str
    label: str
    verdict: Verdict
    citation: Citation | None = None


RATING_RULE = Citation("perbkn-2-2025", "kenaikan pangkat reguler", "PerBKN 2/2025", False)
OUTSTANDING_RULE = Citation("perbkn-2-2025", "prestasi kerja luar biasa", "PerBKN 2/2025", False)
SANCTION_RULE = Citation("pp-94-2021", "", "PP 94/2021", False)
CREDIT_RULE = Citation("perbkn-3-2023", "kenaikan pangkat", "PerBKN 3/2023")


def _known(answer: bool | None) -> Verdict:
    if answer is None:
        return Verdict.VERIFY
    return Verdict.MET if answer else Verdict.NOT_MET


def promotion_gates(*, case: PromotionCase, on: date, parameters: CareerParameters) -> tuple[Gate, ...]:
    """Return every condition for a rise in rank on a day, each met, not met, or to be verified."""
    outstanding = case.kind == "PRESTASI_LUAR_BIASA"
    years = [on.year - 1] if outstanding else [on.year - 1, on.year - 2]
    wanted = {Rating.SANGAT_BAIK} if outstanding else {Rating.SANGAT_BAIK, Rating.BAIK}
    need = parameters.promotion_years.at(on)
    gates = [
        Gate(
            f"PREDIKAT_{year}",
            f"Predikat {year} paling rendah {'Sangat Baik' if outstanding else 'Baik'}",
            _known(case.ratings[year] in wanted if year in case.ratings else None),
            OUTSTANDING_RULE if outstanding else RATING_RULE,
        )
        for year in years
    ]
    required = need.value.get(case.kind)
    served = None
    if required is not None and case.years_in_rank is not None:
        served = case.years_in_rank >= required
    gates.append(Gate("MASA_PANGKAT", "Masa dalam pangkat", _known(served), need.citation))
    clean = None if case.sanction_active is None else not case.sanction_active
    gates.append(
        Gate(
            "TANPA_HUKUMAN",
            "Tidak menjalani hukuman disiplin sedang atau berat",
            _known(clean),
            SANCTION_RULE,
        )
    )
    if case.kind == "JF":
        gates.append(Gate("ANGKA_KREDIT", "Angka kredit mencukupi", _known(case.credit_met), CREDIT_RULE))
    gates.append(Gate("PENDIDIKAN", "Pangkat masih dalam batas pendidikan", _known(case.within_education)))
    gates.append(Gate("USULAN_TUNGGAL", "Tidak ada usulan lain yang terbuka", _known(not case.open_proposal)))
    return tuple(gates)


def absence_sanction(
    *, days_in_year: int, longest_run: int, on: date, parameters: CareerParameters
) -> Explained[AbsenceStep | None]:
    """
    Return the sanction the ladder names for unexcused working days in a calendar year (PP 94/2021 Pasal
    9-11).

    It proposes; only an official imposes.

    :raises RuleError: if a count is negative or the run is longer than the total
    """
    if days_in_year < 0 or longest_run < 0:
        raise RuleError(code="HARI_NEGATIF", message="Jumlah hari tidak boleh negatif.", field="hari")
    if longest_run > days_in_year:
        raise RuleError(code="BERUNTUN_MELEBIHI", message="Hari beruntun melebihi jumlah setahun.", field="beruntun")
    ladder = parameters.absence_ladder.at(on)
    run = parameters.consecutive_absence.at(on)
    found: AbsenceStep | None = None
    for rung in ladder.value:
        if days_in_year >= rung.from_days:
            found = rung
    citation = ladder.citation
    if longest_run >= run.value:
        found, citation = ladder.value[-1], run.citation
    outcome = found.label if found else "tanpa hukuman"
    operands = (("hari setahun", days_in_year), ("beruntun", longest_run))
    return Explained(found, (Step("Ketidakhadiran tanpa alasan sah", operands, outcome, citation),))


class ImprovementState(StrEnum):
    """Where a case of unmet target stands (PP 30/2019 Pasal 56-58)."""

    OPEN = "PERBAIKAN"
    CLOSED = "SELESAI"
    COMPETENCE_TEST = "UJI_KOMPETENSI"
    PLACEMENT = "PENEMPATAN"
    WAITING = "PENEMPATAN_SEMENTARA"
    DISMISSAL_PROPOSED = "USUL_PEMBERHENTIAN"
    CONTRACT_END = "PUTUS_KONTRAK"


@dataclass(frozen=True, slots=True)
class ImprovementCase:
    """A case with its deadline; ``due`` is the first day after the period."""

    state: ImprovementState
    due: date | None


PATH = Citation("pp-30-2019", "Pasal 56-58", "PP 30/2019")
CONTRACT = Citation("pp-49-2018", "Pasal 53 ayat (2) huruf c", "PP 49/2018")


def add_months(*, day: date, months: int) -> date:
    """Return the same day ``months`` later, or the last day of that month if it has no such day."""
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    after = date(year + month // 12, month % 12 + 1, 1)
    last_day = date.fromordinal(after.toordinal() - 1).day
    return date(year, month, min(day.day, last_day))


def opens_improvement(*, annual: Rating, on: date, parameters: CareerParameters) -> Explained[ImprovementCase | None]:
    """Say whether an annual rating opens the six-month path, and until when it runs."""
    entry = parameters.improvement_ratings.at(on)
    months = parameters.improvement_months.at(on)
    if annual.value not in entry.value:
        step = Step("Predikat tahunan", (), annual.value, entry.citation)
        return Explained(None, (step,))
    due = add_months(day=on, months=int(months.value))
    steps = (
        Step("Predikat tahunan", (), annual.value, entry.citation),
        Step("Masa perbaikan (bulan)", (), int(months.value), months.citation),
        Step("Akhir masa perbaikan", (), due.isoformat(), PATH),
    )
    return Explained(ImprovementCase(ImprovementState.OPEN, due), steps)


def next_improvement(
    *,
    case: ImprovementCase,
    target_met: bool,
    contract: bool,
    vacancy: bool,
    on: date,
    parameters: CareerParameters,
) -> Explained[ImprovementCase]:
    """
    Take the next step of the path; every step is proposed to an official, never applied by itself.

    :raises RuleError: if the case is closed or its period is not over
    """
    order = case.state
    if order is ImprovementState.OPEN and target_met:
        result = ImprovementCase(ImprovementState.CLOSED, None)
    elif order is ImprovementState.OPEN:
        _wait_over(case, on)
        state = ImprovementState.CONTRACT_END if contract else ImprovementState.COMPETENCE_TEST
        result = ImprovementCase(state, None)
    elif order is ImprovementState.COMPETENCE_TEST and vacancy:
        result = ImprovementCase(ImprovementState.PLACEMENT, None)
    elif order is ImprovementState.COMPETENCE_TEST:
        limit = int(parameters.placement_months.at(on).value)
        result = ImprovementCase(ImprovementState.WAITING, add_months(day=on, months=limit))
    elif order is ImprovementState.WAITING and vacancy:
        result = ImprovementCase(ImprovementState.PLACEMENT, None)
    elif order is ImprovementState.WAITING:
        _wait_over(case, on)
        result = ImprovementCase(ImprovementState.DISMISSAL_PROPOSED, None)
    else:
        raise RuleError(code="PERKARA_SELESAI", message="Perkara ini sudah selesai.", field="keadaan")
    citation = CONTRACT if result.state is ImprovementState.CONTRACT_END else PATH
    return Explained(result, (Step("Langkah berikutnya", (("dari", order.value),), result.state.value, citation),))


def _wait_over(case: ImprovementCase, on: date) -> None:
    if case.due is not None and on < case.due:
        raise RuleError(
            code="MASA_BELUM_HABIS", message=f"Masa berjalan sampai {case.due.isoformat()}.", field="tanggal"
        )


def unmet(gates: Sequence[Gate]) -> tuple[Finding, ...]:
    """Turn the gates that are not met into findings that block, and those to verify into warnings."""
    grave = {Verdict.NOT_MET: Severity.BLOCK, Verdict.VERIFY: Severity.WARNING}
    words = {Verdict.NOT_MET: "belum terpenuhi", Verdict.VERIFY: "perlu diverifikasi"}
    return tuple(
        Finding(gate.code, f"{gate.label}: {words[gate.verdict]}.", gate.citation, grave[gate.verdict])
        for gate in gates
        if gate.verdict in grave
    )
