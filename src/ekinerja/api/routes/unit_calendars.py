"""Which unit works by which calendar: everybody reads, the agency's admins write."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from ninja import Router

from ekinerja.api import schemas
from ekinerja.api.answers import FAILURES
from ekinerja.kernel import clock
from ekinerja.organisation import public as organisation

router = Router()


@router.get(
    "/unit-calendars",
    response={200: list[schemas.UnitCalendarOut], **FAILURES},
    url_name="unit-calendars",
    summary="Calendars of units",
)
def list_unit_calendars(request: Any) -> list[dict[str, Any]]:
    """List the calendars that units have today or will have later; all others work by that of the unit above."""
    return [_row(item) for item in organisation.unit_calendars.list_assignments(on=clock.today())]


@router.post(
    "/unit-calendars",
    response={201: schemas.UnitCalendarOut, **FAILURES},
    url_name="unit-calendars",
    summary="Give a unit a calendar",
)
def assign_calendar(request: Any, given: schemas.UnitCalendarIn) -> tuple[int, dict[str, Any]]:
    """Give a unit, and those below it, a calendar from a day on; deadlines of years already open do not change."""
    row = organisation.assign_calendar(
        actor=request.auth,
        unit_id=given.unit_id,
        calendar_id=given.calendar_id,
        on=given.starts_on,
        at=clock.now(),
    )
    return 201, _row(row)


@router.post(
    "/unit-calendars/{uuid:assignment_id}/end",
    response={204: None, **FAILURES},
    url_name="unit-calendar-end",
    summary="End a unit's calendar",
)
def end_calendar(request: Any, assignment_id: UUID, given: schemas.UnitCalendarEndIn) -> tuple[int, None]:
    """Let a unit follow the calendar above it again; ended on its first day, it has never had the other."""
    organisation.end_calendar(actor=request.auth, assignment_id=assignment_id, on=given.ends_before, at=clock.now())
    return 204, None


def _row(row: organisation.UnitCalendar) -> dict[str, Any]:
    return {
        "id": row.id,
        "unit_id": row.unit_id,
        "calendar_id": row.calendar_id,
        "calendar": row.calendar.name,
        "starts_on": row.period.lower,
        "ends_before": row.period.upper,
    }
