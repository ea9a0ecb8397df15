"""The worked examples as text for ``docs/law``: what goes in, what comes out, and whether its source agrees."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from ekinerja.regulation.lawbook.answers.example import Worked, work
from ekinerja.regulation.lawbook.examples import load_examples

HEAD = ["| contoh | masukan | hasil | sumber | keadaan |", "| --- | --- | --- | --- | --- |"]


def work_all(folder: Path) -> tuple[Worked, ...]:
    """Compute every example of a folder of law."""
    return tuple(work(item) for item in load_examples(folder))


def examples_page(all_worked: tuple[Worked, ...]) -> str:
    """Return the page with every example, by kind."""
    lines = [
        "# Contoh hitungan",
        "",
        "Dibuat dari `law/examples`, dihitung dengan fungsi `ekinerja hitung`; jangan diubah dengan tangan.",
        "",
    ]
    for kind in dict.fromkeys(worked.example.kind for worked in all_worked):
        lines += [f"## {kind}", "", *table(worked for worked in all_worked if worked.example.kind == kind), ""]
    return "\n".join(lines)


def examples_of(short: str, all_worked: tuple[Worked, ...]) -> list[str]:
    """Return the section with the examples whose steps cite a regulation, by its short name; empty if none does."""
    found = [worked for worked in all_worked if any(_cites(step.get("pasal"), short) for step in worked.steps)]
    return ["## Contoh hitungan", "", *table(found), ""] if found else []


def table(rows: Any) -> list[str]:
    """Return the rows of a table of examples."""
    return [*HEAD, *(_row(worked) for worked in rows)]


def _cites(article: str | None, short: str) -> bool:
    return article is not None and (article == short or article.startswith(f"{short} "))


def _row(worked: Worked) -> str:
    item = worked.example
    name = f"{item.id}: {item.title}" if item.title else item.id
    found = "; ".join(f"{check.path} = {_plain(check.found)}" for check in worked.checks)
    state = "cocok" if worked.agrees else "**berbeda**"
    state += "" if worked.confirmed else ", belum dipastikan"
    cells = (name, f"`{_plain(item.input)}`", found, item.source, state)
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _plain(found: Any) -> str:
    return found if isinstance(found, str) else json.dumps(found, ensure_ascii=False, default=str)
