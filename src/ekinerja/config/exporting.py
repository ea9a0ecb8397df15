"""Tables that are too large for one request, made in the background with the words of the pages."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from ekinerja.kernel import clock, jobs, requesters
from ekinerja.organisation import public as organisation
from ekinerja.reporting import public as reporting
from ekinerja.web.monitoring import files


@jobs.task(name="config.export_planners")
def export_planners(job: jobs.RunningJob, *, unit_id: str | None = None, **wanted: str) -> dict[str, Any]:
    """Make the list of the control room with the rights its requester has now; safe to repeat."""
    actor, at = requesters.requester_of(job), clock.now()
    with transaction.atomic(), timezone.override(organisation.get_agency(job.agency_id or 0).time_zone):
        chosen = reporting.PlannerFilter(unit_id=UUID(unit_id) if unit_id else None, **wanted)
        total = reporting.count_planners(actor=actor, now=at, wanted=chosen)
        job.advance(0, total)
        content = files.planner_file(reporting.iterate_planners(actor=actor, now=at, wanted=chosen))
        if job.run_id is not None:
            name = f"perencanaan-pegawai-{clock.today():%Y%m%d}"
            reporting.keep_export(run_id=job.run_id, name=name, content=content, at=at)
    job.advance(total, total)
    return {"rows": total, "url": f"/monitoring/unduh/{job.run_id}/"}
