"""Imports of units and people: dirty files, preview, run, run again, retry, undo."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import connection

from ekinerja.audit.models import AuditEntry
from ekinerja.kernel import jobs
from ekinerja.kernel.actor import Role
from ekinerja.kernel.errors import Conflict, NotAllowed, NotFound, RuleNotMet
from ekinerja.organisation.models import Position, Unit, UnitVersion
from ekinerja.people import public as people
from ekinerja.people.models import (
    Appointment,
    DirectoryEntry,
    Employee,
    ImportBatch,
    ImportChange,
    ImportRow,
    RankRecord,
    StatusRecord,
)
from ekinerja.people.services.imports.read_table import UnreadableFile
from tests.factories.people_files import as_csv, as_xlsx, make_people, make_units
from tests.factories.regency import AT, TODAY, make_regency, preview, take_in

pytestmark = pytest.mark.django_db
SAMPLE = Path(__file__).resolve().parents[4] / "shared" / "data" / "kabupaten-way-rajabasa"


@pytest.fixture
def admin(actor_factory, in_agency):
    return actor_factory(Role.AGENCY_ADMIN)


@pytest.fixture
def regency(admin):
    return make_regency(admin)


def everything() -> dict[str, list[tuple]]:
    """All rows that an import may touch, to compare before and after."""
    tables = (Unit, UnitVersion, Position, Employee, Appointment, RankRecord, StatusRecord)
    return {m.__name__: sorted(m.objects.values_list(), key=str) for m in tables}


def reasons(batch) -> dict[int, str]:
    rows = ImportRow.objects.filter(batch=batch)
    return {row.line: " ".join(p["message"] for p in row.problems) for row in rows if row.problems}


class TestRunImport:
    def test_takes_everybody_in_with_post_rank_and_status(self, regency):
        units, persons = regency

        row = persons[5]
        employee = Employee.objects.get(nip=row["nipBaru"])
        entry = DirectoryEntry.objects.get(employee=employee)
        post = people.current_appointment(employee_id=employee.id, on=TODAY)

        assert Employee.objects.count() == len(persons)
        assert Unit.objects.count() == len(units)
        assert (entry.position_title, entry.unit_name) == (row["jabatanNama"], row["unorNama"])
        assert entry.position_class == int(row["kelas_jabatan"])
        assert entry.rank == "III/c"
        assert post.period.lower == date(2024, 1, 1)
        assert employee.birth_date.strftime("%d-%m-%Y") == row["tglLahir"]

    def test_leaders_of_the_unit_file_become_heads(self, regency):
        units, _ = regency

        heads = DirectoryEntry.objects.filter(is_head=True).count()
        head = people.unit_head(unit_id=Unit.objects.get(source_id=units[1]["Id"]).id, on=TODAY)

        assert heads == len(units) - 1
        assert head.kind == "DEFINITIF"
        assert head.title == units[1]["NamaJabatan"]

    def test_running_the_same_files_again_changes_nothing(self, admin, regency):
        units, persons = regency
        before = everything()

        first = take_in(admin, as_csv(units))
        second = take_in(admin, as_csv(persons))

        assert everything() == before
        assert first.counts["SAMA"] == len(units)
        assert second.counts["SAMA"] == len(persons)
        assert not ImportChange.objects.filter(batch__in=[first, second]).exists()

    def test_a_change_closes_the_old_post_and_opens_a_new_one(self, admin, regency):
        units, persons = regency
        mover = persons[-1]
        target = next(u for u in units[1:] if u["Id"] != mover["unorId"])
        mover |= {"unorId": target["Id"], "jabatanNama": "Analis Baru", "golRuangAkhir": "III/d", "tmtGolAkhir": ""}

        batch = take_in(admin, as_csv(persons), on=date(2026, 5, 1))

        employee = Employee.objects.get(nip=mover["nipBaru"])
        posts = list(Appointment.objects.filter(employee=employee).order_by("period"))
        row = ImportRow.objects.get(batch=batch, outcome="BERUBAH")
        assert batch.counts["BERUBAH"] == 1
        assert [(p.period.lower, p.period.upper) for p in posts] == [
            (date(2024, 1, 1), date(2026, 5, 1)),
            (date(2026, 5, 1), None),
        ]
        assert {d["field"] for d in row.differences} == {"Unit", "Jabatan", "Golongan ruang"}
        assert RankRecord.objects.get(employee=employee, period__contains=TODAY).code == "III/d"
        assert DirectoryEntry.objects.get(employee=employee).unit_name == target["NamaUnor"]

    def test_writes_one_audit_row_and_a_log_of_rows(self, admin, regency):
        entry = AuditEntry.objects.get(event="people.import.completed", data__kind="PEGAWAI")

        assert entry.data["counts"]["BARU"] == 60
        assert ImportChange.objects.filter(table="people.Employee").count() == 60

    def test_lists_people_the_file_does_not_mention_and_keeps_them(self, admin, regency):
        _, persons = regency

        batch = take_in(admin, as_csv(persons[:-2]))

        gone = {Employee.objects.get(nip=p["nipBaru"]).id for p in persons[-2:]}
        listed, total = people.import_reading.list_missing(batch=batch)
        assert {entry.employee_id for entry in listed} == gone
        assert total == 2
        assert Employee.objects.count() == len(persons)

    def test_refuses_everybody_but_administrators(self, admin, actor_factory, other_agency):
        content = as_csv(make_units())
        batch = preview(admin, content)
        clerk = actor_factory(Role.UNIT_CLERK, unit_path="000001.")
        stranger = actor_factory(Role.AGENCY_ADMIN, agency=other_agency)

        with pytest.raises(NotAllowed):
            take_in(clerk, content)
        with pytest.raises(NotAllowed):
            take_in(actor_factory(), content)
        with pytest.raises(NotFound):
            people.imports.run_import(actor=stranger, batch_id=batch.id, at=AT, on=TODAY)

    def test_refuses_a_second_run(self, admin):
        batch = take_in(admin, as_csv(make_units()))

        with pytest.raises(Conflict):
            people.imports.run_import(actor=admin, batch_id=batch.id, at=AT, on=TODAY)

    def test_one_whose_work_was_cancelled_can_be_run_again(self, admin):
        batch = preview(admin, as_csv(make_units()))
        people.imports.request_import(actor=admin, batch_id=batch.id, at=AT)
        with pytest.raises(Conflict):
            people.imports.request_import(actor=admin, batch_id=batch.id, at=AT)
        jobs.cancel(run_id=ImportBatch.objects.get(id=batch.id).run_id)

        shown = people.import_reading.get_import(actor=admin, batch_id=batch.id)
        again = people.imports.request_import(actor=admin, batch_id=batch.id, at=AT)

        assert (shown.state, "terhenti" in shown.error) == ("PRATINJAU", True)
        assert (again.state, again.error) == ("BERJALAN", "")


class TestDirtyPeople:
    @pytest.fixture
    def rows(self, admin):
        units = make_units()
        persons = make_people(units, 40)
        take_in(admin, as_csv(units))
        return persons

    def test_cleans_what_can_be_cleaned(self, admin, rows):
        nips = [row["nipBaru"] for row in rows[:4]]
        rows[0]["nipBaru"] = f"'{nips[0]}"
        rows[1]["nipBaru"] = f" {nips[1][:8]} {nips[1][8:14]} {nips[1][14]} {nips[1][15:]} "
        rows[2] |= {"nama": "Drs. H. Ahmad Fauzi, S.Sos., M.M.  ", "gelarDepan": "", "gelarBelakang": ""}
        rows[3]["tglLahir"] = "-".join(reversed(rows[3]["tglLahir"].split("-")))

        batch = take_in(admin, as_csv(rows))

        fauzi = Employee.objects.get(nip=nips[2])
        assert "GALAT" not in batch.counts
        assert Employee.objects.filter(nip__in=nips).count() == 4
        assert (fauzi.front_title, fauzi.name, fauzi.back_title) == ("Drs. H.", "Ahmad Fauzi", "S.Sos., M.M.")
        assert DirectoryEntry.objects.get(employee=fauzi).display_name == "Drs. H. Ahmad Fauzi, S.Sos., M.M."
        assert Employee.objects.get(nip=nips[3]).birth_date is not None

    @pytest.mark.parametrize(
        ("change", "reason"),
        [
            ({"nipBaru": "1.98503E+17"}, "notasi ilmiah"),
            ({"nipBaru": "19850315"}, "harus 18 digit"),
            ({"nipBaru": ""}, "NIP kosong"),
            ({"nipBaru": "Kalianda"}, "kolom bergeser"),
            ({"nama": ""}, "Nama kosong"),
            ({"nama": "=1+1"}, "rumus"),
            ({"tglLahir": "31-02-1980"}, "tidak dikenali"),
            ({"unorId": "tidak-ada"}, "tidak dikenal"),
            ({"unorId": "", "unorNama": ""}, "Unit kerja kosong"),
            ({"kedudukanPnsId": "55"}, "tidak dikenal"),
            ({"jenisJabatanId": "9"}, "tidak dikenal"),
            ({"golRuangAkhir": "IX/z"}, "tidak dikenal"),
            ({"kelas_jabatan": "40"}, "1 sampai 17"),
        ],
    )
    def test_refuses_a_row_with_its_reason_and_imports_the_others(self, admin, rows, change, reason):
        rows[30] |= change

        batch = take_in(admin, as_csv(rows))

        failed = ImportRow.objects.get(batch=batch, outcome="GALAT")
        assert failed.line == 32
        assert reason in reasons(batch)[32]
        assert batch.counts["BARU"] == len(rows) - 1

    def test_refuses_a_nip_that_excel_made_a_number(self, admin, rows):
        sheet = [dict(row) for row in rows]
        sheet[3]["nipBaru"] = float(rows[3]["nipBaru"])
        sheet[4]["tglLahir"] = 31000

        batch = take_in(admin, as_xlsx(sheet, before=["Daftar Pegawai", ""]), "pegawai.xlsx")

        assert "digit akhirnya hilang" in reasons(batch)[7]
        assert batch.counts["BARU"] == len(rows) - 1
        assert Employee.objects.get(nip=rows[4]["nipBaru"]).birth_date == date(1899, 12, 30) + timedelta(31000)

    def test_warns_when_the_nip_contradicts_the_row(self, admin, rows):
        rows[7]["tglLahir"] = "02-02-1970"
        rows[8]["jenisKelamin"] = "F" if rows[8]["jenisKelamin"] == "M" else "M"

        batch = take_in(admin, as_csv(rows))

        assert "berbeda dari kolom tanggal lahir" in reasons(batch)[9]
        assert "Jenis kelamin" in reasons(batch)[10]
        assert batch.counts["PERINGATAN"] == 2
        assert batch.counts["BARU"] == len(rows)

    def test_passes_over_twins_and_refuses_contradictions(self, admin, rows):
        rows.append(dict(rows[20]))
        rows.append({**rows[21], "nama": "Orang Lain", "id": ""})

        batch = take_in(admin, as_csv(rows))

        assert "sama persis dengan baris 22" in reasons(batch)[42]
        assert "sudah dipakai baris 23" in reasons(batch)[43]
        assert Employee.objects.count() == 40

    def test_reads_semicolons_and_latin_1_and_a_shifted_row(self, admin, rows):
        rows[0]["tempatLahir"] = "Kampung Génie"
        content = as_csv(rows, delimiter=";", encoding="latin-1")
        lines = content.split(b"\r\n")
        lines[12] = lines[12].replace(b";", b";;", 1)

        batch = take_in(admin, b"\r\n".join(lines))

        assert batch.file_format == "CSV Latin-1 (;)"
        assert Employee.objects.get(nip=rows[0]["nipBaru"]).birth_place == "Kampung Génie"
        assert "bergeser" in reasons(batch)[13]

    def test_two_who_claim_one_head_post(self, admin, rows):
        head = rows[0]
        rows[35] |= {"unorId": head["unorId"], "jabatanNama": head["jabatanNama"], "jenisJabatanId": "1"}

        batch = take_in(admin, as_csv(rows))

        assert "sudah diisi baris 2" in reasons(batch)[37]
        assert DirectoryEntry.objects.get(nip=head["nipBaru"]).is_head

    def test_a_gone_person_ends_the_post(self, admin, rows):
        take_in(admin, as_csv(rows))
        rows[0] |= {"kedudukanPnsId": "99", "kedudukanPnsNama": "Pensiun"}

        take_in(admin, as_csv(rows), on=date(2026, 4, 1))

        employee = Employee.objects.get(nip=rows[0]["nipBaru"])
        assert people.current_appointment(employee_id=employee.id, on=date(2026, 4, 1)) is None
        assert people.current_appointment(employee_id=employee.id, on=date(2026, 3, 31)) is not None
        assert not DirectoryEntry.objects.get(employee=employee).in_service


class TestDirtyUnits:
    def test_reports_missing_self_and_circular_parents_with_their_subtrees(self, admin):
        units = make_units(offices=5, parts=1, schools=0)
        by_name = {unit["NamaUnor"]: unit for unit in units}
        one, two = by_name["Dinas Nomor 2"], by_name["Dinas Nomor 3"]
        by_name["Dinas Nomor 1"]["DiatasanId"] = "entah"
        one["DiatasanId"], two["DiatasanId"] = two["Id"], one["Id"]
        by_name["Dinas Nomor 4"]["DiatasanId"] = by_name["Dinas Nomor 4"]["Id"]

        batch = take_in(admin, as_csv(units))

        found = {ImportRow.objects.get(batch=batch, line=n).label: text for n, text in reasons(batch).items()}
        assert "tidak ada di berkas" in found["Dinas Nomor 1"]
        assert "dirinya sendiri" in found["Dinas Nomor 4"]
        assert "lingkaran" in found["Dinas Nomor 2"]
        assert "lingkaran" in found["Dinas Nomor 3"]
        assert "Unit induknya" in found["Bidang 1 Dinas 1"]
        assert set(UnitVersion.objects.values_list("name", flat=True)) == {
            "Pemerintah Kabupaten Contoh",
            "Dinas Nomor 5",
            "Bidang 1 Dinas 5",
        }

    def test_a_moved_unit_takes_its_subtree_along_from_that_day(self, admin, regency):
        units, _ = regency
        part = next(u for u in units if u["JenisUnorId"] == "BIDANG")
        office = [u for u in units if u["JenisUnorId"] == "OPD"][-1]
        target = next(u for u in units if u["JenisUnorId"] == "OPD")
        office["DiatasanId"] = target["Id"]

        take_in(admin, as_csv(units), on=date(2026, 3, 1))

        below = next(u for u in units if u["DiatasanId"] == office["Id"])
        unit = Unit.objects.get(source_id=below["Id"])
        versions = list(UnitVersion.objects.filter(unit=unit).order_by("period"))
        assert [v.path.count(".") for v in versions] == [3, 4]
        assert versions[0].period.upper == versions[1].period.lower == date(2026, 3, 1)
        assert DirectoryEntry.objects.filter(unit=unit).first().unit_path == versions[1].path
        assert part["Id"] != below["Id"]

    def test_warns_about_a_leader_who_is_unknown_or_gone(self, admin, regency):
        units, persons = regency
        gone = Employee.objects.get(source_id=units[1]["PemimpinPnsId"])
        people.careers.change_status(
            actor=admin, employee_id=gone.id, status=people.Status.RETIRED, until=None,
            decree=people.careers.Decree(date(2026, 2, 1)), at=AT, today=TODAY,
        )  # fmt: skip
        units[2]["PemimpinPnsId"] = "entah-siapa"

        batch = take_in(admin, as_csv(units), on=date(2026, 3, 1))

        assert "sudah tidak bertugas" in reasons(batch)[3]
        assert "tidak dikenal" in reasons(batch)[4]
        assert "GALAT" not in batch.counts


class TestUploadFile:
    @pytest.mark.parametrize(
        ("content", "reason"),
        [
            (b"", "kosong"),
            (b"  \r\n ", "kosong"),
            (b"%PDF-1.7 x", "bukan CSV atau XLSX"),
            (b"PK\x03\x04 broken", "rusak"),
            (b"a\x00b\x00c", "bukan CSV atau XLSX"),
            (b"nip;nama\r\n", "hanya berisi judul"),
            (b"x" * (21 * 1024 * 1024), "20 MB"),
        ],
    )
    def test_says_why_a_file_cannot_be_read(self, admin, content, reason):
        with pytest.raises(UnreadableFile, match=reason):
            people.imports.upload_file(actor=admin, name="x.csv", content=content, effective_on=TODAY, at=AT)

    @pytest.mark.parametrize("content", [b"bukan buku kerja", b"<table><tr><td>Ani</td></tr>\n</table>"])
    def test_text_with_the_name_of_a_workbook_is_told_to_be_none(self, admin, content):
        with pytest.raises(UnreadableFile, match="Berkas Pegawai.XLSX bukan buku kerja Excel"):
            people.imports.upload_file(actor=admin, name="Pegawai.XLSX", content=content, effective_on=TODAY, at=AT)

    def test_a_table_with_the_name_of_a_workbook_is_read(self, admin):
        content = b"NIP;Nama Pegawai\n198001012006041001;Ahmad\n"

        batch = people.imports.upload_file(actor=admin, name="a.xlsx", content=content, effective_on=TODAY, at=AT)

        assert batch.total == 1

    def test_a_needed_column_that_is_missing_is_named(self, admin):
        content = b"Nama Pegawai;Unit\r\nAhmad;Dinas\r\n"

        with pytest.raises(RuleNotMet, match="NIP"):
            preview(admin, content, kind="PEGAWAI")

    def test_remembers_columns_for_the_same_headings(self, admin):
        content = b"Nomor;Sebutan\r\n198503152010011004;Ahmad Fauzi\r\n"
        first = people.imports.upload_file(
            actor=admin, name="a.csv", content=content, effective_on=TODAY, at=AT, kind="PEGAWAI"
        )
        people.imports.choose_columns(
            actor=admin, batch_id=first.id, columns={"nip": 0, "name": 1}, kind="PEGAWAI", effective_on=TODAY, at=AT
        )

        second = people.imports.upload_file(
            actor=admin, name="b.csv", content=content, effective_on=TODAY, at=AT, kind="PEGAWAI"
        )

        assert first.state == people.ImportState.MAPPING
        assert second.state == people.ImportState.PREVIEW
        assert second.columns == {"nip": 0, "name": 1}

    @pytest.mark.full_size
    def test_ten_megabytes_are_read(self, admin):
        row = b"198503152010011004;" + b"N" * 180 + b"\r\n"
        content = b"nip;nama\r\n" + row * 50_000

        batch = people.imports.upload_file(actor=admin, name="besar.csv", content=content, effective_on=TODAY, at=AT)

        assert batch.total == 50_000
        assert batch.file_size > 10_000_000


class TestRetryFailed:
    def test_corrects_the_failed_row_on_screen_and_imports_only_that(self, admin, regency):
        _, persons = regency
        fresh = make_people(make_units(), 61)[60]
        batch = take_in(admin, as_csv([*persons, {**fresh, "nipBaru": "123"}]))

        retry = people.imports.retry_failed(actor=admin, batch_id=batch.id, at=AT)
        people.imports.correct_row(actor=admin, batch_id=retry.id, line=62, values={"nip": fresh["nipBaru"]}, at=AT)
        done = people.imports.run_import(actor=admin, batch_id=retry.id, at=AT, on=TODAY)

        assert retry.total == 1
        assert done.counts["BARU"] == 1
        assert Employee.objects.filter(nip=fresh["nipBaru"]).exists()

    def test_refuses_when_nothing_failed(self, admin):
        batch = take_in(admin, as_csv(make_units()))

        with pytest.raises(Conflict):
            people.imports.retry_failed(actor=admin, batch_id=batch.id, at=AT)


class TestUndoImport:
    def test_restores_exactly_what_was(self, admin, regency):
        units, persons = regency
        before = everything()
        persons[3] |= {"unorId": units[2]["Id"], "jabatanNama": "Analis", "nama": "Nama Baru", "golRuangAkhir": "IV/a"}
        new = make_people(make_units(), 62)[60:]
        batch = take_in(admin, as_csv([*persons, *new]), on=date(2026, 5, 1))
        assert everything() != before

        refused = people.imports.undo_import(actor=admin, batch_id=batch.id, at=AT, on=TODAY)

        assert refused == []
        assert everything() == before
        assert DirectoryEntry.objects.count() == 60
        assert AuditEntry.objects.filter(event="people.import.undone").exists()

    def test_refuses_rows_changed_since_and_restores_the_others(self, admin, regency):
        _, persons = regency
        persons[3]["noHp"] = persons[4]["noHp"] = "0800"
        batch = take_in(admin, as_csv(persons))
        changed = Employee.objects.get(nip=persons[3]["nipBaru"])
        people.careers.correct_employee(
            actor=admin, employee_id=changed.id, values={"phone": "0811"}, reason="salah", at=AT, today=TODAY
        )

        refused = people.imports.undo_import(actor=admin, batch_id=batch.id, at=AT, on=TODAY)

        assert [(r.line, r.reason) for r in refused] == [(5, "Data ini sudah diubah sesudah impor.")]
        batch.refresh_from_db()
        assert (batch.counts["GALAT"], batch.counts["BERUBAH"]) == (1, 1)
        assert Employee.objects.get(id=changed.id).phone == "0811"
        assert Employee.objects.get(nip=persons[4]["nipBaru"]).phone != "0800"

    def test_keeps_people_who_are_used_elsewhere(self, admin, regency):
        units, persons = regency
        new = make_people(make_units(), 62)[60:]
        batch = take_in(admin, as_csv([*persons, *new]))
        used = Employee.objects.get(nip=new[0]["nipBaru"])
        unit = Unit.objects.get(source_id=units[1]["Id"])
        head = Appointment.objects.get(position__unit=unit, position__is_head=True, period__contains=TODAY)
        people.careers.change_status(
            actor=admin, employee_id=head.employee_id, status=people.Status.RETIRED, until=None,
            decree=people.careers.Decree(date(2026, 2, 1)), at=AT, today=TODAY,
        )  # fmt: skip
        people.careers.appoint_acting(
            actor=admin, employee_id=used.id, unit_id=unit.id, kind=people.AppointmentKind.ACTING_VACANT, until=None,
            decree=people.careers.Decree(date(2026, 3, 1)), at=AT, today=TODAY,
        )  # fmt: skip

        refused = people.imports.undo_import(actor=admin, batch_id=batch.id, at=AT, on=TODAY)

        assert [r.line for r in refused] == [62]
        assert "sudah dipakai" in refused[0].reason
        assert Employee.objects.filter(id=used.id).exists()
        assert not Employee.objects.filter(nip=new[1]["nipBaru"]).exists()

    def test_refuses_twice(self, admin, regency):
        _, persons = regency
        batch = take_in(admin, as_csv(persons))
        people.imports.undo_import(actor=admin, batch_id=batch.id, at=AT, on=TODAY)

        with pytest.raises(Conflict):
            people.imports.undo_import(actor=admin, batch_id=batch.id, at=AT, on=TODAY)


class TestDayOfTheFirstImport:
    def test_reaches_back_to_january_until_people_are_in(self, admin):
        assert people.import_reading.suggest_effective_on(today=TODAY) == date(TODAY.year, 1, 1)

        units = make_units(offices=1, parts=1, schools=0)
        take_in(admin, as_csv(units))
        assert people.import_reading.suggest_effective_on(today=TODAY) == date(TODAY.year, 1, 1)

        take_in(admin, as_csv(make_people(units, 3)))
        assert people.import_reading.suggest_effective_on(today=TODAY) == TODAY


class TestSeenByThePlanner:
    """Until the server looks again, up to a minute later, it believes the tables empty: a search ran for hours."""

    @staticmethod
    def believed() -> float:
        with connection.cursor() as cursor:
            cursor.execute("SELECT reltuples FROM pg_class WHERE oid = 'people_directoryentry'::regclass")
            return float(cursor.fetchone()[0])

    def test_at_once_when_an_import_was_a_leap(self, admin):
        units = make_units(offices=4, parts=2, schools=10)
        take_in(admin, as_csv(units))
        batch = take_in(admin, as_csv(make_people(units, 300)))

        assert self.believed() == pytest.approx(batch.counts["BARU"], abs=5)


@pytest.mark.full_size
@pytest.mark.timeout(300)
class TestFullSize:
    def test_a_whole_regency_in_a_fixed_number_of_statements(self, admin, django_assert_max_num_queries):
        units = make_units(offices=40, parts=4, schools=300)
        persons = make_people(units, 7_362)
        take_in(admin, as_csv(units))
        batch = preview(admin, as_csv(persons))

        with django_assert_max_num_queries(90):
            done = people.imports.run_import(actor=admin, batch_id=batch.id, at=AT, on=TODAY)

        assert done.counts["BARU"] == 7_362 - done.counts.get("GALAT", 0)
        assert Employee.objects.count() == done.counts["BARU"] > 7_300

    @pytest.mark.skipif(not SAMPLE.exists(), reason="the sample regency is not beside this repository")
    def test_the_sample_regency(self, admin):
        units = take_in(admin, (SAMPLE / "ref-unor.csv").read_bytes())
        persons = take_in(admin, (SAMPLE / "data-utama.csv").read_bytes())

        assert units.counts["BARU"] == 616
        assert persons.counts["BARU"] == 7_362
        assert DirectoryEntry.objects.filter(is_head=True).count() == 615
