"""Read, export and verify the audit trail."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from functools import partial
from io import StringIO
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from ekinerja.audit import public as audit
from ekinerja.kernel import clock, job_reading
from ekinerja.kernel.actor import Role
from ekinerja.kernel.errors import NotFound
from ekinerja.kernel.models import JobState
from ekinerja.organisation import public as organisation
from ekinerja.web import guard
from ekinerja.web.audit.details import names_in, told
from ekinerja.web.audit.forms import TrailForm
from ekinerja.web.audit.labels import subject, words
from ekinerja.web.spreadsheet import harmless

READERS = (Role.INSPECTORATE, Role.AGENCY_ADMIN)
EXPORT_LIMIT = 100_000
COLUMNS = ("waktu", "kejadian", "pelaku", "akun", "objek", "nomor_objek", "sensitif", "data", "segel")


@require_GET
@guard.role(*READERS)
def show_list(request: guard.Request) -> HttpResponse:
    """Show a page of the trail, newest first."""
    form = TrailForm(request.GET)
    zone = organisation.get_agency(agency_id=request.actor.agency_id or 0).time_zone
    page = audit.list_trail(actor=request.actor, wanted=form.wanted(), time_zone=zone)
    names = names_in(page.entries, agency_id=request.actor.agency_id or 0, on=clock.today(zone))
    context = {
        "form": form,
        "page": page,
        "names": names,
        "told": partial(told, names=names),
        "next_position": audit.format_position(page.next_before),
        "seal": audit.latest_seal(),
        "words": words,
        "subject": subject,
    }
    return render(request, "audit/list.html", context)


@require_POST
@guard.role(*READERS)
def export(request: guard.Request) -> HttpResponse:
    """Give the filtered trail as CSV, at most a hundred thousand rows; the export is itself on the trail."""
    form = TrailForm(request.POST)
    wanted = form.wanted()
    zone = organisation.get_agency(agency_id=request.actor.agency_id or 0).time_zone
    found = audit.iterate_trail(actor=request.actor, wanted=wanted, time_zone=zone, limit=EXPORT_LIMIT + 1)
    content = "".join(_lines(found))
    audit.record(
        actor=request.actor,
        event="audit.trail.exported",
        subject_type="audit.trail",
        at=clock.now(),
        data={key: value for key, value in form.cleaned_data.items() if value},
        sensitive=True,
    )
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="jejak-audit-{clock.today(zone)}.csv"'
    return response


@require_POST
@guard.role(*READERS)
def verify(request: guard.Request) -> HttpResponse:
    """Let the chain be recomputed in the background, and go to where its progress is seen."""
    run = audit.request_verification(actor=request.actor, title=_("Periksa rantai jejak audit"))
    return redirect("jobs:detail", run.id)


@require_GET
@guard.role(*READERS)
def show_verification(request: guard.Request, run_id: UUID) -> HttpResponse:
    """Show what a verification found."""
    run = job_reading.get_job(actor=request.actor, run_id=run_id)
    if run.task != audit.VERIFICATION or run.state != JobState.DONE:
        raise NotFound(_("Hasil pemeriksaan ini belum ada."))
    return render(request, "audit/verification.html", {"run": run, "result": run.result})


def _lines(entries: Iterator[audit.Entry]) -> Iterator[str]:
    yield "\ufeff" + _line(COLUMNS)
    for number, entry in enumerate(entries):
        if number >= EXPORT_LIMIT:
            yield _line([_("Dipotong pada %(limit)s baris; persempit saringan.") % {"limit": EXPORT_LIMIT}])
            return
        yield _line(
            [
                entry.at.isoformat(),
                entry.event,
                entry.actor_name,
                entry.actor_account_id or "",
                entry.subject_type,
                entry.subject_id,
                "ya" if entry.sensitive else "",
                json.dumps(entry.data, ensure_ascii=False),
                entry.sealed_in or "",
            ]
        )


def _line(cells: object) -> str:
    buffer = StringIO()
    csv.writer(buffer).writerow([harmless(cell) for cell in cells])  # type: ignore[attr-defined]
    return buffer.getvalue()
