"""The agency's year and its control room."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from ekinerja.audit.models import AuditEntry
from ekinerja.kernel.actor import Role
from ekinerja.people import public as people
from ekinerja.planning import public as planning
from ekinerja.planning.models import PerformanceYear, PeriodExtension
from tests.factories import cycle
from tests.web.cycle.conftest import text_of

Browser = Callable[..., Client]
YEAR = {
    "tahun": "2027",
    "tipe": "TRIWULANAN",
    "batas_skp": "2027-01-31",
    "batas_tahunan": "2028-01-10",
    "hari_pengisian": "7",
}


class TestOpenYear:
    def test_shows_what_will_happen_before_it_happens(self, world: cycle.World, browser: Browser) -> None:
        people.refresh_directory(on=cycle.FEBRUARY.date())
        admin = browser("admin", Role.AGENCY_ADMIN)

        preview = text_of(admin.post("/siklus/buka/", {**YEAR, "langkah": "lihat"}))
        assert "Yang akan terjadi" in preview
        assert "dari 5 pegawai aktif" in preview
        assert not PerformanceYear.objects.filter(year=2027).exists()
        admin.post("/siklus/buka/", {**YEAR, "langkah": "buka"})

        year = PerformanceYear.objects.get(year=2027)
        assert [row.number for row in planning.years.periods_of(year_id=year.id)] == [1, 2, 3, 4, 0]
        assert "Triwulan I 2027" in text_of(admin.get("/siklus/"))
        assert AuditEntry.objects.filter(event="planning.year.opened", subject_id=str(year.id)).exists()

    def test_refuses_deadlines_that_cannot_be(self, world: cycle.World, browser: Browser) -> None:
        answer = browser("admin", Role.AGENCY_ADMIN).post(
            "/siklus/buka/", {**YEAR, "batas_skp": "2026-01-31", "hari_pengisian": "0", "langkah": "buka"}
        )

        assert answer.status_code == 422
        assert "Batas penetapan SKP harus berada di tahun 2027" in text_of(answer)
        assert "Isi 1 sampai 60 hari" in text_of(answer)

    @pytest.mark.parametrize("address", ["/siklus/", "/siklus/buka/"])
    def test_is_the_admins(self, world: cycle.World, browser: Browser, address: str) -> None:
        assert browser("kepala").get(address).status_code == 403
        assert browser("clerk", Role.UNIT_CLERK, unit="dinas").get(address).status_code == 403


class TestExtend:
    def test_for_one_person_by_nip(self, world: cycle.World, browser: Browser) -> None:
        people.refresh_directory(on=cycle.FEBRUARY.date())
        period, nip = cycle.period(world, 1), world.people["staf"].nip
        admin = browser("admin", Role.AGENCY_ADMIN)
        address = f"/siklus/periode/{period.id}/perpanjang/"

        unknown = admin.post(address, {"batas": "2026-02-20", "alasan": "Sakit", "pegawai": "tidak ada"})
        admin.post(address, {"batas": "2026-02-20", "alasan": "Sakit", "pegawai": nip})

        assert "Tidak ditemukan" in text_of(unknown)
        assert PeriodExtension.objects.get().employee_id == world.people["staf"].id
        assert "Sakit" in text_of(admin.get("/siklus/"))
