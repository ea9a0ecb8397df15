"""How numbers are computed: every worked example is shown, computed now, and agrees with its source."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from ekinerja.regulation import public as regulation
from ekinerja.web.law import pages, words
from tests.factories import cycle
from tests.web.cycle.conftest import browser, other_world, text_of, today_is, world

__all__ = ["browser", "other_world", "today_is", "world"]
pytestmark = pytest.mark.django_db
Browser = Callable[..., Client]


class TestExamples:
    def test_every_example_renders_and_agrees(self, world: cycle.World, browser: Browser) -> None:
        client = browser("staf")

        for item in regulation.load_examples():
            answer = client.get(f"/cara-hitung/{item.id.lower()}/")
            assert answer.status_code == 200, item.id
            assert "Berbeda" not in text_of(answer), item.id
            assert "Cocok" in text_of(answer), item.id

    def test_shows_base_rate_amount_and_article(self, world: cycle.World, browser: Browser) -> None:
        page = text_of(browser("staf").get("/cara-hitung/tp-2/"))

        for text in (
            "Rp\xa03.216.605",
            "-0,15",
            "Rp\xa0-482.490,75",
            "Permenaker 15/2024 Pasal 5",
            "Rp\xa04.112.659,25",
        ):
            assert text in page
        assert "Belum dipastikan" in page

    def test_list_is_paged_filtered_and_searched(self, world: cycle.World, browser: Browser) -> None:
        client = browser("staf")

        assert "TP-26" not in text_of(client.get("/cara-hitung/?topik=pensiun"))
        assert "PN-1" in text_of(client.get("/cara-hitung/?topik=pensiun"))
        assert "AK-1" in text_of(client.get("/cara-hitung/?q=ahli+pertama+18,75"))
        assert "Tidak ada contoh yang cocok" in text_of(client.get("/cara-hitung/?q=zzz"))

    def test_an_unknown_example_is_not_found(self, world: cycle.World, browser: Browser) -> None:
        assert browser("staf").get("/cara-hitung/tidak-ada/").status_code == 404

    def test_a_difference_is_shown(self, world: cycle.World, browser: Browser, monkeypatch: Any) -> None:
        item = next(item for item in regulation.load_examples() if item.id == "PN-1")
        monkeypatch.setattr(pages.regulation, "load_examples", lambda: (replace(item, expect={"bup": 57}),))

        assert "Berbeda" in text_of(browser("staf").get("/cara-hitung/pn-1/"))

    def test_addresses_are_unique_and_every_kind_has_a_topic(self) -> None:
        examples = regulation.load_examples()

        assert len({item.id.lower() for item in examples}) == len(examples)
        assert {words.topic_of(item.kind) for item in examples} == set(words.TOPICS)


class TestRegister:
    def test_lists_regulations_and_values(self, world: cycle.World, browser: Browser) -> None:
        client = browser("staf")

        assert "UU 20/2023" in text_of(client.get("/ketentuan/?q=uu"))
        found = text_of(client.get("/ketentuan/?bagian=nilai&q=persentase+angka+kredit"))
        assert "PermenPANRB 1/2023 Pasal 37 ayat (1)" in found

    def test_every_value_of_the_law_can_be_shown(self) -> None:
        book = regulation.lawbook()

        assert len(pages.values()) == sum(len(book.parameter(key).values) for key in book.parameter_keys())
        assert all(row.lines for row in pages.values())

    def test_values_are_in_words_without_names_of_the_program(self) -> None:
        named = " ".join(name for row in pages.values() for name, _text in row.lines)

        assert "Kenaikan pangkat" in named
        assert not {word for word in ("For rank", "Citation", "Confirmed") if word in named}
