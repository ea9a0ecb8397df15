"""Imports step by step: upload, columns, preview, run, result, undo."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ekinerja.kernel import clock
from ekinerja.kernel.actor import Role
from ekinerja.kernel.errors import DomainError
from ekinerja.people import public as people
from ekinerja.web import guard, spreadsheet
from ekinerja.web.imports.forms import ColumnsForm, LeavingForm, RowForm, UploadForm
from ekinerja.web.paging import page_number, page_of

PAGE = 25
OUTCOMES = (
    (people.Outcome.NEW, gettext_lazy("Baru")),
    (people.Outcome.CHANGED, gettext_lazy("Berubah")),
    (people.Outcome.SAME, gettext_lazy("Tetap")),
    (people.Outcome.FAILED, gettext_lazy("Galat")),
    (people.Outcome.WARNED, gettext_lazy("Peringatan")),
)


@require_GET
@guard.role(Role.AGENCY_ADMIN)
def show_list(request: guard.Request) -> HttpResponse:
    """Show the imports of the agency and the form for a new one."""
    since = people.import_reading.suggest_effective_on(today=clock.today())
    return _list(request, UploadForm(initial={"berlaku": since}))


@require_POST
@guard.role(Role.AGENCY_ADMIN)
def upload(request: guard.Request) -> HttpResponse:
    """Take a file in and go on to its columns, or to the preview when they are known."""
    form = UploadForm(request.POST, request.FILES)
    if form.is_valid():
        file = form.cleaned_data["berkas"]
        try:
            batch = people.imports.upload_file(
                actor=request.actor,
                name=file.name,
                content=file.read(),
                kind=form.cleaned_data["jenis"],
                effective_on=form.cleaned_data["berlaku"],
                at=clock.now(),
            )
        except DomainError as error:
            form.add_error("berkas", error.message)
        else:
            ready = batch.state == people.ImportState.PREVIEW
            return redirect("imports:detail" if ready else "imports:columns", batch.id)
    return _list(request, form)


def _list(request: guard.Request, form: UploadForm) -> HttpResponse:
    context = {"form": form, "batches": people.import_reading.list_imports(actor=request.actor)}
    return render(request, "imports/list.html", context)


@require_http_methods(["GET", "POST"])
@guard.role(Role.AGENCY_ADMIN)
def columns(request: guard.Request, batch_id: UUID) -> HttpResponse:
    """Show which column was taken for which field, and let it be changed."""
    batch = people.import_reading.get_import(actor=request.actor, batch_id=batch_id)
    sample = people.import_reading.list_rows(batch=batch, limit=1).rows
    cells = [*(sample[0].cells if sample else []), *[None] * len(batch.headers)][: len(batch.headers)]
    initial = {key: str(place) for key, place in batch.columns.items()}
    form = ColumnsForm(
        request.POST or None,
        kind=batch.kind,
        headers=batch.headers,
        samples=[str(cell or "")[:30] for cell in cells],
        initial={**initial, "berlaku": batch.effective_on},
    )
    if request.method == "POST" and form.is_valid():
        try:
            people.imports.choose_columns(
                actor=request.actor,
                batch_id=batch_id,
                columns=form.chosen(),
                kind=batch.kind,
                effective_on=form.cleaned_data["berlaku"],
                at=clock.now(),
            )
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            return redirect("imports:detail", batch_id)
    required = {column.key for column in people.imports.COLUMNS[batch.kind] if column.required}
    return render(request, "imports/columns.html", {"batch": batch, "form": form, "required": required})


@require_GET
@guard.role(Role.AGENCY_ADMIN)
def show(request: guard.Request, batch_id: UUID) -> HttpResponse:
    """Show the preview, the progress or the result, whichever stage the import is at."""
    batch = people.import_reading.get_import(actor=request.actor, batch_id=batch_id)
    if batch.state == people.ImportState.MAPPING:
        return redirect("imports:columns", batch_id)
    outcome, number = request.GET.get("hasil", ""), page_number(request)
    page = people.import_reading.list_rows(
        batch=batch, outcome=outcome, text=request.GET.get("q", ""), offset=(number - 1) * PAGE, limit=PAGE
    )
    address = reverse("imports:detail", args=[batch_id])
    tabs = [{"url": address, "label": _("Semua"), "current": not outcome, "count": batch.total}]
    tabs += [
        {"url": f"{address}?hasil={key}", "label": label, "current": outcome == key, "count": batch.counts.get(key, 0)}
        for key, label in OUTCOMES
    ]
    good = batch.total - batch.counts.get(people.Outcome.FAILED, 0)
    context = {
        "batch": batch,
        "page": page_of(page.rows, number=number, total=page.total, size=PAGE),
        "tabs": tabs,
        "good": good,
        "changing": batch.counts.get(people.Outcome.NEW, 0) + batch.counts.get(people.Outcome.CHANGED, 0),
        "failed": batch.counts.get(people.Outcome.FAILED, 0),
        "labels": dict(OUTCOMES),
    }
    return render(request, "imports/detail.html", context)


@require_GET
@guard.role(Role.AGENCY_ADMIN)
def progress(request: guard.Request, batch_id: UUID) -> HttpResponse:
    """Answer with the progress bar alone; sends the whole page along when the import has ended."""
    batch = people.import_reading.get_import(actor=request.actor, batch_id=batch_id)
    response = render(request, "imports/progress.html", {"batch": batch})
    if batch.state != people.ImportState.RUNNING:
        response["HX-Redirect"] = reverse("imports:detail", args=[batch_id])
    return response


@require_POST
@guard.role(Role.AGENCY_ADMIN)
def run(request: guard.Request, batch_id: UUID) -> HttpResponse:
    """Queue the import."""
    try:
        people.imports.request_import(actor=request.actor, batch_id=batch_id, at=clock.now())
    except DomainError as error:
        messages.error(request, error.message)
    return redirect("imports:detail", batch_id)


@require_GET
@guard.role(Role.AGENCY_ADMIN)
def errors(request: guard.Request, batch_id: UUID) -> HttpResponse:
    """Download the failed rows with their reasons, ready to be corrected and uploaded again."""
    batch = people.import_reading.get_import(actor=request.actor, batch_id=batch_id)
    width = len(batch.headers)
    rows = [
        [*[*cells, *[None] * width][:width], line, reason]
        for line, cells, reason in people.import_reading.iterate_failed(batch=batch)
    ]
    people.note_failed_export(actor=request.actor, batch_id=batch_id, rows=len(rows), at=clock.now())
    return spreadsheet.as_xlsx(
        name=f"galat-{batch.file_name.rsplit('.', 1)[0]}",
        headers=[*batch.headers, _("Baris asal"), _("Alasan galat")],
        rows=rows,
    )


@require_http_methods(["GET", "POST"])
@guard.role(Role.AGENCY_ADMIN)
def row(request: guard.Request, batch_id: UUID, line: int) -> HttpResponse:
    """Show one row with its problems and differences; before the run its cells can be corrected."""
    batch = people.import_reading.get_import(actor=request.actor, batch_id=batch_id)
    item = people.import_reading.get_row(batch=batch, line=line)
    cells = [*item.cells, *[None] * len(batch.headers)]
    initial = {key: "" if cells[place] is None else str(cells[place]) for key, place in batch.columns.items()}
    form = RowForm(request.POST or None, kind=batch.kind, columns=batch.columns, initial=initial)
    if request.method == "POST" and form.is_valid():
        changed = {key: form.cleaned_data[key] for key in form.changed_data}
        try:
            people.imports.correct_row(
                actor=request.actor, batch_id=batch_id, line=line, values=changed, at=clock.now()
            )
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            return redirect("imports:row", batch_id, line)
    editable = batch.state == people.ImportState.PREVIEW
    context = {"batch": batch, "row": item, "form": form, "editable": editable, "labels": dict(OUTCOMES)}
    return render(request, "imports/row.html", context)


@require_POST
@guard.role(Role.AGENCY_ADMIN)
def retry(request: guard.Request, batch_id: UUID) -> HttpResponse:
    """Make a new import of only the failed rows."""
    try:
        batch = people.imports.retry_failed(actor=request.actor, batch_id=batch_id, at=clock.now())
    except DomainError as error:
        messages.error(request, error.message)
        return redirect("imports:detail", batch_id)
    return redirect("imports:detail", batch.id)


@require_http_methods(["GET", "POST"])
@guard.role(Role.AGENCY_ADMIN)
def undo(request: guard.Request, batch_id: UUID) -> HttpResponse:
    """Ask, then take the whole import back."""
    batch = people.import_reading.get_import(actor=request.actor, batch_id=batch_id)
    if request.method == "GET":
        return render(request, "imports/undo.html", {"batch": batch})
    try:
        refused = people.imports.undo_import(actor=request.actor, batch_id=batch_id, at=clock.now(), on=clock.today())
    except DomainError as error:
        messages.error(request, error.message)
    else:
        _tell_undone(request, len(refused))
    return redirect("imports:detail", batch_id)


def _tell_undone(request: guard.Request, refused: int) -> None:
    if refused:
        text = _("Impor dibatalkan, kecuali %(n)s baris yang sudah diubah atau dipakai. Lihat tab Galat.")
        messages.warning(request, text % {"n": refused})
    else:
        messages.success(request, _("Impor dibatalkan. Data kembali seperti sebelumnya."))


@require_http_methods(["GET", "POST"])
@guard.role(Role.AGENCY_ADMIN)
def missing(request: guard.Request, batch_id: UUID) -> HttpResponse:
    """List people whom the file does not mention; those chosen can be marked as left."""
    batch = people.import_reading.get_import(actor=request.actor, batch_id=batch_id)
    number = page_number(request)
    found, total = people.import_reading.list_missing(batch=batch, offset=(number - 1) * PAGE, limit=PAGE)
    form = LeavingForm(
        request.POST or None,
        choices=[(str(entry.employee_id), entry.display_name) for entry in found],
        initial={"mulai": batch.effective_on},
    )
    if request.method == "POST" and form.is_valid():
        done = _mark_left(request, form)
        if done:
            messages.success(request, _("%(n)s pegawai dicatat tidak bertugas lagi.") % {"n": done})
        return redirect("imports:missing", batch_id)
    context = {"batch": batch, "page": page_of(found, number=number, total=total, size=PAGE), "form": form}
    return render(request, "imports/missing.html", context)


def _mark_left(request: guard.Request, form: LeavingForm) -> int:
    values: dict[str, Any] = form.cleaned_data
    decree = people.careers.Decree(values["mulai"], values["nomor"], _("Tidak ada di berkas impor"))
    done = 0
    for employee_id in values["pegawai"]:
        try:
            people.careers.change_status(
                actor=request.actor,
                employee_id=UUID(employee_id),
                status=people.Status(values["alasan"]),
                until=None,
                decree=decree,
                at=clock.now(),
                today=clock.today(),
            )
        except DomainError as error:
            messages.error(request, error.message)
        else:
            done += 1
    return done
