"""Bring in the history of plans and agreements that are loaded at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from uuid import UUID

from ekinerja.kernel.journal import Json
from ekinerja.planning.data import PersonSnapshot

NOBODY = PersonSnapshot(name="")
Taken = tuple[datetime | None, str, str, str, PersonSnapshot, str]
"""When a step was taken, if it was; action, state before and after; who took it, and the note."""


def rows_of(steps: Iterable[Taken], **owner: UUID) -> Iterator[Json]:
    """Return a row for each step that was taken; ``owner`` names the plan or agreement."""
    for moment, action, before, after, who, note in steps:
        if moment is not None:
            yield {
                **owner,
                "action": action,
                "before": before,
                "after": after,
                "actor_employee_id": who.employee_id,
                "actor_name": who.name[:250],
                "note": note,
                "at": moment,
            }
