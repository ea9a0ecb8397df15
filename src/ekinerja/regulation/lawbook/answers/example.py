"""Runs a worked example of ``law/examples`` and compares it with what its source says."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ekinerja.regulation.lawbook.answers import KINDS, compute
from ekinerja.regulation.lawbook.answers.cases import ANSWERS
from ekinerja.regulation.lawbook.answers.fields import parse
from ekinerja.regulation.lawbook.examples import Example


@dataclass(frozen=True, slots=True)
class Check:
    """One value the source gives, and what the program computes for it."""

    path: str
    wanted: Any
    found: Any

    @property
    def agrees(self) -> bool:
        """Tell whether the two are the same."""
        return bool(self.wanted == self.found)


@dataclass(frozen=True, slots=True)
class Worked:
    """An example with the answer of the program and the comparison with its source."""

    example: Example
    answer: dict[str, Any]
    checks: tuple[Check, ...]

    @property
    def agrees(self) -> bool:
        """Tell whether every value of the source came out."""
        return all(check.agrees for check in self.checks)

    @property
    def steps(self) -> list[dict[str, Any]]:
        """The steps of the answer in order; those of its rows first."""
        rows = [step for row in self.answer.get("baris", ()) for step in row["langkah"]]
        return [*rows, *self.answer.get("langkah", ())]

    @property
    def confirmed(self) -> bool:
        """Tell whether everything used was read in an official text."""
        return not any(found is False for found in _marks(self.answer))


def work(example: Example) -> Worked:
    """
    Compute an example as ``ekinerja hitung`` would, and compare.

    :raises RuleError: if the input of the example is bad
    """
    answer = answer_of(example)
    return Worked(
        example, answer, tuple(Check(path, wanted, _dig(answer, path)) for path, wanted in example.expect.items())
    )


def answer_of(example: Example) -> dict[str, Any]:
    """Return what the program computes for the input of an example."""
    if example.kind in KINDS:
        return compute(example.kind, parse(json.dumps(example.input)))
    return ANSWERS[example.kind](example.input)


def _marks(node: Any) -> Iterator[Any]:
    if isinstance(node, dict):
        if "terkonfirmasi" in node:
            yield node["terkonfirmasi"]
        for value in node.values():
            yield from _marks(value)
    elif isinstance(node, list):
        for value in node:
            yield from _marks(value)


def _dig(node: Any, path: str) -> Any:
    for part in path.split("."):
        if isinstance(node, dict) and path in node:
            return node[path]
        try:
            node = node[int(part)] if isinstance(node, list) else node[part]
        except (KeyError, IndexError, TypeError):
            return None
    return node
