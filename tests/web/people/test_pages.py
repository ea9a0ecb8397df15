"""Pages of people, units and imports as an administrator, an employee and a stranger meet them."""

from __future__ import annotations

import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test.utils import CaptureQueriesContext

from ekinerja.audit.models import AuditEntry
from ekinerja.kernel.actor import Role
from ekinerja.kernel.ids import uuid7
from ekinerja.kernel.tenancy import context
from ekinerja.organisation import public as organisation
from ekinerja.organisation.models import Holiday, Position, Unit, UnitCalendar, UnitVersion, WorkCalendar
from ekinerja.people.models import Appointment, DirectoryEntry, Employee, ImportBatch, StatusRecord
from ekinerja.people.tasks import run_import
from tests.factories.people_files import as_csv, make_people, make_units
from tests.factories.regency import make_regency

pytestmark = pytest.mark.django_db
BUDGET = 12 + 2  # the two of a savepoint exist only in tests


def text(answer) -> str:
    return answer.content.decode()


@pytest.fixture
def person(agency, regency):
    with context.agency(agency):
        return DirectoryEntry.objects.filter(is_head=False, in_service=True).order_by("name_sort").first()


class TestList:
    def test_finds_by_other_spelling_and_by_part_of_the_nip(self, browser, regency):
        by_name = text(browser.get("/pegawai/", {"q": "Mohamad Soeharto"}))
        by_nip = text(browser.get("/pegawai/", {"q": regency[1][9]["nipBaru"][4:14]}))
        nobody = text(browser.get("/pegawai/", {"q": "Xyzabc"}))

        assert "Muhammad Suharto" in by_name
        assert regency[1][9]["nipBaru"] in by_nip
        assert "Tidak ada pegawai yang cocok" in nobody

    def test_filters_sorts_and_pages(self, browser, regency):
        heads = text(browser.get("/pegawai/", {"jabatan": "STRUKTURAL", "urut": "-kelas", "kelas": "11"}))
        second = text(browser.get("/pegawai/", {"hal": "2"}))
        strange = browser.get("/pegawai/", {"hal": "x", "kelas": "999", "urut": "'; drop", "unit": "bukan"})

        assert "16 pegawai cocok" in heads
        assert "Halaman 2" in second or 'aria-current="page"' in second
        assert strange.status_code == 404

    def test_same_number_of_queries_at_two_sizes(self, browser, regency, agency, actor_factory):
        counts = []
        for total in (60, 160):
            with context.agency(agency):
                make_regency(actor_factory(Role.AGENCY_ADMIN), total)
            for address in ("/pegawai/", "/pegawai/?q=siti", "/unit/"):
                with CaptureQueriesContext(connection) as queries:
                    assert browser.get(address).status_code == 200
                counts.append((address, len(queries)))

        assert counts[:3] == counts[3:]
        assert all(number <= 20 for _, number in counts), counts

    def test_exports_text_cells_and_records_it(self, browser, regency, agency):
        sheet = browser.get("/pegawai/ekspor/", {"q": "siti"})
        table = browser.get("/pegawai/ekspor/", {"format": "csv"})

        import python_calamine

        rows = (
            python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(sheet.content)).get_sheet_by_index(0).to_python()
        )
        with context.agency(agency):
            found = AuditEntry.objects.filter(event="people.directory.exported").order_by("at", "id")
            entries = list(found.values_list("data", flat=True))
        assert all(isinstance(row[0], str) and len(row[0]) == 18 for row in rows[1:])
        assert len(rows) > 1
        assert table.content.decode("utf-8-sig").count("\r\n") == 60 + 1
        assert [entry["rows"] for entry in entries] == [len(rows) - 1, 60]

    def test_an_employee_sees_only_themselves(self, regency, agency, enter, person):
        mine = text(enter(person.employee_id).get("/pegawai/"))

        assert person.nip in mine
        assert regency[1][0]["nipBaru"] not in mine


def _hold_in_a_closed_unit(person, like, number):
    """Give somebody an earlier post in a unit that no longer exists."""
    gone = Unit.objects.create(code=f"LAMA{number}")
    period = DateRange(date(2000 + number, 1, 1), date(2001 + number, 1, 1))
    UnitVersion.objects.create(
        unit_id=gone.id, name=f"Kantor lama {number}", parent_id=like.parent_id,
        path=f"{like.path}LAMA{number}.", depth=like.depth + 1, period=period,
    )  # fmt: skip
    post = Position.objects.create(unit_id=gone.id, title="Pengelola lama", kind="PELAKSANA", is_open=False)
    Appointment.objects.create(
        employee_id=person.employee_id, unit_id=gone.id, position_id=post.id, kind="DEFINITIF", period=period
    )


