"""The agency's year: opening it, its windows and deadlines, and what moves them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client

from ekinerja.audit.models import AuditEntry
from ekinerja.kernel.actor import Role
from ekinerja.kernel.models import Uptime
from ekinerja.organisation.models import UnitCalendar, WorkCalendar
from ekinerja.people import public as people
from ekinerja.people.models import Appointment
from ekinerja.planning import public as planning
from ekinerja.planning.models import Downtime, PerformanceYear, PeriodExtension
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
        assert "Minggu, 31 Januari 2027" in preview
        assert not PerformanceYear.objects.filter(year=2027).exists()
        admin.post("/siklus/buka/", {**YEAR, "langkah": "buka"})

        year = PerformanceYear.objects.get(year=2027)
        assert [row.number for row in planning.years.periods_of(year_id=year.id)] == [1, 2, 3, 4, 0]
        assert "Triwulan I 2027" in text_of(admin.get("/siklus/"))
        assert AuditEntry.objects.filter(event="planning.year.opened", subject_id=str(year.id)).exists()

    def test_counts_people_as_they_will_stand_when_the_year_begins(self, world: cycle.World, browser: Browser) -> None:
        people.refresh_directory(on=cycle.FEBRUARY.date())
        asked = []

        def preview(*, on: date) -> planning.opening.OpeningPreview:
            asked.append(on)
            return planning.opening.OpeningPreview(0, (), 0)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("ekinerja.planning.selectors.opening.preview_opening", preview)
            browser("admin", Role.AGENCY_ADMIN).post("/siklus/buka/", {**YEAR, "langkah": "lihat"})

        assert asked == [date(2027, 1, 1)]

    def test_the_list_behind_a_number_is_of_the_same_day(self, world: cycle.World, browser: Browser) -> None:
        people.refresh_directory(on=cycle.FEBRUARY.date())
        admin = browser("admin", Role.AGENCY_ADMIN)
        asked = []

        def nobody(*, on: date) -> list[object]:
            asked.append(on)
            return []

        preview = text_of(admin.post("/siklus/buka/", {**YEAR, "langkah": "lihat"}))
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("ekinerja.planning.selectors.opening.list_without_rater", nobody)
            for query in ("?tahun=2027", "", "?tahun=2020"):
                assert admin.get(f"/siklus/tanpa-penilai/{query}").status_code == 200

        assert 'href="/siklus/tanpa-penilai/?tahun=2027"' in preview
        assert asked == [date(2027, 1, 1), cycle.FEBRUARY.date(), cycle.FEBRUARY.date()]

    def test_tells_which_units_get_more_time_by_their_own_calendar(self, world: cycle.World, browser: Browser) -> None:
        people.refresh_directory(on=cycle.FEBRUARY.date())
        WorkCalendar.objects.create(code="6", name="Enam hari", weekdays=[1, 2, 3, 4, 5, 6], is_default=True)
        five = WorkCalendar.objects.create(code="5", name="Lima hari", weekdays=[1, 2, 3, 4, 5])
        forever = DateRange(date(2026, 1, 1), None)
        UnitCalendar.objects.create(unit=world.units["dinas"], calendar=five, period=forever)
        admin, form = browser("admin", Role.AGENCY_ADMIN), {**YEAR, "tipe": "BULANAN", "hari_pengisian": "5"}

        preview = text_of(admin.post("/siklus/buka/", {**form, "langkah": "lihat"}))
        admin.post("/siklus/buka/", {**form, "langkah": "buka"})

        assert "1 unit dengan kalender kerja sendiri mendapat perpanjangan pada" in preview
        listed = text_of(admin.get("/siklus/"))
        assert "untuk Dinas Kesehatan: batas jatuh pada hari libur menurut kalender Lima hari" in listed

    def test_takes_the_place_of_signing_and_the_head_along_and_lets_them_be_changed(
        self, world: cycle.World, browser: Browser
    ) -> None:
        admin = browser("admin", Role.AGENCY_ADMIN)
        assert world.year is not None
        address = f"/siklus/{world.year.id}/dokumen/"
        assert address in text_of(admin.get("/siklus/"))

        saved = admin.post(address, {"tempat": "Kalianda", "pimpinan": "Hj. Siti Rahmawati"})
        suggested = text_of(admin.get("/siklus/buka/"))
        admin.post("/siklus/buka/", {**YEAR, "langkah": "buka", "tempat": "Kalianda", "pimpinan": "H. Budi"})

        assert saved.status_code == 302
        assert 'value="Kalianda"' in suggested
        assert 'value="Hj. Siti Rahmawati"' in suggested
        assert planning.years.find_year(year=2027).head_name == "H. Budi"

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


class TestEndExtension:
    def test_is_ended_from_the_list_with_a_reason(self, world: cycle.World, browser: Browser) -> None:
        admin = browser("admin", Role.AGENCY_ADMIN)
        row = planning.extend_period(
            actor=world.official(Role.AGENCY_ADMIN),
            period_id=cycle.period(world, 1).id,
            fill_deadline=planning.end_of_day(date(2026, 2, 20), "Asia/Jakarta"),
            reason="Banjir",
            at=cycle.FEBRUARY,
            unit_id=world.units["dinas"].id,
        )
        address = f"/siklus/perpanjangan/{row.id}/akhiri/"
        assert address in text_of(admin.get("/siklus/"))
        assert "tidak surut" in text_of(admin.get(address))

        assert admin.post(address, {"alasan": ""}).status_code == 422
        done = admin.post(address, {"alasan": "Salah unit"})

        assert done.url == "/siklus/"
        page = text_of(admin.get("/siklus/"))
        assert "sampai 20 Feb 2026 untuk Dinas Kesehatan: Banjir" in page
        assert "diakhiri 3 Feb 2026" in page
        assert "Salah unit" in page
        assert address not in page
        assert admin.post(address, {"alasan": "Lagi"}).status_code in (409, 422)


class TestDeadlines:
    def test_a_window_is_changed_before_it_closes(self, world: cycle.World, browser: Browser) -> None:
        period = cycle.period(world, 2)
        admin = browser("admin", Role.AGENCY_ADMIN)
        address = f"/siklus/periode/{period.id}/ubah/"

        assert "2026-03-05" in text_of(admin.get(address))
        bad = admin.post(address, {"dibuka": "2026-02-20", "batas": "2026-02-10", "alasan": "Cuti"})
        assert bad.status_code == 422
        assert "tidak boleh sebelum hari terakhir periode" in text_of(bad)
        done = admin.post(address, {"dibuka": "2026-02-20", "batas": "2026-03-09", "alasan": "Cuti bersama"})

        assert done.url == "/siklus/"
        assert "pengajuan dibuka 20 Feb 2026" in text_of(admin.get("/siklus/"))

    def test_the_deadline_for_plans_is_extended_for_one_unit(self, world: cycle.World, browser: Browser) -> None:
        people.refresh_directory(on=cycle.FEBRUARY.date())
        admin, staff = browser("admin", Role.AGENCY_ADMIN), browser("staf")
        assert world.year is not None
        form = {"batas": "2026-02-20", "alasan": "banjir", "unit": "Dinas Kesehatan"}

        admin.post(f"/siklus/{world.year.id}/perpanjang-skp/", form)

        told = "Diperpanjang sampai Jumat, 20 Februari 2026 karena banjir."
        assert told in text_of(staff.get("/beranda/"))
        assert told in text_of(staff.get("/skp/"))
        plan = cycle.draft(world)
        assert told in text_of(staff.get(f"/skp/{plan.id}/"))
        assert "Diperpanjang" not in text_of(browser("orang_lain").get("/skp/"))
        assert "SKP diperpanjang sampai 20 Feb 2026 untuk Dinas Kesehatan: banjir" in text_of(admin.get("/siklus/"))

    def test_a_person_is_named_and_an_unclear_name_tells_whom_it_fits(
        self, world: cycle.World, browser: Browser
    ) -> None:
        people.refresh_directory(on=cycle.FEBRUARY.date())
        admin, person = browser("admin", Role.AGENCY_ADMIN), world.people["staf"]
        assert world.year is not None
        form = {"batas": "2026-02-20", "alasan": "sakit", "pegawai": person.nip}

        admin.post(f"/siklus/{world.year.id}/perpanjang-skp/", form)
        unclear = admin.post(f"/siklus/{world.year.id}/perpanjang-skp/", {**form, "pegawai": "", "unit": "dinas"})

        assert f"untuk {person.display_name}: sakit" in text_of(admin.get("/siklus/"))
        assert unclear.status_code == 422
        assert "Ada beberapa yang cocok: Dinas Kesehatan; Dinas Pendidikan. Tulis lebih lengkap." in text_of(unclear)

    def test_a_passed_deadline_is_not_changed_but_extended(self, world: cycle.World, browser: Browser) -> None:
        assert world.year is not None
        admin = browser("admin", Role.AGENCY_ADMIN)

        late = admin.post(f"/siklus/{world.year.id}/batas-skp/", {"batas": "2026-03-01", "alasan": "x"})

        assert late.status_code == 422
        assert "Beri perpanjangan waktu" in text_of(late)
        assert "Ubah batas SKP" not in text_of(admin.get("/siklus/"))


class TestDowntime:
    def test_shows_what_moves_before_it_is_recorded(self, world: cycle.World, browser: Browser) -> None:
        admin, staff = browser("admin", Role.AGENCY_ADMIN), browser("staf")
        form = {"mulai": "2026-01-31T08:00", "selesai": "2026-01-31T20:00", "alasan": "Listrik padam"}

        shown = text_of(admin.post("/siklus/gangguan/", {**form, "langkah": "lihat"}))
        assert "Penetapan SKP 2026" in shown
        assert "1 Feb 2026" in shown
        assert not Downtime.objects.exists()
        assert admin.post("/siklus/gangguan/", {**form, "langkah": "catat"}).url == "/siklus/gangguan/"

        assert "Listrik padam" in text_of(admin.get("/siklus/gangguan/"))
        assert "karena gangguan program: Listrik padam." in text_of(staff.get("/skp/"))
        again = admin.post("/siklus/gangguan/", {**form, "langkah": "catat"})
        assert "sudah tercatat" in text_of(again)
        assert 'value="2026-01-31T08:00"' in text_of(again)

    def test_suggests_a_standstill_of_the_program_on_the_day_of_a_deadline(
        self, world: cycle.World, browser: Browser
    ) -> None:
        zone = ZoneInfo("Asia/Jakarta")
        stops = [datetime(2026, 1, day, 22, 0, tzinfo=zone) for day in (20, 31)]
        began = datetime(2026, 1, 1, tzinfo=zone)
        for stopped_at in (*stops, datetime(2026, 2, 3, tzinfo=zone)):
            Uptime.objects.create(began_at=began, seen_at=stopped_at)
            began = stopped_at + timedelta(hours=3)
        admin = browser("admin", Role.AGENCY_ADMIN)

        page = text_of(admin.get("/siklus/"))
        assert page.count("Program berhenti pada hari batas waktu") == 1
        address = "/siklus/gangguan/?mulai=2026-01-31T22:00&selesai=2026-02-01T01:00"
        assert address.replace("&", "&amp;") in page
        form = text_of(admin.get(address))
        assert 'value="2026-01-31T22:00"' in form
        assert 'value="2026-02-01T01:00"' in form
        given = {"mulai": "2026-01-31T22:00", "selesai": "2026-02-01T01:00", "alasan": "Peladen mati"}
        admin.post("/siklus/gangguan/", {**given, "langkah": "catat"})
        assert "Program berhenti" not in text_of(admin.get("/siklus/"))


class TestApprovers:
    def test_shows_rules_exceptions_and_who_has_nobody(self, world: cycle.World, browser: Browser) -> None:
        admin = browser("admin", Role.AGENCY_ADMIN)
        Appointment.objects.filter(employee=world.people["orang_lain"]).delete()
        people.refresh_directory(on=cycle.FEBRUARY.date())
        people.name_rater(
            actor=world.official(Role.AGENCY_ADMIN),
            employee_id=world.people["staf"].id,
            rater_id=world.people["kepala"].id,
            starts_on=cycle.FEBRUARY.date(),
            reason="Tim khusus",
            at=cycle.FEBRUARY,
        )

        page = text_of(admin.get("/siklus/penyetuju/"))
        nobody = text_of(admin.get("/siklus/tanpa-penilai/"))
        file = admin.get("/siklus/tanpa-penilai/", {"format": "xlsx"})

        assert "Tim khusus" in page
        assert "Naik satu tingkat" in page
        assert world.people["orang_lain"].nip in nobody
        assert "menurut keadaan Selasa, 3 Februari 2026" in nobody
        assert file.content[:2] == b"PK"
        assert AuditEntry.objects.filter(event="people.directory.exported").count() == 1
        assert browser("kepala").get("/siklus/penyetuju/").status_code == 403
