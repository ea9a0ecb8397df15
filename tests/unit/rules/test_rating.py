"""Quadrant, hint, distribution and the old scale."""

from __future__ import annotations

import dataclasses
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ekinerja.regulation.lawbook import load
from ekinerja.rules import rating as rating_rules
from ekinerja.rules.distribution import (
    ORDER,
    bounds_for,
    check_distribution,
    curve,
    largest_remainder,
)
from ekinerja.rules.explained import Explained, RuleError
from ekinerja.rules.legacy import legacy_rating, legacy_score
from ekinerja.rules.rating import (
    BehaviourRating,
    OrganisationLevel,
    Rating,
    ResultRating,
    quadrant,
    results_of_head,
)
from tests.unit.rules.golden import check

RULES = load().distribution()
A, S, B = ResultRating.ATAS, ResultRating.SESUAI, ResultRating.BAWAH
BEST_FIRST = list(Rating)


class TestQuadrant:
    def test_explains_all_nine(self) -> None:
        check(
            "quadrant",
            {
                f"{results.value}-{behaviour.value}": lambda r=results, b=behaviour: quadrant(results=r, behaviour=b)
                for results in ResultRating
                for behaviour in BehaviourRating
            },
        )

    @pytest.mark.parametrize("behaviour", list(BehaviourRating))
    def test_better_behaviour_is_never_worse_for_the_rating(self, behaviour: BehaviourRating) -> None:
        better = list(BehaviourRating)[: list(BehaviourRating).index(behaviour) + 1]
        for results in (S, B):
            ranks = [ORDER.index(quadrant(results=results, behaviour=item).value) for item in better]

            assert ranks == sorted(ranks, reverse=True)


LIMITS = load().parameter("rating/results_hint").latest()
HEAD_MARKS = load().parameter("rating/head_marks").latest()


def results_hint(
    *,
    main: list[ResultRating],
    additional: list[ResultRating] | None = None,
    most: Decimal | None = None,
    small_part: Decimal | None = None,
) -> Explained[ResultRating]:
    value = dict(LIMITS.value)
    if most is not None and small_part is not None:
        value = {"SEBAGIAN_BESAR": most, "SEBAGIAN_KECIL": small_part}
    limits = dataclasses.replace(LIMITS, value=value)
    return rating_rules.results_hint(main=main, additional=additional or [], limits=limits)


class TestResultsHint:
    def test_words(self) -> None:
        check(
            "results_hint",
            {
                "none": lambda: results_hint(main=[]),
                "all_above": lambda: results_hint(main=[A, A, A]),
                "above_but_one_main_below": lambda: results_hint(main=[A, A, A, B]),
                "half_above": lambda: results_hint(main=[A, S]),
                "just_over_half_above": lambda: results_hint(main=[A, A, S]),
                "half_below": lambda: results_hint(main=[B, S]),
                "most_below": lambda: results_hint(main=[B, B, S]),
                "additional_counts": lambda: results_hint(main=[A, A], additional=[B, B, B]),
                "additional_below_only": lambda: results_hint(main=[S, S, S, A], additional=[B]),
                "quarter_below": lambda: results_hint(main=[S, S, S, B]),
                "below_exactly_most": lambda: results_hint(main=[B, S], most=Decimal("0.5"), small_part=Decimal("0.5")),
                "third_below": lambda: results_hint(main=[S, S, B]),
                "strict": lambda: results_hint(main=[A, A, S, S], most=Decimal("0.4"), small_part=Decimal(0)),
            },
        )

    def test_head_takes_the_level_of_the_unit(self) -> None:
        check(
            "results_of_head",
            {level.value: lambda x=level: results_of_head(level=x, marks=HEAD_MARKS) for level in OrganisationLevel},
        )


def counts(*values: int) -> dict[Rating, int]:
    return dict(zip(BEST_FIRST, values, strict=True))


