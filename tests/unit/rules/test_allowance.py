"""The allowance engine: every step of the order, its words, and its edges."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from ekinerja.rules.allowance.attendance import longest_run
from ekinerja.rules.allowance.case import (
    ActingPost,
    AttendanceDay,
    LeaveTaken,
    PersonMonth,
    SanctionServed,
    merge_days,
)
from ekinerja.rules.allowance.engine import pay
from ekinerja.rules.allowance.ledger import PayResult
from ekinerja.rules.allowance.parse import parse_scheme
from ekinerja.rules.explained import RuleError
from ekinerja.rules.rating import Rating
from tests.unit.rules.golden import check
from tests.unit.rules.schemes import general, plain

JUNE = date(2026, 6, 1)
SCHEME = parse_scheme(plain())


def day(number: int, **events: Any) -> AttendanceDay:
    return AttendanceDay(date(2026, 6, number), **events)


def person(**changes: Any) -> PersonMonth:
    known: dict[str, Any] = {"month": JUNE, "amount": Decimal(1000000), "rating": Rating.BAIK}
    return PersonMonth(**(known | changes))


def result(document: dict[str, Any] | None = None, **changes: Any) -> PayResult:
    return pay(scheme=parse_scheme(document) if document else SCHEME, case=person(**changes))


def explained(document: dict[str, Any] | None = None, **changes: Any) -> Any:
    found = result(document, **changes)
    assert sum((line.amount for line in found.lines), Decimal(0)) == found.net
    assert found.gross + sum((line.amount for line in found.cuts), Decimal(0)) == found.net
    assert all(line.base * line.rate == line.amount for line in found.lines)
    return found


PER_MINUTE = {
    "aggregation": "PER_MINUTE",
    "per_minute": {"LATE": "0.0001", "EARLY": "0.0002"},
    "alpa": {"per_day": "0.03"},
}
TO_DAYS = {"aggregation": "ACCUMULATE_TO_DAYS", "alpa": {"per_day": "0.05"}}
TOTALS = {"base": "TOTAL", "alpa": {"per_day": "0.045", "steps": [{"days": 3, "total": "1.0"}]}, "cap": "0.8"}


class TestBase:
    def test_words(self) -> None:
        check(
            "pay_base",
            {
                "amount": lambda: explained(),
                "table": lambda: explained(amount=None, position_class=8),
                "class_unknown": lambda: explained(amount=None, position_class=9),
                "nothing": lambda: explained(amount=None),
                "no_table": lambda: explained(
                    plain(base_amount={"mode": "CLASS_TABLE"}), amount=None, position_class=9
                ),
                "zero": lambda: explained(amount=Decimal(0)),
                "index": lambda: explained(
                    plain(base_amount__mode="BASIC_TIMES_INDEX", base_amount__index={"itpp": "0.5"}),
                    amount=None,
                    position_class=8,
                ),
                "index_amount": lambda: explained(
                    plain(base_amount__mode="BASIC_TIMES_INDEX", base_amount__index={"itpp": "0.5"})
                ),
                "position": lambda: explained(
                    plain(base_amount={"mode": "POSITION_TABLE", "position_table": {"CAMAT": "9000000"}}),
                    amount=None,
                    position="CAMAT",
                ),
                "position_unknown": lambda: explained(
                    plain(base_amount={"mode": "POSITION_TABLE", "position_table": {"CAMAT": "9000000"}}),
                    amount=None,
                    position="LURAH",
                ),
                "position_missing": lambda: explained(
                    plain(base_amount={"mode": "POSITION_TABLE", "position_table": {"CAMAT": "9000000"}}),
                    amount=None,
                ),
                "criteria_8": lambda: explained(
                    general(), amount=None, position_class=8, salary_base=Decimal(4000000), rank="III/b"
                ),
                "criteria_3": lambda: explained(
                    general(), amount=None, position_class=3, salary_base=Decimal(4000000), rank="III/b"
                ),
                "criteria_14": lambda: explained(
                    general(),
                    amount=None,
                    position_class=14,
                    facts={"is_budget_user": True},
                    salary_base=Decimal(4000000),
                    rank="IV/b",
                ),
                "criteria_14_not": lambda: explained(
                    general(),
                    amount=None,
                    position_class=14,
                    facts={"is_budget_user": False},
                    salary_base=Decimal(4000000),
                    rank="IV/b",
                ),
                "criteria_fact_not_given": lambda: explained(
                    general(), amount=None, position_class=14, salary_base=Decimal(4000000), rank="IV/b"
                ),
                "before": lambda: explained(month=date(2025, 12, 1)),
                "first_month": lambda: explained(month=date(2026, 1, 1)),
                "mid_month_start": lambda: explained(plain(valid={"from": "2026-06-20"})),
                "last_month": lambda: explained(plain(valid={"from": "2026-01-01", "to": "2026-06-01"})),
                "after": lambda: explained(plain(valid={"from": "2026-01-01", "to": "2026-05-31"})),
                "day_outside": lambda: explained(days=(day(1), AttendanceDay(date(2026, 7, 1)))),
                "day_other_year": lambda: explained(days=(AttendanceDay(date(2025, 6, 1)),)),
                "quarter": lambda: explained(plain(cycle="QUARTERLY"), days=(AttendanceDay(date(2026, 4, 1)),)),
                "quarter_outside": lambda: explained(plain(cycle="QUARTERLY"), days=(AttendanceDay(date(2026, 7, 1)),)),
                "quarter_other_year": lambda: explained(
                    plain(cycle="QUARTERLY"), days=(AttendanceDay(date(2025, 6, 1)),)
                ),
                "weight_fraction": lambda: explained(
                    plain(components=[{"code": "KINERJA", "weight": "0.625"}, {"code": "DISIPLIN", "weight": "0.375"}])
                ),
            },
        )


class TestPerformance:
    def test_words(self) -> None:
        scored = {
            "performance__mapping_mode": "SCORE",
            "performance__map": {
                "SANGAT_BAIK": "100",
                "BAIK": "90",
                "BUTUH_PERBAIKAN": "70",
                "KURANG": "50",
                "SANGAT_KURANG": "30",
            },
            "performance__missing": {"policy": "SCORE", "value": "80"},
        }
        deduct = {
            "performance__mapping_mode": "DEDUCT_TOTAL",
            "performance__map": {
                "SANGAT_BAIK": "0",
                "BAIK": "0",
                "BUTUH_PERBAIKAN": "0",
                "KURANG": "0.01",
                "SANGAT_KURANG": "0.02",
            },
        }
        reports = {
            "performance": {
                "source": "DAILY_REPORT",
                "report_bands": [
                    {"from": 0, "to": 1, "pct": "1"},
                    {"from": 1, "to": 6, "pct": "0.9"},
                    {"from": 6, "pct": "0.8"},
                ],
                "no_report": "0.35",
            }
        }
        activity = {"performance": {"source": "ACTIVITY_MINUTES"}}
        bonus = {"performance__map__SANGAT_BAIK": "1.2"}
        check(
            "pay_performance",
            {
                **{rating.value: (lambda r=rating: explained(rating=r)) for rating in Rating},
                "missing_score": lambda: explained(rating=None),
                "missing_zero": lambda: explained(plain(performance__missing={"policy": "ZERO"}), rating=None),
                "missing_hold": lambda: explained(plain(performance__missing={"policy": "HOLD"}), rating=None),
                "missing_previous": lambda: explained(
                    plain(performance__missing={"policy": "PREVIOUS"}), rating=None, previous_rating=Rating.KURANG
                ),
                "missing_previous_none": lambda: explained(
                    plain(performance__missing={"policy": "PREVIOUS"}), rating=None
                ),
                "missing_error": lambda: explained(plain(performance__missing=None), rating=None),
                "scored": lambda: explained(plain(**scored), days=(day(2, late=40), day(3, early=40))),
                "scored_missing": lambda: explained(plain(**scored), rating=None),
                "scored_zero_base": lambda: explained(plain(**scored), amount=Decimal(0)),
                "deduct": lambda: explained(plain(**deduct), rating=Rating.KURANG),
                "deduct_worst": lambda: explained(plain(**deduct), rating=Rating.SANGAT_KURANG),
                "deduct_zero": lambda: explained(plain(**deduct, performance__missing={"policy": "ZERO"}), rating=None),
                "score_source": lambda: explained(plain(performance={"source": "SCORE"}), score=Decimal("87.5")),
                "score_source_missing": lambda: explained(plain(performance={"source": "SCORE"})),
                "bonus": lambda: explained(plain(**bonus), rating=Rating.SANGAT_BAIK),
                "reports_none_bad": lambda: explained(plain(**reports), bad_reports=0),
                "reports_1": lambda: explained(plain(**reports), bad_reports=1),
                "reports_5": lambda: explained(plain(**reports), bad_reports=5),
                "reports_6": lambda: explained(plain(**reports), bad_reports=6),
                "reports_missing": lambda: explained(plain(**reports)),
                "reports_not_made": lambda: explained(plain(**reports), reported=False),
                "activity": lambda: explained(plain(**activity), activity_minutes=5000, working_days=22),
                "activity_half_up": lambda: explained(
                    plain(performance={"source": "ACTIVITY_MINUTES", "activity": {"minutes_per_day": 2000000}}),
                    activity_minutes=1,
                    working_days=1,
                ),
                "activity_over": lambda: explained(plain(**activity), activity_minutes=99999, working_days=22),
                "activity_absent": lambda: explained(
                    plain(**activity),
                    activity_minutes=99999,
                    working_days=22,
                    days=(day(2, absent=True), day(3, late=20, early=10, out=5), day(4, late=900)),
                ),
                "activity_not_subtracted": lambda: explained(
                    plain(performance={"source": "ACTIVITY_MINUTES", "activity": {"subtract_absence": False}}),
                    activity_minutes=99999,
                    working_days=22,
                    days=(day(2, absent=True),),
                ),
                "activity_uncapped": lambda: explained(
                    plain(
                        performance={"source": "ACTIVITY_MINUTES", "activity": {"cap": False, "minutes_per_day": 100}}
                    ),
                    activity_minutes=3000,
                    working_days=22,
                ),
                "activity_all_absent": lambda: explained(
                    plain(**activity),
                    activity_minutes=500,
                    working_days=1,
                    days=(day(2, absent=True), day(3, absent=True)),
                ),
                "activity_no_minutes": lambda: explained(plain(**activity), working_days=22),
                "activity_no_days": lambda: explained(plain(**activity), activity_minutes=22),
                "carry_1": lambda: explained(carry_month=1),
                "carry_3": lambda: explained(carry_month=3),
                "carry_4": lambda: explained(carry_month=4),
                "carry_total": lambda: explained(plain(performance__carry_penalty__base="TOTAL"), carry_month=1),
            },
        )


class TestAttendance:
    @pytest.mark.parametrize(
        ("minutes", "code"),
        [
            (1, "TL1"),
            (30, "TL1"),
            (31, "TL2"),
            (60, "TL2"),
            (61, "TL3"),
            (90, "TL3"),
            (91, "TL4"),
            (600, "TL4"),
        ],
    )
    def test_first_and_last_minute_of_each_band(self, minutes: int, code: str) -> None:
        found = result(days=(day(2, late=minutes),))

        assert [line.code for line in found.cuts] == [code]

    def test_words(self) -> None:
        check(
            "pay_attendance",
            {
                "one_of_each": lambda: explained(
                    days=(
                        day(1, no_rollcall=True),
                        day(2, late=20),
                        day(3, late=20, early=35),
                        day(4, out=12),
                        day(5, no_ceremony=True),
                        day(8, missing_in=True),
                        day(9, missing_out=True),
                        day(10),
                        day(11, absent=True),
                        day(15, early=1),
                    )
                ),
                "alpa_drops": lambda: explained(
                    days=(day(2, absent=True, late=50, missing_out=True, no_rollcall=True),)
                ),
                "alpa_late_odd": lambda: explained(
                    plain(attendance__exclusivity=[]), days=(day(2, absent=True, late=50),)
                ),
                "two_alpa_apart": lambda: explained(days=(day(2, absent=True), day(4, absent=True))),
                "two_alpa_running": lambda: explained(days=(day(2, absent=True), day(3, absent=True))),
                "three_alpa": lambda: explained(days=(day(2, absent=True), day(4, absent=True), day(8, absent=True))),
                "over_weekend": lambda: explained(days=(day(5, absent=True), day(8, absent=True))),
                "over_holiday": lambda: explained(
                    days=(day(2, absent=True), day(4, absent=True)), holidays=frozenset({date(2026, 6, 3)})
                ),
                "missing_keeps_longer": lambda: explained(days=(day(2, missing_in=True, late=120),)),
                "missing_own_rate": lambda: explained(
                    plain(attendance__per_event={"MISSING_IN": "0.01"}), days=(day(2, missing_in=True, late=20),)
                ),
                "capped": lambda: explained(
                    days=tuple(day(n, absent=True) for n in (2, 3, 4)) + (day(5, no_rollcall=True),)
                ),
                "total_capped": lambda: explained(
                    plain(attendance=TOTALS), days=tuple(day(n, absent=True) for n in (2, 4, 8))
                ),
                "total_two_days": lambda: explained(
                    plain(attendance=TOTALS), days=(day(2, absent=True), day(4, absent=True))
                ),
                "per_minute": lambda: explained(
                    plain(attendance=PER_MINUTE), days=(day(2, late=30, early=10), day(3, late=5, out=3))
                ),
                "per_minute_with_bands": lambda: explained(
                    plain(attendance=PER_MINUTE | {"bands": [{"event": "LATE", "from": 1, "pct": "0.5", "code": "T"}]}),
                    days=(day(2, late=30),),
                ),
                "stand_of_few_minutes": lambda: explained(
                    plain(attendance__missing_in={"as": "LATE", "minutes": 1}),
                    days=(day(2, missing_in=True, late=40), day(3, missing_in=True)),
                ),
                "to_days_under": lambda: explained(plain(attendance=TO_DAYS), days=(day(2, late=449),)),
                "to_days_exact": lambda: explained(
                    plain(attendance=TO_DAYS), days=(day(2, late=200), day(3, early=200, out=50))
                ),
                "to_days_with_absent": lambda: explained(
                    plain(attendance=TO_DAYS), days=(day(2, late=900), day(3, absent=True))
                ),
                "minutes_as_day": lambda: explained(
                    plain(attendance__alpa={"per_day": "0.04", "when_minutes_over": 450}),
                    days=(day(2, late=300, early=151), day(3, late=300, early=150)),
                ),
                "no_alpa_rule": lambda: explained(
                    plain(attendance__alpa=None), days=(day(2, absent=True), day(3, absent=True), day(4, out=1))
                ),
                "no_rules": lambda: explained(
                    plain(attendance={"base": "COMPONENT"}), days=(day(2, late=5), day(3, late=5, missing_in=True))
                ),
                "exempt": lambda: explained(group="JPT", days=(day(2, late=20),)),
                "exempt_two_kinds": lambda: explained(group="JPT", days=(day(2, late=20), day(3, no_rollcall=True))),
                "to_days_of_six_hours": lambda: explained(
                    plain(attendance=TO_DAYS | {"minutes_per_day": 360}), days=(day(2, late=360),)
                ),
                "exempt_clean": lambda: explained(group="JPT"),
                "other_group": lambda: explained(group="PELAKSANA", days=(day(2, late=20),)),
                "refused": lambda: explained(
                    plain(attendance__per_event={"LEAVE_REFUSED": "0.006"}), days=(day(2, leave_refused=True),)
                ),
                "drop_by_missing": lambda: explained(
                    plain(
                        attendance__per_event={"MISSING_IN": "0.015"},
                        attendance__exclusivity=[{"when": "MISSING_IN", "drop": ["LATE"]}],
                    ),
                    days=(day(2, late=20, missing_in=True),),
                ),
            },
        )

    def test_longest_run(self) -> None:
        def run(*numbers: int, off: tuple[int, ...] = ()) -> int:
            return longest_run([date(2026, 6, n) for n in numbers], frozenset(date(2026, 6, n) for n in off))

        assert run() == 0
        assert run(2) == 1
        assert run(3, 2) == 2
        assert run(2, 2) == 1
        assert run(5, 8) == 2  # Friday and Monday
        assert run(4, 8) == 1
        assert run(2, 4, off=(3,)) == 2
        assert run(1, 2, 4, 5, 8, 10) == 3
        assert run(1, 4) == 1
        assert run(1, 4, off=(2,)) == 1
        assert run(1, 4, off=(3,)) == 1
        assert run(1, 4, off=(2, 3)) == 2


class TestMerge:
    def test_the_same_day_twice_is_one_day(self) -> None:
        merged = merge_days((day(3, late=20), day(2, absent=True), day(3, early=5, no_rollcall=True)))

        assert merged == (day(2, absent=True), day(3, late=20, early=5, no_rollcall=True))

    def test_the_same_minutes_twice_count_once(self) -> None:
        assert merge_days((day(3, late=20), day(3, late=20))) == (day(3, late=20),)

    def test_order_does_not_matter(self) -> None:
        assert merge_days((day(3), day(2))) == (day(2), day(3))

    @pytest.mark.parametrize("field", ["late", "early", "out"])
    def test_contradicting_minutes_are_refused(self, field: str) -> None:
        with pytest.raises(RuleError) as caught:
            merge_days((day(3, **{field: 20}), day(3, **{field: 25})))

        assert (caught.value.code, caught.value.field) == ("TANGGAL_GANDA", "hari")
        assert caught.value.message == "Tanggal 2026-06-03 ditulis dua kali dengan menit yang berbeda."

    @pytest.mark.parametrize(
        "flag", ["absent", "missing_in", "missing_out", "no_rollcall", "no_ceremony", "leave_refused"]
    )
    def test_flags_of_both_entries_count(self, flag: str) -> None:
        merged = merge_days((day(3, **{flag: True}), day(3)))

        assert getattr(merged[0], flag) is True


class TestLeaveAndSanctions:
    def test_words(self) -> None:
        def leave(kind: str, month: int | None = None, days: int | None = None, **more: Any) -> Any:
            return explained(leaves=(LeaveTaken(kind, month, days),), **more)

        absent = (day(2, absent=True),)
        check(
            "pay_leave",
            {
                "annual": lambda: leave("TAHUNAN", days=1),
                "annual_keeps_cuts": lambda: leave("TAHUNAN", days=1, rating=Rating.KURANG),
                "sick_1": lambda: leave("SAKIT", 1),
                "sick_without_month": lambda: leave("SAKIT"),
                "sick_2": lambda: leave("SAKIT", 2),
                "sick_3": lambda: leave("SAKIT", 3),
                "sick_4": lambda: leave("SAKIT", 4),
                "sick_by_day": lambda: leave("SAKIT", days=1),
                "sick_2_by_day": lambda: leave("SAKIT", 2, 3),
                "sick_2_replaces": lambda: leave("SAKIT", 2, rating=Rating.KURANG),
                "big_3": lambda: leave("BESAR", 3),
                "big_4": lambda: leave("BESAR", 4),
                "miscarriage_30": lambda: leave("SAKIT_GUGUR", days=30),
                "miscarriage_31": lambda: leave("SAKIT_GUGUR", days=31),
                "miscarriage_45": lambda: leave("SAKIT_GUGUR", days=45),
                "miscarriage_46": lambda: leave("SAKIT_GUGUR", days=46),
                "miscarriage_unknown": lambda: leave("SAKIT_GUGUR"),
                "cltn": lambda: leave("CLTN"),
                "cltn_by_day": lambda: leave("CLTN", days=1),
                "component": lambda: leave("MELAHIRKAN_4"),
                "weaker_than_cuts": lambda: explained(
                    leaves=(LeaveTaken("MELAHIRKAN_4"),), rating=Rating.SANGAT_KURANG
                ),
                "equal_to_cuts": lambda: explained(
                    plain(leave=[{"type": "SAKIT", "deduct": "0.24"}]),
                    leaves=(LeaveTaken("SAKIT"),),
                    rating=Rating.KURANG,
                ),
                "strongest_counts": lambda: explained(leaves=(LeaveTaken("SAKIT", 2), LeaveTaken("BESAR", 2))),
                "strongest_first": lambda: explained(leaves=(LeaveTaken("BESAR", 2), LeaveTaken("SAKIT", 2))),
                "added": lambda: explained(
                    plain(leave_apply_mode="ADD"), leaves=(LeaveTaken("SAKIT", 2),), days=absent
                ),
                "unknown": lambda: leave("BERSAMA"),
                "no_rules": lambda: explained(plain(leave=None), leaves=(LeaveTaken("SAKIT", 2),)),
                "endless_days": lambda: explained(
                    plain(leave=[{"type": "SAKIT_GUGUR", "unit": "DAY", "pct_per_day": "0.01"}]),
                    leaves=(LeaveTaken("SAKIT_GUGUR", None, 200),),
                ),
            },
        )

        def served(key: str, month: int = 1, lower: int | None = None, **more: Any) -> Any:
            return explained(sanctions=(SanctionServed(key, month, lower),), **more)

        check(
            "pay_sanctions",
            {
                "first_month": lambda: served("23"),
                "last_month": lambda: served("23", 6),
                "over": lambda: served("23", 7),
                "nine": lambda: served("24", 9),
                "component": lambda: served("TEGURAN_TERTULIS", 2),
                "endless": lambda: served("PEMBERHENTIAN", 99),
                "unknown": lambda: served("TUNDA_KGB"),
                "no_rules": lambda: explained(
                    plain(discipline_sanction=None), sanctions=(SanctionServed("23", 1, None),)
                ),
                "lower_class": lambda: served("27", 1, 7, amount=None, position_class=8),
                "lower_class_with_amount": lambda: served("27", 1, 7, position_class=8),
                "lower_class_and_cut": lambda: served("23", 1, 7, amount=None, position_class=8),
                "lower_class_off": lambda: explained(
                    plain(discipline_sanction=[{"ids": [23], "pct": "0.25", "months": 6}]),
                    amount=None,
                    position_class=8,
                    sanctions=(SanctionServed("23", 1, 7),),
                ),
                "floor": lambda: explained(
                    rating=Rating.KURANG,
                    days=absent,
                    sanctions=(SanctionServed("PEMBERHENTIAN"), SanctionServed("23")),
                ),
            },
        )


class TestAdditions:
    def test_words(self) -> None:
        def acting(kind: str, below: bool, start: date, end: date | None = None, **more: Any) -> Any:
            post = ActingPost(kind, below, Decimal(1500000), start, end)
            return explained(acting=(post,), **more)

        check(
            "pay_additions",
            {
                "cpns": lambda: explained(status="CPNS"),
                "cpns_after_cuts": lambda: explained(status="CPNS", rating=Rating.KURANG),
                "cpns_stale": lambda: explained(status="CPNS", permanent_since=JUNE),
                "cpns_next_month": lambda: explained(status="CPNS", permanent_since=date(2026, 6, 2)),
                "study": lambda: explained(status="TUGAS_BELAJAR"),
                "pppk": lambda: explained(status="PPPK"),
                "mpp_unruled": lambda: explained(status="MPP"),
                "acting": lambda: acting("PLT", False, date(2026, 4, 1)),
                "acting_late": lambda: acting("PLT", False, date(2026, 4, 2)),
                "acting_ended": lambda: acting("PLT", False, date(2026, 4, 1), date(2026, 5, 30)),
                "acting_to_the_end": lambda: acting("PLH", False, date(2026, 4, 1), date(2026, 5, 31)),
                "acting_other_kind": lambda: acting("PJ", False, date(2026, 4, 1)),
                "acting_below": lambda: acting("PLT", True, date(2026, 4, 1)),
                "acting_below_less": lambda: acting("PLT", True, date(2026, 4, 1), amount=Decimal(2000000)),
                "acting_below_none": lambda: explained(
                    plain(acting={"min_calendar_months": 1}),
                    acting=(ActingPost("PLT", True, Decimal(1500000), date(2026, 1, 1)),),
                ),
                "acting_same_none": lambda: explained(
                    plain(acting={"min_calendar_months": 1}),
                    acting=(ActingPost("PLT", False, Decimal(1500000), date(2026, 6, 1)),),
                ),
                "acting_january": lambda: explained(
                    month=date(2026, 1, 1),
                    acting=(ActingPost("PLT", False, Decimal(1500000), date(2025, 11, 1), date(2025, 12, 31)),),
                ),
                "acting_unruled": lambda: explained(
                    plain(acting=None), acting=(ActingPost("PLT", False, Decimal(1), JUNE),)
                ),
                "profession_less": lambda: explained(profession_allowance=Decimal(400000)),
                "profession_more": lambda: explained(profession_allowance=Decimal(1400000)),
                "profession_off": lambda: explained(
                    plain(profession_allowance="NONE"), profession_allowance=Decimal(1)
                ),
                "correction_up": lambda: explained(correction=Decimal(50000)),
                "correction_down": lambda: explained(correction=Decimal(-50000)),
                "correction_too_much": lambda: explained(correction=Decimal(-1050000)),
                "correction_exact": lambda: explained(correction=Decimal(-1000000)),
                "correction_unruled": lambda: explained(plain(deductions=None), correction=Decimal(1)),
            },
        )
