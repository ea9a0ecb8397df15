"""Performance years: seeing them, opening one, and the last day for plans."""

from __future__ import annotations

from typing import Any

from ninja import Router

from ekinerja.api import answers, schemas
from ekinerja.api.answers import FAILURES, code_of
from ekinerja.api.deadlines import end_of, more_time, zone_of
from ekinerja.kernel import clock
from ekinerja.kernel.errors import NotFound
from ekinerja.planning import public as planning
from ekinerja.planning.data import Periodicity

router = Router()
YEAR = "/{int:year}"


@router.get("", response={200: list[schemas.YearOut], **FAILURES}, url_name="years", summary="All years")
def list_years(request: Any) -> list[dict[str, Any]]:
    """List the agency's years with their periods, the newest first."""
    return [_year(row) for row in planning.years.list_years()]


@router.post("", response={201: schemas.YearOut, **FAILURES}, url_name="years", summary="Open a year")
def open_year(request: Any, given: schemas.YearIn) -> tuple[int, dict[str, Any]]:
    """Open a year with its periods; admins of the whole agency may."""
    row = planning.open_year(actor=request.auth, settings=_settings(request, given), at=clock.now())
    return 201, _year(row)


@router.post(
    "/preview", response={200: schemas.YearPreviewOut, **FAILURES}, url_name="year-preview", summary="Preview a year"
)
def preview_year(request: Any, given: schemas.YearIn) -> dict[str, Any]:
    """Return what opening a year would make and whom it reaches, without opening it."""
    found = planning.preview_year(actor=request.auth, settings=_settings(request, given), at=clock.now())
    later = ("unit_id", "calendar", "number", "before", "after")
    drafted = ("kind", "number", "starts_on", "ends_before", "fill_deadline")
    return {
        "plan_deadline": found.plan_deadline,
        "periods": [{name: getattr(row, name) for name in drafted} for row in found.periods],
        "shifts": [{name: getattr(row, name) for name in ("number", "before", "after")} for row in found.shifts],
        "unit_deadlines": [{name: getattr(row, name) for name in later} for row in found.unit_deadlines],
        "people": found.reach.people,
        "planners": found.reach.planners,
        "outside": [{"label": str(label), "people": number} for label, number in found.reach.outside],
        "without_rater": found.reach.without_rater,
    }


@router.get(YEAR, response={200: schemas.YearOut, **FAILURES}, url_name="year", summary="One year")
def get_year(request: Any, year: int) -> dict[str, Any]:
    """Return one year with its periods."""
    return _year(_find(year))


@router.put(
    YEAR + "/plan-deadline",
    response={200: schemas.YearOut, **FAILURES},
    url_name="plan-deadline",
    summary="Change the deadline for plans",
)
def change_plan_deadline(request: Any, year: int, given: schemas.PlanDeadlineIn) -> dict[str, Any]:
    """Change the last day for plans before it has passed; everybody hears of it."""
    row = planning.change_plan_deadline(
        actor=request.auth,
        year_id=_find(year).id,
        plan_deadline=end_of(request, given.plan_deadline),
        reason=given.reason,
        at=clock.now(),
    )
    return _year(row)


@router.put(
    YEAR + "/signing",
    response={200: schemas.YearOut, **FAILURES},
    url_name="year-signing",
    summary="Say what documents print of the agency",
)
def set_signing(request: Any, year: int, given: schemas.SigningIn) -> dict[str, Any]:
    """Set the place of signing and the name of the agency's head; admins of the whole agency may."""
    return _year(planning.set_signing(actor=request.auth, year_id=_find(year).id, at=clock.now(), **given.dict()))


@router.post(
    YEAR + "/extensions",
    response={201: schemas.ExtensionOut, **FAILURES},
    url_name="plan-extensions",
    summary="Give more time for plans",
)
def extend_plans(request: Any, year: int, given: schemas.PlanExtensionIn) -> tuple[int, dict[str, Any]]:
    """Give more time for plans of a year to everybody, a unit with those below it, or a person."""
    deadline = end_of(request, given.plan_deadline)
    made = planning.extend_plan(year_id=_find(year).id, plan_deadline=deadline, **more_time(request, given))
    return 201, answers.extension(made, made.plan_deadline)


def _settings(request: Any, given: schemas.YearIn) -> planning.YearSettings:
    return planning.YearSettings(
        **given.dict(exclude={"periodicity"}),
        periodicity=code_of(Periodicity, given.periodicity, "periodicity"),
        time_zone=zone_of(request),
    )


def _find(year: int) -> Any:
    row = planning.years.find_year(year=year)
    if row is None:
        raise NotFound
    return row


def _year(row: Any) -> dict[str, Any]:
    names = ("id", "year", "periodicity", "state", "plan_deadline", "signing_place", "head_name")
    periods = sorted(row.periods.all(), key=lambda item: (item.kind, item.number))
    return {**{name: getattr(row, name) for name in names}, "periods": [answers.period(item) for item in periods]}
