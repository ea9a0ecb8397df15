"""The pages of goals, without scripts."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import python_calamine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client

from ekinerja.kernel.actor import Role
from ekinerja.organisation.models import UnitVersion
from ekinerja.planning import public as planning
from ekinerja.planning.models import Goal, GoalImport, GoalIndicator, GoalTarget
from tests.factories import cycle, goals
from tests.web.cycle.conftest import text_of

Browser = Callable[..., Client]
# Twelve queries and the savepoint around the request (a transaction outside of tests).
BUDGET = 12 + 2
TYPED = {"sasaran": "Menurunnya stunting", "jenjang": "SASARAN", "kode": "1.1", "awal": "2025", "akhir": "2029"}


class TestWritingAGoal:
    def test_from_nothing_to_figures_that_show_their_difference(self, world: cycle.World, browser: Browser) -> None:
        admin = browser("admin", Role.AGENCY_ADMIN)
        assert "Belum ada sasaran untuk 2026" in text_of(admin.get("/sasaran/"))
        answer = admin.post("/sasaran/tambah/", {**TYPED, "unit": str(world.units["dinas"].id), "induk": ""})
        goal = Goal.objects.get()
        assert answer["Location"] == f"/sasaran/{goal.id}/"

        admin.post(
            f"/sasaran/{goal.id}/indikator/tambah/",
            {"indikator": "Balita yang diukur", "satuan": "orang", "cara": "JUMLAH", "arah": "MAKIN_TINGGI"},
        )
        row = GoalIndicator.objects.get()
        address = f"/sasaran/{goal.id}/indikator/{row.id}/angka/?tahun=2026"
        figures = {"target_0": "1.200", "target_1": "300", "target_2": "300", "target_3": "300", "target_4": "200"}
        admin.post(address, {**figures, "realisasi_1": "290,5", "catatan_1": "Dua posyandu libur", "revisi": "1"})

        page = text_of(admin.get(f"/sasaran/{goal.id}/?tahun=2026"))
        assert "Triwulan menghasilkan 1.100, kurang 100 dari target tahun" in page
        assert "290,5" in page
        assert "dari target sampai Triwulan I: 300" in page
        assert "Dua posyandu libur" in page
        assert "Dinas Kesehatan" in text_of(browser("staf").get("/sasaran/"))

    def test_the_unit_of_a_goal_stays_chosen_after_it_was_closed(self, world: cycle.World, browser: Browser) -> None:
        goal = goals.goal(world, "Menurunnya stunting", "bidang", kind="SASARAN")
        UnitVersion.objects.filter(unit=world.units["bidang"]).update(
            period=DateRange(date(2020, 1, 1), date(2026, 1, 1))
        )
        admin = browser("admin", Role.AGENCY_ADMIN)
        address = f"/sasaran/{goal.id}/ubah/"

        chosen = f'<option value="{goal.unit_id}" selected>Bidang Pelayanan Kesehatan'
        assert chosen in text_of(admin.get(address))
        answer = admin.post(address, {**TYPED, "unit": str(goal.unit_id), "induk": "", "revisi": "1"})

        goal.refresh_from_db()
        assert answer.status_code == 302
        assert (goal.code, goal.unit_path) == ("1.1", world.paths["bidang"])

    def test_a_bad_cell_is_named_and_everything_typed_stays(self, world: cycle.World, browser: Browser) -> None:
        goal = goals.goal(world, "Menurunnya stunting", "dinas")
        row = goals.indicator(goal, "Balita yang diukur")

        answer = browser("kepala").post(
            f"/sasaran/{goal.id}/indikator/{row.id}/angka/?tahun=2026",
            {"target_0": "1.200", "target_3": "dua puluh", "realisasi_1": "12", "catatan_1": "Awal tahun"},
        )

        page = text_of(answer)
        assert answer.status_code == 422
        assert "Target Triwulan III: tulis angka" in page
        for kept in ('value="1.200"', 'value="dua puluh"', 'value="12"', 'value="Awal tahun"'):
            assert kept in page
        assert not GoalTarget.objects.exists()

    def test_the_second_writer_sees_both_and_may_save_again(self, world: cycle.World, browser: Browser) -> None:
        goal = goals.goal(world, "Menurunnya stunting", "dinas", code="1.1", revision=4)
        admin = browser("admin", Role.AGENCY_ADMIN)
        typed = {**TYPED, "sasaran": "Punya saya", "unit": str(world.units["dinas"].id)}

        answer = admin.post(f"/sasaran/{goal.id}/ubah/", {**typed, "revisi": "3"})

        assert answer.status_code == 422
        assert "Menurunnya stunting" in text_of(answer)
        assert "Punya saya" in text_of(answer)
        admin.post(f"/sasaran/{goal.id}/ubah/", {**typed, "revisi": "4"})
        goal.refresh_from_db()
        assert goal.text == "Punya saya"

    def test_staff_read_and_do_not_write(self, world: cycle.World, browser: Browser) -> None:
        goal = goals.goal(world, "Menurunnya stunting", "dinas")
        row = goals.indicator(goal, "Prevalensi stunting")
        staf = browser("staf")
        page = text_of(staf.get(f"/sasaran/{goal.id}/"))
        assert "Prevalensi stunting" in page
        assert "Isi angka" not in page
        for where in ("tambah/", f"{goal.id}/ubah/", f"{goal.id}/hentikan/", f"{goal.id}/indikator/{row.id}/angka/"):
            assert staf.get(f"/sasaran/{where}").status_code == 403
        assert staf.post(f"/sasaran/{goal.id}/indikator/{row.id}/hentikan/").status_code == 403

    def test_retiring_asks_first_and_says_why_not(self, world: cycle.World, browser: Browser) -> None:
        top = goals.goal(world, "Puncak")
        goals.goal(world, "Bawah", parent=top)
        admin = browser("admin", Role.AGENCY_ADMIN)
        assert "Hentikan “Puncak”?" in text_of(admin.get(f"/sasaran/{top.id}/hentikan/"))
        refused = admin.post(f"/sasaran/{top.id}/hentikan/")
        assert (refused.status_code, "masih punya 1 turunan" in text_of(refused)) == (409, True)


class TestTree:
    def test_shows_achievement_filters_and_gives_the_file(
        self, world: cycle.World, browser: Browser, django_assert_max_num_queries: Any
    ) -> None:
        top = goals.goal(world, "Meningkatnya kualitas hidup", code="1")
        low = goals.goal(world, "Meningkatnya derajat kesehatan", "dinas", parent=top, code="1.1")
        goals.goal(world, "Meningkatnya mutu pendidikan", "lain", parent=top, code="1.2")
        row = goals.indicator(low, "Usia harapan hidup", measure="tahun")
        GoalTarget.objects.create(indicator=row, year=2026, quarter=0, target=Decimal(80), achieved=Decimal(60))
        staf = browser("staf")

        with django_assert_max_num_queries(BUDGET):
            page = text_of(staf.get("/sasaran/"))
        assert "75%" in page
        found = text_of(staf.get("/sasaran/?q=harapan"))
        assert "1 dari 3 sasaran cocok" in found
        assert "mutu pendidikan" not in found
        assert "Tidak ada sasaran yang cocok" in text_of(staf.get("/sasaran/?q=zebra"))
        assert "mutu pendidikan" in text_of(staf.get(f"/sasaran/?unit={world.units['lain'].id}"))
        assert "derajat kesehatan" in text_of(staf.get("/sasaran/?hanya=tanpa_rhk"))
        file = staf.get("/sasaran/?format=xlsx")
        sheet = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(file.content)).get_sheet_by_index(0)
        rows = sheet.to_python()
        assert rows[0] == planning.goal_imports.headings()
        assert rows[2][:5] == ["1.1", "1", "SASARAN", "Meningkatnya derajat kesehatan", "000002"]
        assert rows[2][11] == "80"

    def test_opens_branch_by_branch(
        self, world: cycle.World, browser: Browser, django_assert_max_num_queries: Any
    ) -> None:
        top = goals.goal(world, "Puncak", code="1")
        middle = goals.goal(world, "Lereng", parent=top, code="1.1")
        low = goals.goal(world, "Kaki bukit", "dinas", parent=middle, code="1.1.1")
        goals.goal(world, "Dasar", "dinas", parent=low, code="1.1.1.1")
        staf = browser("staf")

        page = text_of(staf.get("/sasaran/"))
        assert ("Lereng" in page, "Kaki bukit" in page) == (True, False)
        assert "2 sasaran di bawahnya" in page
        with django_assert_max_num_queries(BUDGET):
            branch = text_of(staf.get(f"/sasaran/{middle.id}/di-bawah/?tahun=2026"))
        assert ("Kaki bukit" in branch, "Dasar" in branch, "1 sasaran di bawahnya" in branch) == (True, False, True)
        file = staf.get("/sasaran/?format=xlsx")
        sheet = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(file.content)).get_sheet_by_index(0)
        assert [row[3] for row in sheet.to_python()[1:]] == ["Puncak", "Lereng", "Kaki bukit", "Dasar"]

    def test_the_page_of_a_goal_names_who_carries_it(
        self, world: cycle.World, browser: Browser, django_assert_max_num_queries: Any
    ) -> None:
        goal = goals.goal(world, "Meningkatnya derajat kesehatan", "dinas")
        goals.indicator(goal, "Usia harapan hidup")
        plan = cycle.draft(world)
        planning.save_outcome(
            actor=world.actor("staf"),
            plan_id=plan.id,
            outcome_id=None,
            given=planning.OutcomeInput(text="Terlayaninya pasien", goal_id=goal.id),
            at=cycle.JANUARY,
        )
        kabid = browser("kabid")

        with django_assert_max_num_queries(BUDGET):
            page = text_of(kabid.get(f"/sasaran/{goal.id}/"))
        assert "Terlayaninya pasien" in page
        hidden = text_of(browser("orang_lain").get(f"/sasaran/{goal.id}/"))
        assert "Terlayaninya pasien" not in hidden
        assert "hanya dapat dibuka oleh pemilik" in hidden


class TestImport:
    def test_the_exported_file_comes_back_without_a_change(self, world: cycle.World, browser: Browser) -> None:
        top = goals.goal(world, "Meningkatnya kualitas hidup", code="1")
        low = goals.goal(world, "Meningkatnya derajat kesehatan", "dinas", parent=top, code="1.1")
        row = goals.indicator(low, "Usia harapan hidup", measure="tahun")
        GoalTarget.objects.create(indicator=row, year=2026, quarter=0, target=Decimal("72.5"))
        admin = browser("admin", Role.AGENCY_ADMIN)
        file = SimpleUploadedFile("sasaran.xlsx", admin.get("/sasaran/?format=xlsx").content)

        answer = admin.post("/sasaran/impor/unggah/", {"berkas": file, "tahun": "2026"})

        batch = GoalImport.objects.get()
        assert answer["Location"] == f"/sasaran/impor/{batch.id}/"
        page = text_of(admin.get(f"/sasaran/impor/{batch.id}/"))
        assert "0 baris akan mengubah data" in page
        assert "Impor 0 baris" not in page

    def test_the_template_itself_can_be_imported(self, world: cycle.World, browser: Browser) -> None:
        admin = browser("admin", Role.AGENCY_ADMIN)
        template = admin.get("/sasaran/impor/templat.xlsx").content
        admin.post("/sasaran/impor/unggah/", {"berkas": SimpleUploadedFile("t.xlsx", template), "tahun": "2026"})
        batch = GoalImport.objects.get()
        assert "Impor 2 baris" in text_of(admin.get(f"/sasaran/impor/{batch.id}/"))

        admin.post(f"/sasaran/impor/{batch.id}/jalankan/")

        assert Goal.objects.get(code="1.1").unit_path == world.paths["dinas"]
        assert "2 baris baru" in text_of(admin.get(f"/sasaran/impor/{batch.id}/"))
        assert "t.xlsx" in text_of(admin.get("/sasaran/impor/"))

    def test_a_row_whose_quarters_miss_the_year_says_so_and_is_still_imported(
        self, world: cycle.World, browser: Browser
    ) -> None:
        lines = (
            "kode;induk;jenjang;sasaran;kode unit;tahun awal;tahun akhir;indikator;satuan;cara hitung;arah;"
            "target tahun;TW1;TW2;TW3;TW4\n"
            "1;;TUJUAN;Sehat;;2025;2029;Balita diukur;orang;JUMLAH;;1.200;300;300;300;200\n"
        )
        admin = browser("admin", Role.AGENCY_ADMIN)
        admin.post("/sasaran/impor/unggah/", {"berkas": SimpleUploadedFile("a.csv", lines.encode()), "tahun": "2026"})

        page = text_of(admin.get(f"/sasaran/impor/{GoalImport.objects.get().id}/"))

        assert "Triwulan menghasilkan 1.100, kurang 100 dari target tahun" in page
        assert "Impor 1 baris" in page

    @pytest.mark.parametrize(
        ("content", "said"),
        [(b"kode;sasaran\n1;Sehat\n", "jenjang, tahun awal, tahun akhir"), (b"%PDF-1.7", "bukan CSV atau XLSX")],
    )
    def test_a_wrong_file_is_refused_in_words(
        self, world: cycle.World, browser: Browser, content: bytes, said: str
    ) -> None:
        answer = browser("admin", Role.AGENCY_ADMIN).post(
            "/sasaran/impor/unggah/", {"berkas": SimpleUploadedFile("a.csv", content), "tahun": "2026"}
        )

        assert answer.status_code == 422
        assert said in text_of(answer)
        assert not GoalImport.objects.exists()

    def test_is_not_for_staff(self, world: cycle.World, browser: Browser) -> None:
        assert browser("staf").get("/sasaran/impor/").status_code == 403
