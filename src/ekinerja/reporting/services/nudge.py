"""Remind people who have not filled; at most once a day each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ekinerja.audit import public as audit
from ekinerja.kernel.actor import Actor
from ekinerja.kernel.errors import NotFound
from ekinerja.notices import public as notices
from ekinerja.planning import public as planning
from ekinerja.reporting.data import NUDGED, Standing
from ekinerja.reporting.selectors.periods import period_to_fill
from ekinerja.reporting.selectors.units import nudgeable


@dataclass(frozen=True)
class Nudge:
    """Statutory term: pengingat. What is told to those who stand so; ``url`` is where they go on."""

    title: str
    body: str
    url: str


@dataclass(frozen=True)
class NudgeReport:
    """Statutory term: hasil pengingat. How many were told now, were told today already, and cannot be helped so."""

    told: int
    already: int
    unreachable: int


NudgeWords = Callable[[planning.Period | None, datetime | None], Mapping[Standing, Nudge]]
"""What is told to those who stand so, of which period and until when they may fill it; both may be unknown."""


@transaction.atomic
def nudge_missing(
    *,
    actor: Actor,
    words: NudgeWords,
    at: datetime,
    employee_id: UUID | None = None,
    reason: str = "",
    unit_id: UUID | None = None,
) -> NudgeReport:
    """
    Remind one person, or everybody of a list, of what is missing first; nobody twice on one day.

    Each is told the deadline that holds for them, more time for their unit or themselves included.
    People who have no account yet or no rater are not reminded: somebody else must act first.

    :raises NotAllowed: the actor is neither clerk nor administrator
    :raises NotFound: the person is not in the actor's scope or has nothing missing; or so is the unit
    """
    found = nudgeable(actor=actor, now=at, reason=reason, unit_id=unit_id)
    if employee_id is not None:
        if employee_id not in found:
            raise NotFound
        found = {employee_id: found[employee_id]}
    period = period_to_fill(now=at)
    groups: dict[tuple[Standing, datetime | None], list[UUID]] = defaultdict(list)
    for key, (standing, path) in found.items():
        if standing in NUDGED:
            groups[standing, _until(period, key, path)].append(key)
    reachable = sum(len(ids) for ids in groups.values())
    told = sum(_tell(ids, words(period, until)[standing], at) for (standing, until), ids in groups.items())
    report = NudgeReport(told, reachable - told, len(found) - reachable)
    audit.record(
        actor=actor,
        event="reporting.people.nudged",
        subject_type="people.employee" if employee_id else "reporting.list",
        subject_id=employee_id or "",
        at=at,
        data={**vars(report), "reason": reason, "unit": unit_id},
    )
    return report


def _until(period: planning.Period | None, employee_id: UUID, path: str) -> datetime | None:
    return planning.deadline_for(period=period, employee_id=employee_id, unit_path=path).at if period else None


def _tell(employee_ids: Sequence[UUID], said: Nudge, at: datetime) -> int:
    key = f"reporting.nudge.{planning.day_of(at).isoformat()}"
    message = notices.Message("reporting.nudge", key, said.title, said.body, said.url)
    return notices.notify(employee_ids=employee_ids, message=message, at=at)
