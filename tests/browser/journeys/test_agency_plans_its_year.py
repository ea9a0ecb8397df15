"""
Three offices of one regency plan their year through the screens, from the goals to the last agreed plan.

Health writes its members' outcomes in Excel, education in the matrix, transport copies one plan to the same position.
"""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import transaction
from playwright.sync_api import expect

from ekinerja.access import public as access
from ekinerja.kernel.actor import Role, system
from ekinerja.kernel.tenancy import context
from ekinerja.people.models import DirectoryEntry
from tests.browser.driving import follow, shows
from tests.browser.journeys.conftest import NOON, Town, fill_sign_in
from tests.browser.journeys.papers import download, has
from tests.factories import cycle
from tests.factories.people_files import Row, as_csv, as_xlsx, make_people, make_units
from tests.factories.regency import take_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(600)]

OFFICES = ("Kesehatan", "Pendidikan", "Perhubungan")
MEMBERS = {"Kesehatan": ("rini", "joko"), "Pendidikan": ("sari", "tono"), "Perhubungan": ("umar", "vina", "wawan")}
GOALS = {
    "Kesehatan": ("Menurunnya prevalensi stunting", "Prevalensi stunting", "persen", "14"),
    "Pendidikan": ("Meningkatnya kemampuan membaca siswa", "Siswa yang lancar membaca", "persen", "92,5"),
    "Perhubungan": ("Menurunnya kecelakaan lalu lintas", "Kejadian kecelakaan", "kejadian", "40"),
}
PROMISES = {
    "Kesehatan": "Terdampinginya keluarga berisiko stunting",
    "Pendidikan": "Tersedianya pembelajaran membaca yang bermutu",
    "Perhubungan": "Laiknya angkutan umum yang beroperasi",
}
CELLS = {"sari": "Terlatihnya guru kelas awal", "tono": "Terpenuhinya buku bacaan sekolah dasar"}
COPIED = "Terujinya kendaraan angkutan umum tepat waktu"
IMPORTED = "Terlaksananya kunjungan rumah keluarga berisiko"
NOTE = "Sebutkan mutu pengujiannya, bukan jumlahnya saja."


def files() -> tuple[list[Row], list[Row]]:
    """Return the rows of ref-unor and data-utama: three offices, their heads and seven members."""
    units = make_units(offices=3, parts=0, schools=0)
    for unit, name in zip(units[1:], OFFICES, strict=True):
        unit.update(NamaUnor=f"Dinas {name}", NamaJabatan=f"Kepala Dinas {name}")
    persons = make_people(units, 10)
    for row, name in zip(persons, OFFICES, strict=False):
        row.update(nama=f"Kepala {name}", gelarBelakang="")
    members = [(name, unit) for unit, office in zip(units[1:], OFFICES, strict=True) for name in MEMBERS[office]]
    for row, (name, unit) in zip(persons[3:], members, strict=True):
        row.update(
            nama=name.title(), gelarBelakang="", unorId=unit["Id"], unorNama=unit["NamaUnor"], unorIndukId=unit["Id"],
            jenisJabatanId="4", jenisJabatan="Pelaksana", jabatanNama=f"Pengolah Data {unit['NamaUnor']}",
            kode_jenjang_jabatan="", kelas_jabatan="5", eselonId="",
        )  # fmt: skip
    return units, persons


@pytest.fixture
def town(agency: Any, administrator: Any, actor_factory: Any, time_is: Any, settings: Any, live_server: Any) -> Town:
    """Units and people as the import leaves them, everybody with an account, and nothing of the year yet."""
    settings.BASE_URL = live_server.url
    made = Town(agency)
    with transaction.atomic(), context.agency(agency):
        units, persons = files()
        for rows, name in ((units, "ref-unor.csv"), (persons, "data-utama.csv")):
            take_in(actor_factory(Role.AGENCY_ADMIN), as_csv(rows), name)
        access.sync_accounts(actor=system(agency.pk), at=NOON)
        for row, part in zip(persons, [*OFFICES, *(name for names in MEMBERS.values() for name in names)], strict=True):
            made.entries[part] = DirectoryEntry.objects.get(nip=row["nipBaru"])
    time_is(cycle.JANUARY)
    return made


