"""Accounts by their keys, and who has not activated yet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from ekinerja.access import policies
from ekinerja.access.data import normalise_login
from ekinerja.access.keyed import fingerprint
from ekinerja.access.models import Account, RoleGrant
from ekinerja.kernel.actor import Actor, Role
from ekinerja.kernel.errors import NotFound
from ekinerja.people import public as people


@dataclass(frozen=True)
class AccountLine:
    """Statutory term: baris daftar akun. One account as the list for clerks shows it."""

    account_id: UUID
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
    account = Account.objects.select_for_update().filter(id=account_id, agency_id=actor.agency_id).first()
    if account is None or actor.agency_id is None:
        raise NotFound
    return account


def find_account(*, actor: Actor, login: str) -> Account | None:
    """Return the open account of the actor's agency with this NIP, or none."""
    rows = Account.objects.filter(agency_id=actor.agency_id, login=normalise_login(login), is_active=True)
    return rows.first() if actor.agency_id is not None else None


def login_mark(*, login: str) -> str:
    """Return what a browser's cookie keeps of a login it has signed in to: a short keyed hash."""
    return fingerprint("browser", normalise_login(login))[:20]


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
            agency_id=actor.agency_id, is_active=True, employee_id__isnull=False
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


def employees_without_activation(*, employee_ids: Iterable[UUID], agency_id: int) -> set[UUID]:
    """Return which of these employees have an account that was never activated (reason: belum pernah masuk)."""
    rows = Account.objects.filter(agency_id=agency_id, activated_at=None, employee_id__in=list(employee_ids))
    return {employee_id for employee_id in rows.values_list("employee_id", flat=True) if employee_id}


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
