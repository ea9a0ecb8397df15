"""Changes to units: open, rename, move, close, each from a day on."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ekinerja.kernel import clock
from ekinerja.kernel.actor import Role
from ekinerja.kernel.errors import DomainError
from ekinerja.kernel.models import JobRun
from ekinerja.organisation import public as organisation
from ekinerja.people import public as people
from ekinerja.web import guard
from ekinerja.web.organisation import chosen
from ekinerja.web.organisation.forms import CloseUnitForm, MoveUnitForm, NewUnitForm, RenameForm


def _choose(request: guard.Request, title: str) -> HttpResponse:
    return chosen.choose(request, title, above=(_("Unit kerja"), reverse("units:tree")))


def _after(request: guard.Request, unit_id: UUID, run: JobRun | None) -> HttpResponse:
    """Go back to the unit, or to the work that brings many people's directory up to date."""
    if run is None:
        return redirect("units:detail", unit_id)
    messages.info(
        request, _("Daftar pegawainya banyak, jadi diperbarui di latar. Anda boleh meninggalkan halaman ini.")
    )
    return redirect("jobs:detail", run.id)


@require_http_methods(["GET", "POST"])
@guard.role(Role.AGENCY_ADMIN)
def add(request: guard.Request) -> HttpResponse:
    """Open a unit below a chosen one."""
    parent = chosen.unit_of(request)
    if parent is None:
        return _choose(request, _("Unit baru: pilih unit induknya"))
    form = NewUnitForm(request.POST or None, initial={"mulai": clock.today()})
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            unit = organisation.create_unit(
                actor=request.actor,
                parent_id=parent.id,
                code=values["kode"],
                name=values["nama"],
                kind=values["jenis"],
                head_title=values["kepala"],
                on=values["mulai"],
                at=clock.now(),
            )
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("Unit dicatat."))
            return redirect("units:detail", unit.id)
    title = _("Unit baru di bawah %(u)s") % {"u": parent.name}
    context = {"form": form, "title": title, "action": _("Catat unit"), "unit": parent}
    return render(request, "organisation/change.html", context)


@require_http_methods(["GET", "POST"])
@guard.role(Role.AGENCY_ADMIN)
def rename(request: guard.Request, unit_id: UUID) -> HttpResponse:
    """Rename a unit from a day on."""
    unit = organisation.units.find_latest(unit_id=unit_id)
    form = RenameForm(request.POST or None, initial={"nama": unit.name, "jenis": unit.kind, "mulai": clock.today()})
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            run = people.rename_unit(
                actor=request.actor,
                unit_id=unit_id,
                name=values["nama"],
                kind=values["jenis"],
                decree_number=values["nomor"],
                on=values["mulai"],
                at=clock.now(),
                today=clock.today(),
            )
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("Nama unit diubah mulai tanggal itu."))
            return _after(request, unit_id, run)
    context = {"form": form, "title": _("Ubah nama unit"), "action": _("Simpan nama baru"), "unit": unit}
    return render(request, "organisation/change.html", context)


@require_http_methods(["GET", "POST"])
@guard.role(Role.AGENCY_ADMIN)
def move(request: guard.Request, unit_id: UUID) -> HttpResponse:
    """Put a unit with all below it under another."""
    unit = organisation.units.find_latest(unit_id=unit_id)
    parent = chosen.unit_of(request)
    if parent is None:
        return _choose(request, _("Pindahkan %(u)s: pilih unit induk baru") % {"u": unit.name})
    form = MoveUnitForm(request.POST or None, initial={"mulai": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            run = people.move_unit(
                actor=request.actor,
                unit_id=unit_id,
                parent_id=parent.id,
                decree_number=form.cleaned_data["nomor"],
                on=form.cleaned_data["mulai"],
                at=clock.now(),
                today=clock.today(),
            )
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("Unit dipindahkan beserta semua unit di bawahnya."))
            return _after(request, unit_id, run)
    title = _("Pindahkan ke bawah %(u)s") % {"u": parent.name}
    context = {"form": form, "title": title, "action": title, "unit": unit}
    return render(request, "organisation/change.html", context)


@require_http_methods(["GET", "POST"])
@guard.role(Role.AGENCY_ADMIN)
def close(request: guard.Request, unit_id: UUID) -> HttpResponse:
    """Close a unit in which nobody works any more."""
    unit = organisation.units.find_latest(unit_id=unit_id)
    form = CloseUnitForm(request.POST or None, initial={"mulai": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            people.close_unit(
                actor=request.actor,
                unit_id=unit_id,
                reason=form.cleaned_data["alasan"],
                on=form.cleaned_data["mulai"],
                at=clock.now(),
            )
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("Unit ditutup; riwayatnya tetap ada."))
            return redirect("units:detail", unit_id)
    context = {"form": form, "title": _("Tutup unit"), "action": _("Tutup unit ini"), "unit": unit}
    return render(request, "organisation/change.html", context)
