"""Changes to people: each form shows what it would lead to before it is saved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ekinerja.kernel import clock
from ekinerja.kernel.actor import Role
from ekinerja.kernel.errors import DomainError, NotAllowed
from ekinerja.organisation import public as organisation
from ekinerja.organisation.public import PositionWanted
from ekinerja.people import public as people
from ekinerja.web import guard
from ekinerja.web.organisation import chosen
from ekinerja.web.people import words
from ekinerja.web.people.forms import (
    IDENTITY,
    NEW_POSITION,
    ActForm,
    CorrectForm,
    EndActForm,
    MoveForm,
    NewForm,
    RankForm,
    StatusForm,
)

careers = people.careers


@dataclass(frozen=True)
class _Page:
    """What one change page shows: its words, its form and, once asked for, the consequences."""

    title: str
    action: str
    done: str
    lead: str = ""


def _decree(form: forms.Form) -> Any:
    values = form.cleaned_data
    return careers.Decree(values["mulai"], values.get("nomor", ""), values.get("alasan", ""))


def _person(request: guard.Request, employee_id: UUID) -> people.Person:
    person = people.get_person(actor=request.actor, employee_id=employee_id, on=clock.today())
    if not person.may_change:
        raise NotAllowed(_("Hanya admin instansi yang dapat mengubah data kepegawaian."))
    return person


def _answer(
    request: guard.Request,
    person: people.Person,
    form: forms.Form,
    page: _Page,
    change: Callable[[], object],
    **more: Any,
) -> HttpResponse:
    """Show the form, then what it would lead to, then save; three steps on one address."""
    consequences = None
    if request.method == "POST" and form.is_valid():
        try:
            if request.POST.get("langkah") == "simpan":
                change()
                messages.success(request, page.done)
                return redirect("people:detail", person.id)
            on = form.cleaned_data.get("mulai") or clock.today()
            consequences = careers.preview_change(change=change, employee_id=person.id, on=on)
        except DomainError as error:
            form.add_error(None, error.message)
    context = {
        "person": person,
        "entry": person.entry,
        "form": form,
        "page": page,
        "consequences": consequences,
        "words": words,
        **more,
    }
    return render(request, "people/change.html", context)


def _choose_unit(request: guard.Request, title: str) -> HttpResponse:
    return chosen.choose(request, title, above=(_("Pegawai"), reverse("people:list")))


def _post(form: forms.Form, unit: organisation.UnitData, positions: list[organisation.PositionData]) -> PositionWanted:
    values = form.cleaned_data
    if values["jabatan"] == NEW_POSITION:
        return PositionWanted(unit.id, values["nama_jabatan"], values["jenis_jabatan"], values["jenjang"])
    found = next(p for p in positions if str(p.id) == values["jabatan"])
    return PositionWanted(unit.id, found.title, found.kind, found.grade, found.echelon, found.is_head)


def _class(form: forms.Form, positions: list[organisation.PositionData]) -> int | None:
    values = form.cleaned_data
    if values["kelas"] is not None:
        return int(values["kelas"])
    return next((p.position_class for p in positions if str(p.id) == values["jabatan"]), None)


@require_http_methods(["GET", "POST"])
@guard.role(Role.AGENCY_ADMIN)
def move(request: guard.Request, employee_id: UUID) -> HttpResponse:
    """Move a person: choose the unit, then the post, then see what changes."""
    person = _person(request, employee_id)
    unit = chosen.unit_of(request)
    if unit is None:
        return _choose_unit(request, _("Pindahkan %(n)s") % {"n": person.entry.display_name})
    positions = organisation.positions.list_positions(on=clock.today(), unit_ids=[unit.id])
    form = MoveForm(request.POST or None, positions=positions, initial={"mulai": clock.today()})
    page = _Page(
        _("Pindahkan pegawai"), _("Pindahkan ke %(u)s") % {"u": unit.name}, _("Pegawai dipindahkan."), unit.name
    )

    def change() -> None:
        careers.move_employee(
            actor=request.actor,
            employee_id=employee_id,
            post=_post(form, unit, positions),
            position_class=_class(form, positions),
            decree=_decree(form),
            at=clock.now(),
            today=clock.today(),
        )

    return _answer(request, person, form, page, change)


@require_http_methods(["GET", "POST"])
@guard.role(Role.AGENCY_ADMIN)
def act(request: guard.Request, employee_id: UUID) -> HttpResponse:
    """Let a person act as head of a unit."""
    person = _person(request, employee_id)
    unit = chosen.unit_of(request)
    if unit is None:
        return _choose_unit(request, _("Tugaskan %(n)s") % {"n": person.entry.display_name})
    form = ActForm(request.POST or None, initial={"mulai": clock.today(), "jenis": "PLT"})
    lead = _("Memimpin %(u)s di samping jabatannya sendiri") % {"u": unit.name}
    page = _Page(_("Tugaskan sebagai PLT, PLH, atau PJ"), _("Tugaskan"), _("Penugasan dicatat."), lead)

    def change() -> None:
        careers.appoint_acting(
            actor=request.actor,
            employee_id=employee_id,
            unit_id=unit.id,
            kind=people.AppointmentKind(form.cleaned_data["jenis"]),
            until=form.cleaned_data["sampai"],
            decree=_decree(form),
            at=clock.now(),
            today=clock.today(),
        )

    return _answer(request, person, form, page, change)


@require_http_methods(["GET", "POST"])
@guard.role(Role.AGENCY_ADMIN)
def end_act(request: guard.Request, employee_id: UUID, appointment_id: UUID) -> HttpResponse:
    """End an acting appointment."""
    person = _person(request, employee_id)
    form = EndActForm(request.POST or None, initial={"mulai": clock.today()})
    page = _Page(_("Akhiri penugasan"), _("Akhiri penugasan"), _("Penugasan diakhiri."))

    def change() -> None:
        careers.end_acting(
            actor=request.actor,
            appointment_id=appointment_id,
            on=form.cleaned_data["mulai"],
            reason=form.cleaned_data["alasan"],
            at=clock.now(),
            today=clock.today(),
        )

    return _answer(request, person, form, page, change)


@require_http_methods(["GET", "POST"])
@guard.role(Role.AGENCY_ADMIN)
def status(request: guard.Request, employee_id: UUID) -> HttpResponse:
    """Change a person's standing; retirement is one of them."""
    person = _person(request, employee_id)
    wanted = request.GET.get("ke", "")
    form = StatusForm(request.POST or None, initial={"mulai": clock.today(), "kedudukan": wanted})
    title = _("Pensiunkan pegawai") if wanted == people.Status.RETIRED else _("Ubah kedudukan")
    page = _Page(title, _("Simpan kedudukan baru"), _("Kedudukan pegawai diubah."))

    def change() -> None:
        civil = form.cleaned_data["status_pegawai"]
        careers.change_status(
            actor=request.actor,
            employee_id=employee_id,
            status=people.Status(form.cleaned_data["kedudukan"]),
            civil_status=people.CivilStatus(civil) if civil else None,
            until=form.cleaned_data["sampai"],
            decree=_decree(form),
            at=clock.now(),
            today=clock.today(),
        )

    return _answer(request, person, form, page, change)


