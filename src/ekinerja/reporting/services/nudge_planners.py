"""Remind people of their plan: its owner while it is theirs, the rater while it waits; nobody twice on one day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from ekinerja.audit import public as audit
from ekinerja.kernel.actor import Actor
from ekinerja.notices import public as notices
from ekinerja.planning import public as planning
from ekinerja.reporting.data import UNFINISHED_PLANS, PlanReason, PlanStanding
from ekinerja.reporting.selectors.planning_room import PlannerFilter, rows_to_nudge
from ekinerja.reporting.services.nudge import Nudge, NudgeReport

HELPLESS = (PlanReason.NOT_ACTIVATED, PlanReason.NO_RATER, PlanReason.WAITS_OUTSIDE)
"""Somebody else must act first: hand over a code, name a rater, record a decision made on paper."""

PlanNudgeWords = Callable[[Any, datetime], Mapping[PlanStanding, Nudge]]
"""What is told to those who stand so in planning a year, and until when it must be done."""


@transaction.atomic
def nudge_planners(
    *,
    actor: Actor,
    words: PlanNudgeWords,
    at: datetime,
    wanted: PlannerFilter,
    employee_ids: tuple[UUID, ...] = (),
) -> NudgeReport:
    """
    Remind everybody of a list, or those chosen, and say how many were told, were told today already, or cannot be.

    Of plans that wait the rater is told, once for all of them. Each hears the deadline that holds for the plan, more
    time for a unit or person included; a rater the first of those that wait.

    :raises NotAllowed: the actor is neither clerk nor administrator
    :raises NotFound: the unit or somebody chosen is not in the actor's scope
    """
    year, rows = rows_to_nudge(actor=actor, now=at, wanted=wanted, employee_ids=employee_ids)
    owners: dict[tuple[PlanStanding, datetime], list[UUID]] = defaultdict(list)
    waiting: dict[UUID, datetime] = {}
    helpless = 0
    for row in rows:
        standing = PlanStanding(row.standing)
        until = planning.plan_deadline_for(year=year, employee_id=row.employee_id, unit_path=row.unit_path).at
        if standing in UNFINISHED_PLANS and row.reason not in HELPLESS:
            owners[standing, until].append(row.employee_id)
        elif standing == PlanStanding.SUBMITTED and row.waits_for_id is not None:
            waiting[row.waits_for_id] = min(until, waiting.get(row.waits_for_id, until))
        elif standing not in (PlanStanding.AGREED, PlanStanding.EXEMPT):
            helpless += 1
    raters: dict[datetime, list[UUID]] = defaultdict(list)
    for rater, until in waiting.items():
        raters[until].append(rater)
    told = sum(_tell(ids, words(year, until)[standing], "", at) for (standing, until), ids in owners.items())
    told += sum(_tell(ids, words(year, until)[PlanStanding.SUBMITTED], ".rater", at) for until, ids in raters.items())
    reachable = sum(len(ids) for ids in owners.values()) + len(waiting)
    report = NudgeReport(told, reachable - told, helpless)
    audit.record(
        actor=actor,
        event="reporting.planners.nudged",
        subject_type="reporting.list",
        at=at,
        data={
            **vars(report),
            "standing": wanted.standing,
            "reason": wanted.reason,
            "unit": wanted.unit_id,
            "chosen": len(employee_ids),
        },
    )
    return report


def _tell(employee_ids: Sequence[UUID], said: Nudge, suffix: str, at: datetime) -> int:
    key = f"reporting.nudge{suffix}.{planning.day_of(at).isoformat()}"
    message = notices.Message("reporting.nudge", key, said.title, said.body, said.url)
    return notices.notify(employee_ids=employee_ids, message=message, at=at)
