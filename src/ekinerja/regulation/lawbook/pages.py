"""
Writes ``docs/law/<regulation>.md``: each article with the code or parameter that carries it out, or "open".

Run ``python -m ekinerja.regulation.lawbook.pages`` after changing ``law/`` or a citation in ``rules/``.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ekinerja.regulation.lawbook.book import Lawbook, load
from ekinerja.regulation.lawbook.example_pages import examples_of, examples_page, work_all
from ekinerja.regulation.lawbook.files import LawError, keys, read
from ekinerja.regulation.lawbook.register import Regulation
from ekinerja.regulation.lawbook.schemes import parse_shipped_scheme
from ekinerja.rules.explained import Citation

STATES = {"program": "dilaksanakan", "open": "terbuka", "none": "tidak ada yang dilaksanakan"}
PROJECT = Path(__file__).resolve().parents[4]
RULES = PROJECT / "src" / "ekinerja" / "rules"
PAGES = PROJECT / "docs" / "law"


@dataclass(frozen=True, slots=True)
class Row:
    """One article of a regulation and where it went."""

    article: str
    subject: str
    where: str
    state: str
    confirmed: bool | None


def pages(book: Lawbook | None = None) -> dict[str, str]:
    """Return the text of every page by file name; a regulation nothing refers to still has its page."""
    book = book or load()
    rows, worked = _rows(book), work_all(book.folder)
    texts = {
        f"{key}.md": _page(item, rows.get(key, []), examples_of(item.short, worked))
        for key, item in book.register.items()
    }
    texts["README.md"] = _index(book, rows, len(worked))
    texts["contoh.md"] = examples_page(worked)
    return texts


def _rows(book: Lawbook) -> dict[str, list[Row]]:
    rows: dict[str, list[Row]] = {}
    for found in (_parameters(book), _schemes(book), _code(), _articles(book)):
        for key, row in found:
            if row not in rows.setdefault(key, []):
                rows[key].append(row)
    return {key: sorted(items, key=lambda row: (row.article, row.where)) for key, items in rows.items()}


def _parameters(book: Lawbook) -> Iterator[tuple[str, Row]]:
    for key in book.parameter_keys():
        parameter = book.parameter(key)
        for value in parameter.values:
            cite = value.citation
            where = f"`law/parameters/{key}.yaml` sejak {value.since.isoformat()}"
            yield cite.regulation, Row(cite.article or "-", parameter.term, where, "program", cite.confirmed)


def _schemes(book: Lawbook) -> Iterator[tuple[str, Row]]:
    for key in book.scheme_keys():
        scheme = parse_shipped_scheme(key)
        for cite in _citations(scheme):
            if cite.regulation and cite.article:
                row = Row(cite.article, scheme.title, f"`law/schemes/{key}.yaml`", "program", cite.confirmed)
                yield cite.regulation, row


def _citations(node: Any) -> Iterator[Citation]:
    if isinstance(node, Citation):
        yield node
    elif isinstance(node, dict):
        for value in node.values():
            yield from _citations(value)
    elif isinstance(node, (list, tuple)):
        for value in node:
            yield from _citations(value)
    elif hasattr(node, "__dataclass_fields__"):
        for name in node.__dataclass_fields__:
            yield from _citations(getattr(node, name))


def _code() -> Iterator[tuple[str, Row]]:
    for path in sorted(RULES.rglob("*.py")):
        module = ".".join(path.relative_to(RULES.parent).with_suffix("").parts)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Citation":
                texts = [item.value for item in node.args if isinstance(item, ast.Constant)]
                if len(texts) >= 2 and isinstance(texts[0], str) and "-" in texts[0]:
                    unconfirmed = False in texts or any(word.arg == "confirmed" for word in node.keywords)
                    row = Row(str(texts[1]) or "-", "cara menghitung", f"`{module}`", "program", not unconfirmed)
                    yield texts[0], row


def _articles(book: Lawbook) -> Iterator[tuple[str, Row]]:
    path = book.folder / "articles.yaml"
    for key, items in read(path).items():
        if key not in book.register:
            raise LawError(path=path, place=key, message="regulasi tidak terdaftar")
        for index, node in enumerate(items):
            entry = keys(path, f"{key}[{index}]", node, required=frozenset({"article", "subject", "state", "where"}))
            if entry["state"] not in STATES:
                raise LawError(path=path, place=f"{key}[{index}]", message=f"'{entry['state']}' tidak dikenal")
            yield key, Row(entry["article"], entry["subject"], entry["where"] or "-", entry["state"], None)


def _page(item: Regulation, rows: list[Row], examples: list[str]) -> str:
    lines = [
        f"# {item.short}",
        "",
        f"{item.title}.",
        "",
        f"Berlaku: {item.in_force or 'belum terbaca'}. Diundangkan: {item.promulgated or 'belum terbaca'}. "
        f"Dicabut: {item.repealed or ('ya, oleh ' + item.repealed_by if item.repealed_by else 'tidak diketahui')}. "
        f"{'Dibaca pada naskah atau kutipannya.' if item.confirmed else '**Belum dipastikan dari naskah resmi.**'}",
        "",
        f"Sumber: {item.source or 'belum ada'}",
        "",
    ]
    if not rows:
        return "\n".join(
            [*lines, "Belum ada pasal yang dipakai program; didaftar karena dirujuk peraturan lain.", "", *examples]
        )
    lines += ["| pasal | isi | dilaksanakan di | keadaan |", "| --- | --- | --- | --- |"]
    for row in rows:
        state = STATES[row.state] + ("" if row.confirmed is not False else ", belum dipastikan")
        lines.append(f"| {row.article} | {row.subject} | {row.where} | {state} |")
    return "\n".join([*lines, "", *examples])


def _index(book: Lawbook, rows: dict[str, list[Row]], examples: int) -> str:
    lines = [
        "# Peraturan dan pelaksanaannya",
        "",
        "Dibuat dari `law/` dan dari kutipan pada `src/ekinerja/rules`; jangan diubah dengan tangan.",
        "",
        "| peraturan | pasal dilaksanakan | terbuka | belum dipastikan |",
        "| --- | --- | --- | --- |",
    ]
    for key, item in sorted(book.register.items(), key=lambda pair: pair[1].short):
        found = rows.get(key, [])
        done = sum(row.state == "program" for row in found)
        still = sum(row.state == "open" for row in found)
        unsure = sum(row.confirmed is False for row in found)
        lines.append(f"| [{item.short}]({key}.md) | {done} | {still} | {unsure} |")
    lines += ["", f"[Contoh hitungan](contoh.md): {examples} kasus dalam `law/examples`, semuanya diuji.", ""]
    return "\n".join(lines)


def write_pages(folder: Path = PAGES) -> int:
    """Write every page and return how many there are."""
    folder.mkdir(parents=True, exist_ok=True)
    texts = pages()
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return len(texts)


if __name__ == "__main__":
    write_pages()
