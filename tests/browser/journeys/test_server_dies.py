"""The program is killed while people work with it: what was acknowledged is there, what was typed is offered back."""

from __future__ import annotations

import http.cookiejar
import re
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.driving import follow, hides, shows
from tests.browser.journeys.conftest import fill_sign_in
from tests.browser.journeys.program import Program

pytestmark = [pytest.mark.browser, pytest.mark.timeout(400)]
WRITERS = 3
ENOUGH = 12
WRITE_SECONDS = 60


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory, built: None) -> Iterator[Program]:
    """The program on a database server of its own, with a small agency."""
    home = tmp_path_factory.mktemp("program") / "data"
    home.mkdir()
    one = Program(home)
    try:
        one.start()
        yield one
    finally:
        one.remove()


@pytest.fixture(scope="module")
def agency_there(program: Program) -> dict[str, Any]:
    """Who can sign in, and their draft."""
    return program.make_people()


class Writer(threading.Thread):
    """Somebody who adds indicator after indicator, and remembers which ones the program said it has saved."""

    def __init__(self, program: Program, there: dict[str, Any], name: str) -> None:
        super().__init__(daemon=True)
        self.there, self.word, self.base = there, name, program.url
        self.acknowledged: list[str] = []
        self.tried: list[str] = []
        self.stopping = False
        self.browser = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()), _NoRedirect()
        )
        self.token = self._token(self._open("/masuk/"))
        answer = self._post("/masuk/", login=there["login"], password=there["password"])
        assert answer == 302
        self.page = f"/skp/{there['plan']}/rhk/{there['outcome']}/"
        self.token = self._token(self._open(self.page))

    def run(self) -> None:
        """Write until the program is gone."""
        while not self.stopping:
            text = f"Indikator {self.word} nomor {len(self.tried) + 1}"
            self.tried.append(text)
            try:
                status = self._post(self.page + "indikator/", indikator=text, aspek="KUANTITAS", target="1", satuan="x")
            except (OSError, urllib.error.URLError):
                return
            if status != 302:
                return
            self.acknowledged.append(text)

    def read(self) -> str:
        """Return the page with everything that was written."""
        return self._open(self.page)

    def _open(self, path: str) -> str:
        with self.browser.open(self.base + path, timeout=30) as answer:
            return str(answer.read().decode())

    def _post(self, path: str, **fields: str) -> int:
        data = urllib.parse.urlencode({"csrfmiddlewaretoken": self.token, **fields}).encode()
        try:
            with self.browser.open(self.base + path, data=data, timeout=30) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as answer:
            return int(answer.code)

    @staticmethod
    def _token(page: str) -> str:
        found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
        assert found
        return found[1]


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *arguments: Any) -> None:
        return None


class TestWrites:
    def test_nothing_acknowledged_is_lost_and_it_starts_again_without_repair(
        self, program: Program, agency_there: dict[str, Any]
    ) -> None:
        promised: set[str] = set()
        for turn, kill in enumerate((program.kill_pages, program.kill_database, program.kill_everything)):
            writers = [Writer(program, agency_there, f"{turn}-{number}") for number in range(WRITERS)]
            for writer in writers:
                writer.start()
            wait_for_writes(writers)
            kill()
            for writer in writers:
                writer.stopping = True
                writer.join(timeout=60)
                promised.update(writer.acknowledged)
            if program.process is None:
                program.start()
            else:
                program.wait_until_ready()  # its own supervisor mends it

            page = read_when_it_answers(program, agency_there)
            tried = {text for writer in writers for text in writer.tried}
            there = set(re.findall(r"Indikator \d-\d nomor \d+", page))
            assert promised <= there, promised - there
            unsure = {text for text in there - promised if text in tried}
            assert len(unsure) <= WRITERS, "more was saved than could have been under way"
            promised |= there
        assert "utuh" in program.run("ekinerja.commands.main", "audit-verify")


def wait_for_writes(writers: list[Writer]) -> None:
    deadline = time.monotonic() + WRITE_SECONDS
    while sum(len(writer.acknowledged) for writer in writers) < ENOUGH:
        assert time.monotonic() < deadline, "too few writes"
        assert all(writer.is_alive() for writer in writers), "a writer was refused"
        time.sleep(0.01)


def read_when_it_answers(program: Program, there: dict[str, Any]) -> str:
    """Sign in anew and read; connections of a killed database may cost one request each."""
    deadline = time.monotonic() + 30
    while True:
        try:
            return Writer(program, there, "pembaca").read()
        except (OSError, AssertionError):
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


