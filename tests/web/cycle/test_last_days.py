"""A last day beyond all calendars is refused in words wherever the day after it is needed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from ekinerja.kernel.actor import Role
from ekinerja.people.services.refresh_directory import refresh_directory
from ekinerja.planning.models import Plan, Team
from tests.factories import cycle
from tests.web.cycle.conftest import text_of

Browser = Callable[..., Client]
NEVER = "9999-12-31"
TOLD = "Pilih tanggal paling lambat 31 Desember 2199."


@pytest.fixture(autouse=True)
def directory(world: cycle.World) -> None:
    refresh_directory(on=cycle.FEBRUARY.date())


def refused(answer: Any) -> bool:
    return answer.status_code in (200, 422) and TOLD in text_of(answer)


class TestLastDay:
    def test_of_a_team(self, world: cycle.World, browser: Browser) -> None:
        team, admin = cycle.team(world, "staf"), browser("admin", Role.AGENCY_ADMIN)
        given = {
            "nama": "Tim Baru",
            "mulai": "2026-01-05",
            "selesai": NEVER,
            "ketua": world.people["kabid"].id,
            "unit": world.units["bidang"].id,
        }

        assert refused(admin.post("/tim-kerja/buat/", given))
        assert refused(admin.post(f"/tim-kerja/{team.id}/ubah/", {**given, "revisi": team.revision}))
        assert refused(admin.post(f"/tim-kerja/{team.id}/akhiri/", {"terakhir": NEVER}))
        assert Team.objects.count() == 1

    def test_of_a_plan(self, world: cycle.World, browser: Browser) -> None:
        agreed = cycle.agreed(world, "rekan")
        given = {"mulai": "2026-01-05", "sampai": NEVER, "pendekatan": "KUANTITATIF"}

        assert refused(browser("staf").post("/skp/susun/", given))
        closing = {"catatan": "Pindah", "terakhir": NEVER}
        assert refused(browser("kabid").post(f"/skp/{agreed.id}/tutup/", closing))
        assert Plan.objects.count() == 1

    def test_of_a_role_or_a_delegation(self, world: cycle.World, browser: Browser) -> None:
        given = {"starts_on": "2026-02-03", "ends_on": NEVER, "reason": "Cuti"}

        assert refused(browser("kabid").post("/pelimpahan/", {**given, "to": world.people["rekan"].id}))
        granting = {**given, "login": world.people["kabid"].nip, "role": "PEMIMPIN", "unit": ""}
        assert refused(browser("admin", Role.AGENCY_ADMIN).post("/hak-akses/beri/", granting))

    def test_of_an_acting_post_or_a_standing(self, world: cycle.World, browser: Browser) -> None:
        admin, person = browser("admin", Role.AGENCY_ADMIN), world.people["rekan"]
        given = {"mulai": "2026-02-03", "sampai": NEVER, "jenis": "PLT", "kedudukan": "CLTN"}

        unit = world.units["lain"].id
        assert refused(admin.post(f"/pegawai/{person.id}/tugaskan/?unit={unit}", {**given, "unit": unit}))
        assert refused(admin.post(f"/pegawai/{person.id}/kedudukan/", given))

    def test_of_the_trail(self, world: cycle.World, browser: Browser) -> None:
        assert refused(browser("admin", Role.AGENCY_ADMIN).get("/audit/", {"sampai": NEVER}))
