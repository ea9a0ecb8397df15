"""A superior returns a plan with a note, the employee mends it, the superior agrees it."""

from __future__ import annotations

from typing import Any

import pytest

from ekinerja.kernel.tenancy import context
from ekinerja.planning.data import PlanState
from ekinerja.planning.models import Plan
from tests.browser.driving import arriving, follow, shows
from tests.browser.journeys.plans import submitted_plan

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]


def test_superior_agrees(town: Any, enter: Any, look: Any) -> None:
    plan = submitted_plan(town)
    head = enter("head", "/skp/bawahan/")
    head.get_by_text("Setujui SKP 2026").wait_for()
    look(head, "kotak-masuk-1280")
    for key in ("j", "j", "k"):
        head.keyboard.press(key)
    with arriving(head):
        head.keyboard.press("Enter")
    head.wait_for_url(f"**/skp/{plan.id}/")
    shows(head.locator("nav a[aria-current=page]").first, "Perlu keputusan")
    look(head, "setujui-1280")

    with arriving(head):
        head.keyboard.press("x")
    head.get_by_label("Catatan").fill("Tambahkan target mutu pada RHK pertama.")
    look(head, "kembalikan-1280")
    follow(head.get_by_role("button", name="Kembalikan dengan catatan ini"))
    head.get_by_text("SKP dikembalikan beserta catatan Anda.").wait_for()

    employee = enter("employee", width=390)
    employee.get_by_role("heading", name="dikembalikan").first.wait_for()
    look(employee, "beranda-dikembalikan-390")
    employee.goto(f"/skp/{plan.id}/")
    shows(employee, "Tambahkan target mutu pada RHK pertama.")
    look(employee, "skp-dikembalikan-390")
    follow(employee.get_by_role("link", name="Ubah RHK 1"))
    add = employee.locator("#tambah-indikator form")
    add.get_by_label("Indikator").fill("Persentase surat yang dijawab tepat waktu")
    add.get_by_label("Aspek").select_option("KUALITAS")
    add.get_by_label("Target (angka)").fill("97,5")
    add.get_by_label("Satuan").fill("persen")
    follow(add.get_by_role("button", name="Tambah indikator"))
    employee.get_by_text("Indikator tersimpan.").wait_for()
    look(employee, "rhk-390")
    follow(employee.get_by_role("link", name="Selesai, kembali ke SKP"))
    follow(employee.get_by_role("button", name=f"Ajukan SKP ke {town.name('head')}"))
    employee.get_by_text("SKP diajukan.").wait_for()

    head.goto("/skp/bawahan/")
    follow(head.get_by_role("link", name=f"Buka {town.name('employee')}"))
    follow(head.get_by_role("link", name="Tulis ekspektasi khusus"))
    values = head.locator("#BERORIENTASI_PELAYANAN form")
    values.get_by_label("Ekspektasi khusus pimpinan").fill("Menyapa tamu lebih dahulu.")
    follow(values.get_by_role("button", name="Simpan"))
    head.get_by_text("Ekspektasi tersimpan.").wait_for()
    look(head, "ekspektasi-1280")
    follow(head.get_by_role("link", name="Kembali ke SKP").last)
    follow(head.get_by_role("button", name=f"Setujui SKP {town.name('employee')}"))
    head.get_by_text("SKP disetujui.").wait_for()
    look(head, "disetujui-1280")

    employee.goto(f"/skp/{plan.id}/")
    employee.get_by_text("Tujuh nilai, panduan, dan ekspektasi khusus").click()
    employee.get_by_text("Menyapa tamu lebih dahulu.").wait_for()
    shows(employee, "97,5 persen")
    with context.agency(town.agency):
        assert Plan.objects.get(id=plan.id).state == PlanState.AGREED
    head.goto("/skp/bawahan/")
    head.get_by_text("Tidak ada yang menunggu").wait_for()
