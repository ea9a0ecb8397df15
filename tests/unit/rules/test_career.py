"""Retirement, promotion gates, absence ladder, improvement path."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ekinerja.regulation.lawbook import load
from ekinerja.rules.career import (
    ImprovementCase,
    ImprovementState,
    PromotionCase,
    absence_sanction,
    add_months,
    next_improvement,
    opens_improvement,
    promotion_gates,
    retirement,
    unmet,
)
from ekinerja.rules.rating import Rating
from tests.unit.rules.golden import check

P = load().career()
D = date
ON = D(2026, 6, 1)
SB, B, BP = Rating.SANGAT_BAIK, Rating.BAIK, Rating.BUTUH_PERBAIKAN


class TestRetirement:
    def test_words(self) -> None:
        def ask(born: date, position: str, grade: str | None = None) -> object:
            return retirement(born=born, position=position, grade=grade, on=ON, parameters=P)

        check(
            "retirement",
            {
                "administrator": lambda: ask(D(1968, 5, 17), "ADMINISTRATOR"),
                "december": lambda: ask(D(1968, 12, 31), "PELAKSANA"),
                "november": lambda: ask(D(1968, 11, 30), "PELAKSANA"),
                "leap": lambda: ask(D(1968, 2, 29), "JF", "MAHIR"),
                "leap_to_leap": lambda: ask(D(1968, 2, 29), "JPT_PRATAMA"),
                "madya": lambda: ask(D(1968, 1, 1), "JF", "AHLI_MADYA"),
                "jf_without_grade": lambda: ask(D(1968, 1, 1), "JF"),
                "jf_wrong_grade": lambda: ask(D(1968, 1, 1), "JF", "AHLI"),
                "unknown": lambda: ask(D(1968, 1, 1), "BUPATI"),
                "researcher_skill": lambda: ask(D(1968, 1, 1), "PENELITI", "MAHIR"),
            },
        )

    @given(born=st.dates(D(1950, 1, 1), D(2005, 12, 31)))
    def test_retirement_begins_the_month_after_the_birthday(self, born: date) -> None:
        found = retirement(born=born, position="PELAKSANA", grade=None, on=ON, parameters=P).value

        assert found.effective.day == 1
        assert found.reached < found.effective
        assert (found.effective - found.reached).days <= 31


class TestPromotion:
    def case(self, **changes: object) -> PromotionCase:
        known: dict[str, object] = {
            "kind": "JF",
            "years_in_rank": Decimal(2),
            "ratings": {2025: B, 2024: SB},
            "sanction_active": False,
            "credit_met": True,
            "within_education": True,
        }
        return PromotionCase(**(known | changes))  # type: ignore[arg-type]

    def test_words(self) -> None:
        def gates(**changes: object) -> object:
            found = promotion_gates(case=self.case(**changes), on=ON, parameters=P)
            return found, unmet(found)

        check(
            "promotion",
            {
                "all": lambda: gates(),
                "rating_low": lambda: gates(ratings={2025: BP, 2024: SB}),
                "rating_missing": lambda: gates(ratings={2025: B}),
                "short": lambda: gates(years_in_rank=Decimal("1.99")),
                "years_unknown": lambda: gates(years_in_rank=None),
                "sanction": lambda: gates(sanction_active=True),
                "sanction_unknown": lambda: gates(sanction_active=None),
                "credit_short": lambda: gates(credit_met=False),
                "reguler": lambda: gates(kind="REGULER"),
                "open_proposal": lambda: gates(open_proposal=True),
                "education": lambda: gates(within_education=False),
                "outstanding": lambda: gates(kind="PRESTASI_LUAR_BIASA", ratings={2025: SB}),
                "outstanding_baik": lambda: gates(kind="PRESTASI_LUAR_BIASA", ratings={2025: B, 2024: SB}),
            },
        )


class TestAbsence:
    def test_words(self) -> None:
        def ask(days: int, run: int = 0) -> object:
            return absence_sanction(days_in_year=days, longest_run=run, on=ON, parameters=P)

        cases = {str(days): (lambda d=days: ask(d)) for days in (0, 2, 3, 27, 28, 40)}
        check(
            "absence",
            {
                **cases,
                "run9": lambda: ask(10, 9),
                "run10": lambda: ask(10, 10),
                "negative": lambda: ask(-1),
                "negative_run": lambda: ask(1, -1),
                "run_over": lambda: ask(3, 4),
                "run_equal": lambda: ask(3, 3),
            },
        )

    @given(days=st.integers(0, 60))
    def test_more_days_are_never_milder(self, days: int) -> None:
        ladder = [None, *P.absence_ladder.at(ON).value]
        less = absence_sanction(days_in_year=days, longest_run=0, on=ON, parameters=P).value
        more = absence_sanction(days_in_year=days + 1, longest_run=0, on=ON, parameters=P).value

        assert ladder.index(more) >= ladder.index(less)


class TestImprovement:
    def test_words(self) -> None:
        state = ImprovementState

        def step(name: ImprovementState, due: date | None = None, **known: bool) -> object:
            facts = {"target_met": False, "contract": False, "vacancy": False} | known
            return next_improvement(case=ImprovementCase(name, due), on=ON, parameters=P, **facts)

        check(
            "improvement",
            {
                **{
                    f"open_{rating.value}": lambda r=rating: opens_improvement(annual=r, on=ON, parameters=P)
                    for rating in Rating
                },
                "met": lambda: step(state.OPEN, D(2026, 7, 1), target_met=True),
                "too_early": lambda: step(state.OPEN, D(2026, 6, 2)),
                "test": lambda: step(state.OPEN, D(2026, 6, 1)),
                "contract": lambda: step(state.OPEN, D(2026, 6, 1), contract=True),
                "placed": lambda: step(state.COMPETENCE_TEST, vacancy=True),
                "waiting": lambda: step(state.COMPETENCE_TEST),
                "waiting_placed": lambda: step(state.WAITING, D(2027, 1, 1), vacancy=True),
                "waiting_early": lambda: step(state.WAITING, D(2027, 1, 1)),
                "dismissal": lambda: step(state.WAITING, D(2026, 6, 1)),
                "closed": lambda: step(state.CLOSED),
                "placement_over": lambda: step(state.PLACEMENT),
            },
        )

    @pytest.mark.parametrize(
        ("day", "months", "wanted"),
        [
            (D(2026, 1, 31), 1, D(2026, 2, 28)),
            (D(2024, 1, 31), 1, D(2024, 2, 29)),
            (D(2026, 1, 15), 6, D(2026, 7, 15)),
            (D(2026, 8, 31), 6, D(2027, 2, 28)),
            (D(2026, 6, 30), 6, D(2026, 12, 30)),
            (D(2026, 12, 31), 12, D(2027, 12, 31)),
            (D(2026, 11, 30), 1, D(2026, 12, 30)),
        ],
    )
    def test_adds_months(self, day: date, months: int, wanted: date) -> None:
        assert add_months(day=day, months=months) == wanted
