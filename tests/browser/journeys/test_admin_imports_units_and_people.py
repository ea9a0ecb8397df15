"""An administrator takes units and people in from the two files of SIASN, and does it again: nothing changes."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from ekinerja.access.models import Account
from ekinerja.kernel.tenancy import context
from ekinerja.organisation.models import UnitVersion
from ekinerja.people.models import Appointment, DirectoryEntry, Employee, StatusRecord
from tests.browser.driving import follow, hides, shows
from tests.browser.journeys.conftest import files, fill_sign_in
from tests.factories.people_files import as_csv

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]


@pytest.mark.parametrize("width", [390, 1280])
def test_admin_imports_units_and_people(
    agency: Any, administrator: Account, open_page: Any, look: Any, run_jobs: Any, width: int
) -> None:
    units, persons = files(12)
    dirty = persons[8]
    dirty["nipBaru"] = "1.2E+17"
    page = open_page("/masuk/?next=/impor/", width=width)
    fill_sign_in(page, administrator.login)
    page.get_by_text("Belum ada impor").wait_for()
    look(page, f"impor-kosong-{width}")

    upload(page, "ref-unor.csv", as_csv(units))
    columns_are_recognised(page, {"Nama unit": "NamaUnor"})
    follow(page.get_by_role("button", name="Lihat pratinjau"))
    run_import(page, run_jobs, f"Impor {len(units)} baris")

    upload(page, "data-utama.csv", as_csv(persons))
    columns_are_recognised(page, {"NIP": "nipBaru", "Nama": "nama"})
    look(page, f"impor-kolom-{width}")
    follow(page.get_by_role("button", name="Lihat pratinjau"))
    page.get_by_text("Pratinjau: belum ada data yang berubah").wait_for()
    look(page, f"impor-pratinjau-{width}")
    follow(page.get_by_role("link", name=re.compile("^Galat")).first)
    page.wait_for_url("**hasil=GALAT")
    shows(page, dirty["nama"], "notasi ilmiah")
    hides(page, persons[0]["nama"])
    look(page, f"impor-galat-{width}")
    run_import(page, run_jobs, "Impor 11 baris")
    look(page, f"impor-selesai-{width}")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Unduh baris galat").click()
    assert waiting.value.suggested_filename.endswith(".xlsx")
    page.goto("/pegawai/")
    grouped = re.compile(r"\s?".join(persons[0]["nipBaru"]))
    expect(page.get_by_role("main")).to_contain_text(grouped, use_inner_text=True)
    hides(page, dirty["nama"])
    before = everything(agency)
    assert before["people"] == 11

    upload(page, "data-utama.csv", as_csv(persons))
    page.get_by_text("Pratinjau: belum ada data yang berubah").wait_for()
    shows(page, "0 baris akan mengubah data, 1 baris bermasalah")
    run_import(page, run_jobs, "Impor 11 baris")
    assert everything(agency) == before


def upload(page: Any, name: str, content: bytes) -> None:
    """Choose a file and send it."""
    page.goto("/impor/")
    page.get_by_label("Berkas CSV atau XLSX").set_input_files({"name": name, "mimeType": "text/csv", "buffer": content})
    page.get_by_label("Berlaku mulai").fill("2026-01-01")
    follow(page.get_by_role("button", name="Unggah dan baca berkas"))
    page.wait_for_url("**/impor/*-*/**")


def columns_are_recognised(page: Any, expected: dict[str, str]) -> None:
    """The columns of the file are found by their headings."""
    page.get_by_role("heading", name="Cocokkan kolom").wait_for()
    for label, header in expected.items():
        chosen = page.get_by_label(label).first.locator("option:checked")
        expect(chosen).to_have_text(re.compile(rf"^\s*{re.escape(header)}"))


def run_import(page: Any, run_jobs: Any, button: str) -> None:
    """Start it, let the worker do it, see the result."""
    follow(page.get_by_role("button", name=button))
    page.get_by_role("heading", name="Impor sedang berjalan").wait_for()
    run_jobs()
    page.get_by_text("Impor selesai").wait_for(timeout=60_000)


def everything(agency: Any) -> dict[str, Any]:
    """Return how much of everything there is, and the present picture of everybody."""
    with context.agency(agency):
        return {
            "people": Employee.objects.count(),
            "appointments": Appointment.objects.count(),
            "states": StatusRecord.objects.count(),
            "units": UnitVersion.objects.count(),
            "accounts": Account.objects.count(),
            "picture": list(
                DirectoryEntry.objects.order_by("nip").values_list("nip", "display_name", "unit_name", "position_title")
            ),
        }