class TestTyping:
    def test_what_was_typed_survives_a_killed_server_and_an_ended_session(
        self,
        program: Program,
        agency_there: dict[str, Any],
        chromium: Any,
        assert_accessible: Any,
        assert_fits: Any,
    ) -> None:
        context = chromium.new_context(base_url=program.url, locale="id-ID", viewport={"width": 390, "height": 900})
        page = context.new_page()
        page.set_default_timeout(60_000)
        path = f"/skp/{agency_there['plan']}/rhk/{agency_there['outcome']}/"
        page.goto(f"/masuk/?next={path}")
        fill_sign_in(page, agency_there["login"], agency_there["password"])
        page.wait_for_url(f"**{path}")
        form = page.locator("form").filter(has=page.get_by_label("Rencana hasil kerja"))
        text = form.get_by_label("Rencana hasil kerja")

        text.fill("Sudah diterima server")
        form.locator("[data-draft-state]").filter(has_text=re.compile(r"^tersimpan \d")).wait_for()
        program.kill_everything()
        form.get_by_label("Penugasan dari").fill("Diketik saat server mati")
        form.locator("[data-draft-state]").filter(has_text="tersimpan di perangkat ini").wait_for()
        form.get_by_role("button", name="Simpan RHK").click()
        page.wait_for_url("chrome-error://**")
        program.start()

        page.goto(path)
        expect(text).to_have_value("Sudah diterima server")
        page.get_by_text("Ada isian Anda yang belum terkirim").first.wait_for()
        assert_accessible(page)
        assert_fits(page)
        page.get_by_role("button", name="Pakai isian itu").click()
        expect(form.get_by_label("Penugasan dari")).to_have_value("Diketik saat server mati")
        follow(form.get_by_role("button", name="Simpan RHK"))
        page.get_by_text("RHK tersimpan.").wait_for()
        page.reload()
        expect(form.get_by_label("Penugasan dari")).to_have_value("Diketik saat server mati")
        expect(page.get_by_text("Ada isian Anda yang belum terkirim")).to_have_count(0)

        new = f"/skp/{agency_there['plan']}/rhk/tambah/"
        page.goto(new)
        page.get_by_label("Rencana hasil kerja").fill("Diketik ketika sesi berakhir")
        context.clear_cookies(name="sessionid")
        follow(page.get_by_role("button", name="Simpan dan lanjut ke indikator"))
        page.wait_for_url("**/masuk/**")
        fill_sign_in(page, agency_there["login"], agency_there["password"])
        page.wait_for_url(f"**{new}")
        page.get_by_role("button", name="Pakai isian itu").click()
        expect(page.get_by_label("Rencana hasil kerja")).to_have_value("Diketik ketika sesi berakhir")
        follow(page.get_by_role("button", name="Simpan dan lanjut ke indikator"))
        page.get_by_text("RHK tersimpan. Tambahkan indikator dan targetnya.").wait_for()
        page.goto(new)
        expect(page.get_by_label("Rencana hasil kerja")).to_have_value("")
        expect(page.get_by_text("Ada isian Anda yang belum terkirim")).to_have_count(0)
        context.close()


# What is written on each page of the seed: the field, the text, the button that sends it.
FORMS = {
    "goal": ("sasaran", "Menurunnya angka kematian ibu", "Simpan sasaran"),
    "goal indicator": ("indikator", "Ibu bersalin di fasilitas kesehatan", "Simpan dan isi target"),
    "goal figures": ("catatan_2", "Data sementara dari puskesmas", "Simpan angka"),
    "budgets": ("program_1", "Program Pemenuhan Upaya Kesehatan", "Simpan anggaran"),
    "returned agreement": ("catatan", "Target triwulan III belum sejalan", "Kembalikan dengan catatan ini"),
    "returned plan": ("catatan", "Sebutkan mutu layanannya", "Kembalikan dengan catatan ini"),
    "expectation": ("ekspektasi", "Menyapa pasien lebih dahulu", "Simpan"),
    "indicator": ("indikator", "Pasien yang puas", "Tambah indikator"),
    "breakdown": ("bagian_3", "17", "Simpan rincian"),
    "annex": ("baris", "Kendaraan operasional\nDua petugas lapangan", "Simpan lampiran"),
    "matrix row": ("sel-", "Terlaksananya rujukan ibu hamil", "Simpan baris"),
    "team": ("tujuan", "Turunnya stunting di sepuluh desa", "Simpan tim"),
    "team member": ("tugas", "Pengolah data lapangan", "Tambahkan"),
    "window": ("alasan", "Banjir di tiga kecamatan", "Simpan perubahan"),
    "extension": ("alasan", "Jaringan terputus sejak Senin", "Perpanjang waktu"),
    "disturbance": ("alasan", "Listrik pusat data padam", "Lihat batas yang bergeser"),
    "named rater": ("alasan", "Keputusan kepala dinas nomor 12", "Tetapkan penilai"),
    "refused correction": ("catatan", "Susunan unit sudah benar", "Tolak permintaan"),
}


