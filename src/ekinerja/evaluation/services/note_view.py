"""Record who looked at somebody else's rating."""

from __future__ import annotations

from datetime import datetime

from ekinerja.audit import public as audit
from ekinerja.evaluation.selectors.reviews import RatedMonth
from ekinerja.kernel.actor import Actor
from ekinerja.planning.data import Part

OWN_BUSINESS = frozenset({Part.OWNER, Part.RATER})


def note_rating_view(*, actor: Actor, shown: RatedMonth, at: datetime) -> bool:
    """
    Record that a rating was opened by anybody but the rated person and the rater, and return whether it was.

    A period without a rating holds nothing sensitive.
    """
    if shown.current is None or OWN_BUSINESS & shown.month.standing.parts:
        return False
    audit.record(
        actor=actor,
        event="evaluation.review.viewed",
        subject_type="evaluation.review",
        subject_id=shown.current.id,
        at=at,
        sensitive=True,
    )
    return True
