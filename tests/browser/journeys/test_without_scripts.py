"""With JavaScript off: sign in, and bring a plan from nothing to submitted."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from ekinerja.kernel.tenancy import context
from ekinerja.planning.data import PlanState
from ekinerja.planning.models import Plan
from tests.browser.driving import follow, shows

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]


def test_without_scripts(town: Any, enter: Any, assert_fits: Any) -> None:
    page = enter("employee", "/skp/", width=390, scripts=False)
    follow(page.get_by_role("link", name="Susun SKP").first)
    follow(page.get_by_role("button", name="Buat SKP"))
    follow(page.get_by_role("link", name="Tambah RHK").first)

    follow(page.get_by_role("button", name="Simpan dan lanjut ke indikator"))
    expect(page.locator(".error-summary")).to_have_count(1)
    page.get_by_label("Rencana hasil kerja").fill("Tertatanya arsip dinamis unit")
    follow(page.get_by_role("button", name="Simpan dan lanjut ke indikator"))
    add = page.locator("#tambah-indikator form")
    add.get_by_label("Indikator").fill("Jumlah berkas yang tertata")
    add.get_by_label("Aspek").select_option("KUANTITAS")
    add.get_by_label("Target (angka)").fill("dua ratus")
    add.get_by_label("Satuan").fill("berkas")
    follow(add.get_by_role("button", name="Tambah indikator"))
    page.locator("#tambah-indikator .error-summary").wait_for()
    expect(add.get_by_label("Indikator")).to_have_value("Jumlah berkas yang tertata")
    expect(add.get_by_label("Target (angka)")).to_have_value("dua ratus")
    add.get_by_label("Target (angka)").fill("200")
    follow(add.get_by_role("button", name="Tambah indikator"))
    assert_fits(page)

    follow(page.get_by_role("link", name="Selesai, kembali ke SKP"))
    submit = page.get_by_role("button", name=f"Ajukan SKP ke {town.name('head')}")
    follow(submit)
    shows(page, "SKP diajukan.")
    assert_fits(page)
    follow(page.get_by_role("button", name="Tarik pengajuan"))
    follow(submit)
    shows(page, "SKP diajukan.")
    with context.agency(town.agency):
        plan = Plan.objects.get(employee_id=town.entries["employee"].employee_id)
        assert plan.state == PlanState.SUBMITTED
