"""Outcomes out of an Excel file: template, preview, import."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ekinerja.kernel import clock
from ekinerja.kernel.errors import Conflict, DomainError, NotAllowed, NotFound, RuleNotMet
from ekinerja.planning import public as planning
from ekinerja.web import guard, saving, spreadsheet
from ekinerja.web.planning import labels

SALT = "planning.import"
LARGEST = 5 * 1024 * 1024


class FileForm(forms.Form):
    """The file to read."""

    berkas = forms.FileField(
        label=gettext_lazy("Berkas Excel atau CSV"), widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"})
    )


@require_GET
@guard.signed_in
def template(request: guard.Request) -> HttpResponse:
    """Return the empty table with two example lines."""
    rows = planning.outcome_rows
    return spreadsheet.as_xlsx(name="templat-rhk", headers=list(rows.COLUMNS.values()), rows=rows.EXAMPLES)


@require_http_methods(["GET", "POST"])
@guard.signed_in
def upload(request: guard.Request, plan_id: UUID) -> HttpResponse:
    """Read a file and show line by line what it would add."""
    plan = planning.get_for(actor=request.actor, plan_id=plan_id, on=clock.today()).plan
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    if not form.is_valid():
        return _page(request, plan, form)
    file = form.cleaned_data["berkas"]
    if file.size > LARGEST:
        form.add_error("berkas", _("Berkas lebih besar dari 5 MB. Pilih berkas yang hanya berisi RHK."))
        return _page(request, plan, form)
    try:
        preview = planning.preview_file(
            actor=request.actor, plan_id=plan_id, name=file.name, content=file.read(), at=clock.now()
        )
    except (NotFound, NotAllowed, Conflict):
        raise
    except DomainError as error:
        form.add_error("berkas", error.message)
        return _page(request, plan, form)
    return _preview(request, preview)


@require_POST
@guard.signed_in
def run(request: guard.Request, plan_id: UUID) -> HttpResponse:
    """Add what the preview showed."""
    try:
        rows = signing.loads(request.POST.get("isi", ""), salt=f"{SALT}.{plan_id}")
    except signing.BadSignature:
        messages.error(request, _("Pratinjau ini tidak berlaku lagi. Unggah berkasnya sekali lagi."))
        return redirect("plans:import", plan_id)
    try:
        done = planning.import_outcomes(actor=request.actor, plan_id=plan_id, rows=rows, at=clock.now())
    except (RuleNotMet, Conflict) as error:
        preview = planning.preview_rows(actor=request.actor, plan_id=plan_id, rows=rows, at=clock.now())
        return _preview(request, preview, error)
    told = ngettext("%(n)s RHK ditambahkan dari berkas.", "%(n)s RHK ditambahkan dari berkas.", len(done.good))
    messages.success(request, told % {"n": len(done.good)})
    return redirect("plans:detail", plan_id)


def _page(request: guard.Request, plan: Any, form: FileForm) -> HttpResponse:
    status = saving.status_of(form)
    context = {"plan": plan, "form": form, "columns": planning.outcome_rows.COLUMNS.values(), "labels": labels}
    return render(request, "planning/import.html", context, status=status)


def _preview(request: guard.Request, preview: Any, refused: Any = None) -> HttpResponse:
    content = signing.dumps([dict(row) for row in preview.rows], salt=f"{SALT}.{preview.plan.id}", compress=True)
    context = {"preview": preview, "plan": preview.plan, "content": content, "refused": refused}
    return render(request, "planning/import_preview.html", context, status=422 if refused else 200)
