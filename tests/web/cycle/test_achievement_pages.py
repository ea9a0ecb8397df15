"""The pages on which what units achieved is set, without scripts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ekinerja.audit.models import AuditEntry
from ekinerja.evaluation.models import OrganisationAchievement
from ekinerja.kernel.actor import Role
from ekinerja.people import public as people
from tests.factories import cycle
from tests.web.cycle.conftest import text_of

Browser = Callable[..., Client]
# Twelve queries and the savepoint around the request (a transaction outside of tests).
BUDGET = 12 + 2


@pytest.fixture
def january(world: cycle.World) -> Any:
    """The period that has just ended, with the directory up to date."""
    people.refresh_directory(on=date(2026, 2, 3))
    return cycle.period(world, 1)


class TestTheList:
    def test_shows_an_admin_every_unit_one_level_down_and_the_way_further(
        self, world: cycle.World, browser: Browser, january: Any
    ) -> None:
        admin = browser("admin", Role.AGENCY_ADMIN)
        page = text_of(admin.get("/capaian/"))

        assert "Dinas Kesehatan" in page
        assert "Dinas Pendidikan" in page
        assert "Bidang Pelayanan Kesehatan" not in page
        assert "3 unit belum ditetapkan capaiannya untuk Januari 2026" in page
        assert 'href="/capaian/"' in text_of(admin.get("/beranda/"))

        below = text_of(admin.get(f"/capaian/?unit={world.units['dinas'].id}&periode={january.id}"))
        assert "Bidang Pelayanan Kesehatan" in below
        assert "Naik satu tingkat" in below

    def test_shows_a_head_the_units_one_level_down(self, world: cycle.World, browser: Browser, january: Any) -> None:
        page = text_of(browser("kepala").get("/capaian/"))

        assert "Bidang Pelayanan Kesehatan" in page
        assert "Dinas Pendidikan" not in page
        assert 'href="/capaian/"' in text_of(browser("kabid").get("/skp/bawahan/semua/"))
        assert 'href="/capaian/"' not in text_of(browser("staf").get("/skp/bawahan/semua/"))
        assert page.count(">Tetapkan</") == 1

    @pytest.mark.parametrize("name", ["staf", "rekan"])
    def test_is_refused_to_those_who_lead_nothing(
        self, world: cycle.World, browser: Browser, january: Any, name: str
    ) -> None:
        assert browser(name).get("/capaian/").status_code == 403

    def test_costs_few_queries(self, world: cycle.World, browser: Browser, january: Any) -> None:
        for client in (browser("admin", Role.AGENCY_ADMIN), browser("kepala")):
            for address in ("/capaian/", f"/capaian/{world.units['bidang'].id}/{january.id}/"):
                with CaptureQueriesContext(connection) as found:
                    assert client.get(address).status_code == 200
                assert len(found) <= BUDGET, [query["sql"][:400] for query in found]

    def test_knows_no_unit_of_another_agency(
        self, world: cycle.World, other_world: cycle.World, browser: Browser, january: Any
    ) -> None:
        admin = browser("admin", Role.AGENCY_ADMIN)
        foreign = other_world.units["bidang"].id

        assert admin.get(f"/capaian/?unit={foreign}").status_code == 404
        assert admin.get(f"/capaian/{foreign}/{january.id}/").status_code == 404
        answer = admin.post(f"/capaian/{foreign}/{january.id}/", {"capaian": "BAIK", "dasar": "x"})
        assert answer.status_code == 404


class TestSetting:
    def test_by_the_head_one_level_up_and_its_correction(
        self, world: cycle.World, browser: Browser, january: Any
    ) -> None:
        head, address = browser("kepala"), f"/capaian/{world.units['bidang'].id}/{january.id}/"
        empty = head.post(address, {"capaian": "BAIK", "dasar": " ", "terlihat": "0"})
        assert empty.status_code == 422

        head.post(address, {"capaian": "BAIK", "dasar": "Realisasi 96 persen", "terlihat": "0"})
        page = text_of(head.get(address))
        assert "Realisasi 96 persen" in page
        assert "Baik: kelompok terbesar" in page
        assert "SE MenPANRB 3/2023" in page
        assert "Mengapa?" in page

        stale = head.post(address, {"capaian": "KURANG", "dasar": "Lain", "terlihat": "0"})
        assert stale.status_code == 422
        assert "baru saja ditetapkan orang lain" in text_of(stale)
        head.post(address, {"capaian": "ISTIMEWA", "dasar": "Hasil reviu", "terlihat": "1"})

        rows = OrganisationAchievement.objects.filter(unit=world.units["bidang"]).order_by("decided_at", "id")
        assert sorted((row.level, row.is_current) for row in rows) == [("BAIK", False), ("ISTIMEWA", True)]
        assert "Hasil reviu" in text_of(head.get(address))
        assert "Realisasi 96 persen" in text_of(head.get(address))
        entries = AuditEntry.objects.filter(event="evaluation.achievement.set")
        assert {(row.data["before"], row.data["after"]) for row in entries} == {("", "BAIK"), ("BAIK", "ISTIMEWA")}

    @pytest.mark.parametrize(
        ("who", "unit"), [("kabid", "bidang"), ("staf", "bidang"), ("kepala", "lain"), ("kepala", "dinas")]
    )
    def test_is_refused_to_others(
        self, world: cycle.World, browser: Browser, january: Any, who: str, unit: str
    ) -> None:
        address = f"/capaian/{world.units[unit].id}/{january.id}/"

        assert browser(who).post(address, {"capaian": "BAIK", "dasar": "x", "terlihat": "0"}).status_code == 403
        assert not OrganisationAchievement.objects.exists()

    def test_of_a_leader_reaches_what_lies_below(self, world: cycle.World, browser: Browser, january: Any) -> None:
        leader = browser("pimpinan", Role.LEADER, unit="dinas")
        answer = {"capaian": "BAIK", "dasar": "LKjIP", "terlihat": "0"}

        assert leader.post(f"/capaian/{world.units['bidang'].id}/{january.id}/", answer).status_code == 302
        assert leader.post(f"/capaian/{world.units['dinas'].id}/{january.id}/", answer).status_code == 403

    def test_waits_until_the_period_has_begun(self, world: cycle.World, browser: Browser, january: Any) -> None:
        later = cycle.period(world, 5)
        answer = browser("admin", Role.AGENCY_ADMIN).post(
            f"/capaian/{world.units['dinas'].id}/{later.id}/", {"capaian": "BAIK", "dasar": "x", "terlihat": "0"}
        )

        assert answer.status_code == 422
        assert "belum mulai" in text_of(answer)
