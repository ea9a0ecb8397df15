"""Copying a plan from its page, and the owner's confirmation."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from ekinerja.kernel.actor import Role
from ekinerja.kernel.jobs import RunningJob
from ekinerja.kernel.models import JobRun
from ekinerja.people.models import StatusRecord
from ekinerja.people.services.refresh_directory import refresh_directory
from ekinerja.planning import public as planning
from ekinerja.planning import tasks
from ekinerja.planning.models import Plan
from ekinerja.web.planning.views import copying
from tests.factories import cycle
from tests.web.cycle.conftest import text_of

Browser = Callable[..., Client]
PERSON = r'name="pegawai" value="([^"]+)"'


@pytest.fixture
def plan(world: cycle.World) -> Plan:
    """A submitted plan of a nurse with two colleagues of the same position."""
    cycle.person(world, "perawat_dua", "bidang", "Perawat Terampil")
    cycle.person(world, "perawat_tiga", "bidang", "Perawat Terampil")
    refresh_directory(on=date(2026, 2, 3))
    return cycle.submitted(world)


class TestCopyPage:
    def test_the_rater_copies_and_the_owner_confirms(self, world: cycle.World, browser: Browser, plan: Plan) -> None:
        kabid, address = browser("kabid"), f"/skp/{plan.id}/salin/"
        assert "Salin kepada jabatan sama" in text_of(kabid.get(f"/skp/{plan.id}/"))
        assert text_of(kabid.get(address)).count('name="pegawai"') == 2

        answer = kabid.post(address, {"cakupan": "pilihan", "pegawai": str(world.people["perawat_dua"].id)})

        assert answer["Location"] == address
        page = text_of(kabid.get(address))
        assert "1 konsep SKP dibuat" in page
        assert "sudah punya SKP: konsep, disiapkan Kabid" in page
        made = Plan.objects.get(employee=world.people["perawat_dua"])
        owner = browser("perawat_dua")
        own = text_of(owner.get(f"/skp/{made.id}/"))
        assert "Periksa dan ajukan" in own
        owner.post(f"/skp/{made.id}/ajukan/")
        made.refresh_from_db()
        assert made.state == "DIAJUKAN"

    def test_nobody_chosen_is_explained(self, browser: Browser, plan: Plan) -> None:
        answer = browser("kabid").post(f"/skp/{plan.id}/salin/", {"pegawai": "bukan-id"})

        assert answer.status_code == 422
        assert "Pilih paling sedikit satu pegawai" in text_of(answer)

    def test_the_list_is_narrowed_by_name(self, browser: Browser, plan: Plan) -> None:
        page = text_of(browser("kabid").get(f"/skp/{plan.id}/salin/?cari=tiga"))

        assert "Perawat Tiga" in page
        assert "Perawat Dua" not in page

    def test_those_who_get_a_draft_come_first_and_why_others_do_not_is_told_in_words(
        self, world: cycle.World, browser: Browser, plan: Plan
    ) -> None:
        StatusRecord.objects.filter(employee=world.people["perawat_dua"]).update(status="MPP")

        page = text_of(browser("kabid").get(f"/skp/{plan.id}/salin/"))

        assert page.index("Perawat Tiga") < page.index("Perawat Dua")
        assert "di luar siklus: Masa persiapan pensiun" in page
        assert "Exclusion" not in page

    def test_a_page_without_anybody_to_choose_offers_no_copy_to_those_chosen(
        self, browser: Browser, plan: Plan, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(copying, "PER_PAGE", 1)
        address, kabid = f"/skp/{plan.id}/salin/", browser("kabid")
        kabid.post(address, {"cakupan": "pilihan", "pegawai": re.findall(PERSON, text_of(kabid.get(address)))})

        first, second = (text_of(kabid.get(f"{address}?hal={number}")) for number in (1, 2))

        assert "Salin kepada yang dipilih" in first
        assert "Salin kepada yang dipilih" not in second
        assert "Salin kepada semua 1 pegawai" in second

    def test_many_go_to_the_background(
        self, world: cycle.World, browser: Browser, plan: Plan, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(planning, "COPY_AT_ONCE", 1)
        admin = browser("admin", Role.AGENCY_ADMIN)

        answer = admin.post(f"/skp/{plan.id}/salin/", {"cakupan": "semua"})

        run = JobRun.objects.get()
        assert answer["Location"] == f"/pekerjaan/{run.id}/"
        told = tasks.copy_plan(RunningJob(run.id, world.agency_id), **run.arguments)
        assert (told["count"], told["url"]) == (2, f"/skp/{plan.id}/salin/")
        assert tasks.copy_plan(RunningJob(run.id, world.agency_id), **run.arguments)["count"] == 0

    def test_is_not_offered_to_the_owner(self, browser: Browser, plan: Plan) -> None:
        staf = browser("staf")

        assert "Salin kepada jabatan sama" not in text_of(staf.get(f"/skp/{plan.id}/"))
        assert staf.get(f"/skp/{plan.id}/salin/").status_code == 403

    def test_costs_the_same_for_many(
        self, world: cycle.World, browser: Browser, plan: Plan, django_assert_max_num_queries: Any
    ) -> None:
        for number in range(12):
            cycle.person(world, f"perawat_{number}", "bidang", "Perawat Terampil")
        refresh_directory(on=date(2026, 2, 3))
        kabid = browser("kabid")
        kabid.get("/skp/")
        with django_assert_max_num_queries(16 + 2):
            kabid.get(f"/skp/{plan.id}/salin/")
