"""Signed-in browsers of the people in the small agency, at a fixed time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client

from ekinerja.access.models import Account, RoleGrant
from ekinerja.kernel import clock
from ekinerja.kernel.actor import Role
from ekinerja.kernel.tenancy import context
from tests.factories import cycle
from tests.factories.cycle_fixtures import other_world, world

__all__ = ["other_world", "world"]


@pytest.fixture(autouse=True)
def today_is(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Set the time; the third of February 2026 unless a test says otherwise."""

    def set_time(at: datetime) -> None:
        monkeypatch.setattr(clock, "now", lambda: at)

    set_time(cycle.FEBRUARY)
    return set_time


@pytest.fixture
def browser(world: cycle.World) -> Callable[..., Client]:
    """Return the browser of a person: ``browser("staf")``, ``browser("admin", Role.AGENCY_ADMIN)``."""

    def make(name: str, *roles: Role, unit: str | None = None, home: cycle.World = world) -> Client:
        person = home.people.get(name)
        with context.agency(home.agency_id):
            account = Account.objects.create(
                login=person.nip if person else f"{name}-{home.agency_id}",
                name=person.display_name if person else name.title(),
                agency_id=home.agency_id,
                employee_id=person.id if person else None,
                activated_at=cycle.JANUARY,
            )
            for role in roles:
                RoleGrant.objects.create(
                    account_id=account.id,
                    role=role,
                    unit=home.units[unit] if unit else None,
                    period=DateRange(date(2020, 1, 1), None),
                    granted_at=cycle.JANUARY,
                    reason="Uji",
                )
        client = Client()
        client.force_login(account)
        return client

    return make


def text_of(answer: Any) -> str:
    """The page as text."""
    return str(answer.content.decode())
