"""Record that somebody ended a session."""

from __future__ import annotations

from datetime import datetime

from ekinerja.audit import public as audit
from ekinerja.kernel.actor import Actor


def record_sign_out(*, actor: Actor, at: datetime) -> None:
    """Write the audit row of a sign-out; a national operator outside an agency has none."""
    if actor.agency_id is not None:
        audit.record(
            actor=actor,
            event="access.session.ended",
            subject_type="account",
            subject_id=actor.account_id or "",
            at=at,
        )
