"""Background work of reporting: counts after events, each night and on demand."""

from __future__ import annotations

from typing import Any

from ekinerja.kernel import clock, jobs
from ekinerja.kernel.tenancy import context
from ekinerja.reporting.services.count_gaps import count_gaps
from ekinerja.reporting.services.recount import TASK, recount_all, recount_people


@jobs.task(name=TASK)
def recount(job: jobs.RunningJob) -> dict[str, Any]:
    """Count everybody in every begun period and the gaps in the data anew."""
    at = clock.now()
    rows = recount_all(at=at)
    count_gaps(at=at)
    return {"count": rows, "url": "/beranda/"}


def recount_after(event: Any) -> None:
    """React to a step of a plan or period: count the unit of its employee anew."""
    period_id = getattr(event, "period_id", None)
    recount_people(employee_ids=[event.employee_id], period_id=period_id, at=clock.now())


def recount_everybody(event: Any) -> None:
    """React to what touches many, or who belongs where: the whole agency is counted anew, once for what waits."""
    key = f"{TASK}.{context.current_or_none()}"
    jobs.defer(TASK, lock=key, once=key)
