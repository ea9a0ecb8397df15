"""Accounts by their keys, and who has not activated yet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ekinerja.access import policies
from ekinerja.access.data import FactorKind, normalise_login
from ekinerja.access.keyed import fingerprint
from ekinerja.access.models import Account, OneTimeCode, RoleGrant, SecondFactor
from ekinerja.kernel.actor import Actor, Role
from ekinerja.kernel.errors import NotFound
from ekinerja.people import public as people


@dataclass(frozen=True)
class AccountLine:
    """Statutory term: baris daftar akun. One account as the list for clerks shows it."""

    account_id: UUID | None
    login: str
    name: str
    unit_name: str
    email: str
    activated: bool


def get_account(*, account_id: UUID) -> Account:
    """
    Return an open account with its agency, for its own owner's session.

    :raises NotFound: there is none, or it was closed
    """
    account = Account.objects.select_related("agency").filter(id=account_id, is_active=True).first()
    if account is None:
        raise NotFound
    return account


def lock_account(actor: Actor, account_id: UUID) -> Account:
    """
    Return an account of the actor's agency, open or closed, and lock it for a change.

    :raises NotFound: there is none in this agency
    """
    account = Account.objects.select_for_update().filter(id=account_id, agency_id=policies.agency_of(actor)).first()
    if account is None:
        raise NotFound
    return account


def find_account(*, actor: Actor, login: str) -> Account | None:
    """Return the open account of the actor's agency with this NIP, or none."""
    rows = Account.objects.filter(agency_id=policies.agency_of(actor), login=normalise_login(login), is_active=True)
    return rows.first()


def login_mark(*, login: str) -> str:
    """Return what a browser's cookie keeps of a login it has signed in to: a short keyed hash."""
    return fingerprint("browser", normalise_login(login))[:20]


def page_accounts(
    *, actor: Actor, unit_path: str, search: str, state: str, offset: int, limit: int
) -> tuple[list[AccountLine], int]:
    """
    Return one page of the accounts that the actor may give codes to, by unit and name, and how many there are.

    ``state`` is ``BELUM`` (never activated), ``AKTIF`` or empty. Four queries, whatever the size.

    :raises NotAllowed: the actor gives no codes
    """
    policies.require(policies.may_issue_codes(actor))
    own = Account.objects.filter(agency_id=policies.agency_of(actor), is_active=True, employee_id__isnull=False)
    chosen = None
    if state:
        ids = own.filter(activated_at__isnull=state == "BELUM").values_list("employee_id", flat=True)
        chosen = [employee_id for employee_id in ids if employee_id is not None]
    persons, total = people.page_people(
        paths=_within(actor.paths(*policies.ISSUERS), unit_path or None),
        text=search,
        employee_ids=chosen,
        offset=offset,
        limit=limit,
    )
    rows = {one.employee_id: one for one in own.filter(employee_id__in=[person[0] for person in persons])}
    lines = []
    for employee_id, name, nip, unit_name in persons:
        account = rows.get(employee_id)
        lines.append(
            AccountLine(
                account.id if account else None,
                account.login if account else nip,
                name,
                unit_name,
                account.email if account else "",
                account is not None and account.activated_at is not None,
            )
        )
    return lines, total


@dataclass(frozen=True)
class AccountDetail:
    """Statutory term: rincian akun. One account for those who help its owner."""

    account_id: UUID
    login: str
    name: str
    email: str
    unit_name: str
    is_active: bool
    activated_at: datetime | None
    password_changed_at: datetime | None
    last_seen_at: datetime | None
    factor_count: int
    may_help: bool


def get_detail(*, actor: Actor, account_id: UUID) -> AccountDetail:
    """
    Return one account of the actor's scope.

    :raises NotAllowed: the actor gives no codes
    :raises NotFound: the account is not of this agency, or outside the clerk's units
    """
    policies.require(policies.may_issue_codes(actor))
    account = Account.objects.filter(id=account_id, agency_id=policies.agency_of(actor)).first()
    if account is None:
        raise NotFound
    ids = [account.employee_id] if account.employee_id else []
    path = people.paths_of(employee_ids=ids).get(ids[0]) if ids else None
    whole = actor.covers("", Role.AGENCY_ADMIN)
    if not whole and (path is None or not actor.covers(path, *policies.ISSUERS)):
        raise NotFound
    held = roles_of(account_ids=[account.id]).get(account.id, set())
    factors = SecondFactor.objects.filter(account_id=account.id).exclude(kind=FactorKind.RECOVERY)
    return AccountDetail(
        account_id=account.id,
        login=account.login,
        name=account.name,
        email=account.email,
        unit_name=people.unit_names_of(employee_ids=ids).get(ids[0], "") if ids else "",
        is_active=account.is_active,
        activated_at=account.activated_at,
        password_changed_at=account.password_changed_at,
        last_seen_at=account.last_login,
        factor_count=factors.count(),
        may_help=policies.may_issue_code_for(actor, account_id=account.id, unit_path=path, roles=held),
    )


