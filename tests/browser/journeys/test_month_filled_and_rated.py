"""A month from its action plan to the rating, explained, with the official documents downloaded and read."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from ekinerja.kernel.tenancy import context
from tests.browser.driving import follow, hides, shows
from tests.browser.journeys.papers import download, has
from tests.browser.journeys.plans import INDICATOR, OUTCOME, agreed_plan
from tests.factories import cycle

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]


@pytest.mark.parametrize("width", [390, 1280])
def test_month_filled_and_rated(town: Any, enter: Any, look: Any, width: int) -> None:
    plan = agreed_plan(town)
    with context.agency(town.agency):
        year = cycle.World(town.agency.pk, year=plan.year)
        january = cycle.period(year, 1)
    month = f"/kinerja/{plan.id}/{january.id}/"

    employee = enter("employee", width=width)
    follow(employee.get_by_role("link", name="Isi realisasi Januari 2026"))
    employee.wait_for_url(f"**{month}")
    look(employee, f"bulan-kosong-{width}")
    fill_month(employee, town)
    look(employee, f"bulan-terisi-{width}")
    follow(employee.get_by_role("button", name=f"Ajukan Januari 2026 ke {town.name('head')}"))
    employee.get_by_role("button", name="Tarik pengajuan").wait_for()

    head = enter("head", "/skp/bawahan/", width=width)
    head.get_by_text("Nilai Januari 2026").wait_for()
    follow(head.get_by_role("link", name=f"Buka {town.name('employee')}"))
    rate(head, town, look, width)

    employee.goto("/beranda/")
    shows(employee, "Sangat Baik")
    look(employee, f"beranda-dinilai-{width}")
    employee.goto(month)
    card = employee.locator("#penilaian")
    card.get_by_text("Mengapa?").click()
    shows(card, "PermenPANRB 6/2022")
    shows(employee, "Jawaban Anda cepat dan lengkap.")
    hides(employee, "SANGAT_BAIK")
    look(employee, f"bulan-dinilai-{width}")
    if width == 1280:
        read_documents(employee, town, plan)


def fill_month(page: Any, town: Any) -> None:
    """Submitting too early says what is missing; then steps, what was reached, and a link as evidence."""
    follow(page.get_by_role("button", name=f"Ajukan Januari 2026 ke {town.name('head')}"))
    page.locator(".error-summary").wait_for()
    page.get_by_label("Rencana aksi").fill("Menyusun daftar permintaan\nMenjawab setiap Jumat")
    follow(page.get_by_role("button", name="Simpan rencana aksi"))
    message = page.locator("#pesan .alert")
    message.wait_for()
    assert message.evaluate("it => it.getBoundingClientRect().top >= 0"), "the message is above the window"
    page.get_by_label("Realisasi (angka)").fill("1.012,5")
    page.get_by_label("Realisasi (uraian)").fill("Semua permintaan dijawab tertulis")
    follow(page.get_by_role("button", name="Simpan realisasi"))
    page.get_by_text("Tambah bukti").first.click()
    page.get_by_label("Judul bukti").fill("Rekap jawaban Januari")
    page.get_by_label("Tautan").fill("https://contoh.go.id/rekap")
    follow(page.get_by_role("button", name="Tambah bukti"))
    page.get_by_role("link", name="Rekap jawaban Januari").wait_for()
    expect(page.get_by_label("Rencana aksi")).to_have_value("Menyusun daftar permintaan\nMenjawab setiap Jumat")
    expect(page.get_by_label("Realisasi (angka)")).to_have_value("1012,5")


def rate(page: Any, town: Any, look: Any, width: int) -> None:
    """Feedback, then the two ratings; the box explains the predicate before it is decided."""
    shows(page, "1.012,5 dokumen")
    page.get_by_text("Beri umpan balik").first.click()
    first = page.locator("details[open] form").first
    first.get_by_label("Atau tulis sendiri").fill("Jawaban Anda cepat dan lengkap.")
    follow(first.get_by_role("button", name="Simpan umpan balik"))
    page.get_by_text("Jawaban Anda cepat dan lengkap.").first.wait_for()
    for group in ("hasil", "perilaku"):
        page.locator(f"#nilai input[name={group}][value=ATAS]").check()
    page.locator("#pratinjau").get_by_text("Sangat Baik").first.wait_for()
    page.locator("#pratinjau").get_by_text("Mengapa?").click()
    shows(page.locator("#pratinjau"), "PermenPANRB 6/2022")
    hides(page, "SANGAT_BAIK")
    page.get_by_label("Catatan dan rekomendasi").fill("Pertahankan.")
    look(page, f"menilai-{width}")
    follow(page.get_by_role("button", name=f"Tetapkan penilaian {town.name('employee')}"))
    page.locator("#penilaian").get_by_text("Sangat Baik").first.wait_for()
    look(page, f"sudah-menilai-{width}")


def read_documents(page: Any, town: Any, plan: Any) -> None:
    """Download the three documents as people do, and read them."""
    people = (town.name("employee"), town.entries["employee"].nip, town.name("head"), town.entries["head"].nip)
    evaluation = download(page, page.get_by_role("link", name="Evaluasi kinerja"))
    for words in ("EVALUASI KINERJA PEGAWAI", *people, OUTCOME, INDICATOR, "SANGAT BAIK", "Januari"):
        assert has(evaluation, words), words
    record = download(page, page.get_by_role("link", name="Dokumen evaluasi"))
    for words in ("DOKUMEN EVALUASI KINERJA PEGAWAI", *people, town.name("chief"), "SANGAT BAIK", "Pertahankan."):
        assert has(record, words), words
    page.goto(f"/skp/{plan.id}/")
    agreed = download(page, page.get_by_role("link", name="Unduh PDF"))
    for words in ("SASARAN KINERJA PEGAWAI", *people, OUTCOME, INDICATOR, "120 dokumen", "Berorientasi Pelayanan"):
        assert has(agreed, words), words
