"""The control room on screen: numbers that open into people, reminding, and Excel."""

from __future__ import annotations

import io

import pytest
from python_calamine import CalamineWorkbook

from ekinerja.audit.models import AuditEntry
from ekinerja.kernel.actor import Role
from ekinerja.kernel.models import JobRun
from ekinerja.notices.models import Notification
from tests.factories import cycle
from tests.web.cycle.conftest import text_of

pytestmark = pytest.mark.django_db
BUDGET = 12


@pytest.fixture
def clerk(world, browser, count):
    """The clerk of the health office; ``staf`` waits for ``kabid``, ``rekan`` has an account and no plan."""
    cycle.submitted(world)
    browser("rekan")
    count()
    return browser("klerk", Role.UNIT_CLERK, unit="dinas")


def rows_of(answer):
    return CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()


class TestRoom:
    def test_numbers_open_into_people(self, world, clerk):
        page = text_of(clerk.get("/monitoring/"))
        unit = world.units["bidang"].id

        assert "Bidang Pelayanan Kesehatan" in page
        assert f"/monitoring/pegawai/?keadaan=DIAJUKAN&amp;unit={unit}" in page
        found = text_of(clerk.get("/monitoring/pegawai/", {"keadaan": "DIAJUKAN", "unit": str(unit)}))
        assert f"Menunggu {world.people['kabid'].display_name} sejak 22 hari lalu." in found

    def test_keeps_its_budget(self, world, clerk, django_assert_max_num_queries):
        for address in ("/monitoring/", "/monitoring/pegawai/", f"/monitoring/{world.units['bidang'].id}/"):
            clerk.get(address)
            with django_assert_max_num_queries(BUDGET):
                assert clerk.get(address).status_code == 200

    def test_sorts_by_what_stands_out(self, world, browser, count):
        cycle.submitted(world)
        count()
        admin = browser("admin", Role.AGENCY_ADMIN)

        page = text_of(admin.get("/monitoring/", {"urut": "-diajukan"}))

        assert page.index("Dinas Kesehatan</a>") < page.index("Dinas Pendidikan</a>")

    def test_a_clerk_sees_only_the_own_units(self, world, other_world, browser, clerk):
        assert "Dinas Pendidikan" not in text_of(clerk.get("/monitoring/"))
        assert clerk.get(f"/monitoring/{world.units['lain'].id}/").status_code == 404
        assert clerk.get(f"/monitoring/{other_world.units['dinas'].id}/").status_code == 404
        assert clerk.get("/monitoring/pegawai/", {"unit": str(world.units["lain"].id)}).status_code == 404
        assert browser("staf").get("/monitoring/").status_code == 403


class TestNudge:
    def test_says_how_many_were_told_and_not_twice_a_day(self, world, clerk):
        back = "/monitoring/pegawai/?keadaan=DIAJUKAN"
        form = {"keadaan": "DIAJUKAN", "siapa": "semua", "kembali": back}

        first = clerk.post("/monitoring/ingatkan/", form)
        shown = text_of(clerk.get(first.url))
        again = text_of(clerk.get(clerk.post("/monitoring/ingatkan/", form).url))

        assert first.url == back
        assert "1 pegawai diingatkan." in shown
        assert "1 sudah diingatkan hari ini." in again
        told = Notification.objects.get(employee=world.people["kabid"])
        assert told.title == "Ada SKP 2026 yang menunggu keputusan Anda"

    def test_asks_before_all_of_a_list_are_told(self, world, clerk):
        page = text_of(clerk.get("/monitoring/pegawai/?keadaan=DIAJUKAN"))

        assert "Ingatkan sekarang semua yang belum selesai di antara 1 pegawai dalam daftar ini?" in page

    def test_reminds_those_ticked(self, world, clerk):
        person = world.people["rekan"]

        clerk.post("/monitoring/ingatkan/", {"siapa": "terpilih", "pegawai": str(person.id)})
        none = clerk.post("/monitoring/ingatkan/", {"siapa": "terpilih", "kembali": "https://jahat.example/"})

        assert Notification.objects.get().employee_id == person.id
        assert none.url == "/monitoring/pegawai/"
        assert "Centang dahulu" in text_of(clerk.get(none.url))

    def test_is_closed_to_readers(self, browser, count, world):
        count()
        assert browser("inspektur", Role.INSPECTORATE).post("/monitoring/ingatkan/", {}).status_code == 403


class TestExcel:
    def test_units_and_people(self, world, clerk):
        units = rows_of(clerk.get("/monitoring/ekspor/"))
        people = rows_of(clerk.get("/monitoring/pegawai/ekspor/", {"keadaan": "DIAJUKAN"}))

        assert units[0][1] == "Unit"
        assert [row[1] for row in units[1:]][0] == "Bidang Pelayanan Kesehatan"
        assert [(row[0], row[4]) for row in people[1:]] == [(world.people["staf"].nip, "Menunggu penilai")]
        assert AuditEntry.objects.filter(event="reporting.planners.exported").count() == 2

    def test_a_large_list_goes_to_the_background(self, clerk, monkeypatch):
        monkeypatch.setattr("ekinerja.reporting.public.ROWS_AT_ONCE", 1)

        answer = clerk.get("/monitoring/pegawai/ekspor/")

        assert answer.url == f"/pekerjaan/{JobRun.objects.get(task='config.export_planners').id}/"