def list_accounts_below(*, actor: Actor, unit_path: str | None = None, search: str = "") -> list[AccountLine]:
    """
    Return the accounts of everybody in service that the actor may give codes to, by unit and name.

    ``unit_path`` narrows the list to one unit and below; ``search`` is part of a name or NIP.

    :raises NotAllowed: the actor gives no codes
    """
    policies.require(policies.may_issue_codes(actor))
    allowed = actor.paths(*policies.ISSUERS)
    paths = _within(allowed, unit_path)
    persons = people.people_below(paths=paths)
    accounts = {
        row[1]: row
        for row in Account.objects.filter(
            agency_id=policies.agency_of(actor), is_active=True, employee_id__isnull=False
        ).values_list("id", "employee_id", "login", "email", "activated_at")
    }
    wanted = search.strip().lower()
    found = []
    for employee_id, name, _nip, unit_name in persons:
        row = accounts.get(employee_id)
        if row is None or (wanted and wanted not in name.lower() and normalise_login(wanted) not in row[2]):
            continue
        found.append(AccountLine(row[0], row[2], name, unit_name, row[3], row[4] is not None))
    return found


def accounts_without_activation(*, actor: Actor, unit_path: str | None = None) -> list[AccountLine]:
    """
    Return those of ``list_accounts_below`` who have never signed in.

    :raises NotAllowed: the actor gives no codes
    """
    return [line for line in list_accounts_below(actor=actor, unit_path=unit_path) if not line.activated]


def accounts_with_open_code(*, account_ids: Iterable[UUID], at: datetime) -> set[UUID]:
    """Return which of these accounts hold a one-time code that can still be used."""
    rows = OneTimeCode.objects.filter(account__in=list(account_ids), used_at=None, ended_at=None, expires_at__gt=at)
    return set(rows.values_list("account_id", flat=True))


def names_of(*, account_ids: Iterable[UUID], agency_id: int) -> dict[UUID, str]:
    """Return whose accounts of the agency these are."""
    return dict(Account.objects.filter(agency_id=agency_id, id__in=list(account_ids)).values_list("id", "name"))


def employees_without_activation(*, employee_ids: Iterable[UUID], agency_id: int) -> set[UUID]:
    """Return which of these employees have an account that was never activated (reason: belum pernah masuk)."""
    rows = Account.objects.filter(agency_id=agency_id, activated_at=None, employee_id__in=list(employee_ids))
    return {employee_id for employee_id in rows.values_list("employee_id", flat=True) if employee_id}


def activation_of(*, employee_ids: Iterable[UUID], agency_id: int) -> dict[UUID, bool]:
    """Return for each of these employees with an open account whether it was ever activated."""
    rows = Account.objects.filter(agency_id=agency_id, is_active=True, employee_id__in=list(employee_ids))
    return {key: at is not None for key, at in rows.values_list("employee_id", "activated_at") if key}


def _within(allowed: tuple[str, ...], wanted: str | None) -> tuple[str, ...]:
    if not wanted:
        return allowed
    if any(wanted.startswith(path) for path in allowed):
        return (wanted,)
    return tuple(path for path in allowed if path.startswith(wanted))


def roles_of(*, account_ids: Iterable[UUID]) -> dict[UUID, set[Role]]:
    """Return the roles that each of these accounts holds or will hold in the agency."""
    found: dict[UUID, set[Role]] = {}
    rows = RoleGrant.objects.filter(account_id__in=list(account_ids), revoked_at=None)
    for account_id, role in rows.values_list("account_id", "role"):
        found.setdefault(account_id, set()).add(Role(role))
    return found
