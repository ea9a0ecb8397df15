"""Deadlines, windows, objections, transfers, exclusions."""

from __future__ import annotations

from datetime import date

import pytest

from ekinerja.regulation.lawbook import load
from ekinerja.rules.cycle import (
    Appointment,
    DayCount,
    Segment,
    Span,
    add_days,
    annual_evaluation_deadline,
    manager_drafts_after,
    may_object,
    objection_deadline,
    plan_deadline,
    segment_of_period,
    segments_of_year,
    window,
)
from ekinerja.rules.dated import Dated, DatedValue
from ekinerja.rules.exclusion import exclusion_on, months_before
from ekinerja.rules.explained import Citation, Explained, NotInForce, Step
from tests.unit.rules.golden import check

P = load().cycle()
D = date


class TestDeadlines:
    def test_words(self) -> None:
        check(
            "deadlines",
            {
                "plan": lambda: plan_deadline(year=2026, parameters=P),
                "drafts": lambda: manager_drafts_after(year=2026, parameters=P),
                "annual": lambda: annual_evaluation_deadline(year=2026, parameters=P),
                "plan_before_rule": lambda: plan_deadline(year=2020, parameters=P),
                "plan_first_year": lambda: plan_deadline(year=2021, parameters=P),
                "annual_before_rule": lambda: annual_evaluation_deadline(year=2020, parameters=P),
                "objection": lambda: objection_deadline(received=D(2026, 1, 12), parameters=P),
                "objection_working": lambda: objection_deadline(
                    received=D(2026, 1, 12), parameters=P, count=DayCount.KERJA, holidays={D(2026, 1, 16)}
                ),
                "window": lambda: window(opens=D(2026, 6, 1), due=D(2026, 6, 5)),
                "window_same_day": lambda: window(opens=D(2026, 6, 1), due=D(2026, 6, 1)),
                "window_reversed": lambda: window(opens=D(2026, 6, 2), due=D(2026, 6, 1)),
                "window_negative": lambda: window(opens=D(2026, 6, 1), due=D(2026, 6, 1), extension_days=-1),
                "window_longer": lambda: window(opens=D(2026, 6, 1), due=D(2026, 6, 5), extension_days=2),
                "window_outage": lambda: window(
                    opens=D(2026, 6, 1), due=D(2026, 6, 5), outages=[Span(D(2026, 6, 5), D(2026, 6, 7))]
                ),
                "window_outage_outside": lambda: window(
                    opens=D(2026, 6, 1), due=D(2026, 6, 5), outages=[Span(D(2026, 6, 6), D(2026, 6, 7))]
                ),
                "window_two_outages_same_day": lambda: window(
                    opens=D(2026, 6, 1), due=D(2026, 6, 5), outages=[Span(D(2026, 6, 2), D(2026, 6, 3))] * 2
                ),
            },
        )

    @pytest.mark.parametrize(
        ("days", "count", "wanted"),
        [
            (0, DayCount.KALENDER, D(2026, 1, 9)),
            (14, DayCount.KALENDER, D(2026, 1, 23)),
            (0, DayCount.KERJA, D(2026, 1, 9)),
            (1, DayCount.KERJA, D(2026, 1, 12)),
            (5, DayCount.KERJA, D(2026, 1, 16)),
            (6, DayCount.KERJA, D(2026, 1, 20)),
        ],
    )
    def test_counts_days(self, days: int, count: DayCount, wanted: date) -> None:
        # Friday 9 January 2026; Monday 19 January is a holiday
        assert add_days(start=D(2026, 1, 9), days=days, count=count, holidays={D(2026, 1, 19)}) == wanted

    def test_refuses_negative_days(self) -> None:
        check("add_days", {"negative": lambda: add_days(start=D(2026, 1, 9), days=-1, count=DayCount.KERJA)})

    def test_the_last_day_still_counts(self) -> None:
        due = D(2026, 1, 26)

        assert may_object(received=D(2026, 1, 12), on=due, deadline=due)
        assert may_object(received=D(2026, 1, 12), on=D(2026, 1, 12), deadline=due)
        assert not may_object(received=D(2026, 1, 12), on=D(2026, 1, 27), deadline=due)
        assert not may_object(received=D(2026, 1, 12), on=D(2026, 1, 11), deadline=due)

    def test_a_span_is_half_open(self) -> None:
        span = Span(D(2026, 1, 1), D(2026, 1, 3))

        assert [day in span for day in (D(2025, 12, 31), D(2026, 1, 1), D(2026, 1, 2), D(2026, 1, 3))] == [
            False,
            True,
            True,
            False,
        ]


