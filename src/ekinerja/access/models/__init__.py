"""Tables of the access module: what belongs to a person's account is local, what belongs to an agency is not."""

from ekinerja.access.models.account import Account, AccountManager, Session
from ekinerja.access.models.credential import AccessToken, OneTimeCode, SecondFactor, Throttle
from ekinerja.access.models.right import (
    AccessPolicy,
    Delegation,
    ElevatedSession,
    NationalGrant,
    RoleGrant,
)

__all__ = [
    "AccessToken",
    "AccessPolicy",
    "Account",
    "AccountManager",
    "Delegation",
    "ElevatedSession",
    "NationalGrant",
    "OneTimeCode",
    "RoleGrant",
    "SecondFactor",
    "Session",
    "Throttle",
]
