"""Decide how an agency's people sign in."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from ekinerja.access import policies
from ekinerja.access.data import FactorRule, Policy
from ekinerja.access.models import AccessPolicy
from ekinerja.access.selectors.policy import policy_of
from ekinerja.audit import public as audit
from ekinerja.kernel.actor import Actor
from ekinerja.kernel.errors import Finding, RuleNotMet

BOUNDS = {"code_days": (1, 60), "idle_minutes": (10, 720), "session_hours": (1, 168)}


@transaction.atomic
def decide_policy(*, actor: Actor, policy: Policy, at: datetime) -> Policy:
    """
    Store the agency's decisions about signing in; new sessions and codes follow them.

    :raises NotAllowed: the actor is no administrator
    :raises RuleNotMet: a number is out of bounds
    """
    policies.require(policies.may_manage_roles(actor))
    found = []
    for name, (low, high) in BOUNDS.items():
        if not low <= getattr(policy, name) <= high:
            found.append(Finding("access.out_of_bounds", _("Isi %(a)d sampai %(b)d.") % {"a": low, "b": high}, name))
    if found:
        raise RuleNotMet(findings=tuple(found))
    before = policy_of(agency_id=actor.agency_id)
    values = {
        "second_factor": FactorRule(policy.second_factor),
        "code_days": policy.code_days,
        "idle_minutes": policy.idle_minutes,
        "session_hours": policy.session_hours,
    }
    AccessPolicy.objects.update_or_create(
        agency_id=policies.agency_of(actor), defaults={**values, "decided_by": actor.account_id, "decided_at": at}
    )
    changed = {name: [getattr(before, name), value] for name, value in values.items() if getattr(before, name) != value}
    if changed:
        audit.record(actor=actor, event="access.policy.decided", subject_type="access_policy", at=at, data=changed)
    return policy
