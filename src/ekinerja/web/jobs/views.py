"""Follow background work: what waits, runs, is done or failed."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from ekinerja.audit import public as audit
from ekinerja.kernel import clock, job_reading, jobs
from ekinerja.kernel.models import JobState
from ekinerja.web import guard
from ekinerja.web.paging import page_number, page_of


@require_GET
@guard.signed_in
def show_list(request: guard.Request) -> HttpResponse:
    """Show the actor's background work, or everybody's to an administrator."""
    everybody = request.GET.get("siapa") != "saya"
    page = job_reading.list_jobs(
        actor=request.actor,
        page=page_number(request),
        state=request.GET.get("status", ""),
        text=request.GET.get("q", ""),
        everybody=everybody,
    )
    context = {
        "page": page,
        "pager": page_of(page.runs, number=page.number, total=page.total, size=job_reading.PAGE),
        "states": JobState.choices,
        "sees_all": job_reading.may_see_all_jobs(request.actor),
        "everybody": everybody,
    }
    return render(request, "jobs/list.html", context)


@require_GET
@guard.signed_in
def show(request: guard.Request, run_id: UUID) -> HttpResponse:
    """Show one piece of work with its progress and outcome."""
    run = job_reading.get_job(actor=request.actor, run_id=run_id)
    return render(request, "jobs/detail.html", {"run": run})


@require_GET
@guard.signed_in
def show_progress(request: guard.Request, run_id: UUID) -> HttpResponse:
    """Answer a poll with the progress bar, and reload the page when the work has ended."""
    run = job_reading.get_job(actor=request.actor, run_id=run_id)
    response = render(request, "jobs/progress.html", {"run": run})
    if run.state in (JobState.DONE, JobState.FAILED, JobState.CANCELLED):
        response.headers["HX-Refresh"] = "true"
    return response


@require_POST
@guard.signed_in
def retry(request: guard.Request, run_id: UUID) -> HttpResponse:
    """Queue failed work again."""
    job_reading.get_job(actor=request.actor, run_id=run_id)
    jobs.retry(run_id=run_id, actor=request.actor)
    _record(request, "kernel.job.retried", run_id)
    messages.success(request, _("Pekerjaan dijalankan lagi."))
    return redirect("jobs:detail", run_id)


@require_POST
@guard.signed_in
def cancel(request: guard.Request, run_id: UUID) -> HttpResponse:
    """Cancel work that still waits."""
    job_reading.get_job(actor=request.actor, run_id=run_id)
    jobs.cancel(run_id=run_id)
    _record(request, "kernel.job.cancelled", run_id)
    messages.success(request, _("Pekerjaan dibatalkan."))
    return redirect("jobs:detail", run_id)


def _record(request: guard.Request, event: str, run_id: UUID) -> None:
    """Put it on the trail; the kernel, below the audit, cannot."""
    audit.record(actor=request.actor, event=event, subject_type="kernel.job", subject_id=run_id, at=clock.now())
