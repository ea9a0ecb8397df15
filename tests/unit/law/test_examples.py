"""Every worked number of the domain files, read from law/examples and computed by the program."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest

from ekinerja.commands.hitung import KINDS, compute
from ekinerja.commands.hitung_input import parse
from ekinerja.regulation.lawbook.examples import Example, load_examples
from tests.unit.law.rule_cases import ANSWERS

EXAMPLES = load_examples()


def answer(example: Example) -> Any:
    if example.kind in KINDS:
        return compute(example.kind, parse(json.dumps(example.input)))
    return ANSWERS[example.kind](example.input)


def dig(node: Any, path: str) -> Any:
    for part in path.split("."):
        if isinstance(node, dict) and path in node:
            return node[path]
        node = node[int(part)] if isinstance(node, list) else node[part]
    return node


@pytest.mark.parametrize("example", EXAMPLES, ids=[example.id for example in EXAMPLES])
def test_reproduces_the_worked_number(example: Example) -> None:
    result = answer(example)

    for path, wanted in example.expect.items():
        assert dig(result, path) == wanted, path


@pytest.mark.parametrize(
    "example", [item for item in EXAMPLES if item.kind == "tunjangan"], ids=lambda example: str(example.id)
)
def test_steps_sum_to_the_result(example: Example) -> None:
    result = answer(example)

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
