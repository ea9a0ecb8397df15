"""Figures of planning: the control room and alignment."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any
from uuid import UUID

from ninja import Router

from ekinerja.api import schemas
from ekinerja.api.answers import FAILURES
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


def _unit(unit: Any, numbers: dict[str, int]) -> dict[str, Any]:
    return {"unit_id": unit.id, "name": unit.name, "path": unit.path, "numbers": numbers}
