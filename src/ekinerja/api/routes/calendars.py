"""Working days and holidays of the agency: everybody reads, its admins write."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from ninja import Query, Router

from ekinerja.api import schemas
from ekinerja.api.answers import FAILURES, code_of
from ekinerja.kernel import clock
from ekinerja.organisation import public as organisation

router = Router()
CALENDAR = "/calendars/{uuid:calendar_id}"


@router.get(
    "/calendars", response={200: list[schemas.CalendarOut], **FAILURES}, url_name="calendars", summary="Calendars"
)
def list_calendars(request: Any) -> list[dict[str, Any]]:
    """List the agency's patterns of working days, the one that moves deadlines first."""
    return [_calendar(row) for row in organisation.calendars.list_calendars()]


@router.post(
    "/calendars", response={201: schemas.CalendarOut, **FAILURES}, url_name="calendars", summary="Make a calendar"
)
def make_calendar(request: Any, given: schemas.CalendarIn) -> tuple[int, dict[str, Any]]:
    """Make a calendar, whose code comes from its name; the first one becomes the agency's own."""
    return 201, _save(request, "", given)


@router.put(CALENDAR, response={200: schemas.CalendarOut, **FAILURES}, url_name="calendar", summary="Change a calendar")
def change_calendar(request: Any, calendar_id: UUID, given: schemas.CalendarIn) -> dict[str, Any]:
    """Change name, working days or minutes of a calendar."""
    return _save(request, organisation.calendars.get_calendar(calendar_id=calendar_id).code, given)


@router.post(
    CALENDAR + "/choose",
    response={200: schemas.CalendarOut, **FAILURES},
    url_name="calendar-choose",
    summary="Choose the agency's calendar",
)
def choose_calendar(request: Any, calendar_id: UUID) -> dict[str, Any]:
    """Make a calendar the agency's own, by which deadlines on days off move."""
    return _calendar(
        organisation.keep_calendar.choose_calendar(actor=request.auth, calendar_id=calendar_id, at=clock.now())
    )


@router.get("/holidays", response={200: list[schemas.HolidayOut], **FAILURES}, url_name="holidays", summary="Holidays")
def list_holidays(request: Any, year: Annotated[int | None, Query(ge=2000, le=2100)] = None) -> list[dict[str, Any]]:
    """List the holidays of all calendars in a year, the present one if none is given, by day."""
    rows = organisation.calendars.list_holidays(year=year or clock.today().year)
    return [_holiday(row) for row in rows]


@router.post(
    "/holidays", response={201: list[schemas.HolidayOut], **FAILURES}, url_name="holidays", summary="Add a holiday"
)
def add_holiday(request: Any, given: schemas.HolidayIn) -> tuple[int, list[dict[str, Any]]]:
    """Add a holiday to one calendar, or to all that lack it, and return what was added."""
    made = organisation.keep_calendar.add_holiday(
        actor=request.auth,
        calendar_id=given.calendar_id,
        day=given.day,
        name=given.name,
        kind=code_of(organisation.HolidayKind, given.kind, "kind"),
        at=clock.now(),
    )
    return 201, [_holiday(row) for row in made]


@router.delete(
    "/holidays/{uuid:holiday_id}", response={204: None, **FAILURES}, url_name="holiday", summary="Remove a holiday"
)
def remove_holiday(request: Any, holiday_id: UUID) -> tuple[int, None]:
    """Make a holiday a working day again."""
    organisation.keep_calendar.remove_holiday(actor=request.auth, holiday_id=holiday_id, at=clock.now())
    return 204, None


def _save(request: Any, code: str, given: schemas.CalendarIn) -> dict[str, Any]:
    return _calendar(
        organisation.keep_calendar.save_calendar(actor=request.auth, code=code, at=clock.now(), **given.dict())
    )


def _calendar(row: organisation.WorkCalendar) -> dict[str, Any]:
    return {name: getattr(row, name) for name in ("id", "code", "name", "weekdays", "minutes", "is_default")}


def _holiday(row: Any) -> dict[str, Any]:
    names = ("id", "calendar_id", "day", "name", "kind")
    return {**{name: getattr(row, name) for name in names}, "calendar": row.calendar.name}
