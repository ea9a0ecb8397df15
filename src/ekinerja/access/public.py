"""The door of the access module."""

from ekinerja.access import codes, passkeys, passwords, policies, totp
from ekinerja.access.data import (
    Channel,
    Client,
    EnsureResult,
    FactorKind,
    FactorRule,
    NewAccount,
    Pass,
    Policy,
    Purpose,
    SignInResult,
    TokenScope,
)
from ekinerja.access.selectors import accounts, factors, grants, sessions
from ekinerja.access.selectors.accounts import accounts_without_activation, get_account, login_mark
from ekinerja.access.selectors.grants import delegators_of
from ekinerja.access.selectors.policy import policy_of, sends_mail, session_limits
from ekinerja.access.selectors.rights import actor_for_request, actor_of_account
from ekinerja.access.services import (
    change_own,
    delegate_inbox,
    elevate,
    end_sessions,
    enrol_factor,
    issue_code,
    keep_tokens,
    manage_roles,
    use_code,
    verify_factor,
)
from ekinerja.access.services.close_account import deactivate_account, reactivate_account
from ekinerja.access.services.decide_policy import decide_policy
from ekinerja.access.services.ensure_accounts import ensure_accounts
from ekinerja.access.services.note_activations import note_activations
from ekinerja.access.services.request_reset import request_reset
from ekinerja.access.services.sign_in import complete_sign_in, sign_in
from ekinerja.access.services.sign_in_by_identity import sign_in_by_identity
from ekinerja.access.services.sign_out import record_sign_out
from ekinerja.access.services.sync_accounts import sync_accounts, sync_after_import, sync_after_status
from ekinerja.access.services.throttle import sweep

__all__ = [
    "Channel",
    "Client",
    "EnsureResult",
    "FactorKind",
    "FactorRule",
    "NewAccount",
    "Pass",
    "Policy",
    "Purpose",
    "SignInResult",
    "TokenScope",
    "accounts",
    "accounts_without_activation",
    "actor_for_request",
    "actor_of_account",
    "change_own",
    "codes",
    "complete_sign_in",
    "deactivate_account",
    "decide_policy",
    "delegate_inbox",
    "delegators_of",
    "elevate",
    "end_sessions",
    "enrol_factor",
    "ensure_accounts",
    "factors",
    "get_account",
    "grants",
    "issue_code",
    "keep_tokens",
    "login_mark",
    "note_activations",
    "manage_roles",
    "passkeys",
    "passwords",
    "policies",
    "policy_of",
    "reactivate_account",
    "record_sign_out",
    "request_reset",
    "sends_mail",
    "session_limits",
    "sessions",
    "sign_in",
    "sign_in_by_identity",
    "sweep",
    "sync_accounts",
    "sync_after_import",
    "sync_after_status",
    "totp",
    "use_code",
    "verify_factor",
]
