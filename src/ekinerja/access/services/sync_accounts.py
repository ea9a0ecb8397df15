"""Bring the accounts of an agency in line with its people."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from ekinerja.access.data import EnsureResult, NewAccount
from ekinerja.access.models import Account
from ekinerja.access.services.close_account import deactivate_account
from ekinerja.access.services.ensure_accounts import ensure_accounts
from ekinerja.kernel.actor import Actor
from ekinerja.people import public as people


@transaction.atomic
def sync_accounts(*, actor: Actor, at: datetime) -> EnsureResult:
    """
    Give everybody in service an account and close those of people who left; run after an import and nightly.

    :raises NotAllowed: the actor is neither administrator nor the program itself
    """
    everybody = people.identities()
    result = ensure_accounts(
        actor=actor,
        employees=[
            NewAccount(one.employee_id, one.nip, one.display_name, one.email, one.birth_date)
            for one in everybody
            if one.in_service
        ],
        at=at,
    )
    gone = {one.employee_id for one in everybody if not one.in_service}
    open_accounts = Account.objects.filter(agency_id=actor.agency_id, is_active=True, employee_id__in=gone)
    for account_id in list(open_accounts.values_list("id", flat=True)):
        deactivate_account(actor=actor, account_id=account_id, reason="Tidak lagi bertugas", at=at)
    return result
