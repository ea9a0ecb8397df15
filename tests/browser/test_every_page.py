"""Every page that can be reached by links, opened as the person with the most pages: accessible and fitting."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import partial
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client
from django.urls import Resolver404, resolve

from ekinerja.access.models import Account, RoleGrant
from ekinerja.kernel.actor import Role
from ekinerja.kernel.tenancy import context
from ekinerja.people.services.refresh_directory import refresh_directory
from tests.factories import cycle

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(600)]

LEAST = 15  # so that a broken crawl is not taken for a clean one
# Forms with longer text that keep no draft on the device; how somebody was identified is written anew each time.
LOSING = """all => all.filter(form => form.querySelector("textarea"))
  .map(form => new URL(form.getAttribute("action") || "", location.href).pathname)"""
ANEW = {"access:hand-over", "access:elevate"}


@pytest.fixture
def head(agency: Any) -> Account:
    """A head of division who is also the agency's administrator; one plan below is agreed."""
    with transaction.atomic(), context.agency(agency):
        world = cycle.make_world(agency.pk)
        cycle.open_2026(world)
        cycle.agreed(world)
        refresh_directory(on=date(2026, 11, 21))
        person = world.people["kabid"]
        account = Account.objects.create(
            login=person.nip, name=person.display_name, agency=agency, employee_id=person.pk
        )
        RoleGrant.objects.create(
            agency_id=agency.pk,
            account_id=account.pk,
            role=Role.AGENCY_ADMIN,
            period=DateRange(date(2020, 1, 1), None),
            granted_at=datetime(2026, 1, 1, tzinfo=UTC),
            reason="Uji",
        )
    return account


class Crawl:
    """Walks from link to link and takes one address of each kind of page."""

    def __init__(self, account: Account | None) -> None:
        self.client = Client(raise_request_exception=False)
        if account:
            self.client.force_login(account)
        self.seen: set[str] = set()
        self.broken: list[str] = []

    def is_page(self, address: str) -> bool:
        """Whether the address is a page of a kind not seen before."""
        try:
            kind = resolve(urlsplit(address).path).view_name
        except Resolver404:
            return False
        if kind in self.seen or kind == "access:sign-out":
            return False
        self.seen.add(kind)
        answer = self.client.get(address)
        if answer.status_code >= 500:
            self.broken.append(f"{address}: {answer.status_code}")
        return answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html")


def walk(page: Any, account: Account | None, start: list[str], check: Any) -> list[str]:
    """Open page after page; return what is wrong."""
    crawl, waiting, wrong, opened = Crawl(account), list(start), [], 0
    while waiting:
        address = waiting.pop(0)
        if not crawl.is_page(address):
            continue
        page.goto(address)
        opened += 1
        wrong += [f"{address}: {trouble}" for trouble in check(page, picture_name(address))]
        losing = page.eval_on_selector_all("form[method=post]:not([data-draft-key])", LOSING)
        wrong += [f"{address}: {form} keeps no draft" for form in losing if resolve(form).view_name not in ANEW]
        links = page.eval_on_selector_all(
            "a[href]",
            "all => all.filter(a => a.origin === location.origin && !a.download).map(a => a.pathname + a.search)",
        )
        waiting += [link for link in links if link not in waiting]
    assert opened >= (LEAST if account else 3), crawl.seen
    return wrong + crawl.broken


def picture_name(address: str) -> str:
    """Return what the picture of a page is kept as."""
    return urlsplit(address).path.strip("/").replace("/", "-")[:60] or "awal"


class TestEveryPage:
    def test_of_an_administrator(self, open_page: Any, head: Account, troubles_at_every_size: Any) -> None:
        page = open_page("/bantuan/", account=head, width=390)
        look = partial(troubles_at_every_size, dark_desk=True)
        assert walk(page, head, ["/bantuan/", "/", "/komponen/"], look) == []

    def test_without_a_session(self, open_page: Any, agency: Any, troubles_at_every_size: Any) -> None:
        page = open_page("/masuk/", width=390)
        assert walk(page, None, ["/masuk/", "/bantuan/", "/verifikasi/"], troubles_at_every_size) == []
