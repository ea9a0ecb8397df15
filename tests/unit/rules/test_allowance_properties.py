"""What must hold for every scheme and every month."""

from __future__ import annotations

import dataclasses
import os
from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from ekinerja.regulation.lawbook import parse_shipped_scheme
from ekinerja.rules.allowance.case import AttendanceDay, LeaveTaken, PersonMonth
from ekinerja.rules.allowance.engine import pay
from ekinerja.rules.allowance.parse import parse_scheme
from ekinerja.rules.rating import Rating
from tests.unit.rules.schemes import plain

KEYS = ("permenaker-15-2024", "tulang-bawang", "indragiri-hulu", "permentan-68-2012")
SCHEMES = [*(parse_shipped_scheme(key) for key in KEYS), parse_scheme(plain())]
JUNE = date(2026, 6, 1)
EXAMPLES = int(os.environ.get("EKINERJA_EXAMPLES", "150"))
WORKDAYS = [date(2026, 6, n) for n in range(1, 31) if date(2026, 6, n).weekday() < 5]
FLAGS = ("absent", "missing_in", "missing_out", "no_rollcall", "no_ceremony")

minutes = st.one_of(st.just(0), st.integers(1, 480))
days = st.builds(
    AttendanceDay,
    day=st.sampled_from(WORKDAYS),
    absent=st.booleans(),
    late=minutes,
    early=minutes,
    out=minutes,
    missing_in=st.booleans(),
    missing_out=st.booleans(),
    no_rollcall=st.booleans(),
    no_ceremony=st.booleans(),
)
months = st.lists(days, max_size=22, unique_by=lambda item: item.day).map(tuple)
amounts = st.decimals(0, 50_000_000, places=2)
schemes = st.sampled_from(SCHEMES)
ratings = st.sampled_from(list(Rating))


def case(amount: Decimal, rating: Rating, month: tuple[AttendanceDay, ...] = ()) -> PersonMonth:
    return PersonMonth(month=JUNE, amount=amount, rating=rating, days=month)


@given(scheme=schemes, amount=amounts, rating=ratings, month=months)
@settings(max_examples=EXAMPLES, deadline=None)
def test_lines_sum_to_the_result(scheme, amount, rating, month) -> None:  # type: ignore[no-untyped-def]
    found = pay(scheme=scheme, case=case(amount, rating, month))

    assert sum((line.amount for line in found.lines), Decimal(0)) == found.net
    assert all(line.base * line.rate == line.amount for line in found.lines)
    assert 0 <= found.net <= found.gross


@given(scheme=schemes, amount=amounts, month=months)
@settings(max_examples=EXAMPLES, deadline=None)
def test_a_better_rating_never_pays_less(scheme, amount, month) -> None:  # type: ignore[no-untyped-def]
    paid = [pay(scheme=scheme, case=case(amount, rating, month)).net for rating in Rating]

    assert paid == sorted(paid, reverse=True)


@given(scheme=schemes, amount=amounts, rating=ratings, month=months, another=days)
@settings(max_examples=EXAMPLES, deadline=None)
def test_one_more_bad_day_never_pays_more(scheme, amount, rating, month, another) -> None:  # type: ignore[no-untyped-def]  # noqa: E501
    without = tuple(item for item in month if item.day != another.day)

    less = pay(scheme=scheme, case=case(amount, rating, (*without, another))).net
    more = pay(scheme=scheme, case=case(amount, rating, without)).net

    assert less <= more


@given(scheme=schemes, amount=amounts, rating=ratings, month=months, data=st.data())
@settings(max_examples=EXAMPLES, deadline=None)
def test_absence_instead_of_presence_never_pays_more(scheme, amount, rating, month, data) -> None:  # type: ignore[no-untyped-def]  # noqa: E501
    day = data.draw(st.sampled_from(WORKDAYS))
    clean = tuple(item for item in month if item.day != day)

    absent = pay(scheme=scheme, case=case(amount, rating, (*clean, AttendanceDay(day, absent=True)))).net

    assert absent <= pay(scheme=scheme, case=case(amount, rating, clean)).net


@given(scheme=schemes, amount=amounts, rating=ratings, month=months, more=st.integers(1, 200), data=st.data())
@settings(max_examples=EXAMPLES, deadline=None)
def test_more_minutes_never_pay_more(scheme, amount, rating, month, more, data) -> None:  # type: ignore[no-untyped-def]
    if not month:
        return
    index = data.draw(st.integers(0, len(month) - 1))
    field = data.draw(st.sampled_from(["late", "early", "out"]))
    longer = dataclasses.replace(month[index], **{field: getattr(month[index], field) + more})
    worse = (*month[:index], longer, *month[index + 1 :])

    less = pay(scheme=scheme, case=case(amount, rating, worse)).net

    assert less <= pay(scheme=scheme, case=case(amount, rating, month)).net


@given(scheme=schemes, amount=amounts, rating=ratings, month=months, data=st.data())
@settings(max_examples=EXAMPLES, deadline=None)
def test_splitting_the_data_never_changes_the_total(scheme, amount, rating, month, data) -> None:  # type: ignore[no-untyped-def]  # noqa: E501
    pieces = []
    for item in month:
        pieces.append(AttendanceDay(item.day, absent=item.absent, late=item.late, no_rollcall=item.no_rollcall))
        pieces.append(dataclasses.replace(item, absent=False, late=0, no_rollcall=False))
    shuffled = tuple(data.draw(st.permutations(pieces)))

    split = pay(scheme=scheme, case=case(amount, rating, shuffled))

    assert split.net == pay(scheme=scheme, case=case(amount, rating, month)).net


@given(scheme=st.just(SCHEMES[0]), amount=amounts, rating=ratings, month=months, step=st.integers(1, 3))
@settings(max_examples=EXAMPLES, deadline=None)
def test_leave_never_raises_the_pay(scheme, amount, rating, month, step) -> None:  # type: ignore[no-untyped-def]
    plain_month = case(amount, rating, month)
    with_leave = dataclasses.replace(plain_month, leaves=(LeaveTaken("SAKIT", step), LeaveTaken("TAHUNAN")))

    assert pay(scheme=scheme, case=with_leave).net <= pay(scheme=scheme, case=plain_month).net


@given(scheme=schemes, rating=ratings, month=months, low=amounts, high=amounts)
@settings(max_examples=EXAMPLES, deadline=None)
def test_a_higher_base_never_pays_less(scheme, rating, month, low, high) -> None:  # type: ignore[no-untyped-def]
    low, high = sorted((low, high))

    paid = [pay(scheme=scheme, case=case(amount, rating, month)).net for amount in (low, high)]

    assert paid == sorted(paid)


@given(scheme=schemes, amount=amounts, rating=ratings, month=months, data=st.data())
@settings(max_examples=EXAMPLES, deadline=None)
def test_a_day_absent_never_costs_less_than_the_same_day_at_work(scheme, amount, rating, month, data) -> None:  # type: ignore[no-untyped-def]  # noqa: E501
    if not month:
        return
    index = data.draw(st.integers(0, len(month) - 1))
    worse = (*month[:index], dataclasses.replace(month[index], absent=True), *month[index + 1 :])

    less = pay(scheme=scheme, case=case(amount, rating, worse)).net

    assert less <= pay(scheme=scheme, case=case(amount, rating, month)).net
