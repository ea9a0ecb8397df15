"""
Joins the fragments ``docs/glossary/<module>.yaml`` into ``docs/glossary.md``.

Run ``python -m tests.architecture.glossary`` after changing a fragment.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from pathlib import Path

import yaml

from tests.architecture.sources import PROJECT, Source, sources

FRAGMENTS = PROJECT / "docs" / "glossary"
PAGE = PROJECT / "docs" / "glossary.md"
TERM = re.compile(r"Statutory term:\s+(.+?)\.(?:\s|$)", re.DOTALL)
KEYS = {"english", "statutory", "article", "not_used"}


@dataclass(frozen=True)
class Entry:
    """One English term bound to one statutory term."""

    english: str
    statutory: str
    article: str
    not_used: tuple[str, ...]
    where: str

    @property
    def key(self) -> str:
        return normal(self.statutory)


def normal(text: str) -> str:
    """A term without case and surplus blanks, to be compared."""
    return " ".join(text.casefold().split())


def read(file: Path) -> list[Entry]:
    """Read one fragment; a wrong shape is an error that names the file and the entry."""
    rows = yaml.safe_load(file.read_text(encoding="utf-8")) or []
    entries = []
    for number, row in enumerate(rows, start=1):
        where = f"docs/glossary/{file.name}:entry {number}"
        if not isinstance(row, dict) or not {"english", "statutory"} <= set(row) <= KEYS:
            raise ValueError(f"{where}: write english, statutory, article, not_used")
        not_used = tuple(str(word) for word in row.get("not_used") or ())
        article = str(row.get("article") or "")
        entries.append(Entry(str(row["english"]), str(row["statutory"]), article, not_used, where))
    return entries


def entries() -> list[Entry]:
    """All entries of all fragments."""
    return [entry for file in sorted(FRAGMENTS.glob("*.yaml")) for entry in read(file)]


def terms(source: Source) -> list[tuple[str, str, int]]:
    """The classes of a source with a statutory term: name, term, line."""
    found = []
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ClassDef) and (match := TERM.search(ast.get_docstring(node) or "")):
            found.append((node.name, match[1], node.lineno))
    return found


def all_terms() -> list[tuple[str, str, str]]:
    """All classes with a statutory term: name, term, file:line."""
    return [(name, term, f"{source.name}:{line}") for source in sources() for name, term, line in terms(source)]


def page(listed: list[Entry]) -> str:
    """The glossary as a page, in the order of the statutory terms."""
    lines = [
        "# Glossary",
        "",
        "One English identifier for one statutory term. Made from `docs/glossary/*.yaml` by",
        "`python -m tests.architecture.glossary`; change the fragments, not this page.",
        "",
        "| statutory term | identifier | article | not to be used |",
        "| --- | --- | --- | --- |",
    ]
    for entry in sorted(listed, key=lambda entry: (entry.key, entry.english)):
        cells = (entry.statutory, f"`{entry.english}`", entry.article, ", ".join(entry.not_used))
        lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(entries()), encoding="utf-8")
