"""End own sessions: one, or all but this one."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from ekinerja.access import policies
from ekinerja.access.models import Account, Session
from ekinerja.access.selectors.sessions import session_handle
from ekinerja.access.services.sign_in import record
from ekinerja.kernel.actor import Actor
from ekinerja.kernel.errors import NotFound


@transaction.atomic
def end_session(*, actor: Actor, handle: str, at: datetime) -> None:
    """
    End one of the actor's other sessions.

    :raises NotFound: it is not the actor's, has ended, or is the present one
    """
    for row in Session.objects.filter(account_id=policies.account_of(actor)).exclude(session_key=actor.session_key):
        if session_handle(row.session_key) == handle:
            row.delete()
            record(
                Account.objects.get(pk=policies.account_of(actor)),
                "access.session.ended",
                at,
                {"by": "owner", "ip": row.ip},
            )
            return
    raise NotFound


@transaction.atomic
def end_other_sessions(*, actor: Actor, at: datetime) -> int:
    """End all of the actor's sessions but this one; return how many."""
    rows = Session.objects.filter(account_id=policies.account_of(actor)).exclude(session_key=actor.session_key)
    ended, _ = rows.delete()
    if ended:
        record(Account.objects.get(pk=policies.account_of(actor)), "access.sessions.ended", at, {"count": ended})
    return ended
