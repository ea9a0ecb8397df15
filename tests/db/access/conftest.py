"""Accounts, people and units of two agencies for the access tests."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from ekinerja.access.models import Account, RoleGrant
from ekinerja.kernel.actor import Actor, Grant, Role
from ekinerja.kernel.tenancy import context
from ekinerja.organisation.models import Unit, UnitVersion
from ekinerja.people.models import DirectoryEntry, Employee

PASSWORD = "kuda laut menari 7"
NOON = datetime(2026, 11, 20, 5, 0, tzinfo=UTC)
START = date(2020, 1, 1)


@pytest.fixture
def units(agency: Any, other_agency: Any) -> dict[str, Any]:
    """A small tree: ``dinas`` with ``bidang`` below, beside ``badan``; and ``asing`` in the other agency."""
    made = {}
    for where, name, path in (
        (agency, "dinas", "100."),
        (agency, "bidang", "100.110."),
        (agency, "badan", "200."),
        (other_agency, "asing", "100."),
    ):
        with context.agency(where), transaction.atomic():
            unit = Unit.objects.create(code=path.rstrip(".").split(".")[-1])
            UnitVersion.objects.create(
                unit=unit, name=name.title(), path=path, depth=path.count(".") - 1, period=DateRange(START, None)
            )
            made[name] = unit
    return made


@pytest.fixture
def person_factory(units: dict[str, Any], agency: Any, other_agency: Any) -> Callable[..., Employee]:
    """Make an employee in a unit: ``person_factory("1985…", "Budi", "bidang")``."""

    def make(nip: str, name: str, unit: str = "bidang", *, in_service: bool = True, email: str = "") -> Employee:
        where = other_agency if unit == "asing" else agency
        with context.agency(where), transaction.atomic():
            person = Employee.objects.create(nip=nip, name=name, kind="PNS", email=email, birth_date=date(1985, 3, 15))
            version = UnitVersion.objects.get(unit=units[unit])
            DirectoryEntry.objects.create(
                id=person.id,
                employee=person,
                nip=nip,
                name_sort=name.lower(),
                display_name=name,
                kind="PNS",
                in_service=in_service,
                unit=units[unit],
                unit_name=version.name,
                unit_path=version.path,
            )
        return person

    return make


@pytest.fixture
def account_factory(person_factory: Callable[..., Employee], agency: Any, other_agency: Any) -> Callable[..., Account]:
    """Make an account: ``account_factory("1985…", password=None)`` is not activated yet; ``unit="asing"`` elsewhere."""

    def make(
        login: str = "198503152010011004",
        *,
        name: str = "Budi Santoso, S.Sos.",
        password: str | None = PASSWORD,
        email: str = "",
        unit: str = "bidang",
    ) -> Account:
        person = person_factory(login, name, unit, email=email)
        account = Account(
            login=login,
            name=name,
            email=email,
            agency=other_agency if unit == "asing" else agency,
            employee_id=person.id,
            born_on=date(1985, 3, 15),
        )
        if password is None:
            account.set_unusable_password()
        else:
            account.set_password(password)
            account.activated_at = NOON
        account.save(force_insert=True)
        return account

    return make


@pytest.fixture
def budi(account_factory: Callable[..., Account]) -> Account:
    return account_factory()


@pytest.fixture
def grant(agency: Any, units: dict[str, Any]) -> Callable[..., RoleGrant]:
    """Give a role directly: ``grant(account, Role.UNIT_CLERK, "dinas")``."""

    def make(account: Account, role: Role, unit: str | None = None) -> RoleGrant:
        with context.agency(account.agency_id), transaction.atomic():
            return RoleGrant.objects.create(
                account_id=account.id,
                role=role,
                unit=units[unit] if unit else None,
                period=DateRange(START, None),
                granted_at=NOON,
                reason="SK uji 1/2020",
            )

    return make


@pytest.fixture
def admin(account_factory: Callable[..., Account], grant: Callable[..., RoleGrant]) -> Account:
    """An administrator's account."""
    account = account_factory("197501012000031001", name="Admin Instansi", unit="badan")
    grant(account, Role.AGENCY_ADMIN)
    return account


@pytest.fixture
def clerk(account_factory: Callable[..., Account], grant: Callable[..., RoleGrant]) -> Account:
    """The clerk of ``dinas`` and below."""
    account = account_factory("198001012005011002", name="Pengelola Dinas", unit="dinas")
    grant(account, Role.UNIT_CLERK, "dinas")
    return account


def acting(account: Account, *grants: Grant) -> Actor:
    """Return the account as an actor with these rights (default: its own of the day)."""
    from ekinerja.access import public as access

    if grants:
        return Actor(account.id, account.agency_id, account.employee_id, account.name, grants)
    actor = access.actor_for_request(account, at=NOON, session=None)
    assert actor is not None
    return actor
