"""Make, change and end teams; add members and let them leave."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from ekinerja.kernel import clock
from ekinerja.kernel.errors import NotAllowed, NotFound
from ekinerja.organisation import public as organisation
from ekinerja.people import public as people
from ekinerja.planning import public as planning
from ekinerja.planning.data import MemberInput, TeamInput
from ekinerja.web import asked, guard, saving
from ekinerja.web.teams.forms import EndForm, MemberForm, TeamForm

FOUND = 10
CHOOSE = gettext_lazy("Pilih dari yang ditemukan, atau kosongkan pencarian bila tidak diganti.")


@require_http_methods(["GET", "POST"])
@guard.signed_in
def create(request: guard.Request) -> HttpResponse:
    """Make a team."""
    on = clock.today()
    if not planning.teams.may_create(actor=request.actor, on=on):
        raise NotAllowed(_("Tim kerja dibuat admin instansi, pengelola kinerja unit, atau pimpinan unit."))
    initial = {"mulai": on, "selesai": on.replace(month=12, day=31), "unit": _own_unit(request)}
    form = TeamForm(request.POST or None, initial=initial)
    options = _options(request, form)

    def call(values: dict[str, Any]) -> Any:
        return planning.create_team(actor=request.actor, given=_given(values), at=clock.now())

    if request.method == "POST" and _complete(request, form) and saving.save(form, call):
        messages.success(request, _("Tim kerja dibuat. Tambahkan anggotanya."))
        return redirect("teams:detail", form.saved.id)
    return render(request, "teams/form.html", {"form": form, "team": None, **options}, status=saving.status_of(form))


@require_http_methods(["GET", "POST"])
@guard.signed_in
def change(request: guard.Request, team_id: UUID) -> HttpResponse:
    """Change a team."""
    view = _kept(request, team_id)
    team = view.team
    initial = {
        "nama": team.name,
        "tujuan": team.purpose,
        "ketua": team.leader_id,
        "unit": team.unit_id,
        "mulai": team.period.lower,
        "selesai": team.last_day,
        "nomor_sk": team.decree_number,
        "tanggal_sk": team.decree_date,
        "revisi": team.revision,
    }
    form = TeamForm(request.POST or None, initial=initial)
    options = _options(request, form)

    def call(values: dict[str, Any]) -> Any:
        return planning.change_team(
            actor=request.actor, team_id=team_id, given=_given(values), seen=values["revisi"], at=clock.now()
        )

    if request.method == "POST" and _complete(request, form) and saving.save(form, call):
        messages.success(request, _("Perubahan tim tersimpan."))
        return redirect("teams:detail", team_id)
    return render(request, "teams/form.html", {"form": form, "team": team, **options}, status=saving.status_of(form))


@require_http_methods(["GET", "POST"])
@guard.signed_in
def end(request: guard.Request, team_id: UUID) -> HttpResponse:
    """End a team after a last day."""
    view = _kept(request, team_id)
    form = EndForm(request.POST or None, initial={"terakhir": clock.today()})

    def call(values: dict[str, Any]) -> Any:
        return planning.end_team(actor=request.actor, team_id=team_id, last_day=values["terakhir"], at=clock.now())

    if request.method == "POST" and saving.save(form, call):
        messages.success(request, _("Masa tim tersimpan. Isi SKP anggota tidak berubah."))
        return redirect("teams:detail", team_id)
    return render(request, "teams/end.html", {"form": form, "team": view.team}, status=saving.status_of(form))


@require_http_methods(["GET", "POST"])
@guard.signed_in
def add_member(request: guard.Request, team_id: UUID) -> HttpResponse:
    """Add a member in two steps: find the employee, then confirm; or write somebody from outside."""
    view = _kept(request, team_id)
    form = MemberForm(request.POST or None)
    candidates = _people(request, form, "pegawai")

    def call(values: dict[str, Any]) -> Any:
        given = MemberInput(
            employee_id=values["pegawai"],
            outside_name=values["nama"],
            outside_nip=values["nip"].replace(" ", ""),
            outside_agency=values["instansi"],
            task=values["tugas"],
            joined_on=values["mulai"],
        )
        return planning.add_team_member(actor=request.actor, team_id=team_id, given=given, at=clock.now())

    waits = bool(candidates) and not form["pegawai"].value()
    if request.method == "POST" and not waits and not form.errors and saving.save(form, call):
        messages.success(request, _("Anggota ditambahkan."))
        return redirect("teams:detail", team_id)
    context = {"form": form, "team": view.team, "candidates": candidates}
    return render(request, "teams/member.html", context, status=saving.status_of(form))


@require_POST
@guard.signed_in
def remove_member(request: guard.Request, team_id: UUID, member_id: UUID) -> HttpResponse:
    """Let a member leave today."""
    planning.remove_team_member(actor=request.actor, team_id=team_id, member_id=member_id, at=clock.now())
    messages.success(request, _("Anggota keluar dari tim. Isi SKP-nya tidak berubah."))
    return redirect("teams:detail", team_id)


def _kept(request: guard.Request, team_id: UUID) -> planning.teams.TeamView:
    view = planning.teams.view_of(actor=request.actor, team_id=team_id, on=clock.today())
    if not view.may_keep:
        raise NotAllowed(
            _("Tim kerja dikelola admin instansi, pengelola kinerja unit, atau pimpinan unit yang bersangkutan.")
        )
    return view


def _own_unit(request: guard.Request) -> UUID | None:
    """Return the one unit the actor heads, which is most likely the one that forms the team."""
    if request.actor.employee_id is None:
        return None
    headed = people.headed_unit_ids(employee_id=request.actor.employee_id, on=clock.today())
    return headed[0] if len(headed) == 1 else None


def _given(values: dict[str, Any]) -> TeamInput:
    last = values["selesai"]
    return TeamInput(
        name=values["nama"],
        purpose=values["tujuan"],
        leader_id=values["ketua"],
        unit_id=values["unit"],
        starts_on=values["mulai"],
        ends_before=last + timedelta(days=1) if last else None,
        decree_number=values["nomor_sk"],
        decree_date=values["tanggal_sk"],
    )


def _options(request: guard.Request, form: TeamForm) -> dict[str, Any]:
    """Return the people and units to choose from: what was found by the words, and what is chosen already."""
    leaders = _people(request, form, "ketua")
    units = []
    words = form["cari_unit"].value() or ""
    if form.is_bound and words:
        units = planning.teams.units_to_keep(actor=request.actor, on=clock.today(), text=words, limit=FOUND)
        if not units:
            form.add_error("cari_unit", _("Tidak ada unit yang cocok di lingkup Anda. Coba kata lain."))
    chosen = asked.id_of(form["unit"].value())
    if chosen is not None and chosen not in {unit.id for unit in units}:
        if units:
            form.add_error("cari_unit", str(CHOOSE))
        try:
            units = [organisation.units.get_unit(unit_id=chosen, on=clock.today()), *units]
        except NotFound:
            chosen = None
    waits = bool(units) and bool(words) and chosen is None
    return {
        "candidates": leaders,
        "units": units,
        "unit_chosen": chosen,
        "unit_waits": waits,
        "everywhere": _everywhere(request),
    }


def _complete(request: guard.Request, form: TeamForm) -> bool:
    """Tell whether leader and unit are chosen; what was only searched waits for the choice."""
    if not form.is_valid():
        return False
    if form.cleaned_data["ketua"] is None:
        if not form.cleaned_data["cari"]:
            form.add_error("cari", _("Cari dan pilih ketua tim."))
        return False
    if form.cleaned_data["unit"] is None and not form.cleaned_data["cari_unit"] and not _everywhere(request):
        form.add_error("cari_unit", _("Cari dan pilih unit yang membentuk tim."))
        return False
    return form.cleaned_data["unit"] is not None or not form.cleaned_data["cari_unit"] or "unit" in form.data


def _everywhere(request: guard.Request) -> bool:
    """Whether the actor keeps teams of the agency as a whole."""
    return planning.team_policies.may_keep(request.actor, "", ())


def _people(request: guard.Request, form: forms.Form, field: str) -> list[Any]:
    """Return the people to choose from: those found by the words, and the one chosen already first."""
    found: list[Any] = []
    words = form["cari"].value() or ""
    if form.is_bound and words:
        found = people.search_people(actor=request.actor, text=words, limit=FOUND, everybody=True)
        if not found:
            form.add_error("cari", _("Tidak ada pegawai yang cocok. Coba NIP atau ejaan lain."))
    chosen = asked.id_of(form[field].value())
    if chosen is not None and chosen not in {entry.employee_id for entry in found}:
        if found:
            form.add_error("cari", str(CHOOSE))
        found = [*people.entries_of(employee_ids=[chosen]).values(), *found]
    return found
