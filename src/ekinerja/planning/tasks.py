"""Background work of planning."""

from __future__ import annotations

from typing import Any

from ekinerja.kernel import clock, jobs
from ekinerja.kernel.actor import system
from ekinerja.kernel.tenancy import context
from ekinerja.planning import public as planning

TASK = "planning.refresh"


def refresh_after(event: Any) -> None:
    """React to a change of who rates whom: plans that wait go to the new rater at once, not only in the night."""
    key = f"{TASK}.{context.current_or_none()}"
    jobs.defer(TASK, lock=key, once=key)


@jobs.task(name=TASK)
def refresh(job: jobs.RunningJob) -> None:
    """Follow changes of superiors and count all units of the open years anew; safe to repeat."""
    at = clock.now()
    planning.refresh_raters(actor=system(context.current_or_none()), at=at)
    for year in planning.years.list_years():
        if year.state == "DIBUKA":
            planning.recount_year(year=year.year, at=at)
