"""Suggestions on the plan's page, and who serves a superior's plan."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from ekinerja.planning import public as planning
from ekinerja.planning.models import Outcome, Plan
from tests.factories import cycle
from tests.web.cycle.conftest import text_of

Browser = Callable[..., Client]


@pytest.fixture
def pair(world: cycle.World) -> tuple[Plan, Plan]:
    """An agreed plan in free words and the superior's draft that came later."""
    mine = cycle.agreed(world)
    above = cycle.draft(world, "kabid")
    planning.save_outcome(
        actor=world.actor("kabid"),
        plan_id=above.id,
        outcome_id=None,
        given=planning.OutcomeInput(text="Terlayaninya seluruh pasien sesuai standar"),
        at=cycle.JANUARY,
    )
    return mine, above


class TestSuggestionPages:
    def test_accepts_with_one_click(self, browser: Browser, pair: tuple[Plan, Plan]) -> None:
        mine, above = pair
        staf = browser("staf")
        page = text_of(staf.get(f"/skp/{mine.id}/"))
        assert "Saran hubungan dengan RHK pimpinan" in page
        assert "Saran hubungan" not in text_of(browser("kabid").get(f"/skp/{mine.id}/"))
        row, goal = mine.outcomes.order_by("number").first(), Outcome.objects.get(plan=above)
        assert row is not None

        staf.post(f"/skp/{mine.id}/rhk/{row.id}/hubungkan/", {"rhk": str(goal.id)})

        row.refresh_from_db()
        assert row.intervened_outcome == goal
        again = staf.post(f"/skp/{mine.id}/rhk/{row.id}/hubungkan/", {"rhk": "bukan-id"})
        assert again.status_code == 404

    def test_the_superior_sees_who_serves_nothing_yet(
        self, browser: Browser, pair: tuple[Plan, Plan], django_assert_max_num_queries: Any
    ) -> None:
        _mine, above = pair
        kabid = browser("kabid")
        kabid.get("/skp/")

        with django_assert_max_num_queries(12 + 2):
            page = text_of(kabid.get(f"/skp/{above.id}/pendukung/"))

        assert "Belum mendukung" in page
        assert "0 dari 2" in page
        assert "2 saran menunggu pemiliknya" in page
        assert "Siapa bawahan yang mendukung SKP ini?" in text_of(kabid.get(f"/skp/{above.id}/"))

    def test_nobody_below_is_explained(self, world: cycle.World, browser: Browser) -> None:
        plan = cycle.draft(world)

        assert "Belum ada SKP bawahan" in text_of(browser("staf").get(f"/skp/{plan.id}/pendukung/"))
