"""Accounts of two agencies for the access tests."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from ekinerja.access.models import Account
from ekinerja.kernel.ids import uuid7

PASSWORD = "kuda laut menari 7"
NOON = datetime(2026, 11, 20, 5, 0, tzinfo=UTC)


@pytest.fixture
def account_factory(agency: Any) -> Callable[..., Account]:
    """Make an account: ``account_factory("1985…", password=None)`` is not activated yet."""

    def make(
        login: str = "198503152010011004",
        *,
        name: str = "Budi Santoso, S.Sos.",
        password: str | None = PASSWORD,
        email: str = "",
        agency: Any = agency,
        employee: bool = True,
    ) -> Account:
        account = Account(
            login=login,
            name=name,
            email=email,
            agency=agency,
            employee_id=uuid7() if employee else None,
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
