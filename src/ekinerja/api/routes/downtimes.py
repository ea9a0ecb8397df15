"""Times in which the program could not be used, and the deadlines they move."""

from __future__ import annotations

from typing import Any

from ninja import Router

from ekinerja.api import schemas
from ekinerja.api.answers import FAILURES
from ekinerja.api.rights import require_role
from ekinerja.kernel import clock
from ekinerja.kernel.actor import Role
from ekinerja.kernel.errors import NotFound
from ekinerja.planning import public as planning

router = Router()


@router.get("", response={200: list[schemas.DowntimeOut], **FAILURES}, url_name="downtimes", summary="Disturbances")
def list_downtimes(request: Any, year: int | None = None) -> list[dict[str, Any]]:
    """List the recorded disturbances, the latest first, of one opened year or of all; admins of the agency may."""
    require_role(request.auth, Role.AGENCY_ADMIN)
    if year is not None and planning.years.find_year(year=year) is None:
        raise NotFound
    return [_downtime(row) for row in planning.downtimes.list_downtimes(year=year)]


@router.post("", response={201: schemas.DowntimeOut, **FAILURES}, url_name="downtimes", summary="Record a disturbance")
def record_downtime(request: Any, given: schemas.DowntimeIn) -> tuple[int, dict[str, Any]]:
    """Record when the program could not be used; deadlines that fell into it move, and those affected hear of it."""
    made, _moved = planning.record_downtime(actor=request.auth, at=clock.now(), **given.dict())
    return 201, _downtime(made)


@router.post(
    "/preview",
    response={200: list[schemas.MovedOut], **FAILURES},
    url_name="downtime-preview",
    summary="Preview a disturbance",
)
def preview_downtime(request: Any, given: schemas.DowntimeIn) -> list[dict[str, Any]]:
    """Return the deadlines that recording a disturbance would move, without recording it."""
    moved = planning.preview_downtime(actor=request.auth, at=clock.now(), **given.dict())
    names = ("unit_id", "employee_id", "before", "after")
    return [
        {
            **{name: getattr(row, name) for name in names},
            "year": row.year.year,
            "period_id": row.period.id if row.period else None,
        }
        for row in moved
    ]


def _downtime(row: Any) -> dict[str, Any]:
    names = ("id", "started_at", "ended_at", "reason", "recorded_at")
    return {**{name: getattr(row, name) for name in names}, "recorded_by": row.recorded_by_name}
