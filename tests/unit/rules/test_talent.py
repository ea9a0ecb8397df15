"""Nine-box, weighted scores, job-person match, gates."""

from __future__ import annotations

import dataclasses
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from ekinerja.regulation.lawbook import load
from ekinerja.rules.explained import Citation
from ekinerja.rules.talent import (
    Competency,
    assess,
    at_least,
    job_match,
    nine_box,
    one_of,
    scale_value,
    weighted,
)
from tests.unit.rules.golden import check

P = load().talent()
CITE = Citation("x", "y", "Z")


def box(performance: str, potential: str, scheme: str = "BKN_2025") -> object:
    return nine_box(
        performance=Decimal(performance),
        potential=Decimal(potential),
        thresholds=P.thresholds.latest().value[scheme],
        citation=CITE,
    )


class TestNineBox:
    def test_words_and_edges(self) -> None:
        scores = ("59.99", "60", "79.99", "80")
        check("nine_box", {f"{y}-{x}": lambda y=y, x=x: box(y, x) for y in scores for x in scores})

    def test_other_thresholds_and_bad_scores(self) -> None:
        check(
            "nine_box_other",
            {
                "manado": lambda: box("70", "77", "KOTA_MANADO"),
                "manado_low": lambda: box("69", "76", "KOTA_MANADO"),
                "over": lambda: box("100.01", "50"),
                "under": lambda: box("50", "-1"),
                "edges": lambda: box("100", "0"),
            },
        )

    @given(a=st.integers(0, 100), b=st.integers(0, 100), x=st.integers(0, 100))
    def test_better_performance_never_gives_a_lower_box(self, a: int, b: int, x: int) -> None:
        low, high = sorted((a, b))

        assert box(str(low), str(x)).value <= box(str(high), str(x)).value  # type: ignore[attr-defined]

    def test_assess_words(self) -> None:
        def ask(performance: str, potential: str, scheme: str = "BKN_2025") -> object:
            return assess(
                performance=Decimal(performance),
                potential=Decimal(potential),
                thresholds=P.thresholds.latest(),
                scheme=scheme,
                weights=P.weights.latest(),
                recommendations=P.recommendations.latest(),
                pool=P.pool_boxes.latest(),
            )

        check(
            "assess",
            {
                "pool": lambda: ask("80", "93.5888"),
                "not_pool": lambda: ask("60", "60"),
                "half_up": lambda: ask("80", "80.01"),
                "unknown": lambda: ask("80", "80", "APA"),
            },
        )


class TestScores:
    def test_words(self) -> None:
        weights, scale = P.performance_weights.latest(), P.scale.latest()
        check(
            "scores",
            {
                "sum": lambda: weighted(parts={"utama": Decimal(80), "penunjang": Decimal(50)}, weights=weights),
                "missing": lambda: weighted(parts={"utama": Decimal(80)}, weights=weights),
                "unknown": lambda: weighted(parts={"lain": Decimal(80)}, weights=weights),
                "over": lambda: weighted(parts={"utama": Decimal(101), "penunjang": Decimal(1)}, weights=weights),
                "zero": lambda: weighted(parts={"utama": Decimal(0), "penunjang": Decimal(100)}, weights=weights),
                "scale": lambda: scale_value(element="pendidikan", label="S2", scale=scale),
                "scale_unknown": lambda: scale_value(element="apa", label="S2", scale=scale),
                "label_unknown": lambda: scale_value(element="pendidikan", label="s2", scale=scale),
            },
        )


class TestMatch:
    def test_words(self) -> None:
        bands = P.match_bands.latest()

        def match(*levels: tuple[int, int | None], cap: bool = True) -> object:
            rows = [Competency(f"K{i}", need, have) for i, (need, have) in enumerate(levels)]
            return job_match(competencies=rows, cap_at_standard=cap, bands=bands)

        check(
            "match",
            {
                "full": lambda: match((3, 3), (4, 4)),
                "capped": lambda: match((3, 5), (4, 2)),
                "uncapped": lambda: match((3, 5), (4, 2), cap=False),
                "middle": lambda: match((5, 4), (5, 3)),
                "edge_80": lambda: match((5, 4)),
                "edge_68": lambda: match((5, 4), (5, 3), (5, 3), (5, 3), (5, 4)),
                "low": lambda: match((5, 3)),
                "unknown": lambda: match((5, None), (3, 2)),
                "two_unknown": lambda: match((5, None), (3, None)),
                "none": lambda: match(),
                "level_0": lambda: match((3, 0)),
                "level_6": lambda: match((6, 3)),
                "level_1": lambda: match((1, 1)),
            },
        )

    def test_bands_are_taken_by_their_limit_not_their_name(self) -> None:
        bands = dataclasses.replace(P.match_bands.latest(), value={"A": Decimal(0), "Z": Decimal(50), "M": Decimal(90)})

        def category(have: int) -> str:
            rows = [Competency("K", 5, have)]
            return job_match(competencies=rows, cap_at_standard=True, bands=bands).value.category

        assert [category(level) for level in (2, 3, 5)] == ["A", "Z", "M"]

    def test_missing_data_is_never_a_failure(self) -> None:
        five = Decimal(5)
        check(
            "gates",
            {
                "met": lambda: at_least(code="A", label="a", value=five, least=five, citation=CITE),
                "not_met": lambda: at_least(code="A", label="a", value=Decimal(4), least=five, citation=CITE),
                "verify": lambda: at_least(code="A", label="a", value=None, least=five, citation=CITE),
                "one": lambda: one_of(code="A", label="a", value="S1", wanted=["S1"], citation=CITE),
                "none": lambda: one_of(code="A", label="a", value="D3", wanted=["S1"], citation=CITE),
                "unknown": lambda: one_of(code="A", label="a", value=None, wanted=["S1"], citation=CITE),
            },
        )