class TestPerson:
    def test_shows_history_and_asks_before_private_data(self, browser, person, agency):
        page = text(browser.get(f"/pegawai/{person.employee_id}/"))
        private = text(browser.post(f"/pegawai/{person.employee_id}/data-pribadi/"))

        with context.agency(agency):
            phone = Employee.objects.get(id=person.employee_id).phone
            seen = AuditEntry.objects.filter(event="people.private_data.viewed", subject_id=str(person.employee_id))
            assert seen.get().sensitive
        assert person.position_title in page
        assert phone not in page
        assert phone in private

    def test_colleague_and_other_agency_get_404(self, regency, person, agency, other_agency, enter):
        with context.agency(agency):
            stranger = DirectoryEntry.objects.filter(is_head=False).exclude(unit_path=person.unit_path).first()
        browser = enter(stranger.employee_id)

        assert browser.get(f"/pegawai/{person.employee_id}/").status_code == 404
        assert browser.get(f"/pegawai/{uuid7()}/").status_code == 404
        assert browser.get(f"/pegawai/{stranger.employee_id}/").status_code == 200
        assert browser.get(f"/pegawai/{stranger.employee_id}/pindah/").status_code == 403

    @pytest.mark.parametrize("roles", [(), (Role.AGENCY_ADMIN,)])
    def test_keeps_its_budget_for_the_head_and_an_admin(
        self, enter, person, agency, roles, django_assert_max_num_queries
    ):
        with context.agency(agency):
            head = DirectoryEntry.objects.filter(is_head=True, unit_path=person.unit_path).get()
            first = UnitVersion.objects.get(unit_id=person.unit_id)
            for number in range(3):
                _hold_in_a_closed_unit(person, first, number)
        browser = enter(head.employee_id, *roles)
        with django_assert_max_num_queries(BUDGET):
            page = text(browser.get(f"/pegawai/{person.employee_id}/"))

        assert "Kantor lama 2" in page
        if roles:
            with django_assert_max_num_queries(BUDGET):
                assert head.display_name in text(browser.get(f"/pegawai/{person.employee_id}/penilai/"))


class TestMove:
    def test_shows_consequences_first_and_then_saves(self, browser, person, agency):
        with context.agency(agency):
            unit = UnitVersion.objects.filter(name="SD Negeri 3").get()
        address = f"/pegawai/{person.employee_id}/pindah/"
        found = text(browser.get(address, {"cari": "sd negeri"}))
        form = {"jabatan": "baru", "nama_jabatan": "Operator Sekolah", "jenis_jabatan": "PELAKSANA", "kelas": "5",
                "mulai": "2026-05-01", "nomor": "800/1/2026", "alasan": "mutasi"}  # fmt: skip
        look = text(browser.post(f"{address}?unit={unit.unit_id}", {**form, "langkah": "lihat"}))
        with context.agency(agency):
            before = Appointment.objects.filter(employee_id=person.employee_id).count()
        saved = browser.post(f"{address}?unit={unit.unit_id}", {**form, "langkah": "simpan"})

        assert "SD Negeri 3" in found
        assert "Akibat perubahan ini" in look
        assert "Operator Sekolah" in look
        assert before == 1
        assert saved.status_code == 302
        with context.agency(agency):
            assert DirectoryEntry.objects.get(employee_id=person.employee_id).unit_name == "SD Negeri 3"
            assert AuditEntry.objects.filter(event="people.employee.moved").count() == 1

    def test_keeps_what_was_typed_when_refused(self, browser, person, agency, regency):
        with context.agency(agency):
            head = DirectoryEntry.objects.get(nip=regency[1][1]["nipBaru"])
        address = f"/pegawai/{person.employee_id}/pindah/?unit={head.unit_id}"
        page = text(
            browser.post(
                address,
                {"jabatan": str(head.position_id), "mulai": "2026-05-01", "nomor": "SK-77", "langkah": "simpan"},
            )
        )

        assert "masih dipegang" in page
        assert "SK-77" in page


