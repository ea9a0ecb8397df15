"""Background work of people: imports, and the directory each night."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from ekinerja.kernel import clock, jobs, requesters
from ekinerja.kernel.actor import system
from ekinerja.kernel.errors import DomainError
from ekinerja.kernel.tenancy import context
from ekinerja.organisation import public as organisation
from ekinerja.people.services import change_unit
from ekinerja.people.services.imports import clear_old_imports
from ekinerja.people.services.imports import run_import as run
from ekinerja.people.services.imports.run_import import TASK, note_failure
from ekinerja.people.services.refresh_directory import refresh_directory


@jobs.task(name=TASK, attempts=2)
def run_import(job: jobs.RunningJob, *, batch_id: str) -> dict[str, Any]:
    """Run a requested import with the rights its requester has now; who lost them in between is refused."""
    try:
        actor = requesters.requester_of(job)
        batch = run(actor=actor, batch_id=UUID(batch_id), at=clock.now(), on=clock.today(), advance=job.advance)
    except DomainError as error:
        note_failure(batch_id=UUID(batch_id), message=error.message)
        raise
    return {"url": f"/impor/{batch_id}/", **batch.counts}


@jobs.task(name="people.refresh_directory")
def refresh_all(job: jobs.RunningJob) -> dict[str, Any]:
    """Let changes dated for today become the present picture; posts of units that have ended close."""
    organisation.close_ended_posts(on=clock.today())
    return {"count": refresh_directory(on=clock.today())}


@jobs.task(name=change_unit.TASK)
def refresh_unit(job: jobs.RunningJob, *, unit_id: str) -> dict[str, Any]:
    """Let the directory of a moved or renamed unit's people follow."""
    count = change_unit.refresh_unit(unit_id=UUID(unit_id), on=clock.today(), advance=job.advance)
    return {"count": count, "url": f"/unit/{unit_id}/"}


@jobs.task(name="people.clear_old_imports")
def clear_old(job: jobs.RunningJob) -> dict[str, Any]:
    """Empty the personal data of imports older than ninety days."""
    return {"count": clear_old_imports(actor=system(context.current_or_none()), at=clock.now())}
