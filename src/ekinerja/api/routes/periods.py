"""Periods of a year: their windows, and more time to fill them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from ninja import Router

from ekinerja.api import answers, schemas
from ekinerja.api.answers import FAILURES
from ekinerja.api.deadlines import end_of, more_time
from ekinerja.kernel import clock
from ekinerja.planning import public as planning

router = Router()
EXTENSION = "/extensions/{uuid:extension_id}"
PERIOD = "/{uuid:period_id}"


@router.put(
    PERIOD + "/window", response={200: schemas.PeriodOut, **FAILURES}, url_name="window", summary="Change a window"
)
def change_window(request: Any, period_id: UUID, given: schemas.WindowIn) -> dict[str, Any]:
    """Change from when until when a period may be filled, before it closes; everybody hears of a new deadline."""
    row = planning.change_window(
        actor=request.auth,
        period_id=period_id,
        fill_opens_on=given.fill_opens_on,
        fill_deadline=end_of(request, given.fill_deadline),
        reason=given.reason,
        at=clock.now(),
    )
    return answers.period(row)


@router.post(
    PERIOD + "/extensions",
    response={201: schemas.ExtensionOut, **FAILURES},
    url_name="period-extensions",
    summary="Give more time to fill a period",
)
def extend_period(request: Any, period_id: UUID, given: schemas.PeriodExtensionIn) -> tuple[int, dict[str, Any]]:
    """Give more time to fill a period to everybody, a unit with those below it, or a person."""
    deadline = end_of(request, given.fill_deadline)
    made = planning.extend_period(period_id=period_id, fill_deadline=deadline, **more_time(request, given))
    return 201, answers.extension(made, made.fill_deadline)


@router.post(
    EXTENSION + "/end",
    response={200: schemas.ExtensionOut, **FAILURES},
    url_name="extension-end",
    summary="Take back more time",
)
def end_extension(request: Any, extension_id: UUID, given: schemas.EndingIn) -> dict[str, Any]:
    """End more time for a period or for plans from now on; what was submitted meanwhile stays in time."""
    row = planning.end_extension(actor=request.auth, extension_id=extension_id, reason=given.reason, at=clock.now())
    return answers.extension(row, row.deadline)
