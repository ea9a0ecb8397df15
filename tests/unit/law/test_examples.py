"""Every worked number of the domain files, read from law/examples and computed by the program."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from ekinerja.regulation.lawbook.answers.example import answer_of, work
from ekinerja.regulation.lawbook.examples import Example, load_examples

EXAMPLES = load_examples()


@pytest.mark.parametrize("example", EXAMPLES, ids=[example.id for example in EXAMPLES])
def test_reproduces_the_worked_number(example: Example) -> None:
    worked = work(example)

    assert worked.checks
    for check in worked.checks:
        assert check.found == check.wanted, check.path
    assert worked.agrees


@pytest.mark.parametrize(
    "example", [item for item in EXAMPLES if item.kind == "tunjangan"], ids=lambda example: str(example.id)
)
def test_steps_sum_to_the_result(example: Example) -> None:
    result = answer_of(example)

    assert sum(Decimal(step["jumlah"]) for step in result["langkah"]) == Decimal(result["bersih"])
    cuts = sum(Decimal(cut["jumlah"]) for cut in result["potongan"])
    assert Decimal(result["bruto"]) - cuts == Decimal(result["bersih"])
    for step in result["langkah"]:
        assert Decimal(step["dasar"]) * Decimal(step["tarif"]) == Decimal(step["jumlah"])


def test_identifiers_are_unique() -> None:
    ids = [example.id for example in EXAMPLES]

    assert len(ids) == len(set(ids))


def test_every_numbered_case_of_the_domain_files_is_here() -> None:
    ids = {example.id.rstrip("abcdef") for example in EXAMPLES}

    assert {f"AK-{n}" for n in (1, 2, 3, 4, 5, 6, 7, 8, 10, 11)} <= ids
    assert {f"TP-{n}" for n in (1, 2, 3, 4, 5, 7, 9, 10, 12, 13, 14, 15)} <= ids


def test_a_value_that_differs_from_its_source_does_not_agree() -> None:
    wrong = replace(EXAMPLES[0], expect={**EXAMPLES[0].expect, "tidak.ada": "1"})

    assert not work(wrong).agrees


def test_most_examples_explain_themselves_in_steps() -> None:
    without = {item.kind for item in EXAMPLES if not work(item).steps}

    assert without <= {"distribusi", "pak", "tabel-ak", "tabel-pendidikan", "tabel-dasar", "besaran-indeks"}
