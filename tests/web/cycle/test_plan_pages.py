"""The pages of plans, without scripts."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from ekinerja.kernel.actor import Role
from ekinerja.kernel.ids import uuid7
from ekinerja.people.models import StatusRecord
from ekinerja.people.services.refresh_directory import refresh_directory
from ekinerja.planning import public as planning
from ekinerja.planning.models import BehaviourExpectation, Indicator, Outcome, Plan
from tests.factories import cycle, goals
from tests.web.cycle.conftest import text_of

Browser = Callable[..., Client]
# Twelve queries and the savepoint around the request (a transaction outside of tests).
BUDGET = 12 + 2


class TestProfile:
    def test_the_standing_in_law_is_told_in_words(self, world: cycle.World, browser: Browser) -> None:
        refresh_directory(on=cycle.FEBRUARY.date())

        page = text_of(browser("staf").get("/profil/"))

        assert "Aktif" in page
        assert "AKTIF" not in page


class TestOutsideTheCycle:
    @pytest.mark.parametrize("address", ["/skp/", "/kinerja/"])
    def test_who_needs_no_plan_is_not_asked_for_one(self, world: cycle.World, browser: Browser, address: str) -> None:
        StatusRecord.objects.filter(employee=world.people["staf"]).update(status="TUGAS_BELAJAR")

        page = text_of(browser("staf").get(address))

        assert "Anda di luar siklus kinerja saat ini" in page
        assert "Tugas belajar (" in page
        assert "Anda belum punya SKP" not in page
        assert "Batas penetapan SKP" not in page


class TestQualitativeForm:
    def test_a_number_from_elsewhere_is_sent_back_with_the_rest_and_not_lost(
        self, world: cycle.World, browser: Browser
    ) -> None:
        plan, staf = cycle.draft(world), browser("staf")
        cycle.fill(world, plan, outcomes=1)
        row = Indicator.objects.get(target_number=120)
        staf.post(f"/skp/{plan.id}/bentuk/", {"kelompok": plan.position_group, "pendekatan": "KUALITATIF"})
        address = f"/skp/{plan.id}/rhk/{row.outcome_id}/"

        page = text_of(staf.get(address))
        own = page[page.index(f'id="indikator-{row.id}"') :]
        inputs = re.findall(r"<input[^>]*>", own[: own.index("</form>")])
        sent = {found[1]: found[2] for tag in inputs if (found := re.search(r'name="(\w+)" value="([^"]*)"', tag))}
        answer = staf.post(f"{address}indikator/{row.id}/", {**sent, "indikator": "Jumlah pasien", "uraian": "Semua"})

        row.refresh_from_db()
        assert answer.status_code == 302
        assert (row.text, row.target_number, row.target_unit, row.target_text) == (
            "Jumlah pasien",
            120,
            "pasien",
            "Semua",
        )

    def test_a_new_indicator_asks_for_words_only(self, world: cycle.World, browser: Browser) -> None:
        plan, staf = cycle.draft(world), browser("staf")
        cycle.fill(world, plan, outcomes=1)
        staf.post(f"/skp/{plan.id}/bentuk/", {"kelompok": plan.position_group, "pendekatan": "KUALITATIF"})

        page = text_of(staf.get(f"/skp/{plan.id}/rhk/{Outcome.objects.get().id}/"))

        assert 'name="target"' not in page[page.index('id="tambah-indikator"') :]

    def test_an_aspect_is_asked_and_told_only_where_the_document_has_a_column_for_it(
        self, world: cycle.World, browser: Browser
    ) -> None:
        plan, staf = cycle.draft(world), browser("staf")
        cycle.fill(world, plan, outcomes=1)
        row = Indicator.objects.get(target_number=120)
        addresses = (f"/skp/{plan.id}/", f"/skp/{plan.id}/rhk/{row.outcome_id}/")
        asked = []

        for approach in ("KUANTITATIF", "KUALITATIF"):
            staf.post(f"/skp/{plan.id}/bentuk/", {"kelompok": "JA_JF", "pendekatan": approach})
            asked.append(["Aspek" in text_of(staf.get(address)) for address in addresses])
        values = {"indikator": "Jumlah pasien", "uraian": "Semua", "aspek": row.aspect}
        staf.post(f"{addresses[1]}indikator/{row.id}/", values)

        assert asked == [[True, True], [False, False]]
        row.refresh_from_db()
        assert (row.text, row.aspect) == ("Jumlah pasien", "KUANTITAS")


class TestOnToTheIndicators:
    @pytest.mark.parametrize(("text", "place"), [("Terlayaninya pasien", "#indikator"), ("Menulis laporan harian", "")])
    def test_a_new_outcome_leads_to_its_indicators_unless_there_is_advice_on_its_words(
        self, world: cycle.World, browser: Browser, text: str, place: str
    ) -> None:
        plan, staf = cycle.draft(world), browser("staf")

        answer = staf.post(
            f"/skp/{plan.id}/rhk/tambah/", {"hasil": text, "jenis": "UTAMA", "klasifikasi": "ORGANISASI"}
        )

        assert answer["Location"] == f"/skp/{plan.id}/rhk/{Outcome.objects.get().id}/{place}"
        assert 'id="indikator"' in text_of(staf.get(answer["Location"]))


class TestWrongSteps:
    def test_days_that_are_taken_lead_to_the_plan_that_holds_them(self, world: cycle.World, browser: Browser) -> None:
        plan, staf = cycle.draft(world), browser("staf")

        answer = staf.post("/skp/susun/", {"mulai": "2026-06-01", "sampai": "2026-12-31", "pendekatan": "KUALITATIF"})

        assert answer.status_code == 422
        page = text_of(answer)
        assert "Anda sudah punya SKP untuk jabatan dan tanggal itu" in page
        assert f'href="/skp/{plan.id}/"' in page
        assert "Buka SKP 1 Jan 2026 – 31 Des 2026" in page

    def test_who_decides_reads_that_the_employee_took_the_plan_back_and_keeps_the_note(
        self, world: cycle.World, browser: Browser
    ) -> None:
        plan, kabid = cycle.submitted(world), browser("kabid")
        planning.withdraw_plan(actor=world.actor("staf"), plan_id=plan.id, at=cycle.FEBRUARY)

        page = text_of(kabid.post(f"/skp/{plan.id}/kembalikan/", {"catatan": "Target terlalu rendah."}))

        assert "Pegawai menarik pengajuannya" in page
        assert "Target terlalu rendah." in page


class TestEmptyPlan:
    def test_has_one_main_action_which_is_to_add_an_outcome(self, world: cycle.World, browser: Browser) -> None:
        plan, staf = cycle.draft(world), browser("staf")

        empty = text_of(staf.get(f"/skp/{plan.id}/"))
        cycle.fill(world, plan, outcomes=1)
        filled = text_of(staf.get(f"/skp/{plan.id}/"))

        assert [_main_actions(page) for page in (empty, filled)] == [["Tambah RHK"], ["Ajukan SKP ke"]]


def _main_actions(page: str) -> list[str]:
    found = re.findall(r'<(?:a|button)[^>]*class="btn btn-primary[^>]*>(.*?)</(?:a|button)>', page, re.DOTALL)
    words = [re.sub(r"<[^>]+>", "", item).strip() for item in found]
    return [" ".join(item.split()[: 3 if item.startswith("Ajukan") else None]) for item in words]


class TestWritingAPlan:
    def test_from_nothing_to_agreed(self, world: cycle.World, browser: Browser) -> None:
        staf, kabid = browser("staf"), browser("kabid")
        assert "Susun SKP" in text_of(staf.get("/skp/"))

        answer = staf.post("/skp/susun/", {"mulai": "2026-01-01", "sampai": "2026-12-31", "pendekatan": "KUANTITATIF"})
        plan = Plan.objects.get()
        assert answer["Location"] == f"/skp/{plan.id}/"
        staf.post(
            f"/skp/{plan.id}/rhk/tambah/",
            {"hasil": "Terlayaninya pasien", "jenis": "UTAMA", "klasifikasi": "ORGANISASI", "sasaran": "Sehat"},
        )
        outcome = Outcome.objects.get()
        refused = staf.post(f"/skp/{plan.id}/ajukan/")
        assert refused.status_code == 422
        assert "RHK 1 belum punya indikator" in text_of(refused)
        staf.post(
            f"/skp/{plan.id}/rhk/{outcome.id}/indikator/",
            {"indikator": "Jumlah pasien", "aspek": "KUANTITAS", "target": "1.200,5", "satuan": "pasien"},
        )
        assert str(Indicator.objects.get().target_number) == "1200.5000"
        staf.post(f"/skp/{plan.id}/lampiran/KONSEKUENSI/", {"baris": "Penghargaan\n\nPembinaan", "semula": ""})
        page = text_of(staf.get(f"/skp/{plan.id}/"))
        assert "Ajukan SKP ke Kabid" in page
        assert "Pembinaan" in page
        staf.post(f"/skp/{plan.id}/ajukan/")

        inbox = text_of(kabid.get("/skp/bawahan/"))
        assert "Staf" in inbox
        assert "Setujui SKP 2026" in inbox
        kabid.post(f"/skp/{plan.id}/perilaku/LOYAL/", {"ekspektasi": "Jaga rahasia pasien.", "revisi": "0"})
        assert BehaviourExpectation.objects.get().text == "Jaga rahasia pasien."
        plan.refresh_from_db()
        kabid.post(f"/skp/{plan.id}/setujui/", {"versi": plan.revision})
        plan.refresh_from_db()
        assert plan.state == "DISETUJUI"
        assert "Disetujui" in text_of(staf.get(f"/skp/{plan.id}/"))

    def test_a_target_in_words_is_explained_and_kept(self, world: cycle.World, browser: Browser) -> None:
        plan = cycle.draft(world)
        cycle.fill(world, plan, outcomes=1)
        outcome = Outcome.objects.get()

        answer = browser("staf").post(
            f"/skp/{plan.id}/rhk/{outcome.id}/indikator/",
            {"indikator": "Jumlah laporan bulanan", "target": "dua puluh", "satuan": "laporan"},
        )

        assert answer.status_code == 422
        assert "Tulis angka, misalnya" in text_of(answer)
        assert "dua puluh" in text_of(answer)
        assert Indicator.objects.count() == 2

    def test_a_conflict_shows_both_versions_and_then_saves(self, world: cycle.World, browser: Browser) -> None:
        plan = cycle.draft(world)
        cycle.fill(world, plan, outcomes=1)
        outcome, staf = Outcome.objects.get(), browser("staf")
        fields = {"jenis": "UTAMA", "klasifikasi": "ORGANISASI", "revisi": "1"}
        staf.post(f"/skp/{plan.id}/rhk/{outcome.id}/", {**fields, "hasil": "Dari tab pertama"})

        second = staf.post(f"/skp/{plan.id}/rhk/{outcome.id}/", {**fields, "hasil": "Dari tab kedua"})

        assert second.status_code == 422
        assert "Dari tab pertama" in text_of(second)
        assert "Dari tab kedua" in text_of(second)
        assert 'name="revisi" value="2"' in text_of(second)
        staf.post(f"/skp/{plan.id}/rhk/{outcome.id}/", {**fields, "revisi": "2", "hasil": "Dari tab kedua"})
        outcome.refresh_from_db()
        assert outcome.text == "Dari tab kedua"

    def test_autosave_saves_quietly_and_tells_the_new_revision(self, world: cycle.World, browser: Browser) -> None:
        plan = cycle.draft(world)
        cycle.fill(world, plan, outcomes=1)
        outcome, staf = Outcome.objects.get(), browser("staf")
        fields = {"jenis": "UTAMA", "klasifikasi": "ORGANISASI", "hasil": "Diketik", "revisi": "1"}

        answer = staf.post(f"/skp/{plan.id}/rhk/{outcome.id}/", fields, headers={"X-Autosave": "1"})
        again = staf.post(f"/skp/{plan.id}/rhk/{outcome.id}/", {**fields, "hasil": "Lain"}, headers={"X-Autosave": "1"})

        assert (answer.status_code, answer["X-Fields"]) == (204, '{"revisi": "2"}')
        assert again.status_code == 409
        outcome.refresh_from_db()
        assert outcome.text == "Diketik"

    def test_an_activity_gets_a_hint_that_does_not_block(self, world: cycle.World, browser: Browser) -> None:
        plan = cycle.draft(world)
        outcome = planning.save_outcome(
            actor=world.actor("staf"),
            plan_id=plan.id,
            outcome_id=None,
            given=planning.OutcomeInput(text="Menulis resep"),
            at=cycle.JANUARY,
        )

        page = text_of(browser("staf").get(f"/skp/{plan.id}/rhk/{outcome.id}/"))

        assert "Kalimat ini terbaca sebagai kegiatan" in page

    def test_returned_with_a_note_that_the_owner_reads(self, world: cycle.World, browser: Browser) -> None:
        plan = cycle.submitted(world)
        kabid = browser("kabid")
        empty = kabid.post(f"/skp/{plan.id}/kembalikan/", {"catatan": " ", "versi": plan.revision})
        kabid.post(f"/skp/{plan.id}/kembalikan/", {"catatan": "Tambah target mutu.", "versi": plan.revision})

        assert empty.status_code == 422
        assert "Tambah target mutu." in text_of(browser("staf").get(f"/skp/{plan.id}/"))


class TestWhoMayOpen:
    @pytest.mark.parametrize(
        ("who", "roles", "unit", "status"),
        [
            ("staf", (), None, 200),
            ("kabid", (), None, 200),
            ("kepala", (), None, 200),
            ("rekan", (), None, 404),
            ("orang_lain", (), None, 404),
            ("admin", (Role.AGENCY_ADMIN,), None, 200),
            ("clerk", (Role.UNIT_CLERK,), "dinas", 200),
            ("clerk2", (Role.UNIT_CLERK,), "lain", 404),
            ("leader", (Role.LEADER,), "dinas", 200),
            ("inspector", (Role.INSPECTORATE,), None, 200),
            ("finance", (Role.FINANCE,), None, 404),
        ],
    )
    def test_the_plan_and_its_month(
        self, world: cycle.World, browser: Browser, who: str, roles: Any, unit: str | None, status: int
    ) -> None:
        plan, period = cycle.agreed(world), cycle.period(world, 1)
        client = browser(who, *roles, unit=unit)

        assert client.get(f"/skp/{plan.id}/").status_code == status
        assert client.get(f"/kinerja/{plan.id}/{period.id}/").status_code == status
        assert client.get(f"/skp/{plan.id}/skp.pdf").status_code == status

    def test_another_agency_finds_nothing(self, world: cycle.World, other_world: cycle.World, browser: Browser) -> None:
        plan, period = cycle.agreed(world), cycle.period(world, 1)
        admin = browser("admin", Role.AGENCY_ADMIN, home=other_world)

        for address in (
            f"/skp/{plan.id}/",
            f"/skp/{plan.id}/skp.pdf",
            f"/kinerja/{plan.id}/{period.id}/",
            f"/skp/{plan.id}/kembalikan/",
        ):
            assert admin.get(address).status_code == 404, address
        assert admin.post(f"/skp/{plan.id}/setujui/").status_code == 404

    def test_a_stranger_is_asked_to_sign_in(self, world: cycle.World) -> None:
        assert Client().get(f"/skp/{uuid7()}/")["Location"].startswith("/masuk/")


class TestBudgets:
    def test_queries_of_the_pages(
        self, world: cycle.World, browser: Browser, django_assert_max_num_queries: Any
    ) -> None:
        plan, period = cycle.agreed(world), cycle.period(world, 1)
        cycle.submitted(world, "rekan")
        for who, addresses in {
            "staf": ["/skp/", f"/skp/{plan.id}/", "/kinerja/", f"/kinerja/{plan.id}/{period.id}/", "/penilaian/"],
            "kabid": ["/skp/bawahan/", f"/skp/{plan.id}/", f"/kinerja/{plan.id}/{period.id}/"],
        }.items():
            client = browser(who)
            for address in addresses:
                client.get(address)
                with django_assert_max_num_queries(BUDGET):
                    assert client.get(address).status_code == 200, address


class TestTheDaysOfANewPlan:
    def test_are_proposed_with_their_reason_and_the_open_plan_before(
        self, world: cycle.World, browser: Browser, today_is: Callable[..., None]
    ) -> None:
        old = cycle.agreed(world)
        cycle.transfer(world, "staf", "lain")
        today_is(cycle.JULY)
        page = text_of(browser("staf").get("/skp/susun/"))

        assert 'value="2026-07-01"' in page
        assert "Mulai di jabatan ini 1 Juli 2026 (Analis Kebijakan)." in page
        assert "SKP jabatan lama masih terbuka" in page
        assert "hari terakhir 30 Jun 2026" in page
        assert f"/skp/{old.id}/" in page

    def test_are_the_year_for_somebody_who_stayed(self, world: cycle.World, browser: Browser) -> None:
        page = text_of(browser("staf").get("/skp/susun/"))

        assert 'value="2026-01-01"' in page
        assert "jabatan lama" not in page

    def test_somebody_who_is_no_employee_has_none(self, world: cycle.World, browser: Browser) -> None:
        assert browser("admin", Role.AGENCY_ADMIN).get("/skp/susun/").status_code == 403


class TestRecordingForTheRegent:
    def test_from_the_inbox_to_agreed(self, world: cycle.World, browser: Browser) -> None:
        plan = cycle.submitted(world, "kepala")
        admin = browser("admin", Role.AGENCY_ADMIN)
        assert "menunggu Bupati" in text_of(admin.get("/skp/bawahan/"))
        page = text_of(admin.get(f"/skp/{plan.id}/"))
        assert "Catat persetujuan Bupati" in page
        assert f'action="/skp/{plan.id}/setujui/"' not in page
        assert admin.post(f"/skp/{plan.id}/setujui/").status_code == 422

        address = f"/skp/{plan.id}/catat-persetujuan/"
        assert "Anda mencatat keputusan Bupati" in text_of(admin.get(address))
        paper = {"nomor": "800/12/2026", "tanggal": "2026-02-01", "catatan": "", "versi": str(plan.revision)}
        assert admin.post(address, paper | {"tanggal": "2026-02-09"}).status_code == 422
        assert admin.post(address, paper).status_code == 302

        plan.refresh_from_db()
        assert plan.state == "DISETUJUI"
        history = text_of(admin.get(f"/skp/{plan.id}/"))
        assert "dicatat Admin" in history
        assert "Dokumen 800/12/2026 tanggal 01-02-2026." in history

    def test_a_return_and_a_rating_carry_their_document(self, world: cycle.World, browser: Browser) -> None:
        plan = cycle.submitted(world, "kepala")
        admin = browser("admin", Role.AGENCY_ADMIN)
        paper = {"nomor": "ND-7", "tanggal": "2026-02-01"}
        assert admin.post(f"/skp/{plan.id}/kembalikan/", paper | {"catatan": ""}).status_code == 422
        admin.post(f"/skp/{plan.id}/kembalikan/", paper | {"catatan": "Tambah target."})
        plan.refresh_from_db()
        assert plan.state == "DIKEMBALIKAN"

        planning.submit_plan(actor=world.actor("kepala"), plan_id=plan.id, at=cycle.FEBRUARY)
        admin.post(f"/skp/{plan.id}/catat-persetujuan/", paper | {"catatan": ""})
        month = f"{plan.id}/{cycle.period(world, 1).id}/"
        assert "Anda mencatat penilaian Bupati" in text_of(admin.get(f"/kinerja/{month}"))
        rating = {"hasil": "SESUAI", "perilaku": "SESUAI", "rekomendasi": "", "versi": "0"}
        assert admin.post(f"/penilaian/{month}", rating).status_code == 422
        assert admin.post(f"/penilaian/{month}", rating | paper).status_code == 302

    def test_is_open_to_nobody_else(self, world: cycle.World, browser: Browser) -> None:
        plan = cycle.submitted(world, "kepala")
        paper = {"nomor": "1", "tanggal": "2026-02-01", "catatan": "x"}
        for client, status in (
            (browser("kepala"), 403),
            (browser("periksa", Role.INSPECTORATE), 403),
            (browser("staf"), 404),
        ):
            assert client.post(f"/skp/{plan.id}/catat-persetujuan/", paper).status_code == status


class TestServingAGoal:
    def test_what_went_away_meanwhile_is_told_in_words_and_the_rest_is_kept(
        self, world: cycle.World, browser: Browser
    ) -> None:
        staf, plan = browser("staf"), cycle.draft(world)
        gone = f"rhk-{uuid7()}"
        typed = {"hasil": "Terlayaninya pasien", "jenis": "UTAMA", "klasifikasi": "ORGANISASI", "rhk_pimpinan": gone}

        answer = staf.post(f"/skp/{plan.id}/rhk/tambah/", typed)

        assert answer.status_code == 422
        page = text_of(answer)
        assert "yang tadi dipilih tidak lagi tersedia" in page
        assert gone not in page
        assert "Terlayaninya pasien" in page

    def test_is_chosen_from_a_group_of_its_own_and_shown_in_the_plan(
        self, world: cycle.World, browser: Browser, django_assert_max_num_queries: Any
    ) -> None:
        staf, plan = browser("staf"), cycle.draft(world)
        goal = goals.goal(world, "Meningkatnya derajat kesehatan", "dinas")
        page = text_of(staf.get(f"/skp/{plan.id}/rhk/tambah/"))
        assert "Sasaran organisasi" in page
        assert "Meningkatnya derajat kesehatan (Dinas Kesehatan)" in page

        typed = {"hasil": "Terlayaninya pasien", "jenis": "UTAMA", "klasifikasi": "ORGANISASI"}
        staf.post(f"/skp/{plan.id}/rhk/tambah/", {**typed, "rhk_pimpinan": f"sasaran-{goal.id}"})

        outcome = Outcome.objects.get()
        assert outcome.goal_id == goal.id
        assert "sasaran organisasi – Meningkatnya derajat kesehatan" in text_of(staf.get(f"/skp/{plan.id}/"))
        with django_assert_max_num_queries(BUDGET):
            form = staf.get(f"/skp/{plan.id}/rhk/{outcome.id}/").content.decode()
        assert f'<option value="sasaran-{goal.id}" selected>' in form
