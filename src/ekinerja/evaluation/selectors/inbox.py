"""What waits for a rater's decision, exceptions first, and the whole team."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from ekinerja.activity import public as activity
from ekinerja.evaluation.models import Review
from ekinerja.evaluation.selectors import reviews
from ekinerja.kernel.actor import Actor, Role
from ekinerja.people import public as people
from ekinerja.planning import public as planning
from ekinerja.planning.data import PersonSnapshot

LONG_WAIT = timedelta(days=7)


@dataclass(frozen=True)
class Waiting:
    """
    Statutory term: menunggu keputusan. One plan to agree (``period`` empty) or one period to rate.

    ``opens_on`` is the day from which a period that was handed in before its end can be rated, while it lies ahead.
    """

    plan: planning.Plan
    period: planning.Period | None
    since: datetime
    is_overdue: bool
    on_behalf: str = ""
    opens_on: date | None = None


@dataclass(frozen=True)
class TeamRow:
    """One person the actor rates, with how far plan and period are; ``outside`` says why no plan is needed."""

    person: PersonSnapshot
    plan: planning.Plan | None
    month_state: str
    review: Review | None
    outside: str = ""


@dataclass(frozen=True)
class Team:
    """Everybody the actor rates, in one period; ``leads`` tells whether the actor leads a unit, if it was asked."""

    rows: tuple[TeamRow, ...]
    period: planning.Period | None
    leads: bool | None = None


def list_inbox(*, actor: Actor, now: datetime) -> tuple[Waiting, ...]:
    """
    Return what waits for the actor: those waiting too long first, then by how long they wait.

    What raters have delegated comes along, marked with their names; only the rater decides.
    """
    raters = planning.plans.delegators_of(actor=actor, on=planning.day_of(now))
    records = "" in actor.paths(Role.AGENCY_ADMIN) and "" not in actor.paths(Role.LEADER)
    plans = planning.plans.list_waiting(actor=actor, raters=raters)
    works = activity.list_waiting(actor=actor, raters=raters)
    items = [_waiting(plan, None, plan.submitted_at, now, raters, records) for plan in plans]
    items += [_waiting(work.plan, work.period, work.submitted_at, now, raters, records) for work in works]
    return tuple(sorted(items, key=lambda item: (not item.is_overdue, item.since)))


def next_in_inbox(*, actor: Actor, now: datetime, after: UUID | None) -> Waiting | None:
    """Return the item after the one of a plan, else the first of another plan, else ``None``."""
    items = list_inbox(actor=actor, now=now)
    places = [index for index, item in enumerate(items) if item.plan.id == after]
    rest = items[places[-1] + 1 :] if places else items
    return next((item for item in (*rest, *items) if item.plan.id != after), None)


def list_team(*, actor: Actor, now: datetime) -> Team:
    """Return everybody the actor rates today: first who lacks a plan, last who needs none."""
    on = planning.day_of(now)
    year, periods = planning.lines.open_year(on=on)
    if year is None:
        return Team((), None)
    period = next((row for row in periods if row.number and row.span.lower <= on < row.span.upper), None)
    plans = activity.list_rated(actor=actor, year_id=year.id, period_id=period.id if period else None)
    rated = reviews.latest_reviews(plan_ids=[plan.id for plan, _state in plans])
    rows = [
        TeamRow(
            person=plan.person,
            plan=plan,
            month_state=state if period else "",
            review=rated.get(plan.id),
        )
        for plan, state in plans
    ]
    following = people.Following((), leads=False)
    if actor.employee_id is not None:
        following = people.following_of(rater_id=actor.employee_id, on=on)
    have = {plan.employee_id for plan, _state in plans}
    bare = _without_plan([key for key in following.employee_ids if key not in have], on)
    missing, outside = [row for row in bare if not row.outside], [row for row in bare if row.outside]
    return Team((*missing, *sorted(rows, key=lambda row: row.person.name), *outside), period, following.leads)


def _without_plan(missing: list[UUID], on: date) -> list[TeamRow]:
    found = people.entries_with_exemption(employee_ids=missing, on=on) if missing else ()
    rows = [
        TeamRow(
            person=PersonSnapshot(
                name=row.display_name,
                employee_id=row.employee_id,
                nip=row.nip,
                position=row.position_title,
                unit=row.unit_name,
            ),
            plan=None,
            month_state="",
            review=None,
            outside=outside,
        )
        for row, outside in found
    ]
    return sorted(rows, key=lambda row: row.person.name)


def _waiting(
    plan: planning.Plan,
    period: planning.Period | None,
    since: datetime | None,
    now: datetime,
    raters: tuple[UUID, ...],
    records: bool,
) -> Waiting:
    moment, opens = since or now, reviews.ratable_from(plan=plan, period=period) if period else None
    today = planning.day_of(now)
    delegated = plan.rater_employee_id in raters or (plan.rater_is_outside and records)
    return Waiting(
        plan=plan,
        period=period,
        since=moment,
        is_overdue=now - moment > LONG_WAIT and (opens is None or today - opens > LONG_WAIT),
        on_behalf=plan.rater.name if delegated and plan.rater else "",
        opens_on=opens if opens and opens > today else None,
    )
