"""Talent: nine-box, scores and job-person match; thresholds and weights are data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ekinerja.rules.career import Gate, Verdict
from ekinerja.rules.dated import Dated, DatedValue
from ekinerja.rules.explained import Citation, Explained, RuleError, Step
from ekinerja.rules.rounding import EXACT, RoundingMode, round_to

_BOXES = {
    ("ATAS", "RENDAH"): 4,
    ("ATAS", "MENENGAH"): 7,
    ("ATAS", "TINGGI"): 9,
    ("SESUAI", "RENDAH"): 2,
    ("SESUAI", "MENENGAH"): 5,
    ("SESUAI", "TINGGI"): 8,
    ("BAWAH", "RENDAH"): 1,
    ("BAWAH", "MENENGAH"): 3,
    ("BAWAH", "TINGGI"): 6,
}
NINE_BOX = Citation("permenpanrb-3-2020", "kotak manajemen talenta", "PermenPANRB 3/2020", False)


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From which score on an axis counts as middle and as high."""

    performance_middle: Decimal
    performance_high: Decimal
    potential_middle: Decimal
    potential_high: Decimal


@dataclass(frozen=True, slots=True)
class TalentParameters:
    """The dated values of ``law/parameters/talent``."""

    thresholds: Dated[Mapping[str, Thresholds]]
    weights: Dated[Mapping[str, Decimal]]
    performance_weights: Dated[Mapping[str, Decimal]]
    potential_weights: Dated[Mapping[str, Decimal]]
    recommendations: Dated[Mapping[str, tuple[str, ...]]]
    scale: Dated[Mapping[str, Mapping[str, Decimal]]]
    match_bands: Dated[Mapping[str, Decimal]]
    pool_boxes: Dated[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class TalentResult:
    """Where somebody stands: score, box and what the box recommends."""

    score: Decimal
    box: int
    recommendations: tuple[str, ...]
    in_pool: bool


def weighted(*, parts: Mapping[str, Decimal], weights: DatedValue[Mapping[str, Decimal]]) -> Explained[Decimal]:
    """
    Return the weighted sum of scores 0 to 100; every weight needs its part.

    :raises RuleError: if a part is missing, unknown or outside 0 to 100
    """
    for name in parts:
        if name not in weights.value:
            raise RuleError(code="UNSUR_TIDAK_DIKENAL", message=f"Unsur '{name}' tidak dikenal.", field=name)
    total = Decimal(0)
    steps = []
    for name, weight in weights.value.items():
        if name not in parts:
            raise RuleError(code="UNSUR_WAJIB", message=f"Isi nilai '{name}'.", field=name)
        check_score(parts[name], name)
        part = EXACT.multiply(parts[name], weight)
        total = EXACT.add(total, part)
        steps.append(Step(name, (("nilai", parts[name]), ("bobot", weight)), part, weights.citation))
    return Explained(total, tuple(steps))


def check_score(score: Decimal, field: str) -> None:
    """
    Refuse a score outside 0 to 100.

    :raises RuleError: if it is
    """
    if not 0 <= score <= 100:
        raise RuleError(code="NILAI_DI_LUAR_RENTANG", message="Isi nilai 0 sampai 100.", field=field)


def scale_value(*, element: str, label: str, scale: DatedValue[Mapping[str, Mapping[str, Decimal]]]) -> Decimal:
    """
    Look one label up in the rubric; labels match exactly or not at all.

    :raises RuleError: if the element or its label is not in the rubric
    """
    if element not in scale.value:
        raise RuleError(code="UNSUR_TIDAK_DIKENAL", message=f"Unsur '{element}' tidak dikenal.", field=element)
    table = scale.value[element]
    if label not in table:
        known = ", ".join(table)
        raise RuleError(
            code="LABEL_TIDAK_DIKENAL", message=f"'{label}' tidak dikenal. Pilihan: {known}.", field=element
        )
    return table[label]


def nine_box(*, performance: Decimal, potential: Decimal, thresholds: Thresholds, citation: Citation) -> Explained[int]:
    """
    Return the box 1 to 9 where performance (rows) and potential (columns) meet.

    :raises RuleError: if a score lies outside 0 to 100
    """
    check_score(performance, "kinerja")
    check_score(potential, "potensial")
    row = _level(
        performance,
        ("BAWAH", "SESUAI", "ATAS"),
        thresholds.performance_middle,
        thresholds.performance_high,
    )
    column = _level(potential, ("RENDAH", "MENENGAH", "TINGGI"), thresholds.potential_middle, thresholds.potential_high)
    box = _BOXES[row, column]
    steps = (
        Step("Tingkat kinerja", (("nilai", performance),), row, citation),
        Step("Tingkat potensial", (("nilai", potential),), column, citation),
        Step("Kotak talenta", (("kinerja", row), ("potensial", column)), box, NINE_BOX),
    )
    return Explained(box, steps)


def _level(score: Decimal, names: tuple[str, str, str], middle: Decimal, high: Decimal) -> str:
    if score >= high:
        return names[2]
    return names[1] if score >= middle else names[0]


def assess(
    *,
    performance: Decimal,
    potential: Decimal,
    thresholds: DatedValue[Mapping[str, Thresholds]],
    scheme: str,
    weights: DatedValue[Mapping[str, Decimal]],
    recommendations: DatedValue[Mapping[str, tuple[str, ...]]],
    pool: DatedValue[tuple[str, ...]],
) -> Explained[TalentResult]:
    """
    Return score (two decimals), box and recommendations from the two axes.

    :raises RuleError: if a score lies outside 0 to 100 or the threshold scheme is not known
    """
    if scheme not in thresholds.value:
        known = ", ".join(thresholds.value)
        raise RuleError(
            code="AMBANG_TIDAK_DIKENAL",
            message=f"'{scheme}' tidak dikenal. Pilihan: {known}.",
            field="ambang",
        )
    box = nine_box(
        performance=performance,
        potential=potential,
        thresholds=thresholds.value[scheme],
        citation=thresholds.citation,
    )
    exact = weighted(parts={"kinerja": performance, "potensial": potential}, weights=weights)
    score = round_to(amount=exact.value, unit=Decimal("0.01"), mode=RoundingMode.HALF_UP)
    advice = recommendations.value[str(box.value)]
    steps = (
        *exact.steps,
        Step("Skor talenta", (("jumlah", exact.value),), score, weights.citation),
        *box.steps,
        Step("Rekomendasi", (("kotak", box.value),), "; ".join(advice), recommendations.citation),
    )
    return Explained(TalentResult(score, box.value, advice, str(box.value) in pool.value), steps)


@dataclass(frozen=True, slots=True)
class Competency:
    """One competency: the level the position asks and the level the person has, 1 to 5; ``None`` =
    unknown."""

    code: str
    standard: int
    individual: int | None


@dataclass(frozen=True, slots=True)
class Match:
    """Job-person match. Statutory term: job person match (JPM)."""

    percentage: Decimal | None
    category: str
    gaps: tuple[tuple[str, int], ...]
    to_verify: tuple[str, ...]


MATCH = Citation("permenpanrb-38-2017", "job person match", "PermenPANRB 38/2017", False)


def job_match(
    *, competencies: Sequence[Competency], cap_at_standard: bool, bands: DatedValue[Mapping[str, Decimal]]
) -> Explained[Match]:
    """
    Return the match in per cent: sum of individual levels over sum of standard levels.

    A competency whose level is not known makes the match "to be verified", never zero.

    :raises RuleError: if there is no competency or a level is outside 1 to 5
    """
    if not competencies:
        raise RuleError(code="TANPA_KOMPETENSI", message="Isi paling sedikit satu kompetensi.", field="kompetensi")
    for item in competencies:
        levels = [item.standard] if item.individual is None else [item.standard, item.individual]
        if not all(1 <= level <= 5 for level in levels):
            raise RuleError(code="LEVEL_TIDAK_SAH", message="Isi level 1 sampai 5.", field=item.code)
    unknown = tuple(item.code for item in competencies if item.individual is None)
    gaps = tuple((item.code, item.standard - item.individual) for item in competencies if item.individual is not None)
    if unknown:
        result = Match(None, Verdict.VERIFY.value, gaps, unknown)
        return Explained(result, (Step("Level belum diketahui", (), ", ".join(unknown), MATCH),))
    have = sum(
        min(item.individual or 0, item.standard) if cap_at_standard else (item.individual or 0) for item in competencies
    )
    need = sum(item.standard for item in competencies)
    percentage = round_to(
        amount=EXACT.divide(Decimal(have * 100), Decimal(need)),
        unit=Decimal("0.01"),
        mode=RoundingMode.HALF_UP,
    )
    names = sorted(bands.value.items(), key=lambda band: band[1], reverse=True)
    category = next(name for name, least in names if percentage >= least)
    steps = (
        Step("Jumlah level individu", (("dibatasi standar", int(cap_at_standard)),), have, MATCH),
        Step("Jumlah level standar", (), need, MATCH),
        Step("JPM (%)", (("individu", have), ("standar", need)), percentage, MATCH),
        Step("Kategori", (), category, bands.citation),
    )
    return Explained(Match(percentage, category, gaps, ()), steps)


def at_least(*, code: str, label: str, value: Decimal | None, least: Decimal, citation: Citation) -> Gate:
    """Return a gate on a least value; a missing value is to be verified, never a failure."""
    if value is None:
        return Gate(code, label, Verdict.VERIFY, citation)
    return Gate(code, label, Verdict.MET if value >= least else Verdict.NOT_MET, citation)


def one_of(*, code: str, label: str, value: str | None, wanted: Sequence[str], citation: Citation) -> Gate:
    """Return a gate on a list of accepted values; a missing value is to be verified, never a failure."""
    if value is None:
        return Gate(code, label, Verdict.VERIFY, citation)
    return Gate(code, label, Verdict.MET if value in wanted else Verdict.NOT_MET, citation)
