"""With JavaScript off: sign in, and bring a plan from nothing to submitted."""

from __future__ import annotations

from typing import Any

import pytest

from ekinerja.kernel.tenancy import context
from ekinerja.planning.data import PlanState
from ekinerja.planning.models import Plan

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]


def test_without_scripts(town: Any, enter: Any, assert_fits: Any) -> None:
    page = enter("employee", "/skp/", width=390, scripts=False)
    page.get_by_role("link", name="Susun SKP").first.click()
    page.get_by_role("button", name="Buat SKP").click()
    page.get_by_role("link", name="Tambah RHK").first.click()

    page.get_by_role("button", name="Simpan dan lanjut ke indikator").click()
    assert page.locator(".error-summary").count() == 1
    page.get_by_label("Rencana hasil kerja").fill("Tertatanya arsip dinamis unit")
    page.get_by_role("button", name="Simpan dan lanjut ke indikator").click()
    add = page.locator("#tambah-indikator form")
    add.get_by_label("Indikator").fill("Jumlah berkas yang tertata")
    add.get_by_label("Aspek").select_option("KUANTITAS")
    add.get_by_label("Target (angka)").fill("dua ratus")
    add.get_by_label("Satuan").fill("berkas")
    add.get_by_role("button", name="Tambah indikator").click()
    page.locator("#tambah-indikator .error-summary").wait_for()
    assert add.get_by_label("Indikator").input_value() == "Jumlah berkas yang tertata"
    assert add.get_by_label("Target (angka)").input_value() == "dua ratus"
    add.get_by_label("Target (angka)").fill("200")
    add.get_by_role("button", name="Tambah indikator").click()
    assert_fits(page)

    page.get_by_role("link", name="Selesai, kembali ke SKP").click()
    page.get_by_role("button", name=f"Ajukan SKP ke {town.name('head')}").click()
    assert "SKP diajukan." in page.inner_text("main")
    assert_fits(page)
    page.get_by_role("button", name="Tarik pengajuan").click()
    page.get_by_role("button", name=f"Ajukan SKP ke {town.name('head')}").click()
    with context.agency(town.agency):
        plan = Plan.objects.get(employee_id=town.entries["employee"].employee_id)
        assert plan.state == PlanState.SUBMITTED