class TestDistribution:
    def test_words_and_bounds(self) -> None:
        def case(level: str, *values: int) -> object:
            return check_distribution(level=OrganisationLevel(level), counts=counts(*values), rules=RULES)

        check(
            "distribution",
            {
                "istimewa_ok": lambda: case("ISTIMEWA", 70, 30, 0, 0, 0),
                "istimewa_over": lambda: case("ISTIMEWA", 71, 29, 0, 0, 0),
                "istimewa_tie": lambda: case("ISTIMEWA", 50, 50, 0, 0, 0),
                "istimewa_not_largest": lambda: case("ISTIMEWA", 49, 51, 0, 0, 0),
                "baik_missing_low": lambda: case("BAIK", 40, 60, 0, 0, 0),
                "baik_with_kurang": lambda: case("BAIK", 40, 59, 0, 1, 0),
                "bp_min": lambda: case("BUTUH_PERBAIKAN", 2, 8, 15, 0, 0),
                "bp_below": lambda: case("BUTUH_PERBAIKAN", 3, 8, 14, 0, 0),
                "kurang": lambda: case("KURANG", 1, 2, 1, 6, 0),
                "kurang_broken": lambda: case("KURANG", 3, 3, 0, 5, 0),
                "sangat_kurang": lambda: case("SANGAT_KURANG", 0, 3, 0, 1, 6),
                "sangat_kurang_broken": lambda: case("SANGAT_KURANG", 1, 5, 0, 0, 5),
                "small_nine": lambda: case("BAIK", 1, 7, 1, 0, 0),
                "not_small_ten": lambda: case("BAIK", 1, 8, 1, 0, 0),
                "small_one": lambda: case("BAIK", 0, 1, 0, 0, 0),
                "small_two": lambda: case("BAIK", 0, 2, 0, 0, 0),
                "small_five": lambda: case("KURANG", 1, 0, 1, 3, 0),
                "small_sk": lambda: case("SANGAT_KURANG", 0, 1, 0, 0, 2),
                "nobody": lambda: case("BAIK", 0, 0, 0, 0, 0),
                "negative": lambda: case("BAIK", 0, -1, 2, 0, 0),
                "missing_ratings": lambda: check_distribution(
                    level=OrganisationLevel.BAIK, counts={Rating.BAIK: 3}, rules=RULES
                ),
                "bounds_9": lambda: bounds_for(level=OrganisationLevel.BAIK, total=4, rules=RULES),
                "bounds_small_edge": lambda: [
                    bounds_for(level=OrganisationLevel.KURANG, total=size, rules=RULES) for size in (5, 8, 9, 10)
                ],
                "bounds_25": lambda: bounds_for(level=OrganisationLevel.BUTUH_PERBAIKAN, total=25, rules=RULES),
                "bounds_26": lambda: bounds_for(level=OrganisationLevel.BUTUH_PERBAIKAN, total=26, rules=RULES),
            },
        )

    def test_findings_never_block(self) -> None:
        result = check_distribution(level=OrganisationLevel.BAIK, counts=counts(0, 10, 0, 0, 0), rules=RULES)

        assert {finding.severity.value for finding in result.findings} <= {"INFO", "PERINGATAN"}

    def test_curve_is_the_official_one_and_sums_to_24(self) -> None:
        rows = {level.value: curve(level=level, rules=RULES) for level in OrganisationLevel}

        assert rows == {
            "ISTIMEWA": (0, 1, 3, 7, 13),
            "BAIK": (2, 3, 6, 11, 2),
            "BUTUH_PERBAIKAN": (3, 4, 10, 4, 3),
            "KURANG": (2, 11, 6, 3, 2),
            "SANGAT_KURANG": (13, 7, 3, 1, 0),
        }
        assert {sum(row) for row in rows.values()} == {24}

    @given(total=st.integers(0, 500), level=st.sampled_from(list(OrganisationLevel)))
    def test_scaled_curve_is_whole_people(self, total: int, level: OrganisationLevel) -> None:
        scaled = curve(level=level, rules=RULES, total=total)

        assert sum(scaled) == total
        for seats, points in zip(scaled, curve(level=level, rules=RULES), strict=True):
            assert abs(Decimal(seats) - Decimal(points * total) / 24) < 1

    def test_largest_remainder_prefers_the_earlier_on_a_tie(self) -> None:
        assert largest_remainder(shares=[Decimal(1), Decimal(1)], total=3) == (2, 1)
        assert largest_remainder(shares=[Decimal("0.7"), Decimal("0.3")], total=9) == (6, 3)
        assert largest_remainder(shares=[Decimal("0.1"), Decimal("0.9")], total=4) == (0, 4)
        assert largest_remainder(shares=[Decimal(3)], total=0) == (0,)

    @pytest.mark.parametrize(("shares", "total"), [([], 3), ([Decimal(0)], 3), ([Decimal(1)], -1)])
    def test_largest_remainder_refuses_nonsense(self, shares: list[Decimal], total: int) -> None:
        with pytest.raises(RuleError) as caught:
            largest_remainder(shares=shares, total=total)

        assert (caught.value.code, caught.value.field) == ("POLA_TIDAK_SAH", "jumlah")
        assert caught.value.message == "Pola distribusi tidak boleh kosong."

    @given(
        level=st.sampled_from(list(OrganisationLevel)),
        values=st.lists(st.integers(0, 40), min_size=5, max_size=5).filter(any),
    )
    def test_conforms_exactly_when_no_warning(self, level: OrganisationLevel, values: list[int]) -> None:
        result = check_distribution(level=level, counts=counts(*values), rules=RULES)

        assert result.conforms == (not [f for f in result.findings if f.severity.value == "PERINGATAN"])


class TestLegacyScale:
    def test_words_and_edges(self) -> None:
        scale = load().parameter("rating/legacy_scale").latest()

        def rate(score: str, idea: bool) -> object:
            return legacy_rating(score=Decimal(score), new_idea=idea, scale=scale)

        cases = ["0", "49.99", "50", "69.99", "70", "89.99", "90", "109.99", "110", "120", "120.01", "-0.01"]
        check(
            "legacy",
            {f"{score}-{idea}": lambda s=score, i=idea: rate(s, i) for score in cases for idea in (True, False)},
        )

    def test_weights(self) -> None:
        weights = load().parameter("rating/legacy_weights").latest()

        def score(with_peers: bool) -> object:
            return legacy_score(results=Decimal(100), behaviour=Decimal(80), with_peers=with_peers, weights=weights)

        check("legacy_score", {"alone": lambda: score(False), "with_peers": lambda: score(True)})
