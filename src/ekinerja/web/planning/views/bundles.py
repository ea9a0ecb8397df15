"""Many SKP as one file: ask for it, follow it, take it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ekinerja.documents import public as documents
from ekinerja.kernel import clock
from ekinerja.organisation import public as organisation
from ekinerja.planning import public as planning
from ekinerja.web import guard, saving
from ekinerja.web.attachment import attachment


class BundleForm(saving.SmallForm):
    """Which SKP, and as what kind of file."""

    tahun = forms.TypedChoiceField(label=gettext_lazy("Tahun"), coerce=int)
    unit = forms.ChoiceField(label=gettext_lazy("Unit"), required=False)
    bentuk = forms.ChoiceField(
        label=gettext_lazy("Bentuk berkas"),
        widget=forms.RadioSelect,
        choices=[
            ("PDF", gettext_lazy("Satu PDF untuk dicetak")),
            ("ZIP", gettext_lazy("ZIP berisi satu PDF per orang")),
        ],
        initial="PDF",
    )

    def __init__(self, *args: Any, years: tuple[int, ...], units: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tahun"].choices = [(year, str(year)) for year in years]  # type: ignore[attr-defined]
        every = ("", _("Semua SKP yang dapat Anda baca"))
        self.fields["unit"].choices = [every, *units]  # type: ignore[attr-defined]
        if not units:
            self.fields["unit"].widget = forms.HiddenInput()


@require_http_methods(["GET", "POST"])
@guard.signed_in
def show_list(request: guard.Request) -> HttpResponse:
    """Show the form for a new file and the latest ones one has asked for."""
    _year, years = planning.people_tree.pick_year(on=clock.today())
    first = {"unit": request.GET.get("unit", ""), "tahun": request.GET.get("tahun", ""), "bentuk": "PDF"}
    form = BundleForm(request.POST or None, years=years, units=_units(request), initial=first)

    def call(values: dict[str, Any]) -> Any:
        return planning.request_plan_bundle(
            actor=request.actor,
            year=values["tahun"],
            unit_id=UUID(values["unit"]) if values["unit"] else None,
            form=documents.BundleForm(values["bentuk"]),
            on=clock.today(),
            at=clock.now(),
        )

    if request.method == "POST" and saving.save(form, call):
        messages.success(request, _("Dokumen sedang dibuat. Anda boleh meninggalkan halaman ini."))
        return redirect("plans:bundle", form.saved)
    rows = documents.list_bundles(actor=request.actor)
    status = saving.status_of(form)
    return render(request, "planning/bundles.html", {"form": form, "rows": rows, "years": years}, status=status)


@require_GET
@guard.signed_in
def show(request: guard.Request, bundle_id: UUID) -> HttpResponse:
    """Show one file with its progress or its result."""
    bundle, run = documents.get_bundle(actor=request.actor, bundle_id=bundle_id)
    return render(request, "planning/bundle.html", {"bundle": bundle, "run": run})


@require_GET
@guard.signed_in
def download(request: guard.Request, bundle_id: UUID) -> HttpResponseBase:
    """Return the file."""
    path, name = planning.read_plan_bundle(actor=request.actor, bundle_id=bundle_id, at=clock.now())
    response = FileResponse(path.open("rb"))
    response.headers["Content-Disposition"] = attachment(name)
    return response


@require_POST
@guard.signed_in
def cancel(request: guard.Request, bundle_id: UUID) -> HttpResponse:
    """Stop making a file."""
    documents.cancel_bundle(actor=request.actor, bundle_id=bundle_id, at=clock.now())
    messages.success(request, _("Pembuatan dokumen dihentikan."))
    return redirect("plans:bundle", bundle_id)


@require_POST
@guard.signed_in
def resume(request: guard.Request, bundle_id: UUID) -> HttpResponse:
    """Go on with a file that was stopped or failed."""
    documents.resume_bundle(actor=request.actor, bundle_id=bundle_id, at=clock.now())
    messages.success(request, _("Pembuatan dokumen dilanjutkan."))
    return redirect("plans:bundle", bundle_id)


def _units(request: guard.Request) -> list[tuple[str, str]]:
    """Return the units a role of the actor reads, in the order of the tree."""
    scopes = request.actor.paths(*planning.policies.READING_ROLES)
    if not scopes:
        return []
    units = organisation.units.list_units(on=clock.today())
    return [(str(unit.id), f"{'– ' * unit.depth}{unit.name}") for unit in units if unit.path.startswith(scopes)]
