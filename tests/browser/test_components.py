"""Components, help and error pages in a real browser: accessible, fitting, and useful without scripts."""

from __future__ import annotations

import re
from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest
from django.http import HttpResponse
from django.urls import include, path
from playwright.sync_api import expect

from ekinerja.access.models import Account
from ekinerja.config import urls as real
from ekinerja.kernel.errors import Conflict, Finding, NotAllowed, RuleNotMet
from ekinerja.web.guard import public
from tests.browser.driving import follow, turn

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SCREENS = ((390, False), (390, True), (768, False), (1280, False), (1280, True))
LONG_NAME = "Drs. H. Muhammad Abdurrahman Wahid Al-Habsyi, S.Sos., M.M."


@public
def raises(request: Any, kind: str) -> HttpResponse:
    findings = (
        Finding(
            "a", "Rencana hasil kerja kedua belum punya indikator.", citation="Pasal 7", owner="Anda", url="/komponen/"
        ),
        Finding("b", "Atasan belum ditetapkan.", owner="Pengelola kinerja Dinas Pekerjaan Umum"),
    )
    if kind == "422":
        raise RuleNotMet("SKP belum dapat diajukan.", findings=findings)
    raise {"403": NotAllowed, "409": Conflict, "500": ValueError}[kind]()


@pytest.fixture(autouse=True)
def urls(settings: Any) -> None:
    module = ModuleType("component_urls")
    module.urlpatterns = [  # type: ignore[attr-defined]
        path("galat/<str:kind>/", raises),
        path("", include("ekinerja.config.urls")),
    ]
    for name in ("handler400", "handler403", "handler404", "handler500"):
        setattr(module, name, getattr(real, name))
    settings.ROOT_URLCONF = module


@pytest.fixture
def account(agency: Any) -> Account:
    return Account.objects.create(login="197108171995031002", name=LONG_NAME, agency=agency)


class TestAccessible:
    def test_components(self, open_page: Any, account: Account, assert_accessible: Any, assert_fits: Any) -> None:
        page = open_page("/komponen/", account=account, width=390)
        for width, dark in SCREENS:
            turn(page, width=width, dark=dark)
            assert_accessible(page)
            assert_fits(page)

    @pytest.mark.parametrize("kind", ["403", "404", "409", "422", "500"])
    @pytest.mark.parametrize("signed_in", [True, False])
    def test_error_pages(
        self, open_page: Any, account: Account, assert_accessible: Any, assert_fits: Any, kind: str, signed_in: bool
    ) -> None:
        address = "/tidak-ada/" if kind == "404" else f"/galat/{kind}/"
        page = open_page(address, account=account if signed_in else None, width=390)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        expect(page.get_by_role("link", name="Ke beranda")).to_be_visible()
        assert_accessible(page)
        assert_fits(page)

    @pytest.mark.parametrize("address", ["/bantuan/", "/bantuan/memakai-program/", "/luring/", "/cari/?q=gelap"])
    def test_pages_of_the_frame(
        self, open_page: Any, account: Account, assert_accessible: Any, assert_fits: Any, address: str
    ) -> None:
        page = open_page(address, account=account, width=390, dark=True)
        assert_accessible(page)
        assert_fits(page)

    def test_open_menu_and_dialogs(self, open_page: Any, account: Account, assert_accessible: Any) -> None:
        page = open_page("/komponen/", account=account, width=1280)
        page.locator(".tool-person").click()
        expect(page.get_by_role("button", name="Gelap")).to_be_visible()
        assert_accessible(page)
        page.keyboard.press("Escape")
        page.keyboard.press("?")
        expect(page.get_by_role("dialog")).to_be_visible()
        assert_accessible(page)

    def test_everything_to_press_is_large_enough(self, open_page: Any, account: Account) -> None:
        page = open_page("/komponen/", account=account, width=390)
        small = page.evaluate(
            """() => [...document.querySelectorAll(
                "button, .btn, select, .form-control, summary, .page-link, .nav-link, .menu-link, .choice")]
              .filter((e) => e.offsetParent !== null && !e.matches(".btn-sm, .btn-link-plain"))
              .map((e) => [e.outerHTML.slice(0, 80), e.getBoundingClientRect().height])
              .filter(([, height]) => height < 44)"""
        )
        assert small == []

    def test_text_grows_to_200_percent_without_loss(self, open_page: Any, account: Account, assert_fits: Any) -> None:
        page = open_page("/komponen/", account=account, width=640)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert_fits(page)


