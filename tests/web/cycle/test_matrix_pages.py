"""The pages of the role-outcome matrix: the table, a row as a plain form, cells as JSON, exports."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from python_calamine import CalamineWorkbook

from ekinerja.audit.models import AuditEntry
from ekinerja.people.models import StatusRecord
from ekinerja.people.services.refresh_directory import refresh_directory
from ekinerja.planning.models import MatrixCell, Outcome, Plan
from tests.factories import cycle
from tests.web.cycle.conftest import text_of

Browser = Callable[..., Client]
BUDGET = 12 + 2


@pytest.fixture
def plan(world: cycle.World) -> Plan:
    cache.clear()
    refresh_directory(on=cycle.FEBRUARY.date())
    made = cycle.draft(world, "kabid")
    for number in (1, 2):
        cycle.outcome(world, made, "kabid", f"Meningkatnya mutu layanan {number}")
    return made


def cell(
    world: cycle.World, plan: Plan, text: str, seen: int = 0, *, of: str = "staf", column: int = 1
) -> dict[str, Any]:
    outcome = plan.outcomes.get(number=column)
    return {"rhk": str(outcome.id), "pegawai": str(world.people[of].id), "teks": text, "versi": seen}


def send(client: Client, plan: Plan, *cells: dict[str, Any]) -> Any:
    return client.post(f"/skp/{plan.id}/matriks/sel/", json.dumps({"sel": cells}), content_type="application/json")


class TestTable:
    def test_is_written_by_leader_and_member_and_read_by_others(
        self, world: cycle.World, browser: Browser, plan: Plan
    ) -> None:
        page = text_of(browser("kabid").get(f"/skp/{plan.id}/matriks/"))
        assert page.count("data-w") == 2
        assert "Pinjam anggota" in page
        page = text_of(browser("staf").get(f"/skp/{plan.id}/matriks/"))
        assert page.count(" data-w") == 1
        assert "Pinjam anggota" not in page
        assert "data-save" not in text_of(browser("kepala").get(f"/skp/{plan.id}/matriks/"))
        assert browser("orang_lain").get(f"/skp/{plan.id}/matriks/").status_code == 404

    def test_a_member_finds_the_own_row_first(self, world: cycle.World, browser: Browser, plan: Plan) -> None:
        def order(name: str) -> list[int]:
            page = text_of(browser(name).get(f"/skp/{plan.id}/matriks/"))
            return [page.index(f'id="p-{world.people[key].id}"') for key in ("staf", "rekan")]

        mine, leader = order("staf"), order("kabid")

        assert mine == sorted(mine)
        assert leader == sorted(leader, reverse=True)

    def test_a_cell_of_an_agreed_plan_says_what_it_waits_for(
        self, world: cycle.World, browser: Browser, plan: Plan
    ) -> None:
        cycle.agreed(world)
        kabid = browser("kabid")

        send(kabid, plan, cell(world, plan, "Terlayaninya ibu hamil"))

        assert "menunggu SKP dapat diubah (kini disetujui)" in text_of(kabid.get(f"/skp/{plan.id}/matriks/"))

    def test_a_member_outside_the_cycle_is_told_to_be_outside(
        self, world: cycle.World, browser: Browser, plan: Plan
    ) -> None:
        StatusRecord.objects.filter(employee=world.people["staf"]).update(status="TUGAS_BELAJAR")
        refresh_directory(on=cycle.FEBRUARY.date())

        page = text_of(browser("kabid").get(f"/skp/{plan.id}/matriks/"))

        assert page.count("di luar siklus: Tugas belajar") == 1
        assert page.count("belum punya SKP") == 1

    def test_without_outcomes_or_members_says_what_to_do(self, world: cycle.World, browser: Browser) -> None:
        cache.clear()
        refresh_directory(on=cycle.FEBRUARY.date())
        empty, lonely = cycle.draft(world, "kabid"), cycle.draft(world, "staf")
        cycle.outcome(world, lonely, "staf", "Hasil staf")

        assert "belum punya RHK organisasi" in text_of(browser("kabid").get(f"/skp/{empty.id}/matriks/"))
        assert "Belum ada anggota" in text_of(browser("staf").get(f"/skp/{lonely.id}/matriks/"))

    def test_thirty_members_by_ten_outcomes_within_the_budget(
        self, world: cycle.World, browser: Browser, django_assert_max_num_queries: Any
    ) -> None:
        cache.clear()
        plan = cycle.draft(world, "kabid")
        columns = [Outcome(plan=plan, number=n, text=f"Hasil pimpinan {n} " + "panjang " * 12) for n in range(1, 11)]
        Outcome.objects.bulk_create(columns)
        people = [cycle.person(world, f"anggota_{n}", "bidang", f"Perawat {n}") for n in range(28)]
        people += [world.people["staf"], world.people["rekan"]]
        refresh_directory(on=cycle.FEBRUARY.date())
        MatrixCell.objects.bulk_create(
            MatrixCell(
                outcome=column,
                employee=person,
                text="Tersedianya laporan pelayanan",
                changed_by_name="Kabid",
                changed_at=cycle.JANUARY,
            )
            for column in columns
            for person in people
        )
        kabid = browser("kabid")
        kabid.get(f"/skp/{plan.id}/matriks/")

        with django_assert_max_num_queries(BUDGET):
            page = kabid.get(f"/skp/{plan.id}/matriks/")
        with django_assert_max_num_queries(BUDGET):
            kabid.get(f"/skp/{plan.id}/matriks/terbaru/")

        assert text_of(page).count("Tersedianya laporan pelayanan") == 300
        assert len(page.content) < 120_000


class TestRowForm:
    def test_fills_a_row_without_scripts(self, world: cycle.World, browser: Browser, plan: Plan) -> None:
        mine, staf = cycle.draft(world), browser("staf")
        row = f"/skp/{plan.id}/matriks/anggota/{world.people['staf'].id}/"
        one, two = (plan.outcomes.get(number=number).id for number in (1, 2))
        assert "RHK 2: Meningkatnya mutu layanan 2" in text_of(staf.get(row))

        answer = staf.post(row, {f"sel-{one}": "Terlayaninya ibu hamil", f"versi-{one}": 0, f"sel-{two}": ""})

        assert answer.status_code == 302
        assert [outcome.text for outcome in mine.outcomes.all()] == ["Terlayaninya ibu hamil"]
        assert "menjadi RHK 1" in text_of(staf.get(f"/skp/{plan.id}/matriks/"))

    def test_keeps_what_was_typed_on_a_conflict(self, world: cycle.World, browser: Browser, plan: Plan) -> None:
        one = plan.outcomes.get(number=1).id
        row = f"/skp/{plan.id}/matriks/anggota/{world.people['staf'].id}/"
        staf, kabid = browser("staf"), browser("kabid")
        kabid.post(row, {f"sel-{one}": "Dari kabid", f"versi-{one}": 0})

        answer = staf.post(row, {f"sel-{one}": "Dari staf", f"versi-{one}": 0})

        assert answer.status_code == 422
        assert "Kabid menulis: “Dari kabid”" in text_of(answer)
        assert "Dari staf" in text_of(answer)
        staf.post(row, {f"sel-{one}": "Dari staf", f"versi-{one}": 1})
        assert MatrixCell.objects.get().text == "Dari staf"

    def test_is_only_the_own_row_for_members(self, world: cycle.World, browser: Browser, plan: Plan) -> None:
        row = f"/skp/{plan.id}/matriks/anggota/{world.people['rekan'].id}/"
        assert browser("staf").get(row).status_code == 403


class TestCells:
    def test_are_saved_and_told_to_others(self, world: cycle.World, browser: Browser, plan: Plan) -> None:
        staf, kabid = browser("staf"), browser("kabid")
        answer = send(staf, plan, cell(world, plan, "Terlayaninya ibu hamil"))
        assert answer.json()["sel"][0]["kata"] == "menunggu SKP"

        news = kabid.get(f"/skp/{plan.id}/matriks/terbaru/")
        again = kabid.get(f"/skp/{plan.id}/matriks/terbaru/", headers={"If-None-Match": news["ETag"]})
        later = (cycle.FEBRUARY + timedelta(minutes=5)).isoformat()

        assert [row["teks"] for row in news.json()["sel"]] == ["Terlayaninya ibu hamil"]
        assert (again.status_code, again.content) == (304, b"")
        assert kabid.get(f"/skp/{plan.id}/matriks/terbaru/", {"sejak": later}).json()["sel"] == []
        assert kabid.get(f"/skp/{plan.id}/matriks/terbaru/", {"sejak": "kemarin"}).status_code == 200

    def test_refusals_say_why(self, world: cycle.World, browser: Browser, plan: Plan) -> None:
        staf, kabid = browser("staf"), browser("kabid")
        send(kabid, plan, cell(world, plan, "Dari kabid"))

        conflict = send(staf, plan, cell(world, plan, "Dari staf"))
        foreign = send(staf, plan, cell(world, plan, "x", of="rekan"))
        broken = staf.post(f"/skp/{plan.id}/matriks/sel/", "{", content_type="application/json")

        assert conflict.status_code == 409
        assert (
            conflict.json()["sel"][0] | {"oleh": "Kabid", "teks": "Dari kabid", "versi": 1} == conflict.json()["sel"][0]
        )
        assert (foreign.status_code, foreign.json()["pesan"]) == (403, "Anda hanya dapat mengisi baris Anda sendiri.")
        assert broken.status_code == 422
        assert send(browser("orang_lain"), plan, cell(world, plan, "x")).status_code == 404

    def test_emptying_asks_first(self, world: cycle.World, browser: Browser, plan: Plan) -> None:
        mine, kabid = cycle.draft(world), browser("kabid")
        send(kabid, plan, cell(world, plan, "Terlayaninya ibu hamil"))
        Outcome.objects.filter(plan=mine).update(text="Diubah pemiliknya")

        asked = send(kabid, plan, cell(world, plan, "", 1))
        done = send(kabid, plan, {**cell(world, plan, "", 1), "yakin": True})

        assert (asked.status_code, asked.json()["tanya"]) == (409, True)
        assert done.status_code == 200
        assert mine.outcomes.count() == 1


class TestTakingOver:
    def test_the_leader_sees_both_wordings_and_takes_the_members_with_one_button(
        self, world: cycle.World, browser: Browser, plan: Plan
    ) -> None:
        mine, kabid = cycle.draft(world), browser("kabid")
        where = f"/skp/{plan.id}/matriks/"
        send(kabid, plan, cell(world, plan, "Terlayaninya ibu hamil"))
        assert "Berbeda dari SKP anggota" not in text_of(kabid.get(where))
        Outcome.objects.filter(plan=mine).update(text="Terlayaninya ibu hamil sesuai standar", revision=2)
        page = text_of(kabid.get(where))
        assert "Berbeda dari SKP anggota (1)" in page
        assert "Samakan sel Staf, RHK 1, dengan SKP" in page
        given = {"rhk": plan.outcomes.get(number=1).id, "pegawai": world.people["staf"].id, "versi": 1}

        stale = kabid.post(where + "samakan/", {**given, "versi_skp": 1}, follow=True)
        assert "Isi SKP anggota berubah lagi" in text_of(stale)
        assert browser("rekan").post(where + "samakan/", given).status_code == 403
        assert browser("orang_lain").post(where + "samakan/", given).status_code == 404
        done = kabid.post(where + "samakan/", {**given, "versi_skp": 2}, follow=True)

        assert MatrixCell.objects.get().text == "Terlayaninya ibu hamil sesuai standar"
        assert Outcome.objects.get(plan=mine).revision == 2
        assert "menjadi RHK 1" in text_of(done)
        assert "Berbeda dari SKP anggota" not in text_of(done)
        again = kabid.post(where + "samakan/", {**given, "versi_skp": 2}, follow=True)
        assert "sudah tidak berbeda" in text_of(again)
        event = AuditEntry.objects.filter(event="planning.cell.changed").get()
        assert event.data["before"] == "Terlayaninya ibu hamil"


class TestBorrowing:
    def test_finds_adds_and_takes_out(self, world: cycle.World, browser: Browser, plan: Plan) -> None:
        kabid, person = browser("kabid"), world.people["orang_lain"].id
        where = f"/skp/{plan.id}/matriks/anggota/"

        assert str(person) in text_of(kabid.post(where, {"cari": "orang lain"}))
        assert kabid.post(where, {"cari": "orang lain", "pegawai": person}).status_code == 302
        assert "Pinjaman dari Dinas Pendidikan" in text_of(kabid.get(f"/skp/{plan.id}/matriks/"))
        assert kabid.post(where, {"cari": "staf", "pegawai": world.people["staf"].id}).status_code == 422
        kabid.post(f"{where}{person}/keluar/")
        assert "Pinjaman dari" not in text_of(kabid.get(f"/skp/{plan.id}/matriks/"))
        assert browser("staf").get(where).status_code == 403


class TestFiles:
    def test_spreadsheet_and_document(self, world: cycle.World, browser: Browser, plan: Plan) -> None:
        kabid = browser("kabid")
        send(kabid, plan, cell(world, plan, "Terlayaninya ibu hamil", column=2))

        book = CalamineWorkbook.from_filelike(BytesIO(kabid.get(f"/skp/{plan.id}/matriks/ekspor/").content))
        pdf = kabid.get(f"/skp/{plan.id}/matriks/matriks.pdf")

        rows = book.get_sheet_by_index(0).to_python()
        assert rows[0][5:] == ["RHK 1: Meningkatnya mutu layanan 1", "RHK 2: Meningkatnya mutu layanan 2"]
        assert rows[2][6] == "Terlayaninya ibu hamil"
        assert pdf.content[:4] == b"%PDF"
        assert AuditEntry.objects.filter(event="planning.matrix.exported").count() == 1

    def test_of_an_agreed_plan_is_numbered(self, world: cycle.World, browser: Browser) -> None:
        cache.clear()
        refresh_directory(on=cycle.FEBRUARY.date())
        plan = cycle.agreed(world, "kabid", "kepala")

        first = browser("kabid").get(f"/skp/{plan.id}/matriks/matriks.pdf")

        assert first.status_code == 200
        assert AuditEntry.objects.filter(event__startswith="documents.").exists()


class TestTheWayToIt:
    def test_from_the_list_the_plan_and_the_members_outcome(
        self, world: cycle.World, browser: Browser, plan: Plan, django_assert_max_num_queries: Any
    ) -> None:
        mine, staf = cycle.draft(world), browser("staf")
        send(staf, plan, cell(world, plan, "Terlayaninya ibu hamil"))

        where = f"/skp/{plan.id}/matriks/"
        page = text_of(staf.get("/matriks/"))
        with django_assert_max_num_queries(BUDGET):
            staf.get("/matriks/")
        assert "Matriks Kabid" in page
        assert "1 dari 2" in page
        assert where in text_of(browser("kabid").get(f"/skp/{plan.id}/"))
        assert "Dari matriks Kabid" in text_of(staf.get(f"/skp/{mine.id}/"))
        outcome = mine.outcomes.get()
        assert "Dari matriks Kabid" in text_of(staf.get(f"/skp/{mine.id}/rhk/{outcome.id}/"))
        assert "Belum ada matriks untuk Anda" in text_of(browser("orang_lain").get("/matriks/"))
