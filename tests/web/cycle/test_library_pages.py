"""Choosing outcomes from the library."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from ekinerja.kernel.actor import Role, system
from ekinerja.planning import public as planning
from ekinerja.planning.models import LibraryOutcome, Outcome, Plan
from tests.factories import cycle
from tests.web.cycle.conftest import text_of

Browser = Callable[..., Client]


@pytest.fixture
def plan(world: cycle.World) -> Plan:
    """An empty draft of a colleague beside a library of one nurse's wordings."""
    cycle.agreed(world)
    planning.gather_library(actor=system(world.agency_id), at=cycle.FEBRUARY)
    return cycle.draft(world, "rekan")


class TestLibraryPage:
    def test_searches_and_uses(self, browser: Browser, plan: Plan) -> None:
        rekan, address = browser("rekan"), f"/skp/{plan.id}/pustaka/"
        assert "Belum ada RHK untuk jabatan Anda" in text_of(rekan.get(address))
        assert "Tidak ada yang cocok" in text_of(rekan.get(address + "?cari=xyzxyz"))
        page = text_of(rekan.get(address + "?jabatan=semua&cari=standar+2"))
        assert "Terlayaninya pasien sesuai standar 2" in page
        assert "Terlayaninya pasien sesuai standar 1" not in page
        assert "120 pasien" in page

        answer = rekan.post(f"{address}{LibraryOutcome.objects.get(text__endswith='2').id}/pakai/")

        made = Outcome.objects.get(plan=plan)
        assert answer["Location"] == f"/skp/{plan.id}/rhk/{made.id}/"
        assert "Sudah ada" in text_of(rekan.get(address + "?jabatan=semua"))
        again = rekan.post(f"{address}{LibraryOutcome.objects.get(text__endswith='2').id}/pakai/", follow=True)
        assert "RHK ini sudah ada di SKP Anda" in text_of(again)

    def test_an_empty_library_explains_itself(self, world: cycle.World, browser: Browser) -> None:
        plan = cycle.draft(world)

        staf = browser("staf")
        for query in ("", "?jabatan=semua"):
            assert "Pustaka masih kosong" in text_of(staf.get(f"/skp/{plan.id}/pustaka/{query}"))

    def test_an_admin_has_it_gathered(self, browser: Browser, plan: Plan) -> None:
        admin = browser("admin", Role.AGENCY_ADMIN)
        assert "Perbarui pustaka sekarang" in text_of(admin.get(f"/skp/{plan.id}/pustaka/"))

        answer = admin.post("/skp/pustaka/perbarui/", {"skp": str(plan.id)})

        assert answer["Location"] == f"/skp/{plan.id}/pustaka/"
        assert browser("staf").post("/skp/pustaka/perbarui/").status_code == 403

    def test_costs_a_fixed_number_of_queries(
        self, browser: Browser, plan: Plan, django_assert_max_num_queries: Any
    ) -> None:
        rekan = browser("rekan")
        rekan.get("/skp/")
        with django_assert_max_num_queries(14):
            rekan.get(f"/skp/{plan.id}/pustaka/?jabatan=semua")
