"""Personal access tokens: make, list, revoke, and recognise one that is sent."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from ekinerja.access import policies
from ekinerja.access.data import Client, TokenScope
from ekinerja.access.keyed import fingerprint
from ekinerja.access.models import AccessToken, Account
from ekinerja.access.selectors.rights import actor_for_request
from ekinerja.access.services import change_own
from ekinerja.access.services.sign_in import record
from ekinerja.kernel.actor import Actor
from ekinerja.kernel.errors import Finding, NotAllowed, NotFound, RuleNotMet

PREFIX = "ekn_"
MOST = 10
LONGEST_DAYS = 365
SHOWN = 9
USED_EVERY = timedelta(minutes=5)


@dataclass(frozen=True)
class NewToken:
    """Statutory term: token akses baru. A token with its key, which is shown this once."""

    token: AccessToken
    key: str


@dataclass(frozen=True)
class Bearer:
    """Statutory term: pemegang token akses. Who acts with a token, whose account it is and what the token may do."""

    actor: Actor
    account: Account
    scope: TokenScope


def create_token(
    *, actor: Actor, name: str, scope: TokenScope, days: int, password: str, client: Client, at: datetime
) -> NewToken:
    """
    Make a token of the actor's own account and return it with its key.

    Needs the password, where the account has one: whoever finds an open session makes no lasting key with it.

    :raises WrongPassword: the password does not fit
    :raises RuleNotMet: no name, too many days, or too many tokens
    :raises NotAllowed: an elevated session, or an account without an agency
    """
    account = Account.objects.filter(id=policies.account_of(actor), is_active=True).first()
    if account is None:
        raise NotFound
    if actor.elevated or account.agency_id is None:
        raise NotAllowed(_("Token hanya untuk akun pegawai dan admin sebuah instansi."))
    _check(account, name, days, at)
    if account.has_usable_password():
        change_own.confirm_password(actor=actor, password=password, client=client, at=at, field="password")
    return _create(account, name.strip(), scope, days, at)


def list_tokens(*, actor: Actor) -> list[AccessToken]:
    """Return the tokens of the actor's own account, the newest first."""
    return list(AccessToken.objects.filter(account_id=policies.account_of(actor)).order_by("-created_at")[:50])


@transaction.atomic
def revoke_token(*, actor: Actor, token_id: UUID, at: datetime) -> None:
    """
    End a token of the actor's own account at once.

    :raises NotFound: there is none, or it has been revoked
    """
    rows = AccessToken.objects.select_for_update().select_related("account")
    token = rows.filter(id=token_id, account_id=policies.account_of(actor), revoked_at=None).first()
    if token is None:
        raise NotFound
    token.revoked_at = at
    token.save(update_fields=["revoked_at"])
    record(token.account, "access.token.revoked", at, {"token": str(token.id), "beginning": token.beginning})


def bearer_of(*, key: str, at: datetime) -> Bearer | None:
    """Return who acts with this key, with the rights of the moment; nothing for an unknown or ended one."""
    if not key.startswith(PREFIX):
        return None
    rows = AccessToken.objects.select_related("account", "account__agency")
    token = rows.filter(
        hash=fingerprint("token", key), expires_at__gt=at, revoked_at=None, account__is_active=True
    ).first()
    if token is None:
        return None
    actor = actor_for_request(token.account, at=at)
    if actor is None or actor.agency_id is None:
        return None
    if token.used_at is None or at - token.used_at > USED_EVERY:
        AccessToken.objects.filter(id=token.id).update(used_at=at)
    return Bearer(replace(actor, session_key=""), token.account, TokenScope(token.scope))


@transaction.atomic
def _create(account: Account, name: str, scope: TokenScope, days: int, at: datetime) -> NewToken:
    # Requests at the same time wait for each other here: neither overlooks the other's token.
    if not Account.objects.select_for_update().filter(id=account.id, is_active=True):
        raise NotFound
    _refuse(_too_many(account, at))
    key = PREFIX + secrets.token_urlsafe(32)
    token = AccessToken.objects.create(
        account=account,
        name=name[:80],
        scope=scope,
        beginning=key[:SHOWN],
        hash=fingerprint("token", key),
        created_at=at,
        expires_at=at + timedelta(days=days),
    )
    record(
        account,
        "access.token.created",
        at,
        {"token": str(token.id), "beginning": token.beginning, "scope": scope.value, "days": days},
    )
    return NewToken(token, key)


def _check(account: Account, name: str, days: int, at: datetime) -> None:
    findings = []
    if not name.strip():
        findings.append(Finding("access.token_name", _("Beri nama token ini, misalnya nama program."), field="name"))
    if not 1 <= days <= LONGEST_DAYS:
        findings.append(Finding("access.token_days", _("Pilih masa berlaku 1 sampai 365 hari."), field="days"))
    _refuse(findings + _too_many(account, at))


def _too_many(account: Account, at: datetime) -> list[Finding]:
    if AccessToken.objects.filter(account=account, revoked_at=None, expires_at__gt=at).count() < MOST:
        return []
    told = _("Sudah ada 10 token yang berlaku. Cabut yang tidak dipakai.")
    return [Finding("access.token_most", told, field="name")]


def _refuse(findings: list[Finding]) -> None:
    if findings:
        raise RuleNotMet(_("Token belum dapat dibuat."), findings=tuple(findings))
