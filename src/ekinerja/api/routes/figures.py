"""Figures of planning: the control room and alignment."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any
from uuid import UUID

from ninja import Query, Router

from ekinerja.api import schemas
from ekinerja.api.answers import FAILURES, code_of, page
from ekinerja.kernel import clock
from ekinerja.kernel.errors import NotFound
from ekinerja.planning import public as planning
from ekinerja.reporting import public as reporting

router = Router()


@router.get("/planning-room", response={200: schemas.RoomOut, **FAILURES}, url_name="room", summary="Control room")
def get_room(request: Any, unit_id: UUID | None = None) -> dict[str, Any]:
    """Return how far planning of the open year is, for roles that read units."""
    room = reporting.planning_room(actor=request.auth, now=clock.now(), unit_id=unit_id)
    if room is None:
        raise NotFound
    return {
        "year": room.year.year,
        "plan_deadline": room.year.plan_deadline,
        "days_left": room.days_left,
        "total": dict(room.board.total.numbers),
        "units": [_unit(row.unit, dict(row.counts.numbers)) for row in room.board.rows],
    }


@router.get(
    "/planning-room/people",
    response={200: schemas.PlannersOut, **FAILURES},
    url_name="room-people",
    summary="People of the control room",
)
def list_planners(
    request: Any,
    standing: str = "",
    reason: str = "",
    unit_id: UUID | None = None,
    text: Annotated[str, Query(max_length=200)] = "",
    page_number: Annotated[int, Query(alias="page", ge=1, le=10_000)] = 1,
) -> dict[str, Any]:
    """List people with where their planning stands, why, and whom it waits for."""
    wanted = _wanted(standing, reason, unit_id, text)
    found = reporting.list_planners(actor=request.auth, now=clock.now(), wanted=wanted, page=page_number)
    if found is None:
        raise NotFound
    place = page(number=found.number, size=reporting.PLANNERS_A_PAGE, total=found.total)
    return {**place, "counts": found.counts, "items": [_planner(row) for row in found.people]}


@router.post(
    "/planning-room/reminders",
    response={200: schemas.RemindersOut, **FAILURES},
    url_name="room-reminders",
    summary="Remind people of their plan",
)
def remind_planners(request: Any, given: schemas.RemindersIn) -> dict[str, int]:
    """
    Remind the people named, or everybody of a list, nobody twice on one day; clerks and admins may.

    Of a plan that waits its rater is told. Everybody hears the deadline that holds for them.
    """
    report = reporting.nudge_planners(
        actor=request.auth,
        words=reporting.plan_nudges,
        at=clock.now(),
        wanted=_wanted(given.standing, given.reason, given.unit_id, given.text),
        employee_ids=tuple(given.employee_ids or ()),
    )
    return vars(report)


@router.get(
    "/alignment", response={200: schemas.AlignmentOut, **FAILURES}, url_name="alignment", summary="Figures of alignment"
)
def get_alignment(request: Any, year: int | None = None, unit_id: UUID | None = None) -> dict[str, Any]:
    """Return how outcomes and goals are joined, for roles that read units."""
    found, _years = planning.people_tree.pick_year(on=clock.today(), wanted=year)
    if found is None or (year is not None and found.year != year):
        raise NotFound
    board = planning.alignment.board(actor=request.auth, year=found, unit_id=unit_id, on=clock.today())
    return {
        "year": found.year,
        "counted_at": board.counted_at,
        "total": asdict(board.total),
        "units": [_unit(row.unit, asdict(row.figures)) for row in board.rows],
    }


def _wanted(standing: str, reason: str, unit_id: UUID | None, text: str) -> reporting.PlannerFilter:
    for kind, value, name in (
        (reporting.PlanStanding, standing, "standing"),
        (reporting.PlanReason, reason, "reason"),
    ):
        if value:
            code_of(kind, value, name)
    return reporting.PlannerFilter(standing=standing, reason=reason, unit_id=unit_id, text=text.strip())


def _planner(row: Any) -> dict[str, Any]:
    return {
        "employee_id": row.entry.employee_id,
        "name": row.entry.display_name,
        "nip": row.entry.nip,
        "unit": row.entry.unit_name,
        "standing": row.standing,
        "reason": row.reason,
        "plan_id": row.plan_id,
        "waits_for": row.waits,
        "days": row.days,
    }


def _unit(unit: Any, numbers: dict[str, int]) -> dict[str, Any]:
    return {"unit_id": unit.id, "name": unit.name, "path": unit.path, "numbers": numbers}
