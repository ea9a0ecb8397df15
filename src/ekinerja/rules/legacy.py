"""The numeric scale of PP 30/2019, for imported history only; never mixed with the quadrant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ekinerja.rules.dated import DatedValue
from ekinerja.rules.explained import Explained, RuleError, Step
from ekinerja.rules.rating import Rating
from ekinerja.rules.rounding import EXACT


@dataclass(frozen=True, slots=True)
class ScaleBand:
    """One rating of the old scale: from ``least`` upward. Statutory term there for the third: Cukup."""

    rating: Rating
    least: Decimal
    confirmed: bool


@dataclass(frozen=True, slots=True)
class LegacyScale:
    """The bands, best first, and the highest score there is."""

    bands: tuple[ScaleBand, ...]
    highest: Decimal


def legacy_rating(*, score: Decimal, new_idea: bool, scale: DatedValue[LegacyScale]) -> Explained[Rating]:
    """
    Return the rating of a score 0 to 120 under PP 30/2019 Pasal 41; Sangat Baik also asks for a new idea or
    method.

    :raises RuleError: if the score lies outside the scale
    """
    if not 0 <= score <= scale.value.highest:
        message = f"Isi nilai 0 sampai {scale.value.highest}."
        raise RuleError(code="NILAI_DI_LUAR_RENTANG", message=message, field="nilai")
    chosen = next(band for band in scale.value.bands if score >= band.least)
    if chosen.rating is Rating.SANGAT_BAIK and not new_idea:
        chosen = scale.value.bands[1]
    operands: Sequence[tuple[str, Decimal | int | str]] = (("nilai", score), ("ide baru", int(new_idea)))
    step = Step("Predikat skala PP 30/2019", tuple(operands), chosen.rating.value, scale.citation)
    return Explained(chosen.rating, (step,))


def legacy_score(
    *, results: Decimal, behaviour: Decimal, with_peers: bool, weights: DatedValue[Mapping[str, Decimal]]
) -> Explained[Decimal]:
    """Weigh results and behaviour the old way; the weights differ when peers or subordinates assess too."""
    share = weights.value["HASIL_DENGAN_REKAN" if with_peers else "HASIL_TANPA_REKAN"]
    score = EXACT.add(EXACT.multiply(results, share), EXACT.multiply(behaviour, 1 - share))
    operands = (("hasil kerja", results), ("perilaku", behaviour), ("bobot hasil", share))
    return Explained(score, (Step("Nilai kinerja skala PP 30/2019", operands, score, weights.citation),))
