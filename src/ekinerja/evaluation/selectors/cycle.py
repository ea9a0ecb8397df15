"""Where one employee stands in the cycle, and what to do next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from ekinerja.activity import public as activity
from ekinerja.activity.data import PeriodState
from ekinerja.evaluation.models import Review
from ekinerja.evaluation.selectors import reviews
from ekinerja.kernel.actor import Actor
from ekinerja.people import public as people
from ekinerja.planning import public as planning
from ekinerja.planning.data import PeriodKind, PlanState


class Task(StrEnum):
    """Statutory term: tugas berikutnya dalam siklus kinerja."""

    NO_YEAR = "TAHUN_BELUM_DIBUKA"
    DRAFT = "SUSUN_SKP"
    COMPLETE = "LENGKAPI_SKP"
    MEND = "PERBAIKI_SKP"
    AWAIT_AGREEMENT = "TUNGGU_PERSETUJUAN"
    FILL = "ISI_PERIODE"
    AWAIT_RATING = "TUNGGU_PENILAIAN"
    NOTHING = "TIDAK_ADA"


@dataclass(frozen=True)
class PeriodLine:
    """One period of a plan with its state, deadline and rating."""

    plan: planning.Plan
    period: planning.Period
    state: str
    deadline: planning.years.Deadline
    review: Review | None
    is_late: bool

    @property
    def is_annual(self) -> bool:
        """Whether it is the evaluation of the whole year."""
        return bool(self.period.kind == PeriodKind.ANNUAL)


@dataclass(frozen=True)
class CycleView:
    """Statutory term: posisi dalam siklus kinerja. What home and "SKP saya" show of the actor's own year."""

    year: object
    plans: tuple[planning.Plan, ...]
    plan: planning.Plan | None
    lines: tuple[PeriodLine, ...]
    task: Task
    current: PeriodLine | None
    latest_review: Review | None
    plan_deadline: datetime | None
    plan_extension: str = ""

    @property
    def coming(self) -> tuple[PeriodLine, ...]:
        """The current period and those after it; all where none is current."""
        return self.lines[self.lines.index(self.current) :] if self.current else self.lines

    @property
    def past(self) -> tuple[PeriodLine, ...]:
        """Those before the current period, the latest first."""
        return self.lines[: self.lines.index(self.current)][::-1] if self.current else ()

    @property
    def stage(self) -> str:
        """The stage of the cycle for the strip at the top of a page."""
        if self.task == Task.FILL:
            return "PELAKSANAAN"
        if self.task == Task.AWAIT_RATING:
            return "PENILAIAN"
        return "PELAKSANAAN" if self.task == Task.NOTHING and self.plan else "RENCANA"


def my_cycle(*, actor: Actor, now: datetime) -> CycleView:
    """Return where the actor's own year stands; an actor without employment has an empty one."""
    on = planning.day_of(now)
    year = planning.years.find_open_year(on=on)
    plans = planning.plans.list_own(employee_id=actor.employee_id) if actor.employee_id else []
    plan = _present(plans, on, year.id if year else None)
    lines = _lines(plan, now) if plan else ()
    current = _current(lines, on, now)
    rated = [line for line in lines if line.review and not line.is_annual]
    deadline = _plan_deadline(actor, year, plan)
    return CycleView(
        year=year,
        plans=tuple(plans),
        plan=plan,
        lines=lines,
        task=_task(bool(year), plan, current, lines),
        current=current,
        latest_review=rated[-1].review if rated else None,
        plan_deadline=deadline.at if deadline else None,
        plan_extension=deadline.reason if deadline else "",
    )


def _plan_deadline(actor: Actor, year: Any, plan: planning.Plan | None) -> planning.Deadline | None:
    """Return the last day for the actor's plan; where they work is asked only when a unit was given more time."""
    if year is None:
        return None
    path = plan.unit_path if plan and plan.year_id == year.id else ""
    if not path and actor.employee_id and any(row["path"] for row in year.extended):
        entry = people.entries_of(employee_ids=[actor.employee_id]).get(actor.employee_id)
        path = entry.unit_path if entry else ""
    return planning.plan_deadline_for(year=year, employee_id=actor.employee_id, unit_path=path)


def lines_of(*, actor: Actor, plan_id: UUID, now: datetime) -> tuple[PeriodLine, ...]:
    """
    Return the periods of a plan with their states and ratings.

    :raises NotFound: the actor may not know of the plan
    """
    return _lines(planning.get_for(actor=actor, plan_id=plan_id, on=planning.day_of(now)).plan, now)


def _present(plans: list[planning.Plan], on: date, year_id: UUID | None) -> planning.Plan | None:
    of_year = [plan for plan in plans if plan.year_id == year_id]
    covering = [plan for plan in of_year if plan.period.lower <= on < plan.period.upper]
    chosen = covering or of_year or plans
    return chosen[0] if chosen else None


def _lines(plan: planning.Plan, now: datetime) -> tuple[PeriodLine, ...]:
    periods = planning.periods_for(plan=plan, periods=planning.years.periods_of(year_id=plan.year_id))
    works = activity.returned_of(plan_ids=[plan.id])
    rated = reviews.current_reviews(plan_ids=[plan.id])
    lines = []
    for period in periods:
        deadline = planning.deadline_for(period=period, employee_id=plan.employee_id, unit_path=plan.unit_path)
        state, was_returned = works.get((plan.id, period.id), (PeriodState.EMPTY, False))
        lines.append(
            PeriodLine(
                plan=plan,
                period=period,
                state=state,
                deadline=deadline,
                review=rated.get((plan.id, period.id)),
                is_late=deadline.is_over(now) and not was_returned,
            )
        )
    return tuple(lines)


def _current(lines: tuple[PeriodLine, ...], on: date, now: datetime) -> PeriodLine | None:
    """Return the oldest period that can and should still be filled, else the one that runs today."""
    open_states = (PeriodState.EMPTY, PeriodState.PLANNED, PeriodState.REALISED)
    periodic = [line for line in lines if not line.is_annual]
    for line in periodic:
        if line.period.span.lower <= on and line.state in open_states and not line.is_late:
            return line
    running = [line for line in periodic if line.period.span.lower <= on < line.period.span.upper]
    return running[0] if running else None


def _task(
    has_year: bool, plan: planning.Plan | None, current: PeriodLine | None, lines: tuple[PeriodLine, ...]
) -> Task:
    if plan is None:
        return Task.DRAFT if has_year else Task.NO_YEAR
    waiting = {
        PlanState.DRAFT: Task.COMPLETE,
        PlanState.RETURNED: Task.MEND,
        PlanState.SUBMITTED: Task.AWAIT_AGREEMENT,
    }
    if plan.state in waiting:
        return waiting[PlanState(plan.state)]
    if current and current.state in (PeriodState.EMPTY, PeriodState.PLANNED, PeriodState.REALISED):
        return Task.FILL
    if any(line.state == PeriodState.SUBMITTED for line in lines):
        return Task.AWAIT_RATING
    return Task.NOTHING
