"""The page that divides a target, without scripts."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from ekinerja.planning.models import Indicator, Plan, TargetPart
from tests.factories import cycle
from tests.web.cycle.conftest import text_of

Browser = Callable[..., Client]


@pytest.fixture
def plan(world: cycle.World) -> Plan:
    made = cycle.draft(world)
    cycle.fill(world, made, outcomes=1)
    return made


@pytest.fixture
def address(plan: Plan) -> str:
    row = Indicator.objects.get(target_number=120)
    return f"/skp/{plan.id}/rhk/{row.outcome_id}/indikator/{row.id}/rincian/"


def chosen(page: str) -> str:
    """Return the way of counting that the page offers."""
    (tag,) = (tag for tag in re.findall(r"<input[^>]*name=\"cara\"[^>]*>", page) if "checked" in tag)
    return tag.split('value="')[1].split('"')[0]


class TestBreakdownPage:
    def test_spreads_without_saving_and_then_saves(self, browser: Browser, plan: Plan, address: str) -> None:
        staf = browser("staf")

        shown = text_of(staf.post(address, {"aksi": "bagi", "cara": "JUMLAH", "revisi": "1"}))
        assert shown.count('value="10"') == 12
        assert "sesuai target" in shown
        assert TargetPart.objects.count() == 0

        months = {f"bagian_{number}": "10" for number in range(1, 12)}
        answer = staf.post(address, {**months, "cara": "JUMLAH", "revisi": "1"})
        assert answer.status_code == 302
        page = text_of(staf.get(f"/skp/{plan.id}/"))
        assert "kurang 10 dari target" in page

    def test_a_percentage_is_offered_as_an_average_until_another_way_is_chosen(
        self, browser: Browser, plan: Plan
    ) -> None:
        row, staf = Indicator.objects.get(target_unit="persen"), browser("staf")
        address = f"/skp/{plan.id}/rhk/{row.outcome_id}/indikator/{row.id}/rincian/"
        assert chosen(text_of(staf.get(address))) == "RATA_RATA"

        staf.post(address, {"bagian_1": "90,5", "cara": "JUMLAH", "revisi": "1"})

        assert chosen(text_of(staf.get(address))) == "JUMLAH"

    def test_names_the_cell_that_holds_words(self, browser: Browser, address: str) -> None:
        answer = browser("staf").post(address, {"bagian_3": "dua puluh", "bagian_4": "1.000,5", "cara": "JUMLAH"})

        assert answer.status_code == 422
        assert "Maret 2026: Tulis angka" in text_of(answer)
        assert 'value="dua puluh"' in text_of(answer)
        assert 'value="1.000,5"' in text_of(answer)
        assert TargetPart.objects.count() == 0

    def test_the_rater_reads_it(self, browser: Browser, address: str) -> None:
        assert "Target belum dirinci" in text_of(browser("kabid").get(address))
        assert browser("orang_lain").get(address).status_code == 404

    def test_the_month_shows_its_part(self, world: cycle.World, browser: Browser, plan: Plan, address: str) -> None:
        staf = browser("staf")
        staf.post(address, {"bagian_1": "17", "cara": "JUMLAH", "revisi": "1"})
        staf.post(f"/skp/{plan.id}/ajukan/")

        page = text_of(staf.get(f"/kinerja/{plan.id}/{cycle.period(world, 1).id}/"))

        assert "Bagian periode ini:" in page
        assert "<strong>17</strong>" in page

    def test_costs_no_query_more_on_the_page_of_the_plan(
        self, browser: Browser, plan: Plan, address: str, django_assert_max_num_queries: Any
    ) -> None:
        staf = browser("staf")
        staf.get(f"/skp/{plan.id}/")
        with django_assert_max_num_queries(14):
            staf.get(f"/skp/{plan.id}/")
        with django_assert_max_num_queries(14):
            staf.get(address)
