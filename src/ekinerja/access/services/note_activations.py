"""Note that people are known already, through single sign-on or another program they come from."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ekinerja.access import policies
from ekinerja.access.models import Account
from ekinerja.audit import public as audit
from ekinerja.kernel.actor import Actor, Role


@transaction.atomic
def note_activations(*, actor: Actor, employee_ids: Iterable[UUID], at: datetime) -> int:
    """
    Count the accounts of these employees as activated, without a password, and return how many were not before.

    For an agency that moves here or signs in through ASN Digital only: no codes are printed for them, and who
    wants a password asks for one as after forgetting it.

    :raises NotAllowed: the actor is not the program itself
    """
    policies.require(actor.has(Role.SYSTEM))
    rows = Account.objects.filter(
        agency_id=policies.agency_of(actor), employee_id__in=list(employee_ids), activated_at=None, is_active=True
    )
    count = rows.update(activated_at=at)
    if count:
        audit.record(
            actor=actor, event="access.activations.noted", subject_type="account", at=at, data={"count": count}
        )
    return count
