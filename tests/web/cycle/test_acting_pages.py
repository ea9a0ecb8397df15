"""A second plan for a post acted in, from the page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client

from ekinerja.organisation.models import Position
from ekinerja.people.models import Appointment
from ekinerja.planning.models import Plan
from tests.factories import cycle
from tests.web.cycle.conftest import text_of

Browser = Callable[..., Client]
FIELDS = {"mulai": "2026-02-01", "sampai": "2026-06-30", "pendekatan": "KUANTITATIF"}


@pytest.fixture
def post(world: cycle.World) -> Position:
    """The head of the field acts as head of another office from February to June."""
    position = Position.objects.create(
        unit=world.units["lain"], title="Kepala Dinas Pendidikan", kind="STRUKTURAL", echelon="II.b", is_head=True
    )
    Appointment.objects.create(
        employee=world.people["kabid"],
        unit=world.units["lain"],
        position=position,
        is_head=True,
        kind="PLT",
        period=DateRange(date(2026, 2, 1), date(2026, 7, 1)),
    )
    return position


class TestActingPlanPages:
    def test_is_offered_beside_the_own_post_and_refused_twice(
        self, world: cycle.World, browser: Browser, post: Position
    ) -> None:
        own = cycle.draft(world, "kabid")
        kabid, address = browser("kabid"), f"/skp/susun/?jabatan={post.id}"
        assert f"?jabatan={post.id}" in text_of(kabid.get("/skp/susun/"))
        page = text_of(kabid.get(address))
        assert 'value="2026-02-01"' in page
        assert 'value="2026-06-30"' in page

        answer = kabid.post(address, FIELDS)

        made = Plan.objects.exclude(id=own.id).get()
        assert answer["Location"] == f"/skp/{made.id}/"
        assert "PLT Kepala Dinas Pendidikan" in text_of(kabid.get("/skp/"))
        again = kabid.post(address, FIELDS)
        assert again.status_code == 422
        assert "sudah punya SKP" in text_of(again)
        outside = kabid.post(address, {**FIELDS, "mulai": "2026-01-01"})
        assert "01-02-2026 sampai 30-06-2026" in text_of(outside)

    def test_nobody_else_is_offered_it(self, world: cycle.World, browser: Browser, post: Position) -> None:
        staf = browser("staf")

        assert "jabatan=" not in text_of(staf.get("/skp/susun/"))
        staf.post(f"/skp/susun/?jabatan={post.id}", FIELDS)

        assert Plan.objects.get().person.acting == ""
