"""The door of the access module."""

from ekinerja.access.data import Client, SignInResult
from ekinerja.access.selectors.accounts import get_account, login_mark
from ekinerja.access.selectors.policy import policy_of, session_limits
from ekinerja.access.selectors.rights import actor_for_request
from ekinerja.access.services.sign_in import complete_sign_in, sign_in
from ekinerja.access.services.sign_out import record_sign_out

__all__ = [
    "Client",
    "SignInResult",
    "actor_for_request",
    "complete_sign_in",
    "get_account",
    "login_mark",
    "policy_of",
    "record_sign_out",
    "session_limits",
    "sign_in",
]