def test_agency_plans_its_year(
    town: Town, administrator: Any, open_page: Any, enter: Any, look: Any, run_jobs: Any
) -> None:
    admin = open_page("/masuk/?next=/siklus/")
    fill_sign_in(admin, administrator.login)
    open_the_year(admin, look)
    import_goals(admin, look)

    heads = {office: enter(office, "/perjanjian/") for office in OFFICES}
    for office, page in heads.items():
        promise(page, office, look)
    for office in OFFICES:
        record_agreement(admin, office, look)
    for office, page in heads.items():
        plan_of_head(page, office)
    for office in OFFICES:
        record_plan(admin, town.name(office))

    import_outcomes(town, enter, look)
    divide_in_matrix(town, heads["Pendidikan"], enter, look)
    return_and_mend(town, heads["Perhubungan"], enter, look)
    copy_to_colleagues(town, heads["Perhubungan"], enter, look)
    for office in ("Kesehatan", "Pendidikan"):
        for member in MEMBERS[office]:
            agree(heads[office], town.name(member))

    everything_is_complete(admin, run_jobs, look)
    read_papers(town, heads["Kesehatan"], enter("rini", "/skp/"))


def open_the_year(page: Any, look: Any) -> None:
    """See what opening the year would do, then open it."""
    follow(page.get_by_role("link", name="Buka tahun").first)
    follow(page.get_by_role("button", name="Lihat yang akan terjadi"))
    page.get_by_role("heading", name="Yang akan terjadi").wait_for()
    shows(page.locator(".stat").first, "10")
    look(page, "tahun-pratinjau-1280")
    follow(page.get_by_role("button", name="Buka tahun ini"))
    page.get_by_role("heading", name="2026 · Bulanan").wait_for()


def import_goals(page: Any, look: Any) -> None:
    """Take the goals in from Excel: one of the agency, one below it for each office."""
    top = goal_row(
        "1", "", "TUJUAN", "Meningkatnya mutu hidup masyarakat", "", "Indeks pembangunan manusia", "indeks", "73"
    )
    rows = [top] + [
        goal_row(f"1.{number}", "1", "SASARAN", text, f"{number + 1:06d}", indicator, measure, target)
        for number, (text, indicator, measure, target) in enumerate(GOALS.values(), start=1)
    ]
    page.goto("/sasaran/")
    follow(page.get_by_role("link", name="Impor dari Excel"))
    page.get_by_label("Berkas").set_input_files(
        {"name": "renstra.xlsx", "mimeType": "application/octet-stream", "buffer": as_xlsx(rows)}
    )
    follow(page.get_by_role("button", name="Unggah dan lihat pratinjau"))
    page.get_by_text("Pratinjau: belum ada data yang berubah").wait_for()
    look(page, "sasaran-pratinjau-1280")
    follow(page.get_by_role("button", name="Impor 4 baris"))
    page.get_by_text("4 baris baru, 0 berubah, 0 tetap, 0 bermasalah").wait_for()


def goal_row(code: str, parent: str, kind: str, text: str, unit: str, indicator: str, measure: str, target: str) -> Row:
    """Return one line of the file of goals."""
    return {
        "kode": code, "induk": parent, "jenjang": kind, "sasaran": text, "kode unit": unit, "tahun awal": "2025",
        "tahun akhir": "2029", "indikator": indicator, "satuan": measure, "cara hitung": "NILAI_AKHIR",
        "arah": "MAKIN_TINGGI", "target tahun": target, "TW1": "", "TW2": "", "TW3": "", "TW4": target,
    }  # fmt: skip


def promise(page: Any, office: str, look: Any) -> None:
    """The head of an office draws the agreement from its goals, adds the budget and hands it in."""
    follow(page.get_by_role("row").filter(has_text=f"Dinas {office}").get_by_role("button", name="Susun"))
    follow(page.get_by_role("link", name="Ubah anggaran"))
    page.get_by_label("Program 1").fill(f"Program Utama {office}")
    page.get_by_label("Anggaran 1 (Rp)").fill("4.595.150.000")
    follow(page.get_by_role("button", name="Simpan anggaran"))
    page.get_by_text("Program dan anggaran tersimpan.").wait_for()
    follow(page.get_by_role("button", name="Ajukan ke Bupati"))
    page.get_by_text("Perjanjian diajukan.").wait_for()
    if office == OFFICES[0]:
        look(page, "perjanjian-diajukan-1280")


def record_agreement(page: Any, office: str, look: Any) -> None:
    """The regent, who has no account, signed on paper; the administrator records it."""
    page.goto("/perjanjian/")
    follow(page.get_by_role("link", name=f"Buka perjanjian Dinas {office}"))
    follow(page.get_by_role("link", name="Catat naskah bertanda tangan"))
    page.get_by_label("Nama pejabat penanda tangan").fill("H. Rahmat Hidayat, S.E.")
    page.get_by_label("Nomor naskah").fill(f"100.3/{office}/2026")
    page.get_by_label("Tanggal naskah").fill("2026-01-12")
    follow(page.get_by_role("button", name="Catat kesepakatan"))
    page.get_by_text("Kesepakatan tercatat.").wait_for()
    if office == OFFICES[0]:
        look(page, "perjanjian-disepakati-1280")


