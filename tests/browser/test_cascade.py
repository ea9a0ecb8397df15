"""The cascade in a real browser: walked with the keyboard, on a phone, and without scripts."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction
from playwright.sync_api import expect

from ekinerja.access.models import Account, RoleGrant
from ekinerja.kernel import clock
from ekinerja.kernel.actor import Role
from ekinerja.kernel.tenancy import context
from ekinerja.people.services.refresh_directory import refresh_directory
from ekinerja.planning import public as planning
from tests.browser.driving import follow
from tests.factories import cycle

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def leader(agency: Any, monkeypatch: pytest.MonkeyPatch) -> Account:
    """The leader of an agency whose cascade is drawn."""
    monkeypatch.setattr(clock, "now", lambda: cycle.FEBRUARY)
    with context.agency(agency), transaction.atomic():
        world = cycle.make_world(agency.pk)
        cycle.open_2026(world)
        cycle.agreed(world, "staf")
        cycle.submitted(world, "rekan")
        refresh_directory(on=cycle.FEBRUARY.date())
        planning.draw_cascade(year=2026, at=cycle.FEBRUARY)
        planning.count_alignment(year=2026, at=cycle.FEBRUARY)
        account = Account.objects.create(
            login="pimpinan", name="Pimpinan", agency_id=agency.pk, activated_at=cycle.JANUARY
        )
        RoleGrant.objects.create(
            account_id=account.id, role=Role.LEADER, period=cycle.FOREVER, granted_at=cycle.JANUARY, reason="Uji"
        )
    return account


def test_fits_and_is_accessible(open_page, assert_no_barrier, leader):
    page = open_page("/kaskade/", account=leader, width=390)
    for path in ("/kaskade/", "/kaskade/hasil/", "/kaskade/keselarasan/", "/skp/massal/", "/api/v1/"):
        page.goto(path)
        assert_no_barrier(page)


def test_is_walked_with_the_arrow_keys(open_page, assert_accessible, leader):
    page = open_page("/kaskade/", account=leader)
    first = page.locator('[role="treeitem"]').first
    first.focus()
    expect(first).to_have_attribute("aria-expanded", "false")

    page.keyboard.press("ArrowRight")
    page.wait_for_selector('[role="treeitem"] [role="treeitem"]')
    expect(first).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowRight")
    focused = page.locator(":focus")
    expect(focused).to_contain_text("Kabid")
    expect(first).not_to_be_focused()
    assert_accessible(page)
    page.keyboard.press("ArrowLeft")
    expect(first).to_be_focused()
    expect(focused).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Enter")
    page.wait_for_url("**/kaskade/orang/**")


def test_is_walked_without_scripts(open_page, leader):
    page = open_page("/kaskade/", account=leader, scripts=False)
    title = page.get_by_role("heading", level=1)
    for name in ("Kepala", "Kabid", "Staf"):
        follow(page.get_by_role("link", name=name).first)

    expect(title).to_have_text("Staf")
    follow(page.get_by_role("link", name="Naik ke atasan"))
    expect(title).to_have_text("Kabid")


def test_is_a_list_to_go_down_on_a_phone(open_page, assert_fits, leader):
    page = open_page("/kaskade/", account=leader, width=390)
    expect(page.locator("a.tree-drill").first).to_be_visible()
    expect(page.locator("details.tree-wide").first).to_be_hidden()

    follow(page.locator("a.tree-drill").first)
    page.wait_for_url("**/kaskade/orang/**")
    expect(page.get_by_role("link", name="Kabid").first).to_be_visible()
    assert_fits(page)


def test_a_strip_of_tabs_begins_at_the_open_one(open_page, leader):
    page = open_page("/kaskade/keselarasan/", account=leader, width=390)

    open_tab = page.locator(".nav-tabs [aria-current]").bounding_box()
    strip = page.locator(".tab-line").bounding_box()
    assert strip["x"] <= open_tab["x"]
    assert open_tab["x"] + open_tab["width"] <= strip["x"] + strip["width"] + 1
