"""The performance quadrant: results and behaviour give the rating (predikat kinerja)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum

from ekinerja.rules.explained import Citation, Explained, RuleError, Step

QUADRANT = Citation("permenpanrb-6-2022", "Lampiran, kuadran kinerja pegawai", "PermenPANRB 6/2022")
RESULT_CRITERIA = Citation("permenpanrb-6-2022", "kriteria rating hasil kerja", "PermenPANRB 6/2022", confirmed=False)


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


def results_of_head(*, level: OrganisationLevel) -> Explained[ResultRating]:
    """
    Return the results rating of the head of a unit: the unit's own achievement (SE MenPANRB 3/2023).

    Istimewa counts as above expectation, Baik as meeting it, the rest as below; that mapping of five
    levels to three marks was not read in a text and is shown as unconfirmed.
    """
    marks = {OrganisationLevel.ISTIMEWA: ResultRating.ATAS, OrganisationLevel.BAIK: ResultRating.SESUAI}
    mark = marks.get(level, ResultRating.BAWAH)
    citation = Citation("se-menpanrb-3-2023", "rating hasil kerja pimpinan", "SE MenPANRB 3/2023", False)
    return Explained(mark, (Step("Capaian kinerja organisasi", (("capaian", level.value),), mark.value, citation),))


def results_hint(
    *,
    main: Sequence[ResultRating],
    additional: Sequence[ResultRating] = (),
    most: Decimal = Decimal("0.5"),
    small_part: Decimal = Decimal("0.25"),
) -> Explained[ResultRating]:
    """
    Propose a results rating from the marks of the single outcomes; the rater decides, this only hints.

    ``most`` is the share above which we speak of "most"; ``small_part`` the share of main results that may be
    below for "meets expectation". Neither number stands in a text (performance-cycle.md, 2.2).

    :raises RuleError: if there is no main result at all
    """
    if not main:
        raise RuleError(code="TANPA_HASIL_UTAMA", message="Isi paling sedikit satu hasil kerja utama.", field="utama")
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
        Step("Usulan rating hasil kerja", (("batas sebagian besar", most),), hint.value, RESULT_CRITERIA),
    )
    return Explained(hint, steps)
