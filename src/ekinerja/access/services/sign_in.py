"""Check a login and password, count the attempt, say what comes next."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from typing import Any

import structlog
from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction

from ekinerja.access.data import Client, SignInResult, normalise_login
from ekinerja.access.keyed import fingerprint
from ekinerja.access.models import Account
from ekinerja.access.selectors.factors import factor_kinds, must_have_factor
from ekinerja.access.services import throttle
from ekinerja.audit import public as audit
from ekinerja.kernel.actor import Actor
from ekinerja.kernel.tenancy import context

log = structlog.get_logger(__name__)
SCOPE = "password"


@transaction.atomic
def sign_in(*, login: str, password: str, client: Client, at: datetime) -> SignInResult:
    """
    Check a login and password; the answer is the same whether the account exists or not.

    Never raises for a wrong password: the counted attempt must be kept. The caller opens the session with
    ``account_id``, after the second factor when ``factors`` or ``must_enrol`` says so.
    """
    name = normalise_login(login)
    limits = throttle.limits(scope=SCOPE, login=name, client=client)
    verdict = throttle.reserve(which=limits, at=at)
    if not verdict.allowed:
        return SignInResult(None, wait_seconds=verdict.wait_seconds)
    account = Account.objects.select_related("agency").filter(login=name, is_active=True).first()
    if not _matches(account, password):
        throttle.fail(which=limits, at=at)
        record(account, "access.sign_in.refused", at, {"reason": "password"}, client=client, login=name)
        return SignInResult(None, wait_seconds=verdict.wait_seconds, remaining=verdict.remaining)
    assert account is not None
    throttle.forgive(which=limits)
    with scope(account):
        kinds = factor_kinds(account_id=account.id)
        must_enrol = not kinds and must_have_factor(account=account, at=at)
    return SignInResult(account.id, factors=kinds, must_enrol=must_enrol)


def _matches(account: Account | None, password: str) -> bool:
    if account is None:
        make_password(password)  # as slow as a real check
        return False
    return check_password(password, account.password, account.set_rehashed)


@transaction.atomic
def complete_sign_in(*, account: Account, client: Client, means: str, at: datetime) -> None:
    """Record that the account's owner came in and by which means (``password``, ``app``, ``passkey``, ``sso``…)."""
    record(account, "access.sign_in.accepted", at, {"means": means}, client=client)


def record(
    account: Account | None,
    event: str,
    at: datetime,
    data: dict[str, Any],
    *,
    client: Client | None = None,
    login: str = "",
) -> None:
    """Write the audit row of an account's own doing; attempts for unknown logins go to the log, as a hash."""
    if client is not None:
        data = {**data, "ip": client.ip}
    if account is None or account.agency_id is None:
        log.info(event, login=fingerprint("log", login)[:16], account_id=str(account.id) if account else "")
        return
    actor = Actor(account.id, account.agency_id, account.employee_id, account.name)
    with scope(account):
        audit.record(actor=actor, event=event, subject_type="account", subject_id=account.id, at=at, data=data)


def scope(account: Account) -> AbstractContextManager[Any]:
    """Enter the account's agency; a national operator has none."""
    return nullcontext() if account.agency_id is None else context.agency(account.agency_id)
