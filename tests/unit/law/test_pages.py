"""docs/law is generated, up to date, and every citation of the code leads to a registered regulation."""

from __future__ import annotations

from ekinerja.regulation.lawbook import load, load_examples
from ekinerja.regulation.lawbook.pages import PAGES, _code, pages


def test_pages_are_up_to_date() -> None:
    texts = pages()

    there = {path.name: path.read_text(encoding="utf-8") for path in PAGES.glob("*.md")}
    assert there == texts, "run `python -m ekinerja.regulation.lawbook.pages`"


def test_every_citation_in_code_is_registered() -> None:
    register = load().register

    assert {key for key, _ in _code()} <= set(register)


def test_an_open_article_is_shown_as_open() -> None:
    assert "| terbuka |" in pages()["permenpanrb-20-2025.md"]


def test_an_unconfirmed_value_is_shown_as_such() -> None:
    page = pages()["se-menpanrb-3-2023.md"]

    assert "`law/parameters/rating/distribution.yaml` sejak 2023-01-31 | dilaksanakan, belum dipastikan" in page


def test_examples_stand_with_their_result_and_with_the_regulations_they_cite() -> None:
    texts = pages()

    assert all(f"| {item.id}" in texts["contoh.md"] for item in load_examples())
    assert "berbeda" not in texts["contoh.md"]
    assert "| TP-2: " in texts["permenaker-15-2024.md"]
    assert "bersih = 4112659.25" in texts["permenaker-15-2024.md"]
    assert "TP-2" not in texts["perbkn-3-2023.md"]
