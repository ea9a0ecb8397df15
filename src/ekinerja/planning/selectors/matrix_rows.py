"""Who has a row in the role-outcome matrix of a leader's plan, and why."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.core.cache import cache
from django.db.models import CharField, F, Value

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
    first: date = plan.period.lower
    return min(max(on, first), plan.last_day)


def reasons_of(plan: Plan, on: date, reader: UUID | None = None) -> dict[UUID, RowReason]:
    """
    Return who has a row: those the leader rates, members of teams the leader leads, borrowed people.

    Whoever still has a filled cell without being any of these keeps a row, so that nothing disappears. What the
    resolver answers is kept for two minutes; a write asks it anew (``sources_of``), and so does a ``reader`` who may
    read for no other reason.
    """
    day = day_within(plan, on)
    found = _recorded(plan, day)
    resolved = set(_resolved(plan, day))
    if reader in resolved and reader not in found and not _rated(plan, [reader], day):
        resolved.remove(reader)
    found |= dict.fromkeys(resolved, RowReason(RowSource.RATED))
    found.pop(plan.employee_id, None)
    return found


def sources_of(plan: Plan, employee_ids: Collection[UUID], on: date) -> dict[UUID, RowSource]:
    """Return for these people why they have a row, asking anew who rates them; those without a row are left out."""
    day = day_within(plan, on)
    recorded = _recorded(plan, day)
    found = {key: recorded[key].source for key in employee_ids if key in recorded and key != plan.employee_id}
    open_question = [
        key for key in employee_ids if found.get(key, RowSource.FORMER) == RowSource.FORMER and key != plan.employee_id
    ]
    if open_question:
        found |= dict.fromkeys(_rated(plan, open_question, day), RowSource.RATED)
    return found


def _rated(plan: Plan, employee_ids: list[UUID], day: date) -> list[UUID]:
    """Return those of these people whom the leader rates, asked anew."""
    lines = people.rating_lines(employee_ids=employee_ids, on=day)
    return [key for key, line in lines.items() if line.rater.rater_employee_id == plan.employee_id]


def _recorded(plan: Plan, day: date) -> dict[UUID, RowReason]:
    """Return those whom tables name, with one query; the strongest of several reasons counts."""
    teams = TeamMember.objects.filter(
        team_policies.memberships_on(day), team__leader_id=plan.employee_id, employee__isnull=False
    )
    rated = Plan.objects.filter(rater_employee_id=plan.employee_id, year_id=plan.year_id, period__contains=day)
    cells = MatrixCell.objects.filter(outcome__plan=plan, outcome__retired_at=None).exclude(text="")
    nothing = Value("", output_field=CharField())
    rows = _named(MatrixMember.objects.filter(plan=plan), RowSource.BORROWED, nothing).union(
        _named(teams, RowSource.TEAM, F("team__name")),
        _named(rated.exclude(state=PlanState.CLOSED), RowSource.RATED, nothing),
        _named(cells, RowSource.FORMER, nothing),
    )
    found: dict[UUID, RowReason] = {}
    order = list(RowSource)
    for employee_id, source, words in sorted(rows, key=lambda row: (-order.index(RowSource(row[1])), row[2])):
        found[employee_id] = RowReason(RowSource(source), words)
    return found


def _named(rows: Any, source: RowSource, words: Any) -> Any:
    marked = rows.order_by().annotate(why=Value(source.value, output_field=CharField()), words=words)
    return marked.values_list("employee_id", "why", "words")


def _resolved(plan: Plan, day: date) -> Sequence[UUID]:
    """Return those whom the resolver gives this leader as rater, also without a plan; kept for two minutes."""
    key = f"matriks:{plan.agency_id}:{plan.employee_id}:{day}"
    kept: Sequence[UUID] | None = cache.get(key)
    if kept is None:
        kept = people.subordinates_of(rater_id=plan.employee_id, on=day)
        cache.set(key, kept, KEPT_SECONDS)
    return kept
