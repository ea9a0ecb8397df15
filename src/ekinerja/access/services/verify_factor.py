"""Check a second proof, and sign in by passkey alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from django.db import transaction

from ekinerja.access import codes, passkeys, totp
from ekinerja.access.data import Client, FactorKind
from ekinerja.access.keyed import fingerprint, unseal
from ekinerja.access.models import Account, SecondFactor
from ekinerja.access.services import throttle
from ekinerja.access.services.sign_in import record


@dataclass(frozen=True)
class FactorResult:
    """Statutory term: hasil verifikasi dua langkah. ``means`` is empty when the proof was refused."""

    means: str = ""
    drift_seconds: int = 0
    replayed: bool = False
    wait_seconds: int = 0
    remaining: int = 0
    codes_left: int | None = None
    account_id: UUID | None = None


def _limits(account_id: UUID) -> tuple[throttle.Limit, ...]:
    # whoever is here knows the password, so counting by account locks out no innocent neighbour
    key = fingerprint("throttle", "factor", account_id)
    return (throttle.Limit(key, 8, timedelta(minutes=60), (60, 120, 300, 900)),)


@transaction.atomic
def verify_code(*, account_id: UUID, code: str, client: Client, at: datetime) -> FactorResult:
    """
    Check six digits of the app, or a recovery code, for an account whose password was right.

    Never raises for a wrong code: the counted attempt must be kept. Accepted steps and codes work once.
    """
    account = Account.objects.filter(id=account_id, is_active=True).first()
    if account is None:
        return FactorResult()
    limits = _limits(account.id)
    verdict = throttle.reserve(which=limits, at=at)
    if not verdict.allowed:
        return FactorResult(wait_seconds=verdict.wait_seconds)
    digits = "".join(character for character in code if character in "0123456789")
    is_app = len(digits) == totp.DIGITS and not any(letter.isalpha() for letter in code)
    result = _app(account, digits, at) if is_app else _recovery(account, code)
    if result.means:
        throttle.forgive(which=limits)
        if result.means == FactorKind.RECOVERY:
            record(account, "access.recovery_code.used", at, {"left": result.codes_left}, client=client)
        return result
    record(account, "access.sign_in.refused", at, {"reason": "factor"}, client=client)
    return FactorResult(
        drift_seconds=result.drift_seconds,
        replayed=result.replayed,
        wait_seconds=verdict.wait_seconds,
        remaining=verdict.remaining,
    )


def _app(account: Account, digits: str, at: datetime) -> FactorResult:
    rows = SecondFactor.objects.select_for_update().filter(account_id=account.id, kind=FactorKind.APP)
    factor = rows.first()
    if factor is None:
        return FactorResult()
    checked = totp.check(
        secret=unseal(factor.secret), code=digits, timestamp=int(at.timestamp()), used_step=factor.counter
    )
    if checked.step is None:
        return FactorResult(drift_seconds=checked.drift_seconds, replayed=checked.replayed)
    factor.counter, factor.drift_seconds, factor.used_at = checked.step, checked.drift_seconds, at
    factor.save(update_fields=["counter", "drift_seconds", "used_at"])
    return FactorResult(means=FactorKind.APP, drift_seconds=checked.drift_seconds, account_id=account.id)


def _recovery(account: Account, code: str) -> FactorResult:
    typed = fingerprint("recovery", account.id, codes.normalise(code))
    rows = SecondFactor.objects.filter(account_id=account.id, kind=FactorKind.RECOVERY)
    used, _ = rows.filter(secret=typed).delete()
    if not used:
        return FactorResult()
    return FactorResult(means=FactorKind.RECOVERY, codes_left=rows.count(), account_id=account.id)


@transaction.atomic
def verify_passkey(
    *, account_id: UUID, state: dict[str, Any], response: dict[str, Any], client: Client, at: datetime
) -> FactorResult:
    """Check a passkey's signature for this account; a signature counter that goes back is a copied key."""
    account = Account.objects.filter(id=account_id, is_active=True).first()
    if account is None:
        return FactorResult()
    rows = SecondFactor.objects.select_for_update().filter(account_id=account.id, kind=FactorKind.PASSKEY)
    factors = {factor.credential_id: factor for factor in rows}
    try:
        used = passkeys.finish_assertion(
            state=state, response=response, known=[factor.secret for factor in factors.values()]
        )
    except InvalidSignature:
        used = None
    if used is None or (used.counter and used.counter <= factors[used.credential_id].counter):
        record(account, "access.sign_in.refused", at, {"reason": "passkey"}, client=client)
        return FactorResult()
    factor = factors[used.credential_id]
    factor.counter, factor.used_at = used.counter, at
    factor.save(update_fields=["counter", "used_at"])
    return FactorResult(means=FactorKind.PASSKEY, account_id=account.id)


def sign_in_with_passkey(
    *, state: dict[str, Any], response: dict[str, Any], client: Client, at: datetime
) -> FactorResult:
    """Find the account that the browser's answer names, and check the signature of its passkey."""
    account_id = passkeys.owner_of(response)
    if account_id is None:
        return FactorResult()
    return verify_passkey(account_id=account_id, state=state, response=response, client=client, at=at)
