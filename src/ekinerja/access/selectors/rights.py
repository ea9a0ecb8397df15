"""Who acts: an account with its rights of the day becomes an Actor."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q

from ekinerja.access.keyed import fingerprint
from ekinerja.access.models import Account, ElevatedSession, RoleGrant
from ekinerja.kernel.actor import Actor, Grant, Role
from ekinerja.kernel.tenancy import context

ELEVATED = "elevated"


def actor_for_request(account: Account, *, at: datetime, session: Any = None) -> Actor | None:
    """
    Return who acts in this request: one query, two when an elevated session is running.

    A role over a unit counts only while the unit exists. ``session`` is the request's session (a mapping with
    ``session_key``). A national operator without an elevated session has no agency. Returns ``None`` for an
    account that was closed meanwhile.
    """
    if not account.is_active:
        return None
    key = str(getattr(session, "session_key", "") or "")
    elevated = session.get(ELEVATED) if session is not None else None
    agency_id = int(elevated["agency_id"]) if elevated else account.agency_id
    if agency_id is None:
        return _operator(account, key)
    with context.agency(agency_id):
        running = elevated is not None and _is_running(elevated["id"], account, key, at)
        if not running and agency_id != account.agency_id:
            return _operator(account, key)
        grants = _grants(account, at)
    if running:
        grants = (Grant(Role.AGENCY_ADMIN), *grants)
    return Actor(
        account_id=account.id,
        agency_id=agency_id,
        employee_id=account.employee_id if agency_id == account.agency_id else None,
        name=account.name,
        grants=grants,
        elevated=running,
        session_key=key,
    )


def actor_of_account(account_id: UUID, agency_id: int | None, at: datetime) -> Actor | None:
    """
    Return who acts for an account outside a request, in background work of an agency, with the rights of that moment.

    ``None`` for a closed account, and for an operator of another agency whose elevated session has ended.
    """
    account = Account.objects.select_related("agency").filter(id=account_id, is_active=True).first()
    if account is None or agency_id is None:
        return None
    with context.agency(agency_id):
        if account.agency_id == agency_id:
            return Actor(account.id, agency_id, account.employee_id, account.name, _grants(account, at))
        elevated = ElevatedSession.objects.filter(account_id=account.id, ends_at__gt=at, ended_at__isnull=True)
        if not elevated.exists():
            return None
    return Actor(account.id, agency_id, None, account.name, (Grant(Role.AGENCY_ADMIN),), elevated=True)


def _operator(account: Account, key: str) -> Actor:
    grants = (Grant(Role.NATIONAL_OPERATOR),) if account.agency_id is None else ()
    return Actor(account.id, account.agency_id, None, account.name, grants, session_key=key)


def _is_running(elevated_id: str, account: Account, key: str, at: datetime) -> bool:
    return ElevatedSession.objects.filter(
        id=elevated_id,
        account_id=account.id,
        session_hash=fingerprint("session", key),
        ends_at__gt=at,
        ended_at__isnull=True,
    ).exists()


def _grants(account: Account, at: datetime) -> tuple[Grant, ...]:
    zone = account.agency.time_zone if account.agency else "Asia/Jakarta"
    day = at.astimezone(ZoneInfo(zone)).date()
    rows = (
        RoleGrant.objects.filter(
            Q(unit__isnull=True) | Q(unit__versions__period__contains=day),
            account_id=account.id,
            period__contains=day,
            revoked_at__isnull=True,
        )
        .order_by("role", "unit__versions__path")
        .values_list("role", "unit_id", "unit__versions__path")
    )
    own = (Grant(Role.EMPLOYEE),) if account.employee_id else ()
    return own + tuple(Grant(Role(role), unit_id, path or "") for role, unit_id, path in rows)
