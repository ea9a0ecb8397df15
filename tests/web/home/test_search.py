"""The search of the header finds only people whom its reader may see."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from ekinerja.kernel.actor import Role
from tests.factories import cycle
from tests.web.home.conftest import text_of

pytestmark = pytest.mark.django_db


class TestSearch:
    @pytest.mark.parametrize(
        ("role", "unit", "found"),
        [
            (None, None, set()),
            (Role.UNIT_CLERK, "bidang", {"staf"}),
            (Role.UNIT_CLERK, "lain", set()),
            (Role.AGENCY_ADMIN, None, {"staf"}),
        ],
    )
    def test_people_by_the_readers_scope(
        self,
        world: cycle.World,
        browser: Callable[..., Client],
        count: Callable[..., None],
        role: Role | None,
        unit: str | None,
        found: set[str],
    ) -> None:
        count()
        client = browser("orang_lain", *((role,) if role else ()), unit=unit)

        page = text_of(client.get("/cari/", {"q": "staf"}))

        assert {name for name in world.people if world.people[name].nip in page} == found

    def test_nobody_of_another_agency(
        self,
        world: cycle.World,
        other_world: cycle.World,
        browser: Callable[..., Client],
        count: Callable[..., None],
    ) -> None:
        count()

        page = text_of(browser("admin", Role.AGENCY_ADMIN, home=other_world).get("/cari/", {"q": "staf"}))

        assert world.people["staf"].nip not in page
