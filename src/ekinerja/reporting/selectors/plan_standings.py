"""Say for many people where they stand in planning a year, why, and for whom it waits: a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from ekinerja.access import public as access
from ekinerja.kernel.tenancy import context
from ekinerja.people import public as people
from ekinerja.planning import public as planning
from ekinerja.planning.data import PlanState
from ekinerja.reporting.data import PlanReason, PlanStanding

BEHIND = (PlanState.RETURNED, PlanState.DRAFT, PlanState.SUBMITTED, PlanState.AGREED, PlanState.CLOSED)
STANDINGS = {
    PlanState.RETURNED: PlanStanding.RETURNED,
    PlanState.DRAFT: PlanStanding.DRAFT,
    PlanState.SUBMITTED: PlanStanding.SUBMITTED,
    PlanState.AGREED: PlanStanding.AGREED,
    PlanState.CLOSED: PlanStanding.AGREED,
}


@dataclass(frozen=True)
class PlanStand:
    """Where one person stands in planning: the reason, for whom it waits, since when, and the plan it is about."""

    member: people.Member
    standing: PlanStanding
    reason: PlanReason
    note: str = ""
    plan_id: UUID | None = None
    waits_for: UUID | None = None
    waits_name: str = ""
    since: datetime | None = None


@dataclass(frozen=True)
class _Ground:
    behind: Mapping[UUID, planning.PlanProgress]
    owners: frozenset[UUID]
    active: frozenset[UUID]
    raters: Mapping[UUID, planning.RaterNow]


def plan_stands(
    *, year_id: UUID, members: Sequence[people.Member], on: date, everybody: bool = False
) -> list[PlanStand]:
    """Return where everybody stands in planning the year; ``everybody`` says that the members are all of the agency."""
    ids = [member.employee_id for member in members]
    exempt = people.exempt_employee_ids(on=on) if everybody else people.exemptions_on(employee_ids=ids, on=on)
    ground = _ground(year_id, ids, on, everybody)
    found = []
    for member in members:
        stand = _stand(member, ground)
        why = exempt.get(member.employee_id)
        if why is not None and why.value is not None and stand.standing not in _HANDED_IN:
            stand = PlanStand(member, PlanStanding.EXEMPT, PlanReason.EXEMPT, why.value.label[:160])
        found.append(stand)
    return found


_HANDED_IN = (PlanStanding.SUBMITTED, PlanStanding.AGREED)


def _ground(year_id: UUID, ids: list[UUID], on: date, everybody: bool) -> _Ground:
    lines = planning.lines.progress_of_year(year_id=year_id, employee_ids=None if everybody else ids)
    behind: dict[UUID, planning.PlanProgress] = {}
    for line in lines:
        known = behind.get(line.employee_id)
        if known is None or BEHIND.index(PlanState(line.state)) < BEHIND.index(PlanState(known.state)):
            behind[line.employee_id] = line
    bare = [key for key in ids if key not in behind]
    states = access.accounts.activation_of(employee_ids=bare, agency_id=context.current_or_none() or 0) if bare else {}
    raters = planning.persons.raters_now(employee_ids=bare, on=on) if bare else {}
    owners = frozenset(line.employee_id for line in lines)
    if not everybody:
        asked = {rater.employee_id for rater in raters.values()} | {line.rater_employee_id for line in lines}
        owners = _owners(year_id, (key for key in asked if key is not None))
    return _Ground(behind, owners, frozenset(key for key in bare if states.get(key)), raters)


def _owners(year_id: UUID, employee_ids: Iterable[UUID]) -> frozenset[UUID]:
    lines = planning.lines_of_year(year_id=year_id, employee_ids=employee_ids)
    return frozenset(line.employee_id for line in lines)


def _stand(member: people.Member, ground: _Ground) -> PlanStand:
    line = ground.behind.get(member.employee_id)
    if line is None:
        return _without_plan(member, ground)
    standing = STANDINGS[PlanState(line.state)]
    if standing == PlanStanding.AGREED:
        return PlanStand(member, standing, PlanReason.DONE, plan_id=line.id)
    if standing == PlanStanding.SUBMITTED:
        outside = line.rater_employee_id is None
        reason = PlanReason.WAITS_OUTSIDE if outside and line.rater_name else PlanReason.WAITS
        if outside and not line.rater_name:
            reason = PlanReason.NO_RATER
        return PlanStand(
            member, standing, reason, "", line.id, line.rater_employee_id, line.rater_name[:250], line.submitted_at
        )
    reason = PlanReason.NOT_CORRECTED if standing == PlanStanding.RETURNED else PlanReason.NOT_SUBMITTED
    rater = line.rater_employee_id
    if standing == PlanStanding.DRAFT and rater is not None and rater not in ground.owners:
        reason = PlanReason.RATER_WITHOUT_PLAN
    return PlanStand(member, standing, reason, "", line.id, rater, line.rater_name[:250], line.changed_at)


def _without_plan(member: people.Member, ground: _Ground) -> PlanStand:
    rater = ground.raters.get(member.employee_id)
    waits_for = rater.employee_id if rater else None
    if member.employee_id not in ground.active:
        reason = PlanReason.NOT_ACTIVATED
    elif rater is None or (waits_for is None and not rater.outside):
        reason = PlanReason.NO_RATER
    elif waits_for is not None and waits_for not in ground.owners:
        reason = PlanReason.RATER_WITHOUT_PLAN
    else:
        reason = PlanReason.NOT_WRITTEN
    return PlanStand(member, PlanStanding.NOT_BEGUN, reason, waits_for=waits_for)
