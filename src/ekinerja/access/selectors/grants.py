"""Who holds which role, and what a person may do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q

from ekinerja.access import policies
from ekinerja.access.models import Account, Delegation, RoleGrant
from ekinerja.kernel.actor import Actor, Role
from ekinerja.kernel.errors import NotFound
from ekinerja.organisation import public as organisation
from ekinerja.people import public as people


@dataclass(frozen=True)
class GrantLine:
    """Statutory term: baris pemberian peran. One role of one account, as lists show it."""

    id: UUID
    account_id: UUID
    login: str
    name: str
    role: Role
    unit_name: str
    starts_on: date
    ends_before: date | None
    state: str
    granted_by: str
    granted_at: datetime
    reason: str
    revoked_by: str
    revoked_at: datetime | None
    revoked_reason: str

    @property
    def ends_on(self) -> date | None:
        """The last day on which the role holds, if there is one."""
        return self.ends_before - timedelta(days=1) if self.ends_before else None


@dataclass(frozen=True)
class DelegationLine:
    """Statutory term: baris pelimpahan. One delegation with the names of both sides."""

    id: UUID
    from_name: str
    to_name: str
    starts_on: date
    ends_before: date
    reason: str
    state: str
    own: bool

    @property
    def ends_on(self) -> date:
        """The last day of the delegation."""
        return self.ends_before - timedelta(days=1)


def list_grants(
    *, actor: Actor, on: date, role: str = "", unit_path: str = "", state: str = "", search: str = ""
) -> list[GrantLine]:
    """
    Return the roles given in the agency, newest first, filtered by role, unit subtree, state and person.

    ``state`` is ``BERLAKU``, ``AKAN_DATANG``, ``BERAKHIR`` or ``DICABUT``.

    :raises NotAllowed: the actor may not see them
    """
    policies.require(policies.may_read_roles(actor))
    rows = RoleGrant.objects.all()
    if role:
        rows = rows.filter(role=role)
    if unit_path:
        rows = rows.filter(unit__versions__path__startswith=unit_path, unit__versions__period__contains=on)
    found = _lines(list(rows.order_by("-granted_at")), on)
    wanted = search.strip().lower()
    return [
        line
        for line in found
        if (not state or line.state == state)
        and (not wanted or wanted in line.name.lower() or wanted.replace(" ", "") in line.login)
    ]


def list_own_grants(*, actor: Actor, on: date) -> list[GrantLine]:
    """Return all roles the actor's own account has held or will hold in the agency."""
    return _lines(list(RoleGrant.objects.filter(account_id=policies.account_of(actor)).order_by("-granted_at")), on)


def list_grants_of(*, actor: Actor, account_id: UUID, on: date) -> list[GrantLine]:
    """
    Return all roles of one account.

    :raises NotAllowed: the actor may not see them
    """
    policies.require(policies.may_read_roles(actor))
    return _lines(list(RoleGrant.objects.filter(account_id=account_id).order_by("-granted_at")), on)


def _lines(rows: list[RoleGrant], on: date) -> list[GrantLine]:
    ids = {key for row in rows for key in (row.account_id, row.granted_by, row.revoked_by) if key}
    accounts = {one.id: one for one in Account.objects.filter(id__in=ids)}
    unit_ids = {row.unit_id for row in rows if row.unit_id}
    units = {unit.id: unit.name for unit in organisation.units.list_units(on=on, ids=unit_ids)} if unit_ids else {}
    lines = []
    for row in rows:
        account = accounts.get(row.account_id)
        lines.append(
            GrantLine(
                id=row.id,
                account_id=row.account_id,
                login=account.login if account else "",
                name=account.name if account else "",
                role=Role(row.role),
                unit_name=units.get(row.unit_id, "–") if row.unit_id else "",
                starts_on=row.period.lower,
                ends_before=row.period.upper,
                state=_state(row, on),
                granted_by=_name(accounts, row.granted_by),
                granted_at=row.granted_at,
                reason=row.reason,
                revoked_by=_name(accounts, row.revoked_by),
                revoked_at=row.revoked_at,
                revoked_reason=row.revoked_reason,
            )
        )
    return lines


def _state(row: RoleGrant | Delegation, on: date) -> str:
    if row.revoked_at is not None:
        return "DICABUT"
    if row.period.lower > on:
        return "AKAN_DATANG"
    return "BERLAKU" if row.period.upper is None or row.period.upper > on else "BERAKHIR"


def _name(accounts: dict[UUID, Account], account_id: UUID | None) -> str:
    account = accounts.get(account_id) if account_id else None
    return account.name if account else ""


def list_own_delegations(*, actor: Actor, on: date) -> list[DelegationLine]:
    """Return the delegations that the actor gave or received, newest first."""
    if actor.employee_id is None:
        return []
    own = Q(from_employee_id=actor.employee_id) | Q(to_employee_id=actor.employee_id)
    rows = list(Delegation.objects.filter(own).order_by("-granted_at"))
    ids = {key for row in rows for key in (row.from_employee_id, row.to_employee_id)}
    accounts = Account.objects.filter(agency_id=policies.agency_of(actor), employee_id__in=ids)
    names = dict(accounts.values_list("employee_id", "name"))
    return [
        DelegationLine(
            row.id,
            names.get(row.from_employee_id, ""),
            names.get(row.to_employee_id, ""),
            row.period.lower,
            row.period.upper,
            row.reason,
            _state(row, on),
            row.from_employee_id == actor.employee_id,
        )
        for row in rows
    ]


def delegators_of(*, employee_id: UUID, on: date) -> list[UUID]:
    """Return whose inbox this employee may work on today by delegation."""
    rows = Delegation.objects.filter(to_employee_id=employee_id, revoked_at=None, period__contains=on)
    return list(rows.order_by("granted_at").values_list("from_employee_id", flat=True))


def employees_with_role(*, role: Role, agency_id: int, on: date) -> list[UUID]:
    """Return the employees who hold a role over the whole agency on a day, for telling them something."""
    rows = RoleGrant.objects.filter(role=role, unit=None, revoked_at=None, period__contains=on)
    ids = set(rows.values_list("account_id", flat=True))
    accounts = Account.objects.filter(id__in=ids, agency_id=agency_id, is_active=True, employee_id__isnull=False)
    return [key for key in accounts.order_by("login").values_list("employee_id", flat=True) if key]


def find_colleagues(*, actor: Actor, search: str) -> list[tuple[UUID, str, str, str]]:
    """Return up to 20 people in service of the agency whose name or NIP contains the text, to choose one."""
    wanted = search.strip().lower()
    if len(wanted) < 3:
        return []
    rows = people.find_people(text=wanted, limit=20)
    return [row for row in rows if row[0] != actor.employee_id]


def get_grant(*, actor: Actor, grant_id: UUID, on: date) -> GrantLine:
    """
    Return one role grant of the agency.

    :raises NotAllowed: the actor may not see roles
    :raises NotFound: there is none
    """
    policies.require(policies.may_read_roles(actor))
    found = _lines(list(RoleGrant.objects.filter(id=grant_id)), on)
    if not found:
        raise NotFound
    return found[0]