def plan_of_head(page: Any, office: str) -> None:
    """The head writes a plan with one outcome that supports the office's goal."""
    begin_plan(page)
    follow(page.get_by_role("link", name="Tambah RHK").first)
    page.get_by_label("Rencana hasil kerja").fill(PROMISES[office])
    choose(page.get_by_label("RHK pimpinan atau sasaran yang diintervensi"), GOALS[office][0])
    follow(page.get_by_role("button", name="Simpan dan lanjut ke indikator"))
    add_indicator(page, "Penerima layanan", "Penerima manfaat", "1.250", "orang")
    submit(page, "Bupati")


def begin_plan(page: Any) -> None:
    """Draw up an empty plan."""
    page.goto("/skp/susun/")
    follow(page.get_by_role("button", name="Buat SKP"))
    page.wait_for_url("**/skp/*-*/")


def choose(field: Any, words: str) -> None:
    """Choose the option that contains these words."""
    option = field.locator("option").filter(has_text=words)
    field.select_option(value=option.get_attribute("value"))


def add_indicator(page: Any, aspect: str, text: str, target: str, unit: str) -> None:
    """Add an indicator to the outcome that is open, and go back to the plan."""
    add = page.locator("#tambah-indikator form")
    add.get_by_label("Indikator").fill(text)
    add.locator("[name=aspek]").select_option(label=aspect)
    add.get_by_label("Target (angka)").fill(target)
    add.get_by_label("Satuan").fill(unit)
    follow(add.get_by_role("button", name="Tambah indikator"))
    follow(page.get_by_role("link", name="Selesai, kembali ke SKP"))


def submit(page: Any, rater: str) -> None:
    """Hand the plan in."""
    follow(page.get_by_role("button", name=f"Ajukan SKP ke {rater}"))
    page.get_by_text("SKP diajukan.").wait_for()


def record_plan(page: Any, name: str) -> None:
    """The regent agreed the head's plan on paper; the administrator records it."""
    page.goto("/skp/bawahan/")
    follow(page.get_by_role("link", name=f"Buka {name}"))
    follow(page.get_by_role("link", name=re.compile("^Catat persetujuan")))
    page.get_by_label("Nomor dokumen").fill("800/77/2026")
    page.get_by_label("Tanggal dokumen").fill("2026-01-12")
    follow(page.get_by_role("button", name="Catat persetujuan"))
    page.get_by_text("Persetujuan SKP tercatat.").wait_for()


def import_outcomes(town: Town, enter: Any, look: Any) -> None:
    """Members of the first office take their outcome in from Excel; it supports what their head promised."""
    row = {
        "rencana hasil kerja": IMPORTED, "jenis": "UTAMA", "rhk pimpinan atau sasaran": PROMISES["Kesehatan"],
        "indikator": "Jumlah keluarga yang dikunjungi", "aspek": "KUANTITAS", "target": "240", "satuan": "keluarga",
        "target uraian": "",
    }  # fmt: skip
    for member in MEMBERS["Kesehatan"]:
        page = enter(member, "/skp/")
        begin_plan(page)
        follow(page.get_by_role("link", name="Impor dari Excel"))
        page.get_by_label("Berkas Excel atau CSV").set_input_files(
            {"name": "rhk.xlsx", "mimeType": "application/octet-stream", "buffer": as_xlsx([row])}
        )
        follow(page.get_by_role("button", name="Baca berkas"))
        follow(page.get_by_role("button", name="Tambahkan 1 RHK ke SKP"))
        page.get_by_text(f"Mendukung: {PROMISES['Kesehatan']}").wait_for()
        submit(page, town.name("Kesehatan"))
        if member == "rini":
            look(page, "impor-diajukan-1280")
        page.context.close()


def divide_in_matrix(town: Town, head: Any, enter: Any, look: Any) -> None:
    """The head writes the members' parts into the matrix; each finds a draft outcome in the plan and completes it."""
    head.goto("/matriks/")
    follow(head.get_by_role("link", name="Buka matriks"))
    for member, text in CELLS.items():
        head.get_by_role("row").filter(has_text=town.name(member)).get_by_role("gridcell").dblclick()
        head.keyboard.type(text)
        head.keyboard.press("Enter")
        head.get_by_role("gridcell").filter(has_text=text).get_by_text("menunggu SKP").wait_for()
    look(head, "matriks-agensi-1280")
    for member, text in CELLS.items():
        page = enter(member, "/skp/", width=390)
        begin_plan(page)
        page.get_by_role("heading", name=text).wait_for()
        follow(page.get_by_role("link", name="Ubah RHK 1"))
        add_indicator(page, "Kualitas", "Peserta yang lulus", "85,5", "persen")
        submit(page, town.name("Pendidikan"))
        if member == "sari":
            look(page, "matriks-diajukan-390")
        page.context.close()


