"""Import of goals: upload, preview with differences, run."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from ekinerja.kernel import clock
from ekinerja.kernel.errors import Conflict, DomainError, NotAllowed
from ekinerja.people import public as people
from ekinerja.planning import public as planning
from ekinerja.web import guard
from ekinerja.web.goals import files
from ekinerja.web.goals.forms import UploadForm
from ekinerja.web.paging import page_number

PAGE = 50
OUTCOMES = (
    (people.Outcome.NEW, gettext_lazy("Baru")),
    (people.Outcome.CHANGED, gettext_lazy("Berubah")),
    (people.Outcome.SAME, gettext_lazy("Tetap")),
    (people.Outcome.FAILED, gettext_lazy("Galat")),
)


@require_GET
@guard.signed_in
def show_list(request: guard.Request) -> HttpResponse:
    """Show how the file looks, the form to upload one, and earlier files."""
    return _list(request, UploadForm(initial={"tahun": clock.today().year}))


@require_GET
@guard.signed_in
def template(request: guard.Request) -> HttpResponse:
    """Download the empty template."""
    return files.template(clock.today().year)


@require_POST
@guard.signed_in
def upload(request: guard.Request) -> HttpResponse:
    """Take a file in and show what it would change."""
    form = UploadForm(request.POST, request.FILES)
    if form.is_valid():
        file = form.cleaned_data["berkas"]
        try:
            batch = planning.upload_goals(
                actor=request.actor,
                name=file.name,
                content=file.read(),
                year=form.cleaned_data["tahun"],
                at=clock.now(),
            )
        except NotAllowed:
            raise
        except DomainError as error:
            form.add_error("berkas", error.message)
        else:
            return redirect("goals:import", batch.id)
    return _list(request, form, status=422)


@require_GET
@guard.signed_in
def show(request: guard.Request, goal_import_id: UUID) -> HttpResponse:
    """Show row by row what the file changes, before its run or after."""
    preview = planning.goal_imports.preview_of(actor=request.actor, import_id=goal_import_id, on=clock.today())
    wanted = request.GET.get("hasil", "")
    rows = [row for row in preview.rows if not wanted or row.outcome == wanted]
    counts = preview.batch.counts or preview.counts
    tabs = [{"url": request.path, "label": _("Semua"), "current": not wanted, "count": len(preview.rows)}]
    tabs += [
        {
            "url": f"{request.path}?hasil={key}",
            "label": label,
            "current": wanted == key,
            "count": preview.counts.get(key, 0),
        }
        for key, label in OUTCOMES
    ]
    context = {
        "preview": preview,
        "batch": preview.batch,
        "counts": counts,
        "page": Paginator(rows, PAGE).get_page(page_number(request)),
        "tabs": tabs,
        "labels": dict(OUTCOMES),
    }
    return render(request, "goals/import.html", context)


@require_POST
@guard.signed_in
def run(request: guard.Request, goal_import_id: UUID) -> HttpResponse:
    """Run the good rows."""
    try:
        planning.run_goal_import(actor=request.actor, import_id=goal_import_id, at=clock.now())
    except Conflict as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("Impor selesai. Baris bermasalah tidak diubah."))
    return redirect("goals:import", goal_import_id)


def _list(request: guard.Request, form: UploadForm, status: int = 200) -> HttpResponse:
    batches = planning.goal_imports.list_imports(actor=request.actor, on=clock.today())
    context = {"form": form, "batches": batches, "headings": planning.goal_imports.headings()}
    return render(request, "goals/imports.html", context, status=status)
