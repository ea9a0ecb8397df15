"""Credit points: conversion, accumulation, requirement, entry, promotion."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ekinerja.regulation.lawbook import load
from ekinerja.rules.credit import (
    EducationBase,
    Grade,
    accumulate,
    base_credit,
    convert,
    education_bonus,
    entry_credit,
    grade_by_month,
    integrate_conventional,
    pak_lines,
    promote,
    standing,
)
from ekinerja.rules.rating import Rating
from ekinerja.rules.rounding import RoundingMode, print_points, round_to
from tests.unit.rules.golden import check

P = load().credit()
ON = date(2024, 2, 29)


def points(grade: Grade, rating: Rating, months: int, on: date = ON) -> object:
    return convert(rating=rating, grade=grade, months=months, on=on, parameters=P)


class TestConvert:
    def test_words_and_edges(self) -> None:
        check(
            "convert",
            {
                "year": lambda: points(Grade.AHLI_PERTAMA, Rating.SANGAT_BAIK, 12),
                "one_month": lambda: points(Grade.TERAMPIL, Rating.BAIK, 1),
                "two_months": lambda: points(Grade.AHLI_PERTAMA, Rating.BAIK, 2),
                "first_day": lambda: points(Grade.PEMULA, Rating.KURANG, 12, date(2023, 7, 1)),
                "before": lambda: points(Grade.PEMULA, Rating.KURANG, 12, date(2023, 6, 30)),
                "zero_months": lambda: points(Grade.PEMULA, Rating.BAIK, 0),
                "thirteen": lambda: points(Grade.PEMULA, Rating.BAIK, 13),
            },
        )

    @given(grade=st.sampled_from(list(Grade)), months=st.integers(1, 12))
    def test_a_better_rating_never_gives_less(self, grade: Grade, months: int) -> None:
        row = [points(grade, rating, months).value for rating in Rating]  # type: ignore[attr-defined]

        assert row == sorted(row, reverse=True)

    @given(grade=st.sampled_from(list(Grade)), rating=st.sampled_from(list(Rating)))
    def test_more_months_never_give_less(self, grade: Grade, rating: Rating) -> None:
        row = [points(grade, rating, months).value for months in range(1, 13)]  # type: ignore[attr-defined]

        assert row == sorted(row)

    @pytest.mark.parametrize("grade", list(Grade))
    def test_four_good_years_are_one_rank(self, grade: Grade) -> None:
        year = convert(rating=Rating.BAIK, grade=grade, months=12, on=ON, parameters=P).value

        assert P.requirement.at(ON).value[grade.value].for_rank == 4 * year

    @pytest.mark.parametrize("grade", [g for g in Grade if g not in {Grade.PENYELIA, Grade.AHLI_UTAMA}])
    def test_the_grade_needs_the_rank_times_its_ranks(self, grade: Grade) -> None:
        row = P.requirement.at(ON).value[grade.value]

        assert row.for_grade == row.for_rank * len(row.ranks)


class TestBalance:
    def test_words(self) -> None:
        def stand(balance: str, grade: Grade, rank: str) -> object:
            return standing(balance=Decimal(balance), grade=grade, rank=rank, on=ON, parameters=P)

        check(
            "standing",
            {
                "accumulate": lambda: accumulate(opening=Decimal(5), earned=[Decimal(2), Decimal("2.083333")]),
                "accumulate_nothing": lambda: accumulate(opening=Decimal(5), earned=[]),
                "both": lambda: stand("102", Grade.AHLI_PERTAMA, "III/b"),
                "exact_rank": lambda: stand("50", Grade.AHLI_PERTAMA, "III/a"),
                "short": lambda: stand("49.999999", Grade.AHLI_PERTAMA, "III/a"),
                "exact_grade": lambda: stand("100", Grade.AHLI_PERTAMA, "III/b"),
                "top": lambda: stand("500", Grade.AHLI_UTAMA, "IV/e"),
                "outside": lambda: stand("100", Grade.AHLI_PERTAMA, "IV/a"),
                "unknown_rank": lambda: stand("100", Grade.AHLI_PERTAMA, "V/a"),
            },
        )

    @pytest.mark.parametrize(
        ("balance", "grade", "first"),
        [
            ("49", Grade.AHLI_PERTAMA, ""),
            ("50", Grade.AHLI_PERTAMA, "PANGKAT"),
            ("100", Grade.AHLI_PERTAMA, "JENJANG"),
            ("400", Grade.AHLI_UTAMA, "PANGKAT"),
        ],
    )
    def test_grade_comes_first(self, balance: str, grade: Grade, first: str) -> None:
        row = standing(balance=Decimal(balance), grade=grade, rank="III/a", on=ON, parameters=P).value

        assert row.first == first

    def test_promotion(self) -> None:
        def rise(balance: str, vacancy: bool, passed: bool, rating: Rating) -> object:
            row = standing(balance=Decimal(balance), grade=Grade.AHLI_PERTAMA, rank="III/b", on=ON, parameters=P)
            return promote(standing_now=row.value, vacancy=vacancy, competence_passed=passed, last_rating=rating)

        check(
            "promote",
            {
                "grade": lambda: rise("102", True, True, Rating.BAIK),
                "grade_sb": lambda: rise("102", True, True, Rating.SANGAT_BAIK),
                "no_vacancy": lambda: rise("102", False, True, Rating.BAIK),
                "not_passed": lambda: rise("102", True, False, Rating.BAIK),
                "rating_low": lambda: rise("102", True, True, Rating.BUTUH_PERBAIKAN),
                "rank_only": lambda: rise("52", True, True, Rating.BAIK),
                "nothing": lambda: rise("49", True, True, Rating.BAIK),
            },
        )


class TestEntry:
    def test_words(self) -> None:
        def enter(years: int, top: bool, rank: str = "III/d") -> object:
            return entry_credit(
                rating=Rating.BAIK,
                grade=Grade.AHLI_MUDA,
                rank=rank,
                years_in_rank=years,
                at_top_rank=top,
                on=ON,
                parameters=P,
            )

        check(
            "entry",
            {
                "three_years": lambda: enter(3, True),
                "capped": lambda: enter(4, True),
                "not_capped": lambda: enter(4, False),
                "zero": lambda: enter(0, False),
                "negative": lambda: enter(-1, False),
                "base_keahlian": lambda: base_credit(grade=Grade.AHLI_MUDA, rank="III/d", on=ON, parameters=P),
                "base_keterampilan": lambda: base_credit(grade=Grade.TERAMPIL, rank="II/c", on=ON, parameters=P),
                "base_wrong": lambda: base_credit(grade=Grade.TERAMPIL, rank="IV/a", on=ON, parameters=P),
                "education": lambda: education_bonus(
                    grade=Grade.AHLI_MUDA, base=EducationBase.PANGKAT, on=ON, parameters=P
                ),
                "education_grade": lambda: education_bonus(
                    grade=Grade.AHLI_MUDA, base=EducationBase.JENJANG, on=ON, parameters=P
                ),
                "education_top": lambda: education_bonus(
                    grade=Grade.AHLI_UTAMA, base=EducationBase.JENJANG, on=ON, parameters=P
                ),
                "integrate": lambda: integrate_conventional(
                    conventional=Decimal("250.5"), grade=Grade.AHLI_MUDA, on=ON, parameters=P
                ),
                "integrate_skill": lambda: integrate_conventional(
                    conventional=Decimal(250), grade=Grade.MAHIR, on=ON, parameters=P
                ),
            },
        )


class TestLedger:
    def test_grade_in_force_on_day_one(self) -> None:
        changes = [(date(2026, 4, 2), Grade.AHLI_MUDA), (date(2020, 1, 1), Grade.AHLI_PERTAMA)]

        rows = grade_by_month(year=2026, first_month=3, last_month=6, changes=changes)

        assert [row.grade for row in rows] == [Grade.AHLI_PERTAMA] * 2 + [Grade.AHLI_MUDA] * 2
        assert [row.month.month for row in rows] == [3, 4, 5, 6]

    def test_the_later_of_two_changes_on_one_day_counts(self) -> None:
        changes = [(date(2026, 1, 1), Grade.TERAMPIL), (date(2026, 1, 1), Grade.AHLI_MUDA)]

        rows = grade_by_month(year=2026, first_month=2, last_month=2, changes=changes)

        assert [row.grade for row in rows] == [Grade.AHLI_MUDA]
        reversed_rows = grade_by_month(year=2026, first_month=2, last_month=2, changes=changes[::-1])
        assert [row.grade for row in reversed_rows] == [Grade.TERAMPIL]

    def test_a_change_on_day_one_counts_at_once(self) -> None:
        changes = [(date(2026, 4, 1), Grade.AHLI_MUDA)]

        rows = grade_by_month(year=2026, first_month=1, last_month=12, changes=changes)

        assert [row.month.month for row in rows] == list(range(4, 13))

    def test_pak_and_months_words(self) -> None:
        five = [Decimal(n) for n in (50, 0, 0, 10, 5)]
        check(
            "pak",
            {
                "lines": lambda: pak_lines(old=five, new=list(reversed(five))),
                "extra": lambda: pak_lines(old=five, new=five, extra=[("AK tambahan", Decimal(1), Decimal(2))]),
                "short_old": lambda: pak_lines(old=five[:4], new=five),
                "short_new": lambda: pak_lines(old=five, new=five[:4]),
                "months": lambda: grade_by_month(year=2026, first_month=3, last_month=2, changes=[]),
                "month_13": lambda: grade_by_month(year=2026, first_month=1, last_month=13, changes=[]),
                "month_0": lambda: grade_by_month(year=2026, first_month=0, last_month=1, changes=[]),
                "one_month": lambda: grade_by_month(
                    year=2026, first_month=2, last_month=2, changes=[(date(2026, 1, 1), Grade.MAHIR)]
                ),
            },
        )
        assert [row.total for row in pak_lines(old=five, new=five)] == [100, 0, 0, 20, 10, 130]


class TestRounding:
    @pytest.mark.parametrize(
        ("amount", "unit", "mode", "wanted"),
        [
            ("2.5", "1", "HALF_UP", "3"),
            ("2.5", "1", "HALF_EVEN", "2"),
            ("2.5", "1", "DOWN", "2"),
            ("2.1", "1", "UP", "3"),
            ("-2.5", "1", "HALF_UP", "-3"),
            ("149", "100", "HALF_UP", "100"),
            ("150", "100", "HALF_UP", "200"),
            ("1.005", "0.01", "HALF_UP", "1.01"),
        ],
    )
    def test_modes(self, amount: str, unit: str, mode: str, wanted: str) -> None:
        found = round_to(amount=Decimal(amount), unit=Decimal(unit), mode=RoundingMode(mode))

        assert found == Decimal(wanted)

    def test_keeps_amounts_longer_than_the_usual_precision(self) -> None:
        amount = Decimal("123456789012345678901234567890.125")

        assert round_to(amount=amount, unit=Decimal("0.01"), mode=RoundingMode.HALF_UP) == Decimal(
            "123456789012345678901234567890.13"
        )

    def test_prints_the_indonesian_way(self) -> None:
        assert print_points(points=Decimal("2.083333"), places=2) == "2,08"
        assert print_points(points=Decimal("7.2915"), places=3) == "7,292"
        assert print_points(points=Decimal("7.5"), places=0) == "8"