class TestOtherChanges:
    def test_retire_act_promote_correct_and_add(self, browser, person, agency, regency):
        with context.agency(agency):
            head = DirectoryEntry.objects.get(nip=regency[1][1]["nipBaru"])
        retire = f"/pegawai/{head.employee_id}/kedudukan/"
        look = text(browser.post(retire, {"kedudukan": "PENSIUN", "mulai": "2026-04-01", "langkah": "lihat"}))
        browser.post(retire, {"kedudukan": "PENSIUN", "mulai": "2026-04-01", "langkah": "simpan"})
        tree = text(browser.get(f"/unit/{head.unit_id}/"))
        act = browser.post(
            f"/pegawai/{person.employee_id}/tugaskan/?unit={head.unit_id}",
            {"jenis": "PLT", "mulai": "2026-04-02", "langkah": "simpan"},
        )
        rank = browser.post(
            f"/pegawai/{person.employee_id}/pangkat/", {"golongan": "III/d", "mulai": "2026-04-01", "langkah": "simpan"}
        )
        initial = {"nip": person.nip, "name": "Nama Benar", "alasan": "salah ketik"}
        correct = browser.post(f"/pegawai/{person.employee_id}/koreksi/", initial)
        add = browser.post(
            f"/pegawai/baru/?unit={head.unit_id}",
            {"nip": "199001012015011001", "name": "Orang Baru", "status_pegawai": "CPNS", "jabatan": "baru",
             "nama_jabatan": "Pengelola", "jenis_jabatan": "PELAKSANA", "mulai": "2026-05-01", "golongan": "II/c"},
        )  # fmt: skip

        assert "kosong, belum ada PLT atau PLH" in look
        assert "Jabatan kepala kosong" in tree
        assert [a.status_code for a in (act, rank, correct, add)] == [302] * 4
        with context.agency(agency):
            now = DirectoryEntry.objects.get(employee_id=person.employee_id)
            acting = Appointment.objects.get(employee_id=person.employee_id, kind="PLT")
            assert (now.rank, now.display_name) == ("III/d", "Nama Benar")
            assert now.acting_title.startswith("PLT Kepala")
            assert DirectoryEntry.objects.get(nip="199001012015011001").civil_status == "CPNS"
        end = f"/pegawai/{person.employee_id}/tugaskan/{acting.id}/akhiri/"
        assert browser.get(end).status_code == 200
        assert browser.post(end, {"mulai": "2026-05-01", "langkah": "simpan"}).status_code == 302


