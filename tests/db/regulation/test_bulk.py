"""The bulk path gives the engine's amounts to the last digit, on random people and on every kind of scheme."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from ekinerja.commands import simulasi_load
from ekinerja.commands.simulasi_data import Person, SimulationData
from ekinerja.commands.simulasi_database import Connection, database
from ekinerja.commands.simulasi_run import STEPS, run_scheme
from ekinerja.regulation.lawbook import parse_shipped_scheme
from ekinerja.regulation.lawbook.bulk import Unsupported, compile_scheme
from ekinerja.rules.allowance.case import AttendanceDay, LeaveTaken, PersonMonth, SanctionServed
from ekinerja.rules.allowance.engine import pay
from ekinerja.rules.allowance.parse import parse_scheme
from ekinerja.rules.allowance.scheme import Scheme
from ekinerja.rules.explained import RuleError
from ekinerja.rules.rating import Rating
from tests.unit.rules.schemes import general, plain

MINUTES = (0, 0, 1, 30, 31, 60, 61, 90, 91, 120, 300, 449, 450, 451)
SCORED = {"SANGAT_BAIK": "100", "BAIK": "90", "BUTUH_PERBAIKAN": "70", "KURANG": "50", "SANGAT_KURANG": "30"}
DEDUCT = {"SANGAT_BAIK": "0", "BAIK": "0", "BUTUH_PERBAIKAN": "0", "KURANG": "0.01", "SANGAT_KURANG": "0.02"}
TO_DAYS = {"aggregation": "ACCUMULATE_TO_DAYS", "alpa": {"per_day": "0.05", "when_minutes_over": 450}}
PER_MINUTE = {
    "aggregation": "PER_MINUTE",
    "per_minute": {"LATE": "0.0001", "EARLY": {"pct": "0.0002", "base": "TOTAL"}},
    "alpa": {"per_day": "0.045", "base": "TOTAL", "steps": [{"days": 3, "total": "1"}]},
    "missing_in": {"as": "LATE", "minutes": 91},
    "cap": "0.5",
}
OWN_RATES = {
    "per_event": {"MISSING_IN": "0.015", "MISSING_OUT": "0.0125", "LEAVE_REFUSED": {"pct": "0.006", "base": "TOTAL"}},
    "exclusivity": [{"when": "MISSING_IN", "drop": ["LATE"]}, {"when": "LATE", "drop": ["EARLY"]}],
    "bands": [{"event": "LATE", "from": 1, "pct": "0.02", "code": "T"}],
}


def schemes() -> dict[str, Scheme]:
    keys = ("permenaker-15-2024", "tulang-bawang", "indragiri-hulu", "permentan-68-2012", "lubuklinggau-2022")
    documents: dict[str, dict[str, Any]] = {
        "general": general(),
        "plain": plain(),
        "gross_tax": general(deductions__pph21__on="GROSS", rounding={"unit": "100", "mode": "DOWN"}),
        "no_salary": general(deductions__bpjs_kes__base_includes_salary=False, rounding={"unit": 10, "mode": "UP"}),
        "half_even": plain(rounding={"unit": 1, "mode": "HALF_EVEN"}),
        "scored": plain(performance__mapping_mode="SCORE", performance__map=SCORED),
        "deduct": plain(
            performance__mapping_mode="DEDUCT_TOTAL", performance__map=DEDUCT, performance__missing={"policy": "ZERO"}
        ),
        "hold": plain(performance__missing={"policy": "HOLD"}),
        "required": plain(performance__missing=None),
        "bonus": plain(performance__map__SANGAT_BAIK="1.15"),
        "carry_total": plain(performance__carry_penalty__base="TOTAL"),
        "score_source": plain(performance={"source": "SCORE"}),
        "to_days": plain(attendance=TO_DAYS),
        "per_minute": plain(attendance=PER_MINUTE),
        "own_rates": plain(attendance=OWN_RATES),
        "no_attendance_rules": plain(attendance={"base": "TOTAL"}),
        "leave_added": plain(leave_apply_mode="ADD"),
        "no_leave": plain(leave=None, discipline_sanction=None, status_multiplier=None),
        "no_profession": plain(profession_allowance="NONE", deductions=None),
        "index": plain(base_amount__mode="BASIC_TIMES_INDEX", base_amount__index={"itpp": "0.59112978"}),
        "ended": plain(valid={"from": "2026-01-01", "to": "2026-05-31"}),
        "from_later": plain(valid={"from": "2026-07-01"}),
    }
    found = {key: parse_shipped_scheme(key) for key in keys}
    return found | {key: parse_scheme(document) for key, document in documents.items()}


SCHEMES = schemes()


def a_day(generator: random.Random, number: int) -> AttendanceDay:
    rare = {
        name: generator.random() < 0.15
        for name in ("missing_in", "missing_out", "no_rollcall", "no_ceremony", "leave_refused")
    }
    return AttendanceDay(
        date(2026, 6, number),
        absent=generator.random() < 0.25,
        late=generator.choice(MINUTES),
        early=generator.choice(MINUTES),
        out=generator.choice(MINUTES),
        **rare,
    )


def a_case(generator: random.Random) -> PersonMonth:
    pick = generator.choice
    numbers = sorted(generator.sample(range(1, 31), pick([0, 0, 1, 3, 8])))
    kinds = ["TAHUNAN", "SAKIT", "BESAR", "SAKIT_GUGUR", "CLTN", "MELAHIRKAN_4"]
    leaves = [
        LeaveTaken(pick(kinds), pick([None, 1, 2, 4]), pick([None, 10, 31, 45, 46]))
        for _ in range(pick([0, 0, 0, 1, 2]))
    ]  # noqa: E501
    keys = ["23", "24", "TEGURAN_LISAN", "PEMBERHENTIAN", "TEGURAN_TERTULIS", "TUNDA_KGB"]
    sanctions = [SanctionServed(pick(keys), pick([1, 2, 6, 7])) for _ in range(pick([0, 0, 0, 0, 1, 2]))]
    return PersonMonth(
        month=date(2026, 6, 1),
        amount=pick([None, None, Decimal(0), Decimal(generator.randint(1, 3 * 10**9)).scaleb(-2)]),
        position_class=pick([None, 1, 3, 7, 8, 14, 17]),
        rating=pick([None, *Rating]),
        score=pick([None, Decimal("87.55"), Decimal(100), Decimal(0)]),
        carry_month=pick([None, None, 1, 3, 4]),
        days=tuple(a_day(generator, number) for number in numbers),
        holidays=frozenset({date(2026, 6, 3), date(2026, 6, 16)}),
        leaves=tuple(leaves),
        sanctions=tuple(sanctions),
        status=pick(["PNS", "PNS", "PPPK", "CPNS", "TUGAS_BELAJAR", "MPP"]),
        permanent_since=pick([None, date(2026, 6, 1), date(2026, 6, 2)]),
        group=pick([None, None, "JPT", "PELAKSANA"]),
        facts=pick([{}, {"is_budget_user": True}, {"is_budget_user": False}]),
        profession_allowance=pick([Decimal(0), Decimal(0), Decimal("400000.50"), Decimal(90000000)]),
        correction=pick([Decimal(0), Decimal(0), Decimal("-123456.78"), Decimal(50000), Decimal(-99000000)]),
        salary_base=pick([None, Decimal(4000000), Decimal(11900000), Decimal(13000000)]),
        rank=pick([None, "I/a", "II/b", "III/c", "IV/e", "V"]),
    )


@pytest.fixture(scope="module")
def loaded() -> Iterator[tuple[Connection, SimulationData]]:
    generator = random.Random(20261121)
    people = [Person(n, f"{n:018}", f"U{n % 7}", a_case(generator)) for n in range(1, 1501)]
    data = SimulationData(people=people, holidays=frozenset({date(2026, 6, 3), date(2026, 6, 16)}))
    with database() as connection:
        simulasi_load.load(connection, data)
        yield connection, data


@pytest.mark.parametrize("key", sorted(SCHEMES))
def test_equals_the_engine_to_the_last_digit(key: str, loaded: tuple[Connection, SimulationData]) -> None:
    connection, data = loaded
    scheme = SCHEMES[key]

    run = run_scheme(connection, scheme, data)

    assert run.reason == ""
    refused = 0
    for person in data.people:
        try:
            wanted = pay(scheme=scheme, case=person.case).net
        except RuleError:
            refused += 1
            assert person.id in run.refused_in_bulk, person
            continue
        assert person.id not in run.refused_in_bulk, person
        paid = run.paid[person.id]
        assert paid["bersih"] == wanted, person
        assert sum((paid[step] for step in STEPS), Decimal(0)) == wanted
    assert refused < len(data.people) or key in {"ended", "from_later"}


@pytest.mark.parametrize(
    "document",
    [
        plain(performance={"source": "ACTIVITY_MINUTES"}),
        plain(performance__missing={"policy": "PREVIOUS"}),
        plain(base_amount={"mode": "POSITION_TABLE", "position_table": {"CAMAT": "1"}}),
        plain(deductions={"pph21": {"method": "TER", "ter": {"A": [{"from": 0, "pct": "0.1"}]}}}),
        general(base_amount__criteria__1__when={"daerah_terpencil": True}),
    ],
)
def test_says_what_only_the_engine_computes(document: dict[str, Any]) -> None:
    with pytest.raises(Unsupported):
        compile_scheme(parse_scheme(document), largest=1)


def test_large_amounts_fall_back_to_numeric() -> None:
    small = compile_scheme(SCHEMES["permenaker-15-2024"], largest=10**8)
    large = compile_scheme(SCHEMES["general"], largest=10**15)

    assert "::numeric" not in small.sql
    assert "::numeric" in large.sql