class Writing:
    """One form in a page: its field is the last with that name, since a list of forms ends with the new one."""

    def __init__(self, page: Any, there: dict[str, Any], name: str) -> None:
        self.page, self.there = page, there
        self.path = there["pages"][name]
        field, self.text, self.button = FORMS[name]
        self.form = page.locator("form[data-draft-key]").filter(has=page.locator(f"[name^='{field}']")).last
        self.field = self.form.locator(f"[name^='{field}']").first

    def write(self) -> None:
        """Write and wait until this device has it."""
        self.field.evaluate("it => it.closest('details')?.setAttribute('open', '')")
        self.field.fill(self.text)
        self.form.locator("[data-draft-state]").filter(has_text="tersimpan").wait_for()

    def is_offered(self) -> None:
        """What was written is offered and comes back, unless the server has it already."""
        if self.field.input_value() != self.text:
            self.page.get_by_role("button", name="Pakai isian itu").click()
        expect(self.field).to_have_value(self.text)


@pytest.fixture(scope="module")
def browser(program: Program, chromium: Any) -> Iterator[Any]:
    """The browser of the head of the office."""
    context = chromium.new_context(base_url=program.url, locale="id-ID", viewport={"width": 1280, "height": 900})
    context.set_default_timeout(30_000)
    yield context
    context.close()


@pytest.fixture
def desk(browser: Any, agency_there: dict[str, Any]) -> Any:
    """The same, signed in."""
    sign_in(browser, agency_there)
    return browser


def sign_in(context: Any, there: dict[str, Any]) -> None:
    """Sign the head in, where no session runs."""
    if any(cookie["name"] == "sessionid" for cookie in context.cookies()):
        return
    page = context.new_page()
    page.goto("/masuk/")
    fill_sign_in(page, there["head"], there["password"])
    page.wait_for_url("**/beranda/")
    page.close()


@pytest.fixture(scope="module")
def written_while_down(program: Program, agency_there: dict[str, Any], browser: Any) -> dict[str, Writing]:
    """Every form stands open in a tab of its own, the program is killed, all are written on; then it runs again."""
    sign_in(browser, agency_there)
    tabs = {}
    for name in FORMS:
        tabs[name] = Writing(browser.new_page(), agency_there, name)
        tabs[name].page.goto(tabs[name].path)
    program.kill_everything()
    for writing in tabs.values():
        writing.write()
    program.start()
    return tabs


class TestForms:
    @pytest.mark.parametrize("name", FORMS)
    def test_keeps_what_was_typed_while_the_server_was_dead(
        self, written_while_down: dict[str, Writing], name: str
    ) -> None:
        writing = written_while_down[name]
        writing.page.reload()
        expect(writing.field, "the server cannot have it").not_to_have_value(writing.text)
        writing.is_offered()
        writing.page.close()

    @pytest.mark.parametrize("name", FORMS)
    def test_keeps_what_was_typed_when_the_session_ended(
        self, agency_there: dict[str, Any], desk: Any, name: str
    ) -> None:
        writing = Writing(desk.new_page(), agency_there, name)
        writing.page.goto(writing.path)
        writing.write()
        desk.clear_cookies(name="sessionid")
        follow(writing.form.get_by_role("button", name=writing.button, exact=True))
        writing.page.wait_for_url("**/masuk/**")
        fill_sign_in(writing.page, agency_there["head"], agency_there["password"])
        writing.page.wait_for_url(f"**{writing.path}")
        writing.is_offered()
        writing.page.close()


class TestMatrix:
    def test_keeps_a_cell_and_the_one_still_being_written_while_the_server_was_dead(
        self, program: Program, agency_there: dict[str, Any], desk: Any
    ) -> None:
        page = desk.new_page()
        page.goto(agency_there["pages"]["matrix"])
        cells = page.get_by_role("gridcell")
        cells.nth(0).dblclick()
        program.kill_everything()
        page.keyboard.type("Ditulis lalu ditinggalkan")
        page.keyboard.press("Tab")
        page.get_by_text("belum tersimpan", exact=True).wait_for()
        page.keyboard.type("Masih ditulis")
        program.start()

        page.reload()
        page.locator("[data-matrix-state]").filter(has_text="Tersimpan").wait_for()
        page.reload()
        for number, text in enumerate(("Ditulis lalu ditinggalkan", "Masih ditulis")):
            shows(cells.nth(number), text)
            hides(cells.nth(number), "belum tersimpan")
        page.close()
