"""Close an account at the end of employment, and open it again."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from ekinerja.access import policies
from ekinerja.access.models import AccessToken, Account, OneTimeCode, RoleGrant, Session
from ekinerja.access.selectors.accounts import lock_account
from ekinerja.audit import public as audit
from ekinerja.kernel.actor import Actor, Role


@transaction.atomic
def deactivate_account(*, actor: Actor, account_id: UUID, reason: str, at: datetime) -> Account:
    """
    Close an account: sessions, open codes, tokens and roles end, nothing is deleted. Twice is the same as once.

    Tokens end for good: the account may be opened again later, by another agency too.

    :raises NotFound: no such account in the agency
    :raises NotAllowed: the actor is neither administrator nor the program itself, or closes the own account
    """
    account = lock_account(actor, account_id)
    policies.require(policies.may_manage_roles(actor) or actor.has(Role.SYSTEM))
    policies.require(account.id != actor.account_id, _("Anda tidak dapat menutup akun Anda sendiri."))
    if not account.is_active:
        return account
    Account.objects.filter(pk=account.pk).update(is_active=False)
    Session.objects.filter(account_id=account.id).delete()
    OneTimeCode.objects.filter(account_id=account.id, used_at=None, ended_at=None).update(ended_at=at)
    AccessToken.objects.filter(account_id=account.id, revoked_at=None).update(revoked_at=at)
    RoleGrant.objects.filter(account_id=account.id, revoked_at=None).update(
        revoked_at=at, revoked_by=actor.account_id, revoked_reason=reason[:300]
    )
    _record(actor, account, "access.account.closed", reason, at)
    account.is_active = False
    return account


@transaction.atomic
def reactivate_account(*, actor: Actor, account_id: UUID, reason: str, at: datetime) -> Account:
    """
    Open a closed account again; roles do not come back by themselves.

    :raises NotFound: no such account in the agency
    :raises NotAllowed: the actor is not an administrator
    """
    account = lock_account(actor, account_id)
    policies.require(policies.may_manage_roles(actor) or actor.has(Role.SYSTEM))
    if not account.is_active:
        Account.objects.filter(pk=account.pk).update(is_active=True)
        account.is_active = True
        _record(actor, account, "access.account.opened", reason, at)
    return account


def _record(actor: Actor, account: Account, event: str, reason: str, at: datetime) -> None:
    audit.record(
        actor=actor,
        event=event,
        subject_type="account",
        subject_id=account.id,
        at=at,
        data={"reason": reason},
    )
