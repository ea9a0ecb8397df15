"""The list of those who have not filled, and reminding them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from ekinerja.audit.models import AuditEntry
from ekinerja.kernel.actor import Role
from ekinerja.notices.models import Notification
from tests.factories import cycle
from tests.web.home.conftest import more_time, text_of

pytestmark = pytest.mark.django_db
Browser = Callable[..., Client]
BUDGET = 12 + 2


@pytest.fixture
def clerk(world: cycle.World, browser: Browser, count: Callable[..., None]) -> Client:
    """The clerk of the health office; ``staf`` has an agreed plan, ``rekan`` none but an active account."""
    cycle.agreed(world)
    browser("rekan")
    count()
    return browser("klerk", Role.UNIT_CLERK, unit="dinas")


class TestList:
    def test_names_each_person_with_the_reason(self, clerk: Client) -> None:
        page = text_of(clerk.get("/beranda/belum-mengisi/"))

        assert "Periode belum diisi" in page
        assert "Belum menyusun SKP" in page
        assert "Akun belum diaktifkan" in page
        assert "Orang Lain" not in page

    def test_narrows_by_reason_unit_and_name(self, clerk: Client, world: cycle.World) -> None:
        by_reason = text_of(clerk.get("/beranda/belum-mengisi/", {"alasan": "TANPA_SKP"}))
        by_name = text_of(clerk.get("/beranda/belum-mengisi/", {"q": "kepala"}))
        by_unit = text_of(clerk.get("/beranda/belum-mengisi/", {"unit": str(world.units["bidang"].id)}))

        assert (world.people["rekan"].nip in by_reason, world.people["staf"].nip in by_reason) == (True, False)
        assert (world.people["kepala"].nip in by_name, world.people["rekan"].nip in by_name) == (True, False)
        assert (world.people["kepala"].nip in by_unit, world.people["rekan"].nip in by_unit) == (False, True)

    def test_a_unit_outside_the_scope_does_not_exist(self, clerk: Client, world: cycle.World) -> None:
        assert clerk.get("/beranda/belum-mengisi/", {"unit": str(world.units["lain"].id)}).status_code == 404

    def test_is_closed_to_employees(self, world: cycle.World, browser: Browser) -> None:
        assert browser("staf").get("/beranda/belum-mengisi/").status_code == 403

    def test_tells_more_time_for_the_whole_list_and_for_one_person(self, clerk: Client, world: cycle.World) -> None:
        more_time(world, 1, date(2026, 2, 20), unit_id=world.units["dinas"].id)
        more_time(world, 1, date(2026, 2, 25), employee_id=world.people["rekan"].id)

        page = text_of(clerk.get("/beranda/belum-mengisi/"))

        assert "batas pengisian 17 hari lagi — Jumat 20 Februari 2026" in page
        assert page.count("Batasnya Rabu, 25 Februari 2026: Banjir") == 1
        assert "5 Februari 2026, 23.59 WIB" not in page

    def test_of_a_part_of_the_list_tells_the_time_of_that_part(self, clerk: Client, world: cycle.World) -> None:
        more_time(world, 1, date(2026, 2, 20), unit_id=world.units["bidang"].id)

        part = text_of(clerk.get("/beranda/belum-mengisi/", {"unit": str(world.units["bidang"].id)}))
        every = text_of(clerk.get("/beranda/belum-mengisi/"))

        assert "batas pengisian 17 hari lagi — Jumat 20 Februari 2026" in part
        assert "batas pengisian 2 hari lagi — Kamis 5 Februari 2026" in every

    def test_keeps_its_budget(self, clerk: Client, django_assert_max_num_queries: Any) -> None:
        with django_assert_max_num_queries(BUDGET):
            clerk.get("/beranda/belum-mengisi/")


class TestNudge:
    def test_reminds_once_a_day_and_says_whom_it_reached(
        self, clerk: Client, world: cycle.World, today_is: Callable[[datetime], None]
    ) -> None:
        first = text_of(clerk.post("/beranda/belum-mengisi/ingatkan/", follow=True))
        again = text_of(clerk.post("/beranda/belum-mengisi/ingatkan/", follow=True))

        assert "2 pegawai diingatkan. 2 perlu bantuan lain dahulu" in first
        assert "0 pegawai diingatkan. 2 sudah diingatkan hari ini." in again
        told = {row.employee_id: row for row in Notification.objects.all()}
        assert told.keys() == {world.people["staf"].id, world.people["rekan"].id}
        assert told[world.people["staf"].id].title == "Januari 2026 belum Anda isi"
        assert told[world.people["rekan"].id].title == "Anda belum menyusun SKP"
        assert AuditEntry.objects.filter(event="reporting.people.nudged").count() == 2

        today_is(cycle.FEBRUARY + timedelta(days=1))
        clerk.post("/beranda/belum-mengisi/ingatkan/")
        assert Notification.objects.count() == 4

    def test_names_to_each_the_deadline_that_holds_for_them(self, clerk: Client, world: cycle.World) -> None:
        more_time(world, 1, date(2026, 2, 20), unit_id=world.units["bidang"].id)

        clerk.post("/beranda/belum-mengisi/ingatkan/")

        told = Notification.objects.get(employee=world.people["staf"])
        assert told.body == "Isi realisasi Januari 2026 paling lambat Jumat, 20 Februari 2026."

    def test_reminds_one_person(self, clerk: Client, world: cycle.World) -> None:
        answer = clerk.post("/beranda/belum-mengisi/ingatkan/", {"pegawai": str(world.people["rekan"].id)})

        assert answer.status_code == 302
        assert [row.employee_id for row in Notification.objects.all()] == [world.people["rekan"].id]

    def test_not_somebody_outside_the_scope(self, clerk: Client, world: cycle.World) -> None:
        answer = clerk.post("/beranda/belum-mengisi/ingatkan/", {"pegawai": str(world.people["orang_lain"].id)})

        assert answer.status_code == 404
        assert not Notification.objects.exists()

    def test_returns_only_within_the_program(self, clerk: Client) -> None:
        answer = clerk.post("/beranda/belum-mengisi/ingatkan/", {"kembali": "https://jahat.contoh/"})

        assert answer["Location"].startswith("/beranda/belum-mengisi/")

    def test_a_leader_reads_but_does_not_remind(
        self, world: cycle.World, browser: Browser, count: Callable[..., None]
    ) -> None:
        count()
        leader = browser("sekda", Role.LEADER)

        assert leader.get("/beranda/belum-mengisi/").status_code == 200
        assert leader.post("/beranda/belum-mengisi/ingatkan/").status_code == 403
