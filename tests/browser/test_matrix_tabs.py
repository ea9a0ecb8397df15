"""One matrix in two tabs of a browser: what was typed in one is not lost by the other, and cells that differ."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from playwright.sync_api import expect

from ekinerja.kernel.tenancy import context
from ekinerja.planning.models import Outcome
from tests.browser.driving import follow
from tests.browser.matrix_scene import Scene

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(240)]
SAVING = "**/matriks/sel/"
LATEST = "**/matriks/terbaru/*"
# The page asks what changed when it comes into sight again.
ASK = "document.dispatchEvent(new Event('visibilitychange'))"
NOTE_CHANGES = """cell => new MutationObserver(() => { document.body.dataset.said = cell.textContent; })
  .observe(cell, {childList: true, subtree: true, characterData: true})"""


class TestTwoTabs:
    def test_both_keep_what_the_server_has_not_got_yet(self, scene: Scene, open_page: Callable[..., Any]) -> None:
        first = open_page(scene.path, account=scene.accounts["kabid"])
        tabs = first.context
        second = tabs.new_page()
        second.goto(scene.path)
        tabs.route(SAVING, lambda route: route.abort())
        scene.write(first, "rekan", 1, "Dari tab pertama")
        expect(scene.cell(first, "rekan", 1)).to_contain_text("belum tersimpan")
        scene.write(second, "staf", 2, "Dari tab kedua")
        expect(scene.cell(second, "staf", 2)).to_contain_text("belum tersimpan")
        assert scene.texts() == {}
        first.close()
        second.close()
        tabs.unroute(SAVING)

        again = tabs.new_page()
        again.goto(scene.path)

        expect(scene.cell(again, "rekan", 1)).to_contain_text("menunggu SKP")
        expect(scene.cell(again, "staf", 2)).to_contain_text("menjadi RHK 1")
        assert scene.texts() == {("Rekan", 1): "Dari tab pertama", ("Staf", 2): "Dari tab kedua"}
        left = again.evaluate("Object.keys(localStorage).filter(key => key.startsWith('matriks:'))")
        assert left == []

    def test_one_that_saves_leaves_what_the_other_keeps(self, scene: Scene, open_page: Callable[..., Any]) -> None:
        first = open_page(scene.path, account=scene.accounts["kabid"])
        second = first.context.new_page()
        second.goto(scene.path)
        first.route(SAVING, lambda route: route.abort())
        scene.write(first, "rekan", 1, "Dari tab pertama")
        expect(scene.cell(first, "rekan", 1)).to_contain_text("belum tersimpan")
        scene.write(second, "staf", 1, "Dari tab kedua")
        expect(scene.cell(second, "staf", 1)).to_contain_text("menjadi RHK 1")
        first.close()

        second.reload()

        expect(scene.cell(second, "rekan", 1)).to_contain_text("menunggu SKP")
        assert scene.texts() == {("Rekan", 1): "Dari tab pertama", ("Staf", 1): "Dari tab kedua"}


class TestSlowAnswer:
    def test_of_before_a_save_does_not_put_the_old_words_back(
        self, scene: Scene, open_page: Callable[..., Any]
    ) -> None:
        page = open_page(scene.path, account=scene.accounts["kabid"])
        scene.write(page, "staf", 1, "Kata pertama")
        expect(scene.cell(page, "staf", 1)).to_contain_text("menjadi RHK 1")
        held: list[Any] = []
        page.route(LATEST, lambda route: route.continue_() if held else held.append(route))
        page.evaluate(ASK)
        while not held:
            page.evaluate("new Promise(requestAnimationFrame)")
        answer = held[0].fetch()
        with page.expect_response(SAVING):
            scene.write(page, "staf", 1, "Kata kedua")
        assert scene.texts() == {("Staf", 1): "Kata kedua"}
        assert "Kata pertama" in answer.text()

        scene.cell(page, "staf", 1).evaluate(NOTE_CHANGES)
        with page.expect_response(LATEST):
            held[0].fulfill(response=answer)
        with page.expect_response(LATEST):
            page.evaluate(ASK)

        expect(scene.cell(page, "staf", 1)).to_contain_text("Kata kedua")
        expect(page.locator("body")).not_to_have_attribute("data-said", re.compile("."))


class TestCellsThatDiffer:
    @pytest.mark.parametrize(("width", "scripts"), [(1280, True), (390, True), (390, False)])
    def test_take_the_members_words_over_with_the_keyboard(
        self,
        scene: Scene,
        open_page: Callable[..., Any],
        assert_accessible: Any,
        assert_fits: Any,
        width: int,
        scripts: bool,
    ) -> None:
        page = open_page(scene.path, account=scene.accounts["kabid"])
        scene.write(page, "staf", 1, "Terlayaninya ibu hamil")
        expect(scene.cell(page, "staf", 1)).to_contain_text("menjadi RHK 1")
        with transaction.atomic(), context.agency(scene.agency):
            Outcome.objects.filter(plan=scene.mine).update(text="Terlayaninya ibu hamil sesuai standar", revision=2)
        page = open_page(scene.path, account=scene.accounts["kabid"], width=width, scripts=scripts)

        page.get_by_text("Berbeda dari SKP anggota (1)").click()
        if scripts:
            assert_accessible(page)
            assert_fits(page)
        button = page.get_by_role("button", name="Samakan sel Staf, RHK 1, dengan SKP")
        expect(button).to_be_visible()
        button.focus()
        expect(button).to_be_focused()
        follow(button)

        expect(page.get_by_role("main")).not_to_contain_text("Berbeda dari SKP anggota")
        expect(scene.cell(page, "staf", 1)).to_contain_text("menjadi RHK 1")
        assert scene.texts() == {("Staf", 1): "Terlayaninya ibu hamil sesuai standar"}
