"""Make sure that employees have accounts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.db import transaction

from ekinerja.access import policies
from ekinerja.access.data import EnsureResult, NewAccount, normalise_login
from ekinerja.access.models import Account, SecondFactor
from ekinerja.audit import public as audit
from ekinerja.kernel import statistics
from ekinerja.kernel.actor import Actor, Role
from ekinerja.kernel.errors import NotAllowed

BATCH = 2000
FIELDS = ["login", "name", "email", "born_on", "employee_id", "is_active", "agency", "password", "activated_at"]


@transaction.atomic
def ensure_accounts(*, actor: Actor, employees: Iterable[NewAccount], at: datetime) -> EnsureResult:
    """
    Create the missing accounts of these employees and bring name, NIP and birth date up to date.

    Running it again changes nothing. New accounts have no usable password until activation. A login that
    belongs to another agency is left alone and reported in ``elsewhere``; one that the other agency has closed,
    because the person left it, comes over and must be activated anew. A closed account of a person who is employed
    again is opened; an e-mail that its owner entered is kept.

    :raises NotAllowed: the actor is neither administrator nor the program itself
    """
    if actor.agency_id is None or not (policies.may_manage_roles(actor) or actor.has(Role.SYSTEM)):
        raise NotAllowed
    wanted = {normalise_login(person.login): person for person in employees}
    found = {account.login: account for account in _existing(wanted, actor.agency_id)}
    by_employee = {account.employee_id: account for account in found.values() if account.agency_id == actor.agency_id}
    created, changed, moved, elsewhere = [], [], [], []
    for login, person in wanted.items():
        account = by_employee.get(person.employee_id) or found.get(login)
        if account is None:
            created.append(_new(person, login, actor.agency_id, at))
        elif account.agency_id not in (None, actor.agency_id) and not account.is_active:
            _take_over(account, person, login, actor.agency_id)
            moved.append(account)
        elif account.agency_id != actor.agency_id or (found.get(login) or account) is not account:
            elsewhere.append(login)
        elif _update(account, person, login):
            changed.append(account)
    made = _create(created)
    Account.objects.bulk_update([*changed, *moved], FIELDS, batch_size=BATCH)
    SecondFactor.objects.filter(account__in=moved).delete()
    result = EnsureResult(made, len(changed) + len(moved), tuple(elsewhere))
    statistics.look_again([Account], changed=made)
    if made or changed or moved:
        audit.record(
            actor=actor,
            event="access.accounts.ensured",
            subject_type="account",
            at=at,
            data={"created": made, "updated": len(changed), "came_over": len(moved),
                  "elsewhere": len(elsewhere)},
        )  # fmt: skip
    return result


def _existing(wanted: dict[str, NewAccount], agency_id: int) -> list[Account]:
    by_login = Account.objects.filter(login__in=list(wanted))
    ids = [person.employee_id for person in wanted.values()]
    by_person = Account.objects.filter(agency_id=agency_id, employee_id__in=ids)
    return list(by_login.union(by_person))


def _create(accounts: list[Account]) -> int:
    """Write new accounts, leave alone those that someone else (worker, command) has just written, and count ours."""
    if not accounts:
        return 0
    Account.objects.bulk_create(accounts, batch_size=BATCH, ignore_conflicts=True)
    return Account.objects.filter(id__in=[account.id for account in accounts]).count()


def _new(person: NewAccount, login: str, agency_id: int, at: datetime) -> Account:
    return Account(
        login=login,
        name=person.name[:200],
        email=person.email,
        born_on=person.born_on,
        agency_id=agency_id,
        employee_id=person.employee_id,
        password=make_password(None),
        recorded_at=at,
    )


def _take_over(account: Account, person: NewAccount, login: str, agency_id: int) -> None:
    _update(account, person, login)
    account.agency_id, account.password, account.activated_at = agency_id, make_password(None), None


def _update(account: Account, person: NewAccount, login: str) -> bool:
    before = (
        account.login,
        account.name,
        account.email,
        account.born_on,
        account.employee_id,
        account.is_active,
    )
    account.login, account.name, account.is_active = login, person.name[:200], True
    account.email = account.email or person.email
    account.born_on = person.born_on or account.born_on
    account.employee_id = person.employee_id
    after = (
        account.login,
        account.name,
        account.email,
        account.born_on,
        account.employee_id,
        account.is_active,
    )
    return before != after