def return_and_mend(town: Town, head: Any, enter: Any, look: Any) -> None:
    """A member's plan goes back with a note, is mended and agreed."""
    page = enter("umar", "/skp/", width=390)
    begin_plan(page)
    follow(page.get_by_role("link", name="Tambah RHK").first)
    page.get_by_label("Rencana hasil kerja").fill(COPIED)
    choose(page.get_by_label("RHK pimpinan atau sasaran yang diintervensi"), PROMISES["Perhubungan"])
    follow(page.get_by_role("button", name="Simpan dan lanjut ke indikator"))
    add_indicator(page, "Kuantitas", "Jumlah kendaraan yang diuji", "1.800", "kendaraan")
    submit(page, town.name("Perhubungan"))

    open_waiting(head, town.name("umar"))
    follow(head.get_by_role("link", name="Kembalikan dengan catatan"))
    head.get_by_label("Catatan").fill(NOTE)
    follow(head.get_by_role("button", name="Kembalikan dengan catatan ini"))
    head.get_by_text("SKP dikembalikan beserta catatan Anda.").wait_for()

    page.reload()
    page.get_by_text(NOTE).first.wait_for()
    look(page, "dikembalikan-umar-390")
    follow(page.get_by_role("link", name="Ubah RHK 1"))
    add_indicator(page, "Kualitas", "Hasil uji yang tidak diulang", "98", "persen")
    submit(page, town.name("Perhubungan"))
    agree(head, town.name("umar"))


def copy_to_colleagues(town: Town, head: Any, enter: Any, look: Any) -> None:
    """The head copies the agreed plan to those with the same position; they confirm it by handing it in."""
    follow(head.get_by_role("link", name="Salin kepada jabatan sama"))
    head.get_by_role("checkbox", name=f"Salin kepada {town.name('vina')}").wait_for()
    look(head, "salin-1280")
    follow(head.get_by_role("button", name="Salin kepada yang dipilih di halaman ini"))
    head.get_by_text("2 konsep SKP dibuat").wait_for()
    for member in ("vina", "wawan"):
        page = enter(member, "/skp/")
        follow(page.get_by_role("link", name="Buka").first)
        page.get_by_text("Periksa dan ajukan").wait_for()
        page.get_by_role("heading", name=COPIED).wait_for()
        if member == "vina":
            look(page, "salinan-1280")
        submit(page, town.name("Perhubungan"))
        page.context.close()
        agree(head, town.name(member))


def open_waiting(head: Any, name: str) -> None:
    """Open what waits for a decision."""
    head.goto("/skp/bawahan/")
    follow(head.get_by_role("link", name=f"Buka {name}"))


def agree(head: Any, name: str) -> None:
    """Agree a member's plan."""
    open_waiting(head, name)
    follow(head.get_by_role("button", name=f"Setujui SKP {name}"))
    head.get_by_text("SKP disetujui.").wait_for()


def everything_is_complete(page: Any, run_jobs: Any, look: Any) -> None:
    """The control room counts every plan of the three offices as agreed."""
    page.goto("/monitoring/")
    follow(page.get_by_role("button", name="Hitung ulang"))
    run_jobs()
    page.goto("/monitoring/")
    look(page, "ruang-kendali-1280")
    for office, members in MEMBERS.items():
        row = page.get_by_role("row").filter(has=page.get_by_role("link", name=f"Dinas {office}", exact=True))
        n = len(members) + 1
        expected = [re.compile(office), str(n), "0", "0", "0", "0", f"{n} 100%"]
        expect(row.get_by_role("cell")).to_have_text(expected, use_inner_text=True)


def read_papers(town: Town, head: Any, member: Any) -> None:
    """The agreement of an office and the plan of a member come as official documents."""
    head.goto("/perjanjian/")
    follow(head.get_by_role("link", name="Buka perjanjian Dinas Kesehatan"))
    agreement = download(head, head.get_by_role("link", name="Unduh PDF"))
    goal, indicator, measure, target = GOALS["Kesehatan"]
    people = (town.name("Kesehatan"), "H. Rahmat Hidayat, S.E.", "Bupati")
    for words in ("PERJANJIAN KINERJA", *people, goal, indicator, f"{target} {measure}", "4.595.150.000"):
        assert has(agreement, words), words
    assert not has(agreement, "KONSEP")

    follow(member.get_by_role("link", name="Buka").first)
    plan = download(member, member.get_by_role("link", name="Unduh PDF"))
    people = (town.name("rini"), town.entries["rini"].nip, town.name("Kesehatan"), town.entries["Kesehatan"].nip)
    for words in ("SASARAN KINERJA PEGAWAI", *people, IMPORTED, PROMISES["Kesehatan"], "240 keluarga"):
        assert has(plan, words), words
    assert not has(plan, "KONSEP")
