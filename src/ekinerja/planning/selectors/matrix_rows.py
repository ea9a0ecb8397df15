"""Who has a row in the role-outcome matrix of a leader's plan, and why."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.cache import cache

from ekinerja.people import public as people
from ekinerja.planning import team_policies
from ekinerja.planning.data import PlanState, RowSource
from ekinerja.planning.models import MatrixCell, MatrixMember, Plan, TeamMember

KEPT_SECONDS = 120


@dataclass(frozen=True)
class RowReason:
    """Statutory term: alasan menjadi anggota matriks. Why one person has a row; ``words`` names the team."""

    source: RowSource
    words: str = ""


def day_within(plan: Plan, on: date) -> date:
    """Return the day itself, or the nearest one that the plan covers."""
    return min(max(on, plan.period.lower), plan.last_day)


def reasons_of(plan: Plan, on: date) -> dict[UUID, RowReason]:
    """
    Return who has a row: those the leader rates, members of teams the leader leads, borrowed people.

    Whoever still has a filled cell without being any of these keeps a row, so that nothing disappears. The answer
    who the leader rates is kept for two minutes; a write asks ``sources_of`` anew.
    """
    day = day_within(plan, on)
    found = _known(plan, day)
    for employee_id in _rated(plan, day):
        found[employee_id] = RowReason(RowSource.RATED)
    for employee_id in _with_cells(plan):
        found.setdefault(employee_id, RowReason(RowSource.FORMER))
    found.pop(plan.employee_id, None)
    return found


def sources_of(plan: Plan, employee_ids: Collection[UUID], on: date) -> dict[UUID, RowSource]:
    """Return for these people why they have a row, asking anew who rates them; those without a row are left out."""
    day = day_within(plan, on)
    known = _known(plan, day)
    found = {key: known[key].source for key in employee_ids if key in known}
    unknown = [key for key in employee_ids if key not in found and key != plan.employee_id]
    if unknown:
        lines = people.rating_lines(employee_ids=unknown, on=day)
        rated = [key for key, line in lines.items() if line.rater.rater_employee_id == plan.employee_id]
        found |= dict.fromkeys(rated, RowSource.RATED)
    missing = [key for key in unknown if key not in found]
    if missing:
        found |= dict.fromkeys([key for key in _with_cells(plan) if key in missing], RowSource.FORMER)
    return found


def _known(plan: Plan, day: date) -> dict[UUID, RowReason]:
    """Return those whom tables name: borrowed people and members of the leader's teams, with two queries."""
    found = {
        key: RowReason(RowSource.BORROWED)
        for key in MatrixMember.objects.filter(plan=plan).values_list("employee_id", flat=True)
    }
    rows = TeamMember.objects.filter(
        team_policies.memberships_on(day), team__leader_id=plan.employee_id, employee__isnull=False
    )
    for employee_id, name in rows.order_by("team__name").values_list("employee_id", "team__name"):
        found[employee_id] = RowReason(RowSource.TEAM, name)
    found.pop(plan.employee_id, None)
    return found


def _rated(plan: Plan, day: date) -> list[UUID]:
    """Return those the leader rates: whose plan names the leader, and whom the resolver names."""
    named = Plan.objects.filter(rater_employee_id=plan.employee_id, year_id=plan.year_id, period__contains=day)
    with_plan = list(named.exclude(state=PlanState.CLOSED).values_list("employee_id", flat=True))
    key = f"matriks:{plan.agency_id}:{plan.employee_id}:{day}"
    resolved = cache.get(key)
    if resolved is None:
        resolved = people.subordinates_of(rater_id=plan.employee_id, on=day)
        cache.set(key, resolved, KEPT_SECONDS)
    return [*with_plan, *resolved]


def _with_cells(plan: Plan) -> list[UUID]:
    rows = MatrixCell.objects.filter(outcome__plan=plan, outcome__retired_at=None).exclude(text="")
    return list(rows.order_by().values_list("employee_id", flat=True).distinct())
