"""Background work of planning."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.urls import reverse

from ekinerja.documents import public as documents
from ekinerja.kernel import clock, jobs, outbox, requesters
from ekinerja.kernel.actor import system
from ekinerja.kernel.tenancy import context
from ekinerja.planning import public as planning
from ekinerja.planning.services.bundle_plans import TASK as BUNDLE
from ekinerja.planning.services.copy_plan import TASK as COPY
from ekinerja.planning.services.gather_library import TASK as GATHER
from ekinerja.planning.services.request_drawing import TASK as DRAW

TASK = "planning.refresh"


def refresh_after(event: Any) -> None:
    """React to a change of who rates whom or of the tree: plans follow at once, not only in the night."""
    key = f"{TASK}.{context.current_or_none()}"
    jobs.defer(TASK, lock=key, once=key)


@jobs.task(name=TASK)
def refresh(job: jobs.RunningJob) -> None:
    """Follow changes of units and superiors, and draw the open years anew; safe to repeat."""
    at, program = clock.now(), system(context.current_or_none())
    changed = planning.follow_units(actor=program, at=at) + planning.refresh_raters(actor=program, at=at)
    planning.follow_superiors(actor=program, at=at)
    if changed:
        outbox.publish(planning.YearChanged(year=planning.day_of(at).year))
    for year in planning.years.open_years():
        planning.draw_cascade(year=year.year, at=at)
        planning.count_alignment(year=year.year, at=at)


@jobs.task(name=DRAW)
def draw_pictures(job: jobs.RunningJob, year: int) -> dict[str, Any]:
    """Draw the cascade of a year and count its alignment anew, when somebody asks for it; safe to repeat."""
    at = clock.now()
    drawn = planning.draw_cascade(year=year, at=at)
    planning.count_alignment(year=year, at=at)
    return {"count": drawn, "url": reverse("cascade:people")}


@jobs.task(name=COPY)
def copy_plan(job: jobs.RunningJob, plan_id: str, employee_ids: list[str]) -> dict[str, Any]:
    """Copy a plan to many people with the rights of who asked; repeated, it goes on with those still without one."""
    report = planning.copy_plan(
        actor=requesters.requester_of(job),
        plan_id=UUID(plan_id),
        employee_ids=[UUID(key) for key in employee_ids],
        at=clock.now(),
        job=job,
    )
    return {"count": report.made, "skipped": report.skipped, "url": reverse("plans:copy", args=[plan_id])}


@jobs.task(name=BUNDLE, attempts=3)
def bundle_plans(job: jobs.RunningJob, bundle_id: str) -> dict[str, Any]:
    """Make a file of many SKP with the rights its requester has now; goes on where it was stopped."""
    actor = requesters.requester_of(job)
    count = planning.make_plan_bundle(actor=actor, bundle_id=UUID(bundle_id), at=clock.now(), advance=job.advance)
    return {"count": count, "url": reverse("plans:bundle", args=[bundle_id])}


@jobs.task(name="planning.clear_bundles")
def clear_bundles(job: jobs.RunningJob) -> dict[str, Any]:
    """Remove files of many documents whose days are over."""
    return {"count": documents.remove_old_bundles(at=clock.now())}


@jobs.task(name=GATHER)
def gather_library(job: jobs.RunningJob) -> None:
    """Build the library of outcomes by position anew from agreed plans; safe to repeat."""
    planning.gather_library(actor=system(context.current_or_none()), at=clock.now())