class TestTransfer:
    def test_words(self) -> None:
        def cut(*appointments: Appointment) -> object:
            return segments_of_year(year=2026, appointments=appointments)

        check(
            "transfer",
            {
                "whole_year": lambda: cut(Appointment("a", D(2020, 1, 1))),
                "moved": lambda: cut(Appointment("b", D(2026, 5, 11)), Appointment("a", D(2020, 1, 1), D(2026, 5, 11))),
                "joined": lambda: cut(Appointment("a", D(2026, 6, 1))),
                "left": lambda: cut(Appointment("a", D(2020, 1, 1), D(2026, 3, 1))),
                "gap": lambda: cut(Appointment("a", D(2020, 1, 1), D(2026, 3, 1)), Appointment("b", D(2026, 4, 1))),
                "open_then_moved": lambda: cut(Appointment("a", D(2020, 1, 1)), Appointment("b", D(2026, 4, 1))),
                "over_before": lambda: cut(
                    Appointment("z", D(2019, 1, 1), D(2026, 1, 1)), Appointment("a", D(2026, 1, 1))
                ),
                "three_posts": lambda: cut(
                    Appointment("a", D(2020, 1, 1)), Appointment("b", D(2026, 3, 1)), Appointment("c", D(2026, 9, 1))
                ),
                "next_year": lambda: cut(Appointment("a", D(2027, 1, 1))),
                "last_day": lambda: cut(Appointment("a", D(2026, 12, 31))),
                "same_day": lambda: cut(Appointment("a", D(2026, 2, 1)), Appointment("b", D(2026, 2, 1))),
                "none": lambda: cut(),
            },
        )

    def test_most_days_decide_the_month(self) -> None:
        a = Segment("a", Span(D(2026, 1, 1), D(2026, 6, 16)), rates_year=False)
        b = Segment("b", Span(D(2026, 6, 16), D(2027, 1, 1)), rates_year=True)
        june = Span(D(2026, 6, 1), D(2026, 7, 1))

        assert segment_of_period(period=june, segments=[a, b]).key == "b"
        early = Segment("b", Span(D(2026, 6, 17), D(2027, 1, 1)), rates_year=True)
        long_a = Segment("a", Span(D(2026, 1, 1), D(2026, 6, 17)), rates_year=False)
        assert segment_of_period(period=june, segments=[long_a, early]).key == "a"
        check(
            "segment_of_period",
            {"none": lambda: segment_of_period(period=Span(D(2025, 1, 1), D(2025, 2, 1)), segments=[a, b])},
        )

    def test_a_period_of_one_day(self) -> None:
        a = Segment("a", Span(D(2026, 1, 1), D(2026, 6, 1)), rates_year=False)
        b = Segment("b", Span(D(2026, 6, 1), D(2027, 1, 1)), rates_year=True)

        assert segment_of_period(period=Span(D(2026, 6, 1), D(2026, 6, 2)), segments=[a, b]).key == "b"
        assert segment_of_period(period=Span(D(2026, 5, 31), D(2026, 6, 1)), segments=[a, b]).key == "a"
        only = Segment("x", Span(D(2026, 6, 2), D(2026, 6, 3)), rates_year=True)
        check(
            "segment_touching",
            {"none": lambda: segment_of_period(period=Span(D(2026, 6, 1), D(2026, 6, 2)), segments=[only])},
        )

    def test_touching_is_not_overlapping(self) -> None:
        a = Segment("a", Span(D(2026, 1, 1), D(2026, 6, 1)), rates_year=True)
        b = Segment("b", Span(D(2026, 6, 30), D(2026, 7, 1)), rates_year=True)

        assert segment_of_period(period=Span(D(2026, 6, 1), D(2026, 7, 1)), segments=[b, a]).key == "b"


