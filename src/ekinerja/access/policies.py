"""Who may do what with accounts, codes and roles; pure predicates on the actor and facts."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from ekinerja.kernel.actor import Actor, Role
from ekinerja.kernel.errors import NotAllowed

ISSUERS = (Role.AGENCY_ADMIN, Role.UNIT_CLERK)
READERS = (Role.AGENCY_ADMIN, Role.INSPECTORATE)
# roles an agency gives; being an employee follows from employment, the national role is given elsewhere
GRANTABLE = (Role.UNIT_CLERK, Role.AGENCY_ADMIN, Role.LEADER, Role.INSPECTORATE, Role.FINANCE)
WITH_UNIT = (Role.UNIT_CLERK, Role.LEADER)


def require(allowed: bool, message: str | None = None) -> None:
    """
    Stop unless a predicate holds.

    :raises NotAllowed: it does not
    """
    if not allowed:
        raise NotAllowed(message)


def may_issue_codes(actor: Actor) -> bool:
    """Whether the actor may give out one-time codes at all."""
    return actor.has(*ISSUERS)


def may_issue_code_for(actor: Actor, *, account_id: UUID, unit_path: str | None, roles: Iterable[Role] = ()) -> bool:
    """
    Whether the actor may give this account a one-time code.

    Never to oneself. A unit clerk only below the own unit, and never to somebody who holds a role: whoever
    can reset an administrator's password is an administrator.
    """
    if account_id == actor.account_id:
        return False
    if actor.covers("", Role.AGENCY_ADMIN):
        return True
    if unit_path is None or any(role is not Role.EMPLOYEE for role in roles):
        return False
    return actor.covers(unit_path, Role.UNIT_CLERK)


def may_manage_roles(actor: Actor) -> bool:
    """Whether the actor may give and take roles of the agency."""
    return actor.covers("", Role.AGENCY_ADMIN)


def may_read_roles(actor: Actor) -> bool:
    """Whether the actor may see who holds which role."""
    return actor.has(*READERS)


def may_grant(actor: Actor, *, account_id: UUID, role: Role) -> bool:
    """Whether the actor may give this role to this account; nobody raises himself."""
    return may_manage_roles(actor) and account_id != actor.account_id and role in GRANTABLE


def may_elevate(actor: Actor) -> bool:
    """Whether the actor may open an elevated session: agency administrators and national operators."""
    return actor.has(Role.NATIONAL_OPERATOR) or actor.covers("", Role.AGENCY_ADMIN)


def account_of(actor: Actor) -> UUID:
    """
    Return the account of a person who acts.

    :raises NotAllowed: the program itself acts
    """
    if actor.account_id is None:
        raise NotAllowed
    return actor.account_id


def agency_of(actor: Actor) -> int:
    """
    Return the agency in which the actor acts.

    :raises NotAllowed: in none
    """
    if actor.agency_id is None:
        raise NotAllowed
    return actor.agency_id
