"""A small regency and signed-in browsers for the pages of people, units and imports."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client

from ekinerja.access.models import Account, RoleGrant
from ekinerja.kernel.actor import Role
from ekinerja.kernel.tenancy import context
from tests.factories.regency import make_regency

PASSWORD = "kuda laut menari 7"
NOON = datetime(2026, 11, 20, 5, 0, tzinfo=UTC)


@pytest.fixture
def regency(agency: Any, actor_factory: Any) -> Any:
    """Sixty invented people in twenty-three units."""
    with context.agency(agency):
        return make_regency(actor_factory(Role.AGENCY_ADMIN))


@pytest.fixture
def enter(agency: Any) -> Callable[..., Client]:
    """Sign somebody in: ``enter(employee_id)``, ``enter(None, Role.AGENCY_ADMIN)``, ``enter(..., where=other)``."""

    def make(employee_id: UUID | None, *roles: Role, where: Any = agency) -> Client:
        number = Account.objects.count() + 1
        account = Account(
            login=f"19850315201001{number:04d}", name="Rina Marlina", agency=where, employee_id=employee_id,
            born_on=date(1985, 3, 15), activated_at=NOON,
        )  # fmt: skip
        account.set_password(PASSWORD)
        account.save(force_insert=True)
        with context.agency(where):
            for role in roles:
                RoleGrant.objects.create(
                    account_id=account.id,
                    role=role,
                    period=DateRange(date(2020, 1, 1), None),
                    granted_at=NOON,
                    reason="uji",
                )
        browser = Client()
        answer = browser.post("/masuk/", {"login": account.login, "password": PASSWORD})
        assert answer.status_code == 302, answer.content.decode()
        return browser

    return make


@pytest.fixture
def browser(enter: Callable[..., Client]) -> Client:
    """A browser in which the agency's administrator is signed in."""
    return enter(None, Role.AGENCY_ADMIN)
