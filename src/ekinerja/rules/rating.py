"""The performance quadrant: results and behaviour give the rating (predikat kinerja)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from enum import StrEnum

from ekinerja.rules.dated import DatedValue
from ekinerja.rules.explained import Citation, Explained, RuleError, Step

QUADRANT = Citation("permenpanrb-6-2022", "Lampiran, kuadran kinerja pegawai", "PermenPANRB 6/2022")


class ResultRating(StrEnum):
    """How the results stand against expectation. Statutory term: rating hasil kerja."""

    ATAS = "ATAS"
    SESUAI = "SESUAI"
    BAWAH = "BAWAH"


class BehaviourRating(StrEnum):
    """How the behaviour stands against expectation. Statutory term: rating perilaku kerja."""

    ATAS = "ATAS"
    SESUAI = "SESUAI"
    BAWAH = "BAWAH"


class Rating(StrEnum):
    """The five ratings, best first, SIASN ids 1 to 5. Statutory term: predikat kinerja pegawai."""

    SANGAT_BAIK = "SANGAT_BAIK"
    BAIK = "BAIK"
    BUTUH_PERBAIKAN = "BUTUH_PERBAIKAN"
    KURANG = "KURANG"
    SANGAT_KURANG = "SANGAT_KURANG"


class OrganisationLevel(StrEnum):
    """The achievement levels of a unit, best first. Statutory term: capaian kinerja organisasi."""

    ISTIMEWA = "ISTIMEWA"
    BAIK = "BAIK"
    BUTUH_PERBAIKAN = "BUTUH_PERBAIKAN"
    KURANG = "KURANG"
    SANGAT_KURANG = "SANGAT_KURANG"


_MATRIX: dict[tuple[str, str], Rating] = {
    ("ATAS", "ATAS"): Rating.SANGAT_BAIK,
    ("ATAS", "SESUAI"): Rating.BAIK,
    ("ATAS", "BAWAH"): Rating.KURANG,
    ("SESUAI", "ATAS"): Rating.BAIK,
    ("SESUAI", "SESUAI"): Rating.BAIK,
    ("SESUAI", "BAWAH"): Rating.KURANG,
    ("BAWAH", "ATAS"): Rating.BUTUH_PERBAIKAN,
    ("BAWAH", "SESUAI"): Rating.BUTUH_PERBAIKAN,
    ("BAWAH", "BAWAH"): Rating.SANGAT_KURANG,
}

LABELS: dict[str, str] = {
    "ATAS": "Di atas ekspektasi",
    "SESUAI": "Sesuai ekspektasi",
    "BAWAH": "Di bawah ekspektasi",
    "ISTIMEWA": "Istimewa",
    "SANGAT_BAIK": "Sangat Baik",
    "BAIK": "Baik",
    "BUTUH_PERBAIKAN": "Butuh Perbaikan",
    "KURANG": "Kurang",
    "SANGAT_KURANG": "Sangat Kurang",
}


def quadrant(*, results: ResultRating, behaviour: BehaviourRating) -> Explained[Rating]:
    """Return the rating of the cell where results and behaviour meet (PermenPANRB 6/2022)."""
    rating = _MATRIX[results.value, behaviour.value]
    steps = (
        Step("Rating hasil kerja", (), LABELS[results.value]),
        Step("Rating perilaku kerja", (), LABELS[behaviour.value]),
        Step(
            "Kuadran kinerja pegawai",
            (("hasil kerja", results.value), ("perilaku kerja", behaviour.value)),
            rating.value,
            QUADRANT,
        ),
    )
    return Explained(rating, steps)


def results_of_head(*, level: OrganisationLevel, marks: DatedValue[Mapping[str, str]]) -> Explained[ResultRating]:
    """
    Return the results rating of the head of a unit: the unit's own achievement (SE MenPANRB 3/2023).

    How five levels become three marks is data (``law/parameters/rating/head_marks``) and not confirmed.
    """
    mark = ResultRating(marks.value[level.value])
    step = Step("Capaian kinerja organisasi", (("capaian", level.value),), mark.value, marks.citation)
    return Explained(mark, (step,))


def results_hint(
    *,
    main: Sequence[ResultRating],
    additional: Sequence[ResultRating] = (),
    limits: DatedValue[Mapping[str, Decimal]],
) -> Explained[ResultRating]:
    """
    Propose a results rating from the marks of the single outcomes; the rater decides, this only hints.

    ``limits`` says above which share we speak of "most" and which share of main results may be below for "meets
    expectation". Neither number stands in a text (``law/parameters/rating/results_hint``).

    :raises RuleError: if there is no main result at all
    """
    if not main:
        raise RuleError(code="TANPA_HASIL_UTAMA", message="Isi paling sedikit satu hasil kerja utama.", field="utama")
    most, small_part = limits.value["SEBAGIAN_BESAR"], limits.value["SEBAGIAN_KECIL"]
    every = [*main, *additional]
    total = Decimal(len(every))
    above = Decimal(every.count(ResultRating.ATAS)) / total
    below = Decimal(every.count(ResultRating.BAWAH)) / total
    main_below = Decimal(list(main).count(ResultRating.BAWAH)) / Decimal(len(main))
    if below > most:
        hint = ResultRating.BAWAH
    elif above > most and main_below == 0:
        hint = ResultRating.ATAS
    elif main_below <= small_part:
        hint = ResultRating.SESUAI
    else:
        hint = ResultRating.BAWAH
    steps = (
        Step("Hasil di atas ekspektasi", (("dari", len(every)),), every.count(ResultRating.ATAS)),
        Step("Hasil di bawah ekspektasi", (("dari", len(every)),), every.count(ResultRating.BAWAH)),
        Step("Hasil utama di bawah ekspektasi", (("dari", len(main)),), list(main).count(ResultRating.BAWAH)),
        Step("Usulan rating hasil kerja", (("batas sebagian besar", most),), hint.value, limits.citation),
    )
    return Explained(hint, steps)
