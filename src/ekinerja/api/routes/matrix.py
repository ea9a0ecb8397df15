"""The role-outcome matrix of a leader's plan."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from ninja import Router

from ekinerja.api import schemas
from ekinerja.api.answers import FAILURES
from ekinerja.kernel import clock
from ekinerja.planning import public as planning
from ekinerja.planning.data import CellInput

router = Router()
MATRIX = "/{uuid:plan_id}/matrix"
MEMBERS = MATRIX + "/members"


@router.get(MATRIX, response={200: schemas.MatrixOut, **FAILURES}, url_name="matrix", summary="The matrix of a plan")
def get_matrix(request: Any, plan_id: UUID) -> dict[str, Any]:
    """Return the matrix: members as rows, the leader's outcomes as columns."""
    return _matrix(request, plan_id)


@router.put(MATRIX, response={200: schemas.MatrixOut, **FAILURES}, url_name="matrix", summary="Write cells")
def fill_cells(request: Any, plan_id: UUID, given: list[schemas.CellIn]) -> dict[str, Any]:
    """Write cells; each becomes a draft outcome in the member's plan."""
    cells = [CellInput(**cell.dict()) for cell in given]
    planning.fill_cells(actor=request.auth, plan_id=plan_id, cells=cells, at=clock.now())
    return _matrix(request, plan_id)


@router.post(
    MEMBERS, response={201: schemas.MatrixOut, **FAILURES}, url_name="matrix-members", summary="Borrow somebody"
)
def borrow_member(request: Any, plan_id: UUID, given: schemas.BorrowIn) -> tuple[int, dict[str, Any]]:
    """Add somebody to one's own matrix whom one neither rates nor leads in a team."""
    planning.borrow_member(actor=request.auth, plan_id=plan_id, employee_id=given.employee_id, at=clock.now())
    return 201, _matrix(request, plan_id)


@router.delete(
    MEMBERS + "/{uuid:employee_id}",
    response={204: None, **FAILURES},
    url_name="matrix-member",
    summary="Release somebody borrowed",
)
def release_member(request: Any, plan_id: UUID, employee_id: UUID) -> tuple[int, None]:
    """Take a borrowed person out of one's own matrix once no cell of theirs says anything."""
    planning.release_member(actor=request.auth, plan_id=plan_id, employee_id=employee_id, at=clock.now())
    return 204, None


@router.post(
    MATRIX + "/gather", response={200: schemas.GatheredOut, **FAILURES}, url_name="gather", summary="Fill from plans"
)
def gather_cells(request: Any, plan_id: UUID) -> dict[str, int]:
    """Fill empty cells of one's own matrix from what the members' plans already serve."""
    return {"filled": planning.gather_cells(actor=request.auth, plan_id=plan_id, at=clock.now())}


@router.post(
    MATRIX + "/take-over",
    response={200: schemas.MatrixOut, **FAILURES},
    url_name="take-over",
    summary="Take a member's words",
)
def take_over_cell(request: Any, plan_id: UUID, given: schemas.TakeOverIn) -> dict[str, Any]:
    """Let a cell say what the member's plan says now."""
    planning.take_over_cell(actor=request.auth, plan_id=plan_id, at=clock.now(), **given.dict())
    return _matrix(request, plan_id)


def _matrix(request: Any, plan_id: UUID) -> dict[str, Any]:
    found = planning.matrix.view_of(actor=request.auth, plan_id=plan_id, on=clock.today())
    names = ("employee_id", "name", "nip", "position", "unit", "plan_state", "may_write")
    return {
        "plan_id": found.plan.id,
        "columns": [
            {name: getattr(column, name) for name in ("outcome_id", "number", "kind", "text")}
            for column in found.columns
        ],
        "rows": [
            {**{name: getattr(row, name) for name in names}, "cells": [_cell(cell) for cell in row.cells]}
            for row in found.rows
        ],
    }


def _cell(cell: Any) -> dict[str, Any]:
    told = {name: getattr(cell, name) for name in ("outcome_id", "text", "revision", "state")}
    return {**told, "made_outcome_id": cell.made_id}
