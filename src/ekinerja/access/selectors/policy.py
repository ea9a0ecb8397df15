"""What an agency decided about signing in."""

from __future__ import annotations

from django.conf import settings

from ekinerja.access.data import FactorRule, Policy
from ekinerja.access.models import AccessPolicy, Account
from ekinerja.kernel.tenancy import context


def sends_mail() -> bool:
    """Tell whether this installation sends e-mail at all; without a mail server codes are handed over in person."""
    return not settings.EMAIL_BACKEND.endswith("dummy.EmailBackend")


def policy_of(*, agency_id: int | None) -> Policy:
    """Return the agency's decisions, or the defaults of the program where it decided nothing."""
    row = AccessPolicy.objects.filter(agency_id=agency_id).first() if agency_id is not None else None
    if row is None:
        return Policy()
    return Policy(FactorRule(row.second_factor), row.code_days, row.idle_minutes, row.session_hours)


def session_limits(*, account: Account) -> Policy:
    """Return how long a new session of this account may idle and last at most."""
    if account.agency_id is None:
        return Policy(FactorRule.EVERYONE, idle_minutes=30, session_hours=8)
    with context.agency(account.agency_id):
        return policy_of(agency_id=account.agency_id)