class TestExclusion:
    def test_words(self) -> None:
        months = P.months_before_retirement.at(D(2026, 1, 1))
        exemptions = P.exemptions.at(D(2026, 1, 1)).value

        def ask(status: str, on: date, retirement: date | None, n: int = 3) -> object:
            return exclusion_on(
                status=status,
                on=on,
                retirement=retirement,
                exemptions=exemptions,
                months=n,
                months_citation=months.citation,
            )

        check(
            "exclusion",
            {
                "active": lambda: ask("AKTIF", D(2026, 1, 1), None),
                "cltn": lambda: ask("CLTN", D(2026, 1, 1), None),
                "study": lambda: ask("TUGAS_BELAJAR", D(2026, 1, 1), None),
                "day_before": lambda: ask("AKTIF", D(2026, 2, 28), D(2026, 6, 1)),
                "first_day": lambda: ask("AKTIF", D(2026, 3, 1), D(2026, 6, 1)),
                "retired": lambda: ask("AKTIF", D(2026, 6, 1), D(2026, 6, 1)),
                "last_day": lambda: ask("AKTIF", D(2026, 5, 31), D(2026, 6, 1)),
                "switched_off": lambda: ask("AKTIF", D(2026, 5, 31), D(2026, 6, 1), 0),
                "one_month": lambda: ask("AKTIF", D(2026, 5, 1), D(2026, 6, 1), 1),
            },
        )

    def test_months_before_crosses_the_year(self) -> None:
        assert months_before(day=D(2026, 2, 15), months=3) == D(2025, 11, 1)
        assert months_before(day=D(2026, 2, 15), months=2) == D(2025, 12, 1)
        assert months_before(day=D(2026, 2, 15), months=1) == D(2026, 1, 1)


class TestDated:
    def values(self) -> Dated[str]:
        cite = Citation("x", "Pasal 1", "X 1/2020")
        return Dated(
            "k",
            "istilah",
            "unit",
            (
                DatedValue(D(2020, 1, 1), "old", cite, D(2020, 1, 1), D(2021, 1, 1)),
                DatedValue(D(2022, 1, 1), "new", cite, D(2022, 3, 1)),
            ),
        )

    def test_day_before_and_after(self) -> None:
        dated = self.values()

        assert dated.at(D(2020, 12, 31)).value == "old"
        assert dated.at(D(2022, 1, 1)).value == "new"
        assert dated.latest().value == "new"
        for day in (D(2019, 12, 31), D(2021, 1, 1), D(2021, 12, 31)):
            with pytest.raises(NotInForce, match="Tidak ada ketentuan 'istilah' yang berlaku pada"):
                dated.at(day)

    def test_back_dated_law_was_not_known_before_it_was_published(self) -> None:
        dated = self.values()

        assert dated.at(D(2022, 2, 1), known_on=D(2022, 3, 1)).value == "new"
        with pytest.raises(NotInForce) as caught:
            dated.at(D(2022, 2, 1), known_on=D(2022, 2, 28))
        assert (caught.value.code, caught.value.field) == ("BELUM_BERLAKU", "tanggal")

    def test_citation_prints_title_and_article(self) -> None:
        assert str(Citation("k", "Pasal 1", "X 1/2020")) == "X 1/2020 Pasal 1"
        assert str(Citation("k", "Pasal 1")) == "k Pasal 1"
        assert str(Citation("k")) == "k"

    def test_explained_is_confirmed_only_when_every_article_is(self) -> None:
        good, bad = Citation("k"), Citation("k", confirmed=False)

        assert Explained(1, (Step("a", (), 1, good), Step("b", (), 1))).confirmed
        assert not Explained(1, (Step("a", (), 1, good), Step("b", (), 1, bad))).confirmed
