"""Background work of planning."""

from __future__ import annotations

from typing import Any

from ekinerja.kernel import clock, jobs
from ekinerja.kernel.actor import system
from ekinerja.kernel.tenancy import context
from ekinerja.planning import public as planning
from ekinerja.planning.services.request_drawing import TASK as DRAW

TASK = "planning.refresh"


def refresh_after(event: Any) -> None:
    """React to a change of who rates whom or of the tree: plans follow at once, not only in the night."""
    key = f"{TASK}.{context.current_or_none()}"
    jobs.defer(TASK, lock=key, once=key)


@jobs.task(name=TASK)
def refresh(job: jobs.RunningJob) -> None:
    """Follow changes of units and superiors, and count all units of the open years anew; safe to repeat."""
    at, program = clock.now(), system(context.current_or_none())
    planning.follow_units(actor=program, at=at)
    planning.refresh_raters(actor=program, at=at)
    for year in planning.years.list_years():
        if year.state == "DIBUKA":
            planning.recount_year(year=year.year, at=at)
            planning.draw_cascade(year=year.year, at=at)
            planning.count_alignment(year=year.year, at=at)


@jobs.task(name=DRAW)
def draw_pictures(job: jobs.RunningJob, year: int) -> dict[str, Any]:
    """Draw the cascade of a year and count its alignment anew, when somebody asks for it; safe to repeat."""
    at = clock.now()
    drawn = planning.draw_cascade(year=year, at=at)
    planning.count_alignment(year=year, at=at)
    return {"count": drawn, "url": "/kaskade/"}