class TestFrame:
    @pytest.mark.parametrize("width", [390, 1280])
    def test_header_and_menu_stay_in_sight(self, open_page: Any, account: Account, width: int) -> None:
        page = open_page("/komponen/", account=account, width=width)
        page.evaluate("window.scrollTo(0, 2000)")
        assert page.locator(".topbar").bounding_box()["y"] == 0
        menu = page.locator(".bottombar" if width < 1024 else ".sidebar").bounding_box()
        assert 0 < menu["y"] < 900

    @pytest.mark.parametrize("width", [768, 1024, 1280])
    def test_lists_fit_without_scrolling_sideways(self, open_page: Any, account: Account, width: int) -> None:
        page = open_page("/komponen/", account=account, width=width)
        hidden = page.evaluate("(e => e.scrollWidth - e.clientWidth)(document.querySelector('.table-holder'))")
        assert hidden <= 0

    @pytest.mark.parametrize(("width", "folded"), [(390, True), (1280, False)])
    def test_further_filters_fold_only_on_a_phone(
        self, open_page: Any, account: Account, width: int, folded: bool
    ) -> None:
        page = open_page("/komponen/", account=account, width=width)
        expect(page.locator("#saring-unit")).to_be_visible(visible=not folded)
        if folded:
            page.get_by_text("Saringan lain").click()
            expect(page.locator("#saring-unit")).to_be_visible()


class TestKeyboard:
    def test_first_stop_skips_the_menu(self, open_page: Any, account: Account) -> None:
        page = open_page("/komponen/", account=account)
        page.keyboard.press("Tab")
        expect(page.locator(":focus")).to_have_text("Langsung ke isi halaman", use_inner_text=True)
        page.keyboard.press("Enter")
        expect(page.locator("#isi")).to_be_focused()

    def test_slash_goes_to_the_search(self, open_page: Any, account: Account) -> None:
        page = open_page("/komponen/", account=account)
        page.keyboard.press("/")
        expect(page.locator("#cari-umum")).to_be_focused()
        expect(page.locator("#cari-umum")).to_have_value("")

    def test_j_and_k_walk_through_rows(self, open_page: Any, account: Account) -> None:
        page = open_page("/komponen/", account=account)
        for key in ("j", "j", "j", "k"):
            page.keyboard.press(key)
        rows = page.locator(".data-table tbody tr")
        expect(rows.nth(1)).to_have_attribute("data-row-current", "")

    def test_shortcuts_can_be_turned_off(self, open_page: Any, account: Account) -> None:
        page = open_page("/komponen/", account=account)
        page.keyboard.press("?")
        page.get_by_label("Matikan pintasan di perangkat ini").check()
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_have_count(0)
        page.keyboard.press("/")
        expect(page.locator("#cari-umum")).not_to_be_focused()

    def test_escape_closes_a_menu_and_gives_the_focus_back(self, open_page: Any, account: Account) -> None:
        page = open_page("/komponen/", account=account)
        page.locator(".tool-person").focus()
        page.keyboard.press("Enter")
        expect(page.get_by_role("button", name="Gelap")).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.locator(".tool-person")).to_be_focused()
        expect(page.get_by_role("button", name="Gelap")).to_be_hidden()


class TestTheme:
    def test_follows_the_device_until_chosen(self, open_page: Any, account: Account) -> None:
        page = open_page("/komponen/", account=account, dark=True)
        dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
        page.locator(".tool-person").click()
        page.get_by_role("button", name="Terang").click()
        page.wait_for_function("(dark) => getComputedStyle(document.body).backgroundColor !== dark", arg=dark)
        page.reload()
        expect(page.locator("html")).to_have_attribute("data-bs-theme", "light")

    def test_works_without_scripts(self, open_page: Any, account: Account) -> None:
        page = open_page("/komponen/", account=account, scripts=False)
        page.locator(".tool-person").click()
        follow(page.get_by_role("button", name="Gelap"))
        expect(page).to_have_url(re.compile("/komponen/$"))
        expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")

    def test_language_works_without_scripts(self, open_page: Any, account: Account) -> None:
        page = open_page("/komponen/", account=account, scripts=False, width=390)
        page.locator(".tool-person").click()
        follow(page.get_by_role("button", name="English"))
        expect(page.locator("html")).to_have_attribute("lang", "en")


