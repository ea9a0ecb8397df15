"""Which second proofs an account has, and whether it must have one."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from ekinerja.access.data import FactorKind, FactorRule
from ekinerja.access.models import Account, RoleGrant, SecondFactor
from ekinerja.access.selectors.policy import policy_of


def factor_kinds(*, account_id: UUID) -> tuple[FactorKind, ...]:
    """Return the kinds of second proof that the account can use now, in the order they are offered."""
    found = set(SecondFactor.objects.filter(account_id=account_id).values_list("kind", flat=True).distinct())
    if not found & {FactorKind.APP, FactorKind.PASSKEY}:
        return ()
    return tuple(kind for kind in FactorKind if kind.value in found)


def must_have_factor(*, account: Account, at: datetime) -> bool:
    """Whether the agency (or the national role) obliges this account to a second proof."""
    if account.agency_id is None:
        return True
    rule = policy_of(agency_id=account.agency_id).second_factor
    if rule is FactorRule.OFFICERS:
        zone = account.agency.time_zone if account.agency else None
        day = at.astimezone(ZoneInfo(zone) if zone else UTC).date()
        return RoleGrant.objects.filter(account_id=account.id, revoked_at__isnull=True, period__contains=day).exists()
    return rule is FactorRule.EVERYONE


def list_factors(*, account_id: UUID) -> list[SecondFactor]:
    """Return the account's second proofs without the recovery codes, oldest first."""
    rows = SecondFactor.objects.filter(account_id=account_id).exclude(kind=FactorKind.RECOVERY)
    return list(rows.order_by("created_at"))


def count_recovery_codes(*, account_id: UUID) -> int:
    """Return how many printed recovery codes are still unused."""
    return SecondFactor.objects.filter(account_id=account_id, kind=FactorKind.RECOVERY).count()


def passkeys_of(*, account_id: UUID) -> list[str]:
    """Return the public parts of the account's passkeys."""
    rows = SecondFactor.objects.filter(account_id=account_id, kind=FactorKind.PASSKEY)
    return list(rows.order_by("created_at").values_list("secret", flat=True))
