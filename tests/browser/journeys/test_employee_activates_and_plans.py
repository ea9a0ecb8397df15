"""A clerk prints codes, an employee activates the account, reads what to do, and plans the year."""

from __future__ import annotations

import re
from typing import Any

import pytest

from ekinerja.kernel.tenancy import context
from ekinerja.planning.data import PlanState
from ekinerja.planning.models import Outcome, Plan
from tests.browser.driving import follow, shows
from tests.browser.journeys.plans import OUTCOME, submitted_plan

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]
NEW = "payung biru terbang 3"


@pytest.mark.parametrize("width", [390, 1280])
def test_employee_activates_and_plans(town: Any, enter: Any, open_page: Any, look: Any, width: int) -> None:
    submitted_plan(town, "head")
    code = printed_code(town, enter("clerk", "/hak-akses/akun/kode/"), look)

    page = open_page("/masuk/", width=width)
    follow(page.get_by_role("link", name="Aktifkan akun dengan kode sekali pakai"))
    page.get_by_label("Kode sekali pakai").wait_for()
    look(page, f"aktivasi-{width}")
    page.get_by_label("NIP atau NIPPPK").fill(town.entries["employee"].nip)
    page.get_by_label("Kode sekali pakai").fill(code)
    follow(page.get_by_role("button", name="Lanjut"))
    page.locator("#id_password").fill(NEW)
    page.locator("#id_again").fill(NEW)
    look(page, f"kata-sandi-{width}")
    follow(page.get_by_role("button", name="Simpan kata sandi dan masuk"))

    page.goto("/")
    page.get_by_role("heading", name="Susun SKP").wait_for()
    shows(page, "belum ada SKP")
    look(page, f"beranda-baru-{width}")
    follow(page.get_by_role("link", name=re.compile("^Susun SKP")).last)
    page.get_by_role("button", name="Buat SKP").wait_for()
    look(page, f"susun-{width}")
    follow(page.get_by_role("button", name="Buat SKP"))
    page.get_by_text("Belum ada rencana hasil kerja").wait_for()
    look(page, f"skp-kosong-{width}")

    write_plan(town, page, look, width)
    button = page.get_by_role("button", name=f"Ajukan SKP ke {town.name('head')}")
    look(page, f"skp-lengkap-{width}")
    follow(button)
    page.get_by_text("SKP diajukan.").wait_for()
    page.get_by_text(f"Menunggu persetujuan {town.name('head')}").first.wait_for()
    look(page, f"skp-diajukan-{width}")

    with context.agency(town.agency):
        plan = Plan.objects.get(employee_id=town.entries["employee"].employee_id)
        outcome = Outcome.objects.get(plan_id=plan.id)
        assert plan.state == PlanState.SUBMITTED
        assert outcome.intervened_outcome.text == OUTCOME
        assert plan.rater_employee_id == town.entries["head"].employee_id


def printed_code(town: Any, clerk: Any, look: Any) -> str:
    """Print the codes of the division; return the employee's."""
    clerk.get_by_label("Unit", exact=True).select_option(town.entries["employee"].unit_path)
    follow(clerk.get_by_role("button", name="Tampilkan"))
    clerk.wait_for_url("**unit=*")
    clerk.get_by_role("button", name="Buat lembar kode untuk dicetak").wait_for()
    look(clerk, "kode-1280")
    clerk.get_by_role("button", name="Buat lembar kode untuk dicetak").click()
    follow(clerk.get_by_role("dialog").get_by_role("button", name="Buat lembar kode untuk dicetak"))
    clerk.get_by_role("heading", name="Lembar kode aktivasi").wait_for()
    look(clerk, "kode-cetak-1280")
    row = clerk.get_by_role("row").filter(has_text=town.entries["employee"].nip)
    return str(row.locator("code").inner_text())


def write_plan(town: Any, page: Any, look: Any, width: int) -> None:
    """Submitting too early says what is missing; then an outcome that supports the superior's, with an indicator."""
    follow(page.get_by_role("button", name=f"Ajukan SKP ke {town.name('head')}"))
    page.locator(".error-summary").wait_for()
    look(page, f"skp-belum-lengkap-{width}")
    follow(page.get_by_role("link", name="Tambah RHK").first)
    page.get_by_label("Rencana hasil kerja").fill("Tersedianya jawaban tertulis atas permintaan informasi")
    served = f"{OUTCOME} ({town.name('head')})"
    page.get_by_label("RHK pimpinan atau sasaran yang diintervensi").select_option(label=served)
    look(page, f"rhk-baru-{width}")
    follow(page.get_by_role("button", name="Simpan dan lanjut ke indikator"))
    page.get_by_text("RHK tersimpan. Tambahkan indikator dan targetnya.").wait_for()
    add = page.locator("#tambah-indikator form")
    add.get_by_label("Indikator").fill("Jumlah jawaban tertulis")
    add.get_by_label("Aspek").select_option("KUANTITAS")
    add.get_by_label("Target (angka)").fill("1.200")
    add.get_by_label("Satuan").fill("surat")
    follow(add.get_by_role("button", name="Tambah indikator"))
    page.get_by_text("Indikator tersimpan.").wait_for()
    look(page, f"rhk-{width}")
    follow(page.get_by_role("link", name="Selesai, kembali ke SKP"))
    shows(page, "1.200 surat", OUTCOME)
