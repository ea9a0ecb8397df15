"""The pages of performance agreements, without scripts."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import python_calamine
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client
from pypdf import PdfReader

from ekinerja.documents.models import IssuedDocument
from ekinerja.kernel.actor import Role
from ekinerja.people.models import Appointment
from ekinerja.planning.models import Agreement, GoalTarget
from tests.factories import cycle, goals
from tests.web.cycle.conftest import text_of

Browser = Callable[..., Client]
# Twelve queries and the savepoint around the request (a transaction outside of tests).
BUDGET = 12 + 2
MONEY = {"program_1": "Program Kesehatan", "anggaran_1": "4.595.150", "sumber_1": "APBD"}


def promise(world: cycle.World, unit: str) -> None:
    row = goals.indicator(goals.goal(world, "Meningkatnya mutu layanan", unit), "Indeks kepuasan", measure="nilai")
    GoalTarget.objects.create(indicator=row, year=2026, quarter=0, target=Decimal("85.5"))


def begun(world: cycle.World, browser: Browser) -> tuple[Client, Client, str]:
    """Return both parties of an agreement that the head of the bidang has begun, and its address."""
    promise(world, "bidang")
    kabid, kepala = browser("kabid"), browser("kepala")
    kabid.post("/perjanjian/susun/", {"unit": str(world.units["bidang"].id), "tahun": "2026"})
    return kabid, kepala, f"/perjanjian/{Agreement.objects.get().id}/"


class TestFromDraftToDocument:
    def test_head_and_superior_agree_and_everybody_can_check_the_paper(
        self, world: cycle.World, browser: Browser
    ) -> None:
        kabid, kepala, where = begun(world, browser)
        assert "Ajukan ke Kepala" in text_of(kabid.get(where))
        kabid.post(where + "anggaran/", {**MONEY, "revisi": "1"})
        assert "4.595.150" in text_of(kabid.get(where))
        concept = PdfReader(io.BytesIO(kabid.get(where + "perjanjian.pdf").content))
        assert "KONSEP" in concept.pages[0].extract_text()
        kabid.post(where + "ajukan/")

        assert "1 perjanjian kinerja menunggu Anda" in text_of(kepala.get("/skp/bawahan/"))
        assert "Menunggu keputusan Anda" in text_of(kepala.get("/perjanjian/"))
        refused = kepala.post(where + "kembalikan/", {"catatan": "", "versi": "3"})
        assert refused.status_code == 422
        kepala.post(where + "kembalikan/", {"catatan": "Naikkan target", "versi": "3"})
        assert "Naikkan target" in text_of(kabid.get(where))
        kabid.post(where + "ajukan/")
        agreement = Agreement.objects.get()
        kepala.post(where + "sepakati/", {"versi": agreement.revision})

        answer = browser("orang_lain").get(where + "perjanjian.pdf")
        text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)
        for said in ("PERJANJIAN KINERJA TAHUN 2026", "85,5 nilai", "Rp 4.595.150", "Pihak Kedua", "Kabid"):
            assert said in text
        issued = IssuedDocument.objects.get()
        assert issued.number == "000001/PK/2026"
        assert "Perjanjian kinerja" in text_of(Client().get(f"/verifikasi/{issued.code}/"))

    def test_a_bad_budget_names_its_row_and_keeps_the_rest(self, world: cycle.World, browser: Browser) -> None:
        kabid = browser("kabid")
        kabid.post("/perjanjian/susun/", {"unit": str(world.units["bidang"].id), "tahun": "2026"})
        where = f"/perjanjian/{Agreement.objects.get().id}/anggaran/"

        answer = kabid.post(
            where, {**MONEY, "program_2": "Program Gizi", "anggaran_2": "dua puluh", "sumber_3": "BLUD"}
        )

        page = text_of(answer)
        assert answer.status_code == 422
        assert "Baris 2: tulis anggaran dalam rupiah" in page
        assert "Baris 3: tulis nama programnya." in page
        for kept in ('value="4.595.150"', 'value="dua puluh"', 'value="Program Gizi"', 'value="BLUD"'):
            assert kept in page

    def test_missing_goals_are_named_on_the_page(self, world: cycle.World, browser: Browser) -> None:
        kabid = browser("kabid")
        kabid.post("/perjanjian/susun/", {"unit": str(world.units["bidang"].id), "tahun": "2026"})
        answer = kabid.post(f"/perjanjian/{Agreement.objects.get().id}/ajukan/")
        assert answer.status_code == 422
        assert "Unit ini belum punya sasaran tahun ini" in text_of(answer)

    def test_an_admin_records_the_regents_signature(self, world: cycle.World, browser: Browser) -> None:
        promise(world, "dinas")
        kepala, admin = browser("kepala"), browser("admin", Role.AGENCY_ADMIN)
        kepala.post("/perjanjian/susun/", {"unit": str(world.units["dinas"].id), "tahun": "2026"})
        where = f"/perjanjian/{Agreement.objects.get().id}/"
        kepala.post(where + "ajukan/")
        assert "Catat naskah bertanda tangan" in text_of(admin.get(where))
        assert admin.post(where + "catat/", {"nomor": "", "tanggal": ""}).status_code == 422

        admin.post(where + "catat/", {"pejabat": "H. Rahmat", "nomor": "800/12", "tanggal": "2026-01-10", "versi": "2"})

        page = text_of(kepala.get(where))
        assert "H. Rahmat (dicatat Admin)" in page
        assert "Susun perubahan" in page


class TestRegent:
    def test_whose_name_is_not_known_stands_with_the_post_once_and_with_the_name_after_agreeing(
        self, world: cycle.World, browser: Browser
    ) -> None:
        promise(world, "dinas")
        kepala, regent = browser("kepala"), browser("pimpinan", Role.LEADER)
        kepala.post("/perjanjian/susun/", {"unit": str(world.units["dinas"].id), "tahun": "2026"})
        where = f"/perjanjian/{Agreement.objects.get().id}/"

        concept = first_page(kepala.get(where + "perjanjian.pdf"))
        kepala.post(where + "ajukan/")
        regent.post(where + "sepakati/", {"versi": Agreement.objects.get().revision})
        agreed = first_page(kepala.get(where + "perjanjian.pdf"))

        post = Agreement.objects.get().second_party.position
        assert (concept.count(post), concept.count("Nama")) == (1, 1)
        # In the statement and above the signature.
        assert agreed.count(post) == 2
        assert agreed.count("Pimpinan") >= 2
        assert agreed.count("Nama") == 2


def first_page(answer: Any) -> str:
    """The words of the first page of a PDF, in one line."""
    return " ".join(PdfReader(io.BytesIO(answer.content)).pages[0].extract_text().split())


class TestVacantPost:
    def test_says_why_nobody_can_decide_and_who_must_act_instead_of_buttons_that_refuse(
        self, world: cycle.World, browser: Browser, django_assert_max_num_queries: Any
    ) -> None:
        kabid, kepala, where = begun(world, browser)
        kabid.post(where + "ajukan/")
        assert "Sepakati perjanjian ini" in text_of(kepala.get(where))
        left = DateRange(date(2020, 1, 1), date(2026, 1, 4))
        Appointment.objects.filter(employee=world.people["kabid"]).update(period=left)

        with django_assert_max_num_queries(BUDGET):
            page = text_of(kepala.get(where))

        assert "Sepakati perjanjian ini" not in page
        assert "Kembalikan dengan catatan" not in page
        assert "Jabatan kepala unit ini kosong" in page
        assert "Yang perlu bertindak: Kepala sebagai atasan unit" in page
        assert kepala.post(where + "sepakati/", {"versi": Agreement.objects.get().revision}).status_code == 403

        cycle.person(world, "baru", "lain", "Sekretaris")
        cycle.replace_head(world, unit="bidang", old="kabid", new="baru", on=date(2026, 1, 5))
        page = text_of(kepala.get(where))
        assert "Sepakati perjanjian ini" in page
        assert "kosong" not in page


class TestHistory:
    def test_tells_the_parties_who_did_which_step_and_keeps_notes_from_everybody_else(
        self, world: cycle.World, browser: Browser, django_assert_max_num_queries: Any
    ) -> None:
        kabid, kepala, where = begun(world, browser)
        assert "Riwayat" not in text_of(kabid.get(where))
        kabid.post(where + "ajukan/")
        kepala.post(where + "kembalikan/", {"catatan": "Naikkan target"})
        page = text_of(kabid.get(where))
        assert "Dikembalikan oleh Kepala" in page
        kabid.post(where + "ajukan/")
        kepala.post(where + "sepakati/", {"versi": Agreement.objects.get().revision})

        with django_assert_max_num_queries(BUDGET):
            page = text_of(kabid.get(where))

        shown = page[page.index("Riwayat</summary>") :]
        places = [shown.index(word) for word in ("Diajukan<", "Dikembalikan<", "Naikkan target", "Disepakati<")]
        assert places == sorted(places)
        assert shown.count("Kabid ·") == 2
        other = text_of(browser("orang_lain").get(where))
        assert "Dikembalikan<" in other
        assert "Naikkan target" not in other


class TestList:
    def test_shows_states_filters_and_gives_the_file(
        self, world: cycle.World, browser: Browser, django_assert_max_num_queries: Any
    ) -> None:
        promise(world, "dinas")
        kepala = browser("kepala")
        with django_assert_max_num_queries(BUDGET):
            page = text_of(kepala.get("/perjanjian/"))
        assert "Belum disusun" in page
        assert page.count(">Susun<") == 1
        assert "Tidak ada unit yang cocok" in text_of(kepala.get("/perjanjian/?q=zebra"))
        file = kepala.get("/perjanjian/?format=xlsx&keadaan=BELUM_DISUSUN")
        sheet = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(file.content)).get_sheet_by_index(0)
        assert [row[:3] for row in sheet.to_python()[1:]] == [["Dinas Kesehatan", "Kepala", "Belum disusun"]]

    def test_one_agreement_costs_few_queries(
        self, world: cycle.World, browser: Browser, django_assert_max_num_queries: Any
    ) -> None:
        promise(world, "bidang")
        kabid = browser("kabid")
        kabid.post("/perjanjian/susun/", {"unit": str(world.units["bidang"].id), "tahun": "2026"})
        where = f"/perjanjian/{Agreement.objects.get().id}/"
        with django_assert_max_num_queries(BUDGET):
            kabid.get(where)
        assert browser("staf").get(where).status_code == 404
