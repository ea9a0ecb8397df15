"""Accounts, signed-in clients and an agency's context for the access pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.db.access.conftest import (  # noqa: F401
    PASSWORD,
    account_factory,
    admin,
    budi,
    clerk,
    grant,
    person_factory,
    units,
)


@pytest.fixture
def enter() -> Callable[..., Client]:
    """Sign an account in with its password and return its browser."""

    def signed_in(account: Any, **headers: Any) -> Client:
        browser = Client(**headers)
        answer = browser.post("/masuk/", {"login": account.login, "password": PASSWORD})
        assert answer.status_code == 302, answer.content.decode()
        return browser

    return signed_in
