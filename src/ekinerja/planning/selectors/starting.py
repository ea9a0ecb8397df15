"""From which day a new plan runs: the beginning of the year, or of the present post within it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from ekinerja.people import public as people
from ekinerja.planning.data import PlanState
from ekinerja.planning.models import Plan


@dataclass(frozen=True)
class Start:
    """
    Statutory term: periode SKP. The days proposed for a new plan.

    ``in_post_since`` is set when the present post began within the year; ``earlier`` are the person's plans of
    the year that run into these days and are still open. ``acting`` are the posts acted in during the year, of
    which one may be ``chosen``.
    """

    starts_on: date
    ends_before: date
    position: str
    in_post_since: date | None
    earlier: tuple[Plan, ...] = ()
    acting: tuple[people.ActingPost, ...] = ()
    chosen: people.ActingPost | None = None

    @property
    def last_day(self) -> date:
        """The last day proposed."""
        return self.ends_before - timedelta(days=1)

    @property
    def last_day_before(self) -> date:
        """The last day of the post before."""
        return self.starts_on - timedelta(days=1)


def first_day(*, employee_id: UUID, year: int, on: date) -> date:
    """Return the first of January, or the day the definitive post of a day began when that is later."""
    return _post(employee_id, year, on)[0] or date(year, 1, 1)


def start_of(*, employee_id: UUID, year: int, on: date, acting_position_id: UUID | None = None) -> Start:
    """
    Return the days proposed for a new plan, why, and which plans of an earlier post are still open.

    ``acting_position_id`` asks for the days of a post acted in; an unknown one is passed over.
    """
    acting = tuple(
        people.acting_posts_of(employee_id=employee_id, starts_on=date(year, 1, 1), ends_before=date(year + 1, 1, 1))
    )
    chosen = next((row for row in reversed(acting) if row.position_id == acting_position_id), None)
    if chosen is not None:
        first, after = date(year, 1, 1), date(year + 1, 1, 1)
        ends = min(chosen.ends_before or after, after)
        return Start(max(chosen.since, first), ends, chosen.title, None, (), acting, chosen)
    since, position = _post(employee_id, year, on)
    starts_on, ends_before = since or date(year, 1, 1), date(year + 1, 1, 1)
    earlier: tuple[Plan, ...] = ()
    if since is not None:
        rows = Plan.objects.filter(employee_id=employee_id, period__overlap=(starts_on, ends_before))
        rows = rows.exclude(state=PlanState.CLOSED).filter(period__startswith__lt=starts_on)
        earlier = tuple(rows.select_related("year").order_by("period"))
    return Start(starts_on, ends_before, position, since, earlier, acting)


def last_day_of_post(*, plan: Plan) -> date | None:
    """Return the last day of the plan's post when it ended within the plan's period, for closing on transfer."""
    if plan.person.acting:
        rows = people.acting_posts_of(
            employee_id=plan.employee_id, starts_on=plan.period.lower, ends_before=plan.period.upper
        )
        ends = [row.ends_before for row in rows if row.position_id == plan.position_id_then and row.ends_before]
        last = max(ends) - timedelta(days=1) if ends else None
    else:
        last = _last_definitive_day(plan)
    return last if last is not None and plan.period.lower <= last < plan.last_day else None


def _last_definitive_day(plan: Plan) -> date | None:
    """Return the last day before the definitive post became another one."""
    now = people.current_appointment(employee_id=plan.employee_id, on=plan.last_day)
    if now is None or now.position_id == plan.position_id_then or now.period.lower is None:
        return None
    first: date = now.period.lower
    return first - timedelta(days=1)


def _post(employee_id: UUID, year: int, on: date) -> tuple[date | None, str]:
    """Return when the definitive post of a day began if within the year, and its title; one post may have parts."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    post = people.current_appointment(employee_id=employee_id, on=min(max(on, first), last))
    if post is None:
        return None, ""
    began = post.period.lower
    while began is not None and began > first:
        before = people.current_appointment(employee_id=employee_id, on=began - timedelta(days=1))
        if before is None or (before.unit_id, before.position_id) != (post.unit_id, post.position_id):
            return began, post.position.title if post.position else ""
        began = before.period.lower
    return None, post.position.title if post.position else ""