@require_http_methods(["GET", "POST"])
@guard.role(Role.AGENCY_ADMIN)
def rank(request: guard.Request, employee_id: UUID) -> HttpResponse:
    """Record a promotion."""
    person = _person(request, employee_id)
    form = RankForm(request.POST or None, initial={"mulai": clock.today(), "golongan": person.entry.rank})
    page = _Page(_("Catat kenaikan pangkat"), _("Simpan golongan ruang"), _("Golongan ruang dicatat."))

    def change() -> None:
        careers.change_rank(
            actor=request.actor,
            employee_id=employee_id,
            code=form.cleaned_data["golongan"].strip(),
            decree=_decree(form),
            at=clock.now(),
            today=clock.today(),
        )

    return _answer(request, person, form, page, change)


@require_http_methods(["GET", "POST"])
@guard.role(Role.AGENCY_ADMIN)
def correct(request: guard.Request, employee_id: UUID) -> HttpResponse:
    """Correct who somebody is; the form shows private data, so opening it is recorded."""
    person = _person(request, employee_id)
    initial = {name: getattr(person.employee, name) for name in IDENTITY}
    form = CorrectForm(request.POST or None, initial=initial)
    if request.method == "GET":
        people.note_private_view(actor=request.actor, person=person, at=clock.now())
    elif form.is_valid():
        try:
            careers.correct_employee(
                actor=request.actor,
                employee_id=employee_id,
                values={name: form.cleaned_data[name] for name in IDENTITY},
                reason=form.cleaned_data["alasan"],
                at=clock.now(),
                today=clock.today(),
            )
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("Data pegawai dikoreksi."))
            return redirect("people:detail", employee_id)
    return render(request, "people/correct.html", {"person": person, "entry": person.entry, "form": form})


@require_http_methods(["GET", "POST"])
@guard.role(Role.AGENCY_ADMIN)
def add(request: guard.Request) -> HttpResponse:
    """Take a new person in: choose the unit, then fill the form."""
    unit = chosen.unit_of(request)
    if unit is None:
        return _choose_unit(request, _("Pegawai baru"))
    positions = organisation.positions.list_positions(on=clock.today(), unit_ids=[unit.id])
    form = NewForm(request.POST or None, positions=positions, initial={"mulai": clock.today()})
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        contract = values["status_pegawai"] == people.CivilStatus.CONTRACT
        new = careers.NewEmployee(
            identity={name: values[name] for name in IDENTITY},
            kind=people.EmployeeKind.CONTRACT if contract else people.EmployeeKind.CIVIL_SERVANT,
            civil_status=people.CivilStatus(values["status_pegawai"]),
            post=_post(form, unit, positions),
            rank=values["golongan"].strip(),
            position_class=_class(form, positions),
        )
        try:
            employee_id = careers.add_employee(
                actor=request.actor, new=new, decree=_decree(form), at=clock.now(), today=clock.today()
            )
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("Pegawai dicatat."))
            return redirect("people:detail", employee_id)
    return render(request, "people/new.html", {"form": form, "unit": unit})
