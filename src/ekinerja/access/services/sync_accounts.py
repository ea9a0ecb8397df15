"""Bring the accounts of an agency in line with its people."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from ekinerja.access import policies
from ekinerja.access.data import EnsureResult, NewAccount
from ekinerja.access.events import AccountsFollowed
from ekinerja.access.models import Account
from ekinerja.access.services.close_account import deactivate_account
from ekinerja.access.services.ensure_accounts import ensure_accounts
from ekinerja.kernel import clock, outbox
from ekinerja.kernel.actor import Actor, system
from ekinerja.kernel.tenancy import context
from ekinerja.people import public as people


@transaction.atomic
def sync_accounts(*, actor: Actor, at: datetime, employee_ids: Iterable[UUID] | None = None) -> EnsureResult:
    """
    Give everybody in service an account and close those of people who left; run after an import and nightly.

    ``employee_ids`` limits it to some people. Running it again changes nothing.

    :raises NotAllowed: the actor is neither administrator nor the program itself
    """
    employee_ids = None if employee_ids is None else list(employee_ids)
    everybody = people.identities(employee_ids=employee_ids)
    result = ensure_accounts(
        actor=actor,
        employees=[
            NewAccount(one.employee_id, one.nip, one.display_name, one.email, one.birth_date)
            for one in everybody
            if one.in_service
        ],
        at=at,
    )
    serving = {one.employee_id for one in everybody if one.in_service}
    accounts = Account.objects.filter(agency_id=policies.agency_of(actor), is_active=True, employee_id__isnull=False)
    if employee_ids is not None:
        accounts = accounts.filter(employee_id__in=list(employee_ids))
    # Also those whose person is not known at all (any more): the import that brought them was taken back.
    gone = [key for key, employee_id in accounts.values_list("id", "employee_id") if employee_id not in serving]
    for account_id in gone:
        deactivate_account(actor=actor, account_id=account_id, reason="Tidak lagi bertugas", at=at)
    if result.created or result.updated or gone:
        outbox.publish(AccountsFollowed(created=result.created, updated=result.updated, closed=len(gone)))
    return result


def sync_after_import(event: Any) -> None:
    """React to a finished import of people: everybody in it can be given a code at once."""
    sync_accounts(actor=system(context.current_or_none()), at=clock.now())


def sync_after_status(event: Any) -> None:
    """React to a change of one person: an account for the new, the corrected NIP, closed at retirement."""
    sync_accounts(actor=system(context.current_or_none()), at=clock.now(), employee_ids=[event.employee_id])
