"""The pages of working teams, without scripts."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from python_calamine import CalamineWorkbook

from ekinerja.audit.models import AuditEntry
from ekinerja.kernel.actor import Role
from ekinerja.people.services.refresh_directory import refresh_directory
from ekinerja.planning.models import Team, TeamMember
from tests.factories import cycle
from tests.web.cycle.conftest import text_of

Browser = Callable[..., Client]
BUDGET = 12 + 2
NEW = {
    "nama": "Tim Digitalisasi Puskesmas",
    "tujuan": "",
    "mulai": "2026-01-05",
    "selesai": "2026-12-31",
    "nomor_sk": "800/1/2026",
    "tanggal_sk": "2026-01-05",
}


@pytest.fixture(autouse=True)
def directory(world: cycle.World) -> None:
    cache.clear()
    refresh_directory(on=cycle.FEBRUARY.date())


class TestMakingATeam:
    def test_in_two_steps_by_a_clerk(self, world: cycle.World, browser: Browser) -> None:
        clerk = browser("pengelola", Role.UNIT_CLERK, unit="dinas")
        assert "Buat tim kerja" in text_of(clerk.get("/tim-kerja/?tampil=semua"))

        found = clerk.post("/tim-kerja/buat/", {**NEW, "cari": "kabid", "cari_unit": "bidang pelayanan"})
        page = text_of(found)
        assert str(world.people["kabid"].id) in page
        assert str(world.units["bidang"].id) in page
        assert "Tim Digitalisasi Puskesmas" in page
        assert not Team.objects.exists()
        made = clerk.post(
            "/tim-kerja/buat/",
            {
                **NEW,
                "cari": "kabid",
                "ketua": world.people["kabid"].id,
                "cari_unit": "bidang",
                "unit": world.units["bidang"].id,
            },
        )

        team = Team.objects.get()
        assert made["Location"] == f"/tim-kerja/{team.id}/"
        clerk.post(
            f"/tim-kerja/{team.id}/anggota/", {"cari": "staf", "pegawai": world.people["staf"].id, "tugas": "Data"}
        )
        clerk.post(f"/tim-kerja/{team.id}/anggota/", {"nama": "Ratna Dewi", "instansi": "BPS Lampung"})
        page = text_of(clerk.get(f"/tim-kerja/{team.id}/"))
        assert "Ratna Dewi" in page
        assert "Luar instansi" in page
        assert "Tim Digitalisasi Puskesmas" in text_of(browser("staf").get("/tim-kerja/"))

    def test_wrong_input_keeps_what_was_typed(self, world: cycle.World, browser: Browser) -> None:
        clerk = browser("pengelola", Role.UNIT_CLERK, unit="dinas")

        for values, words in (
            ({**NEW, "cari": "tidak ada orang"}, "Tidak ada pegawai yang cocok"),
            ({**NEW}, "Cari dan pilih ketua tim"),
            ({**NEW, "ketua": world.people["kabid"].id}, "Cari dan pilih unit"),
            ({**NEW, "ketua": world.people["kabid"].id, "cari_unit": "pendidikan"}, "Tidak ada unit yang cocok"),
            (
                {**NEW, "selesai": "2025-01-01", "ketua": world.people["kabid"].id, "unit": world.units["bidang"].id},
                "Hari terakhir tim harus sesudah",
            ),
        ):
            answer = clerk.post("/tim-kerja/buat/", values)
            assert answer.status_code == 422, words
            assert words in text_of(answer)
            assert "Tim Digitalisasi Puskesmas" in text_of(answer)

    def test_is_not_offered_to_others(self, world: cycle.World, browser: Browser) -> None:
        staf = browser("staf")

        assert "belum tergabung" in text_of(staf.get("/tim-kerja/"))
        assert staf.get("/tim-kerja/buat/").status_code == 403


class TestOneTeam:
    def test_changes_ends_and_lets_members_leave(self, world: cycle.World, browser: Browser) -> None:
        team, admin = cycle.team(world, "staf"), browser("admin", Role.AGENCY_ADMIN)
        form = text_of(admin.get(f"/tim-kerja/{team.id}/ubah/"))
        assert "800/12/2026" in form

        fields = {**NEW, "ketua": world.people["kabid"].id, "unit": world.units["bidang"].id, "revisi": 1}
        assert admin.post(f"/tim-kerja/{team.id}/ubah/", fields).status_code == 302
        stale = admin.post(f"/tim-kerja/{team.id}/ubah/", {**fields, "nama": "Nama lain"})
        assert stale.status_code == 422
        assert "Isian di server sudah berubah" in text_of(stale)
        member = TeamMember.objects.get()
        admin.post(f"/tim-kerja/{team.id}/anggota/{member.id}/keluar/")
        admin.post(f"/tim-kerja/{team.id}/akhiri/", {"terakhir": "2026-02-28"})

        page = text_of(admin.get(f"/tim-kerja/{team.id}/"))
        assert "28 Feb 2026" in page
        assert "Pernah menjadi anggota" in page

    def test_a_new_leader_is_found_before_the_old_one_is_saved_again(
        self, world: cycle.World, browser: Browser
    ) -> None:
        team, admin = cycle.team(world, "staf"), browser("admin", Role.AGENCY_ADMIN)
        old, new = world.people["kabid"].id, world.people["rekan"].id
        fields = {**NEW, "ketua": old, "unit": world.units["bidang"].id, "revisi": 1, "cari": "rekan"}

        answer = admin.post(f"/tim-kerja/{team.id}/ubah/", fields)
        assert answer.status_code == 422
        assert str(new) in text_of(answer)
        assert Team.objects.get().leader_id == old

        admin.post(f"/tim-kerja/{team.id}/ubah/", {**fields, "ketua": new})
        assert Team.objects.get().leader_id == new

    def test_is_not_found_for_strangers(self, world: cycle.World, browser: Browser) -> None:
        team = cycle.team(world, "staf")

        assert browser("orang_lain").get(f"/tim-kerja/{team.id}/").status_code == 404
        assert browser("staf").get(f"/tim-kerja/{team.id}/").status_code == 200
        assert browser("rekan").post(f"/tim-kerja/{team.id}/akhiri/", {}).status_code == 404

    def test_leads_to_the_leaders_matrix(self, world: cycle.World, browser: Browser) -> None:
        team, plan = cycle.team(world, "staf"), cycle.draft(world, "kabid")

        assert f"/skp/{plan.id}/matriks/" in text_of(browser("staf").get(f"/tim-kerja/{team.id}/"))


class TestExports:
    def test_lists_and_members_as_spreadsheets_on_the_trail(self, world: cycle.World, browser: Browser) -> None:
        team, admin = cycle.team(world, "staf"), browser("admin", Role.AGENCY_ADMIN)

        lines = _rows(admin.get("/tim-kerja/ekspor/?tampil=semua"))
        members = _rows(admin.get(f"/tim-kerja/{team.id}/ekspor/"))

        assert lines[1][0] == "Tim Percepatan Penurunan Stunting"
        assert members[1][:2] == ["Staf", world.people["staf"].nip]
        assert AuditEntry.objects.filter(event__contains="exported").count() == 2


class TestBudget:
    def test_of_the_list_and_of_one_team(
        self, world: cycle.World, browser: Browser, django_assert_max_num_queries: Any
    ) -> None:
        team = cycle.team(world, "staf", "rekan")
        kabid = browser("kabid")
        for path in ("/tim-kerja/", "/tim-kerja/buat/", f"/tim-kerja/{team.id}/", f"/tim-kerja/{team.id}/ubah/"):
            kabid.get(path)
            with django_assert_max_num_queries(BUDGET):
                assert kabid.get(path).status_code == 200


def _rows(answer: Any) -> list[Any]:
    return list(CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0).to_python())