class TestDrafts:
    def write(self, page: Any, text: str) -> None:
        page.fill("#id_note", text)
        page.locator("[data-draft-state]", has_text="tersimpan di perangkat ini").wait_for()

    def test_offers_what_was_typed_after_the_tab_was_closed(self, open_page: Any, account: Account) -> None:
        page = open_page("/komponen/", account=account)
        self.write(page, "Kerja baik bulan ini")
        browser = page.context
        page.close()
        page = browser.new_page()
        page.goto("/komponen/")
        expect(page.locator("#id_note")).to_have_value("")
        page.get_by_text("Bandingkan").click()
        expect(page.get_by_role("cell", name="Kerja baik bulan ini")).to_be_visible()
        page.get_by_role("button", name="Pakai isian itu").click()
        expect(page.locator("#id_note")).to_have_value("Kerja baik bulan ini")

    def test_forgets_what_was_discarded(self, open_page: Any, account: Account) -> None:
        page = open_page("/komponen/", account=account)
        self.write(page, "Buang saja")
        page.reload()
        page.get_by_role("button", name="Buang").click()
        page.reload()
        expect(page.locator("#id_note")).to_have_value("")
        expect(page.locator(".draft-offer")).to_have_count(0)

    def test_never_offers_one_persons_draft_to_another(
        self, open_page: Any, account: Account, agency: Any, session_of: Callable[[Any], Any]
    ) -> None:
        page = open_page("/komponen/", account=account)
        self.write(page, "Milik orang pertama")
        other = Account.objects.create(login="198001012005011001", name="Orang Kedua", agency=agency)
        page.context.add_cookies([session_of(other)])
        page.goto("/komponen/")
        expect(page.locator("body")).to_have_attribute("data-account", str(other.id))
        expect(page.locator(".draft-offer")).to_have_count(0)

    def test_survives_an_expired_session(self, open_page: Any, account: Account) -> None:
        page = open_page("/komponen/", account=account)
        self.write(page, "Sesi habis")
        cookies = page.context.cookies()
        page.context.clear_cookies()
        page.goto("/komponen/")
        expect(page).to_have_url(re.compile("/masuk/"))
        page.context.add_cookies([{**cookie} for cookie in cookies])
        page.goto("/komponen/")
        expect(page.get_by_role("button", name="Pakai isian itu")).to_be_visible()

    def test_counts_letters(self, open_page: Any, account: Account) -> None:
        page = open_page("/komponen/", account=account)
        page.fill("#id_note", "x" * 190)
        expect(page.locator("#id_note-counter")).to_have_text("Tersisa 10 huruf", use_inner_text=True)
        page.evaluate("document.getElementById('id_note').removeAttribute('maxlength')")
        page.fill("#id_note", "x" * 205)
        expect(page.locator("#id_note-counter")).to_have_text("Kelebihan 5 huruf", use_inner_text=True)


class TestConfirm:
    def test_asks_and_sends_only_after_yes(self, open_page: Any, account: Account) -> None:
        page = open_page("/komponen/", account=account)
        sent: list[str] = []
        page.on("request", lambda request: request.method == "POST" and sent.append(request.url))
        page.get_by_role("button", name="Hapus contoh").click()
        page.get_by_role("dialog").get_by_role("button", name="Batal").click()
        expect(page.get_by_role("dialog")).to_have_count(0)
        assert sent == []
        page.get_by_role("button", name="Hapus contoh").click()
        follow(page.get_by_role("dialog").get_by_role("button", name="Hapus contoh"))
        assert len(sent) == 1


class TestDeadLine:
    def test_shows_the_offline_page_and_holds_forms_back(self, open_page: Any, account: Account) -> None:
        page = open_page("/komponen/", account=account, workers=True)
        page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        page.fill("#id_note", "Sinyal hilang")
        page.context.set_offline(True)
        expect(page.locator(".connection")).to_be_visible()
        page.get_by_role("button", name="Ajukan SKP ke Budi Santoso").first.click()
        expect(page.locator("#pengumuman")).to_contain_text("Tidak ada sambungan")
        expect(page.locator("#id_note")).to_have_value("Sinyal hilang")
        page.goto("/bantuan/")
        expect(page.get_by_role("heading", name="Tidak ada sambungan")).to_be_visible()
        page.context.set_offline(False)
        page.goto("/komponen/")
        expect(page.get_by_role("button", name="Pakai isian itu")).to_be_visible()

    def test_keeps_no_page_with_data(self, open_page: Any, account: Account) -> None:
        page = open_page("/komponen/", account=account, workers=True)
        page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        kept = page.evaluate(
            """async () => (await Promise.all((await caches.keys()).map(async (name) =>
              (await (await caches.open(name)).keys()).map((request) => new URL(request.url).pathname)))).flat()"""
        )
        assert "/luring/" in kept
        assert all(path == "/luring/" or path.startswith("/static/") for path in kept)


class TestWithoutScripts:
    def test_filter_and_paging_are_links_and_forms(self, open_page: Any, account: Account) -> None:
        page = open_page("/komponen/", account=account, scripts=False)
        page.fill("#saring-q", "siti")
        follow(page.get_by_role("button", name="Tampilkan"))
        expect(page).to_have_url(re.compile("q=siti"))
        follow(page.get_by_role("link", name="Berikutnya"))
        expect(page).to_have_url(re.compile("hal=2"))
        expect(page).to_have_url(re.compile("q=siti"))
        follow(page.get_by_role("link", name="Hapus saringan ini").first)
        expect(page).not_to_have_url(re.compile("q="))

    def test_explanations_and_menu_open(self, open_page: Any, account: Account) -> None:
        page = open_page("/komponen/", account=account, scripts=False, width=390)
        page.locator(".bottom-menu summary").click()
        expect(page.locator(".bottom-panel").get_by_role("link", name="Bantuan")).to_be_visible()
