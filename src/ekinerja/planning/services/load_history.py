"""Bring in the history of plans and agreements that are loaded at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from ekinerja.planning.data import PersonSnapshot
from ekinerja.planning.models.steps import Step

NOBODY = PersonSnapshot(name="")
Taken = tuple[datetime | None, str, str, str, PersonSnapshot, str]
"""When a step was taken, if it was; action, state before and after; who took it, and the note."""

StepT = TypeVar("StepT", bound=Step)


def rows_of(model: type[StepT], steps: Iterable[Taken], **owner: UUID) -> Iterator[StepT]:
    """Return a row for each step that was taken; ``owner`` names the plan or agreement."""
    for moment, action, before, after, who, note in steps:
        if moment is not None:
            yield model(
                **owner,
                action=action,
                before=before,
                after=after,
                actor_employee_id=who.employee_id,
                actor_name=who.name[:250],
                note=note,
                at=moment,
            )
