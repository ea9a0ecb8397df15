"""Callers of the JSON interface in the small agency, at a fixed time."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.hashers import make_password
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client

from ekinerja.access import public as access
from ekinerja.access.models import Account, RoleGrant
from ekinerja.kernel import clock
from ekinerja.kernel.actor import Actor, Role
from ekinerja.kernel.tenancy import context
from ekinerja.people.services.refresh_directory import refresh_directory
from ekinerja.planning.models import Goal
from tests.factories import cycle
from tests.factories.cycle_fixtures import other_world, world

__all__ = ["other_world", "world"]
CLIENT = access.Client(ip="127.0.0.1", user_agent="uji", browser_id="uji")


@pytest.fixture(autouse=True)
def february(monkeypatch: pytest.MonkeyPatch) -> None:
    """The third of February 2026."""
    monkeypatch.setattr(clock, "now", lambda: cycle.FEBRUARY)


class Caller:
    """A program that calls the interface as one person."""

    def __init__(self, client: Client, key: str = "") -> None:
        self.client = client
        self.headers = {"authorization": f"Bearer {key}"} if key else {}

    def __call__(self, method: str, path: str, body: Any = None) -> Any:
        """Send one request below /api/v1/ and return the answer."""
        content = None if body is None else json.dumps(body, default=str)
        return self.client.generic(
            method.upper(), f"/api/v1/{path}", content or "", content_type="application/json", headers=self.headers
        )


@pytest.fixture
def account_of(world: cycle.World) -> Callable[..., Account]:
    """Make the account of a person or an official, with roles."""

    def make(name: str, *roles: Role, unit: str | None = None, home: cycle.World = world) -> Account:
        person = home.people.get(name)
        with context.agency(home.agency_id):
            refresh_directory(on=cycle.FEBRUARY.date())
            account, fresh = Account.objects.get_or_create(
                login=person.nip if person else f"{name}-{home.agency_id}",
                defaults={
                    "name": person.display_name if person else name.title(),
                    "agency_id": home.agency_id,
                    "employee_id": person.id if person else None,
                    "activated_at": cycle.JANUARY,
                    "password": make_password(None),
                },
            )
            for role in roles if fresh else ():
                RoleGrant.objects.create(
                    account_id=account.id,
                    role=role,
                    unit=home.units[unit] if unit else None,
                    period=DateRange(date(2020, 1, 1), None),
                    granted_at=cycle.JANUARY,
                    reason="Uji",
                )
        return account

    return make


@pytest.fixture
def token_of(account_of: Callable[..., Account]) -> Callable[..., str]:
    """Make a personal access token and return its key."""

    def make(name: str, *roles: Role, scope: access.TokenScope = access.TokenScope.WRITE, **where: Any) -> str:
        account = account_of(name, *roles, **where)
        actor = Actor(account.id, account.agency_id, account.employee_id, account.name)
        with context.agency(account.agency_id):
            made = access.keep_tokens.create_token(
                actor=actor, name="Uji", scope=scope, days=30, password="", client=CLIENT, at=cycle.JANUARY
            )
        return made.key

    return make


@pytest.fixture
def caller(token_of: Callable[..., str]) -> Callable[..., Caller]:
    """Return a program with a token: ``caller("staf")``, ``caller("admin", Role.AGENCY_ADMIN)``."""

    def make(name: str, *roles: Role, **where: Any) -> Caller:
        return Caller(Client(), token_of(name, *roles, **where))

    return make


@pytest.fixture
def admin(caller: Callable[..., Caller]) -> Caller:
    """A program of an admin of the whole agency."""
    return caller("admin", Role.AGENCY_ADMIN)


@pytest.fixture
def goal(world: cycle.World) -> Goal:
    """A goal of one unit without indicators."""
    return Goal.objects.create(
        text="Menurunnya prevalensi stunting",
        unit=world.units["dinas"],
        unit_path=world.paths["dinas"],
        first_year=2025,
        last_year=2029,
    )
