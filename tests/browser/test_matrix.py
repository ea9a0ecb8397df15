"""The role-outcome matrix in a browser: keyboard, paste, two people at once, refusals, a phone."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from playwright.sync_api import expect

from ekinerja.kernel.tenancy import context
from ekinerja.planning.models import Plan
from tests.browser.driving import follow, hides, keep, shows
from tests.browser.matrix_scene import Scene
from tests.factories import cycle

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(240)]
PASTE = """text => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  const event = new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true});
  document.activeElement.dispatchEvent(event);
}"""


def paste(page: Any, text: str) -> None:
    """Paste as a spreadsheet would."""
    page.evaluate(PASTE, text)


def wait_saved(page: Any) -> None:
    """Wait until nothing is on its way any more and the server has said so; a cell on its way says that at once."""
    expect(page.locator("#matriks")).not_to_contain_text("menyimpan")
    expect(page.locator("[data-matrix-state]")).to_have_text(re.compile("^Tersimpan"), use_inner_text=True)


class TestKeyboard:
    def test_fills_cells_without_a_mouse(
        self, scene: Scene, open_page: Callable[..., Any], assert_accessible: Any, assert_fits: Any
    ) -> None:
        page = open_page(scene.path, account=scene.accounts["kabid"])
        first = scene.cell(page, "anisa_rahmawati", 1)
        first.focus()
        page.keyboard.press("Enter")
        page.keyboard.type("Terlaksananya kelas ibu hamil")
        page.keyboard.press("Tab")
        page.keyboard.type("Terdampinginya keluarga berisiko")
        page.keyboard.press("Enter")
        page.keyboard.press("ArrowUp")
        page.keyboard.press("End")
        page.keyboard.type("x")
        page.keyboard.press("Escape")
        wait_saved(page)

        assert scene.texts() == {
            ("Anisa Rahmawati", 1): "Terlaksananya kelas ibu hamil",
            ("Anisa Rahmawati", 2): "Terdampinginya keluarga berisiko",
        }
        expect(page.locator(":focus")).to_have_attribute("data-label", "RHK 3")
        shows(first, "menunggu SKP")
        page.keyboard.press("Home")
        page.keyboard.press("Delete")
        expect(first).to_have_text("")
        wait_saved(page)
        assert list(scene.texts()) == [("Anisa Rahmawati", 2)]
        assert_accessible(page)
        assert_fits(page)
        keep(page, "matriks-1280")

    def test_a_filled_cell_is_an_outcome_of_the_member(self, scene: Scene, open_page: Callable[..., Any]) -> None:
        page = open_page(scene.path, account=scene.accounts["staf"])
        scene.cell(page, "staf", 2).dblclick()
        page.keyboard.type("Terlayaninya balita stunting")
        page.keyboard.press("Enter")
        wait_saved(page)

        assert scene.outcomes() == ["Terlayaninya balita stunting"]
        shows(scene.cell(page, "staf", 2), "menjadi RHK 1")
        not_mine = scene.cell(page, "rekan", 2)
        not_mine.focus()
        page.keyboard.type("Bukan baris saya")
        expect(not_mine).to_be_focused()
        expect(page.locator("#matriks textarea")).to_have_count(0)


class TestPaste:
    def test_a_block_from_a_spreadsheet_is_asked_once_and_undone(
        self, scene: Scene, open_page: Callable[..., Any]
    ) -> None:
        page = open_page(scene.path, account=scene.accounts["kabid"])
        scene.cell(page, "rekan", 2).focus()
        paste(page, 'Hasil A\tHasil B\tLewat\r\n"Hasil C\nbaris dua"\t""\r\n')
        dialog = page.locator("dialog")
        shows(dialog, "Isi 3 sel mulai dari sini?", "1 sel di luar matriks")
        dialog.get_by_role("button", name="Tempel").click()
        page.get_by_text("3 sel terisi.").first.wait_for()

        assert scene.texts() == {
            ("Rekan", 2): "Hasil A",
            ("Rekan", 3): "Hasil B",
            ("Staf", 2): "Hasil C\nbaris dua",
        }
        assert scene.outcomes() == ["Hasil C\nbaris dua"]
        page.get_by_role("button", name="Urungkan").click()
        page.get_by_text("Tempelan diurungkan.").first.wait_for()
        assert scene.texts() == {}
        assert scene.outcomes() == []


def open_for_two(scene: Scene, open_page: Callable[..., Any]) -> tuple[Any, Any]:
    """The leader and a member write the same cell; the leader's text is saved, the member is still writing."""
    leader = open_page(scene.path, account=scene.accounts["kabid"])
    member = open_page(scene.path, account=scene.accounts["staf"])
    for page, text in ((member, "Ditulis staf"), (leader, "Ditulis kabid")):
        scene.cell(page, "staf", 1).dblclick()
        page.keyboard.type(text)
    leader.keyboard.press("Enter")
    wait_saved(leader)
    return leader, member


