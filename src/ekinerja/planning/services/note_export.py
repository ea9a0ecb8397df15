"""Put on the trail that lists of planning left the program as a file."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from ekinerja.audit import public as audit
from ekinerja.kernel.actor import Actor


@transaction.atomic
def note_export(
    *, actor: Actor, event: str, subject_type: str, rows: int, at: datetime, subject_id: UUID | str = ""
) -> None:
    """Record an export; who may read the rows was decided when they were read."""
    audit.record(
        actor=actor,
        event=event,
        subject_type=subject_type,
        subject_id=subject_id,
        at=at,
        data={"rows": rows},
        sensitive=True,
    )
