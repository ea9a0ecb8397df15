"""Worked examples of ``law/examples``: the same files feed tests, the documentation and the explanation screen."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ekinerja.regulation.lawbook.files import LawError, keys, law_folder, read

_REQUIRED = frozenset({"id", "kind", "source", "input", "expect"})


@dataclass(frozen=True, slots=True)
class Example:
    """One worked example with its source; ``expect`` maps a path in the answer to its value."""

    id: str
    kind: str
    title: str
    source: str
    input: dict[str, Any]
    expect: dict[str, Any]
    file: str


def load_examples(folder: Path | None = None) -> tuple[Example, ...]:
    """
    Return every example, in file order.

    :raises LawError: if a file is not a list of complete examples
    """
    rows = []
    for path in sorted(((folder or law_folder()) / "examples").glob("*.yaml")):
        document = read(path)
        if not isinstance(document, list):
            raise LawError(path=path, place="", message="harus daftar contoh")
        for index, node in enumerate(document):
            entry = keys(path, f"[{index}]", node, required=_REQUIRED, optional=frozenset({"title"}))
            rows.append(
                Example(
                    entry["id"],
                    entry["kind"],
                    entry.get("title", ""),
                    entry["source"],
                    entry["input"],
                    entry["expect"],
                    path.name,
                )
            )
    return tuple(rows)
