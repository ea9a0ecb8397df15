"""No page of the cycle speaks two languages: what the catalogue translates is translated everywhere."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.conf import settings as real_settings
from django.test import Client

from ekinerja.kernel.actor import Role
from tests.factories import cycle
from tests.web.cycle.conftest import text_of
from tests.web.english import english, left_in_indonesian

__all__ = ["english"]

pytestmark = pytest.mark.usefixtures("english")

# A name that the audit trail keeps as it was written.
STORED = {"Sistem"}
MENU = re.compile(r'<a class="nav-item-link" href="([^"]+)"')


def _in_english(client: Client) -> Client:
    client.cookies[real_settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


def _mixed(client: Client, *more: str) -> dict[str, set[str]]:
    """Read every page of the person's menu, and more; return what stayed Indonesian by address."""
    addresses = {*MENU.findall(text_of(client.get("/bantuan/"))), *more}
    assert len(addresses) > len(more) + 3
    found = {}
    for address in sorted(addresses):
        answer = client.get(address, follow=True)
        assert answer.status_code == 200, address
        if left := left_in_indonesian(text_of(answer)) - STORED:
            found[address] = left
    return found


def test_the_employee(world: cycle.World, browser: Callable[..., Client]) -> None:
    plan = cycle.agreed(world)
    month = f"/kinerja/{plan.id}/{cycle.period(world, 1).id}/"
    assert _mixed(_in_english(browser("staf")), f"/skp/{plan.id}/", month, "/skp/susun/", "/keamanan/") == {}


def test_the_rater(world: cycle.World, browser: Callable[..., Client]) -> None:
    plan = cycle.submitted(world)
    client = _in_english(browser("kabid"))
    assert _mixed(client, f"/skp/{plan.id}/", f"/skp/{plan.id}/kembalikan/", f"/skp/{plan.id}/perilaku/") == {}


def test_the_admin(world: cycle.World, browser: Callable[..., Client]) -> None:
    cycle.submitted(world)
    assert _mixed(_in_english(browser("admin", Role.AGENCY_ADMIN)), "/hak-akses/beri/", "/hak-akses/kebijakan/") == {}