class TestUnits:
    @pytest.mark.parametrize("roles", [(), (Role.AGENCY_ADMIN,)])
    def test_tree_and_unit_keep_their_budget(self, enter, roles, regency, agency, django_assert_max_num_queries):
        with context.agency(agency):
            office = Unit.objects.get(source_id=regency[0][1]["Id"])
            head = DirectoryEntry.objects.get(unit_id=office.id, is_head=True)
        browser = enter(head.employee_id, *roles)
        for address, shown in (("/unit/", "Dinas Nomor 4"), (f"/unit/{office.id}/", "Bidang 3 Dinas 1")):
            browser.get(address)
            with django_assert_max_num_queries(BUDGET):
                assert shown in text(browser.get(address))

    def test_tree_branch_search_and_unit_page(self, browser, regency, agency):
        with context.agency(agency):
            office = UnitVersion.objects.get(name="Dinas Nomor 1")
            below = UnitVersion.objects.filter(parent_id=office.unit_id).count()
        tree = text(browser.get("/unit/"))
        branch = text(browser.get(f"/unit/{office.unit_id}/anak/"))
        found = text(browser.get("/unit/", {"q": "bidang 2"}))
        page = text(browser.get(f"/unit/{office.unit_id}/"))

        assert "Dinas Nomor 4" in tree
        assert f"{below} unit di bawahnya" in tree
        assert "Bidang 2 Dinas 1" in branch
        assert "Bidang 2 Dinas 3" in found
        assert "Kepala Dinas Nomor 1" in page

    def test_rename_move_close_and_open(self, browser, regency, agency):
        with context.agency(agency):
            office = UnitVersion.objects.get(name="Dinas Nomor 1")
            other = UnitVersion.objects.get(name="Dinas Nomor 2")
            full = UnitVersion.objects.get(name="SD Negeri 1")
        rename = {"nama": "Dinas Pendidikan", "jenis": "OPD", "mulai": "2026-04-01"}
        answers = [
            browser.post(f"/unit/{office.unit_id}/nama/", rename),
            browser.post(f"/unit/{full.unit_id}/pindah/?unit={other.unit_id}", {"mulai": "2026-04-01"}),
            browser.post(
                f"/unit/baru/?unit={other.unit_id}",
                {
                    "kode": "909",
                    "nama": "Bidang Baru",
                    "jenis": "BIDANG",
                    "kepala": "Kepala Bidang Baru",
                    "mulai": "2026-04-01",
                },
            ),
        ]
        refused = text(browser.post(f"/unit/{full.unit_id}/tutup/", {"mulai": "2026-06-01", "alasan": "gabung"}))
        with context.agency(agency):
            new = Unit.objects.get(code="909")
        closed = browser.post(f"/unit/{new.id}/tutup/", {"mulai": "2026-06-01", "alasan": "gabung"})

        assert [a.status_code for a in (*answers, closed)] == [302] * 4
        assert "Masih ada" in refused
        with context.agency(agency):
            names = UnitVersion.objects.filter(unit_id=office.unit_id).order_by("period").values_list("name", flat=True)
            assert list(names) == ["Dinas Nomor 1", "Dinas Pendidikan"]
            moved = DirectoryEntry.objects.filter(unit_id=full.unit_id).first()
            assert moved.unit_path.split(".")[1] == Unit.objects.get(id=other.unit_id).code

    def test_exports_and_other_pages(self, browser, regency):
        for kind in ("xlsx", "csv", "json"):
            answer = browser.get("/unit/ekspor/", {"format": kind})
            assert answer.status_code == 200
            assert f".{kind}" in answer["Content-Disposition"]
        assert "Kepala Sekolah" in text(browser.get("/jabatan/", {"q": "kepala sekolah"}))

    def test_calendar(self, browser, agency):
        saved = browser.post(
            "/kalender/", {"kode": "LIMA", "nama": "Lima hari", "hari": ["1", "2", "3", "4", "5"], "menit": "450"}
        )
        page = text(browser.get("/kalender/"))
        with context.agency(agency):
            calendar = WorkCalendar.objects.get()
        changing = text(browser.get("/kalender/", {"ubah": str(calendar.id)}))
        browser.post("/kalender/", {"nama": "Enam hari", "hari": ["1", "2", "3", "4", "5", "6"], "menit": "375"})
        with context.agency(agency):
            six = WorkCalendar.objects.get(name="Enam hari")
        browser.post(f"/kalender/{six.id}/utama/")
        with context.agency(agency):
            assert WorkCalendar.objects.get(is_default=True) == six
        assert "Ubah kalender Lima hari" in changing
        assert changing.count('id="id_nama"') == changing.count('id="libur_nama"') == 1
        assert 'value="LIMA"' in changing
        assert "Semua kalender" in text(browser.get("/kalender/"))
        form = {
            "kalender": str(calendar.id),
            "tanggal": "2026-08-17",
            "nama": "Hari Kemerdekaan",
            "jenis": "LIBUR_NASIONAL",
        }
        added = browser.post("/kalender/libur/", form)
        twice = text(browser.post("/kalender/libur/", form))
        with context.agency(agency):
            holiday = Holiday.objects.get()
        listed = text(browser.get("/kalender/", {"tahun": "2026"}))
        removed = browser.post(f"/kalender/libur/{holiday.id}/hapus/")

        assert [a.status_code for a in (saved, added, removed)] == [302] * 3
        assert "Lima hari" in page
        assert "sudah tercatat" in twice
        assert added.url == removed.url == "/kalender/?tahun=2026"
        assert "Hari Kemerdekaan" in listed

    def test_a_unit_is_given_a_calendar_and_loses_it(self, browser, regency, agency):
        with context.agency(agency):
            five = WorkCalendar.objects.create(code="5", name="Lima hari", weekdays=[1, 2, 3, 4, 5], is_default=True)
            six = WorkCalendar.objects.create(code="6", name="Enam hari", weekdays=[1, 2, 3, 4, 5, 6])
            unit = organisation.units.list_units(on=date(2026, 6, 15))[-1]
        address = f"/kalender/unit/baru/?unit={unit.id}"
        assert "Semua unit mengikuti kalender utama" in text(browser.get("/kalender/"))
        assert unit.name in text(browser.get("/kalender/unit/baru/", {"cari": unit.name}))
        assert "Enam hari" in text(browser.get(address))

        given = browser.post(address, {"kalender": str(six.id), "mulai": "2026-01-01"})
        twice = text(browser.post(address, {"kalender": str(six.id), "mulai": "2026-02-01"}))
        listed = text(browser.get("/kalender/"))
        with context.agency(agency):
            row = UnitCalendar.objects.get()
        ending = f"/kalender/unit/{row.id}/akhiri/"
        outside = text(browser.post(ending, {"mulai": "2025-12-31"}))
        ended = browser.post(ending, {"mulai": "2026-03-01"})

        assert (given.url, ended.url) == ("/kalender/", "/kalender/")
        assert "Unit ini sudah memakai kalender itu." in twice
        assert ending in listed
        assert "mulai 1 Jan 2026" in listed
        assert "di dalam masa berlaku" in outside
        assert five.name in text(browser.get("/kalender/"))
        assert "Semua unit mengikuti kalender utama" in text(browser.get("/kalender/"))


