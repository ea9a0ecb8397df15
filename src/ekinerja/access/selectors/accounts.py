"""Accounts by their keys."""

from __future__ import annotations

from uuid import UUID

from ekinerja.access.data import normalise_login
from ekinerja.access.keyed import fingerprint
from ekinerja.access.models import Account
from ekinerja.kernel.errors import NotFound


def get_account(*, account_id: UUID) -> Account:
    """
    Return an open account with its agency, for its own owner's session.

    :raises NotFound: there is none, or it was closed
    """
    account = Account.objects.select_related("agency").filter(id=account_id, is_active=True).first()
    if account is None:
        raise NotFound
    return account


def login_mark(*, login: str) -> str:
    """Return what a browser's cookie keeps of a login it has signed in to: a short keyed hash."""
    return fingerprint("browser", normalise_login(login))[:20]