class TestTwoPeople:
    def test_the_second_sees_what_the_first_wrote_and_keeps_the_own_text(
        self, scene: Scene, open_page: Callable[..., Any], assert_accessible: Any
    ) -> None:
        leader, member = open_for_two(scene, open_page)

        member.keyboard.press("Enter")
        shows(scene.cell(member, "staf", 1), "Kabid menulis:", "Ditulis staf", "Ditulis kabid")
        assert_accessible(member)
        keep(member, "matriks-bentrok")
        member.get_by_role("button", name="Pakai punya saya").click()
        wait_saved(member)
        assert scene.texts() == {("Staf", 1): "Ditulis staf"}
        shows(scene.cell(leader, "staf", 1), "Ditulis staf")

    def test_what_came_in_while_writing_is_not_overwritten_silently(
        self, scene: Scene, open_page: Callable[..., Any]
    ) -> None:
        _leader, member = open_for_two(scene, open_page)
        member.locator("[data-matrix-state]").filter(has_text="Kabid").wait_for()

        member.keyboard.press("Enter")
        member.get_by_text("Kabid menulis:").wait_for()
        assert scene.texts() == {("Staf", 1): "Ditulis kabid"}
        member.get_by_role("button", name="Pakai yang ini").click()
        scene.cell(member, "staf", 1).dblclick()
        expect(scene.cell(member, "staf", 1).get_by_role("textbox")).to_have_value("Ditulis kabid")
        member.keyboard.press("Escape")
        shows(scene.cell(member, "staf", 1), "Ditulis kabid")
        hides(scene.cell(member, "staf", 1), "menyimpan")
        assert scene.texts() == {("Staf", 1): "Ditulis kabid"}


class TestRefusals:
    def test_what_was_typed_stays_and_goes_when_the_server_is_back(
        self, scene: Scene, open_page: Callable[..., Any]
    ) -> None:
        page = open_page(scene.path, account=scene.accounts["kabid"])
        page.route("**/matriks/sel/", lambda route: route.abort())
        scene.cell(page, "rekan", 1).dblclick()
        page.keyboard.type("Jangan hilang")
        page.keyboard.press("Enter")
        page.get_by_text("belum tersimpan", exact=True).wait_for()
        assert scene.texts() == {}

        page.unroute("**/matriks/sel/")
        page.reload()
        wait_saved(page)
        assert scene.texts() == {("Rekan", 1): "Jangan hilang"}

    def test_an_ended_session_keeps_what_was_typed(
        self, scene: Scene, open_page: Callable[..., Any], session_of: Callable[[Any], dict[str, str]]
    ) -> None:
        page = open_page(scene.path, account=scene.accounts["kabid"])
        page.context.clear_cookies()
        scene.cell(page, "rekan", 2).dblclick()
        page.keyboard.type("Ditulis setelah sesi berakhir")
        page.keyboard.press("Enter")
        page.get_by_text("Sesi Anda berakhir.").first.wait_for()

        page.context.add_cookies([session_of(scene.accounts["kabid"])])
        page.reload()
        wait_saved(page)
        assert scene.texts() == {("Rekan", 2): "Ditulis setelah sesi berakhir"}

    def test_a_reason_of_the_server_is_shown_with_the_text(self, scene: Scene, open_page: Callable[..., Any]) -> None:
        page = open_page(scene.path, account=scene.accounts["kabid"])
        with transaction.atomic(), context.agency(scene.agency):
            Plan.objects.filter(id=scene.plan.id).update(state="DITUTUP", agreed_at=cycle.JANUARY)
        scene.cell(page, "rekan", 1).dblclick()
        page.keyboard.type("Terlambat")
        page.keyboard.press("Enter")

        page.get_by_text("SKP pimpinan sudah ditutup").first.wait_for()
        shows(scene.cell(page, "rekan", 1), "Terlambat")


class TestPhone:
    def test_cards_are_filled_by_touch(
        self, scene: Scene, open_page: Callable[..., Any], assert_accessible: Any, assert_fits: Any
    ) -> None:
        page = open_page(scene.path, account=scene.accounts["kabid"], width=390)
        cell = scene.cell(page, "citra_lestari_ningsih", 3)
        cell.click()
        cell.click()
        page.keyboard.type("Terlayaninya rujukan malam hari")
        scene.cell(page, "citra_lestari_ningsih", 2).click()
        wait_saved(page)

        assert scene.texts() == {("Citra Lestari Ningsih", 3): "Terlayaninya rujukan malam hari"}
        assert_fits(page)
        assert_accessible(page)
        keep(page, "matriks-390")


class TestWithoutScripts:
    def test_a_row_is_filled_by_its_form(self, scene: Scene, open_page: Callable[..., Any], assert_fits: Any) -> None:
        page = open_page(scene.path, account=scene.accounts["staf"], scripts=False, width=390)
        keep(page, "matriks-390-tanpa-skrip")
        follow(page.get_by_role("link", name="Isi Staf"))
        page.get_by_label("RHK 1:").fill("Ditulis tanpa skrip")
        follow(page.get_by_role("button", name="Simpan baris"))

        page.get_by_text("Baris Staf tersimpan.").wait_for()
        assert scene.outcomes() == ["Ditulis tanpa skrip"]
        assert_fits(page)