class TestImportPages:
    def upload(self, browser, content, name="berkas.csv", **more):
        file = SimpleUploadedFile(name, content)
        return browser.post("/impor/unggah/", {"berkas": file, "berlaku": "2026-01-01", "jenis": "", **more})

    def test_the_whole_way(self, browser, agency):
        units = make_units()
        persons = make_people(units, 40)
        persons[5]["nipBaru"] = "1.2E+17"
        uploaded = self.upload(browser, as_csv(units), "ref-unor.csv")
        columns = text(browser.get(uploaded.url))
        chosen = {str(k): str(v) for k, v in self.batch(agency).columns.items()}
        confirmed = browser.post(uploaded.url, {**chosen, "berlaku": "2026-01-01"})
        preview = text(browser.get(confirmed.url))
        self.run(browser, agency)
        uploaded = self.upload(browser, as_csv(persons), "data-utama.csv")
        chosen = {str(k): str(v) for k, v in self.batch(agency).columns.items()}
        address = browser.post(uploaded.url, {**chosen, "berlaku": "2026-01-01"}).url
        failed = text(browser.get(address, {"hasil": "GALAT"}))
        running = browser.post(f"{address}jalankan/")
        waiting = text(browser.get(address))
        progress = browser.get(f"{address}kemajuan/")
        self.run(browser, agency, queued=True)
        result = text(browser.get(address))
        errors = browser.get(f"{address}galat.xlsx")
        retry = browser.post(f"{address}ulangi/")
        row = browser.get(f"{retry.url}baris/7/")
        fixed = browser.post(f"{retry.url}baris/7/", {"nip": "198001012005011001", "name": "Baru Betul"})
        missing = text(browser.get(f"{address}tidak-ada/"))
        ask = text(browser.get(f"{address}batalkan/"))
        undone = browser.post(f"{address}batalkan/")

        assert "Cocokkan kolom" in columns
        assert "Pratinjau: belum ada data yang berubah" in preview
        assert "notasi ilmiah" in failed
        assert running.status_code == 302
        assert "Impor sedang berjalan" in waiting
        assert progress.status_code == 200
        assert "Impor selesai" in result
        assert errors.content[:2] == b"PK"
        assert row.status_code == 200
        assert fixed.status_code == 302
        assert "Semua pegawai ada di berkas" in missing
        assert "akan dihapus" in ask
        assert undone.status_code == 302
        with context.agency(agency):
            assert not Employee.objects.exists()
            assert ImportBatch.objects.filter(state="DIBATALKAN").count() == 1

    def batch(self, agency):
        with context.agency(agency):
            return ImportBatch.objects.latest("created_at")

    def run(self, browser, agency, *, queued=False):
        batch = self.batch(agency)
        if not queued:
            browser.post(f"/impor/{batch.id}/jalankan/")
        from ekinerja.kernel.jobs import RunningJob
        from ekinerja.people import tasks

        with context.agency(agency):
            tasks.run_import(RunningJob(None, agency.id), batch_id=str(batch.id))

    def test_marks_missing_people_as_left(self, browser, regency, agency):
        uploaded = self.upload(browser, as_csv(regency[1][:-1]))
        address = uploaded.url
        with context.agency(agency):
            gone = Employee.objects.get(nip=regency[1][-1]["nipBaru"])
        browser.post(
            f"{address}tidak-ada/", {"pegawai": [str(gone.id)], "alasan": "PINDAH", "mulai": "2026-02-01", "nomor": "X"}
        )

        with context.agency(agency):
            status = StatusRecord.objects.get(employee_id=gone.id, period__contains=date(2026, 2, 1))
            assert status.status == "PINDAH"

    def test_says_what_is_wrong_with_a_file(self, browser):
        page = text(self.upload(browser, b"%PDF-1.4", "surat.pdf"))

        assert "bukan CSV atau XLSX" in page

    def test_only_administrators(self, regency, person, enter):
        browser = enter(person.employee_id)

        assert browser.get("/impor/").status_code == 403


def test_task_is_registered() -> None:
    assert run_import.__name__ == "run_import"
