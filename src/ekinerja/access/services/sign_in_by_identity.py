"""Accept somebody whom a trusted provider (ASN Digital) has identified by NIP."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from ekinerja.access.data import Client, normalise_login
from ekinerja.access.models import Account
from ekinerja.access.services.sign_in import record


@transaction.atomic
def sign_in_by_identity(*, nip: str, provider: str, client: Client, at: datetime) -> UUID | None:
    """
    Return the open account of this NIP, or nothing when there is none; accounts are never made here.

    The first sign-in through the provider activates the account: the provider has proved the person.
    """
    account = Account.objects.select_for_update(of=("self",)).filter(login=normalise_login(nip)).first()
    if account is None or not account.is_active:
        record(account, "access.sign_in.refused", at, {"reason": "identity", "provider": provider}, client=client)
        return None
    if account.activated_at is None:
        Account.objects.filter(pk=account.pk).update(activated_at=at)
        record(account, "access.account.activated", at, {"channel": provider}, client=client)
    return account.id
