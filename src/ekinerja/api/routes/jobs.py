"""Work in the background: asking for figures, pictures and the library anew, and following it."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from ninja import Query, Router

from ekinerja.api import schemas
from ekinerja.api.answers import FAILURES, code_of, page
from ekinerja.kernel import clock, job_reading
from ekinerja.kernel.errors import NotFound
from ekinerja.kernel.models import JobRun, JobState
from ekinerja.planning import public as planning
from ekinerja.reporting import public as reporting

router = Router()


@router.get("/jobs", response={200: schemas.JobsOut, **FAILURES}, url_name="jobs", summary="Work in the background")
def list_jobs(
    request: Any,
    state: str = "",
    everybody: bool = False,
    page_number: Annotated[int, Query(alias="page", ge=1, le=10_000)] = 1,
) -> dict[str, Any]:
    """List what the caller has asked for; admins of the whole agency may list everybody's."""
    if state:
        code_of(JobState, state, "state")
    found = job_reading.list_jobs(actor=request.auth, page=page_number, state=state, everybody=everybody)
    place = page(number=found.number, size=job_reading.PAGE, total=found.total)
    return {**place, "items": [_job(row) for row in found.runs]}


@router.get("/jobs/{uuid:run_id}", response={200: schemas.JobOut, **FAILURES}, url_name="job", summary="One work")
def get_job(request: Any, run_id: UUID) -> dict[str, Any]:
    """Return how far a piece of work is: one's own, to admins of the whole agency any."""
    return _job(job_reading.get_job(actor=request.auth, run_id=run_id))


@router.post(
    "/planning-room/recount",
    response={202: None, **FAILURES},
    url_name="room-recount",
    summary="Count everybody anew",
)
def recount(request: Any) -> tuple[int, None]:
    """Have the figures of the control room counted anew; clerks and admins may."""
    reporting.request_recount(actor=request.auth, at=clock.now())
    return 202, None


@router.post(
    "/cascade/draw",
    response={202: schemas.JobOut, **FAILURES},
    url_name="cascade-draw",
    summary="Draw the cascade anew",
)
def draw_cascade(
    request: Any, year: Annotated[int | None, Query(ge=2000, le=2100)] = None
) -> tuple[int, dict[str, Any]]:
    """Have the cascade of a year, the open one if none is given, drawn and its figures counted anew; admins may."""
    found, _years = planning.people_tree.pick_year(on=clock.today(), wanted=year)
    if found is None or (year is not None and found.year != year):
        raise NotFound
    return 202, _job(planning.request_drawing(actor=request.auth, year=found.year, at=clock.now()))


@router.post(
    "/library/gather", response={202: None, **FAILURES}, url_name="library-gather", summary="Gather the library anew"
)
def gather_library(request: Any) -> tuple[int, None]:
    """Have the library of wordings built anew from agreed plans; admins may."""
    planning.request_library(actor=request.auth, at=clock.now())
    return 202, None


def _job(row: JobRun) -> dict[str, Any]:
    names = ("id", "title", "state", "message", "requested_at", "finished_at")
    return {**{name: getattr(row, name) for name in names}, "done": row.done_count, "total": row.total_count}
