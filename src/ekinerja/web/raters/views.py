"""Who rates me and why; ask for a correction; decide about it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ekinerja.kernel import clock
from ekinerja.kernel.actor import Role
from ekinerja.kernel.errors import DomainError, NotAllowed
from ekinerja.people import public as people
from ekinerja.web import guard
from ekinerja.web.paging import page_number, page_of
from ekinerja.web.raters.forms import AskForm, DayForm, NameForm, RefuseForm, ReleaseForm

MANAGERS = (Role.AGENCY_ADMIN, Role.UNIT_CLERK)


@require_GET
@guard.signed_in
def show_mine(request: guard.Request) -> HttpResponse:
    """Show the actor's own rater with the reason, and what became of requests."""
    return _mine(request, AskForm())


@require_POST
@guard.signed_in
def ask(request: guard.Request) -> HttpResponse:
    """Send a request for correction; first let the employee choose among the people found."""
    form = AskForm(request.POST)
    candidates = _candidates(request, form, "usul")
    if candidates is None and form.is_valid():
        try:
            people.ask_for_correction(
                actor=request.actor,
                reason=form.cleaned_data["alasan"],
                proposed_id=form.cleaned_data["usul"],
                at=clock.now(),
                on=clock.today(),
            )
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("Permintaan koreksi dikirim ke admin instansi."))
            return redirect("raters:mine")
    return _mine(request, form, candidates)


@require_POST
@guard.signed_in
def withdraw(request: guard.Request, correction_id: UUID) -> HttpResponse:
    """Withdraw the actor's own request."""
    people.withdraw_correction(actor=request.actor, correction_id=correction_id, at=clock.now())
    messages.success(request, _("Permintaan koreksi ditarik."))
    return redirect("raters:mine")


@require_GET
@guard.role(Role.AGENCY_ADMIN)
def show_requests(request: guard.Request) -> HttpResponse:
    """Show the requests that wait for a decision, the longest waiting first."""
    state = request.GET.get("status", people.CorrectionState.ASKED)
    text = request.GET.get("q", "")
    page = people.list_corrections(actor=request.actor, state=state, text=text, page=page_number(request))
    context = {
        "page": page,
        "pager": page_of(page.items, number=page.number, total=page.total, size=people.CORRECTION_PAGE),
        "states": people.CorrectionState.choices,
        "state": state,
    }
    return render(request, "raters/requests.html", context)


@require_http_methods(["GET", "POST"])
@guard.role(Role.AGENCY_ADMIN)
def decide(request: guard.Request, correction_id: UUID) -> HttpResponse:
    """Show one request with today's answer of the program, and take the decision."""
    correction = people.get_correction(actor=request.actor, correction_id=correction_id)
    granting = request.POST.get("putusan") == "setuju"
    initial: dict[str, Any] = {
        "penilai": correction.proposed_id,
        "mulai": clock.today().replace(day=1),
        "alasan": correction.reason,
    }
    name_form = NameForm(request.POST if granting else None, initial=initial)
    refuse_form = RefuseForm(request.POST if request.POST.get("putusan") == "tolak" else None)
    candidates = _candidates(request, name_form, "penilai") if granting else None
    form = name_form if granting else refuse_form
    if request.method == "POST" and candidates is None and form.is_valid():
        try:
            people.decide_correction(
                actor=request.actor,
                correction_id=correction_id,
                decision=_decision(granting, form.cleaned_data),
                at=clock.now(),
            )
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("Keputusan disimpan dan diberitahukan kepada pegawai."))
            return redirect("raters:requests")
    context = {
        "correction": correction,
        "line": people.rating_line_of(employee_id=correction.employee_id, on=clock.today()),
        "name_form": name_form,
        "refuse_form": refuse_form,
        "candidates": candidates,
        "proposed": _label(correction.proposed_id),
    }
    return render(request, "raters/decide.html", context)


@require_GET
@guard.role(*MANAGERS)
def show_person(request: guard.Request, employee_id: UUID) -> HttpResponse:
    """Show who rates a person on a day, and the raters named by decision."""
    return _person(request, employee_id, NameForm(initial={"mulai": clock.today().replace(day=1)}))


@require_POST
@guard.role(Role.AGENCY_ADMIN)
def name_rater(request: guard.Request, employee_id: UUID) -> HttpResponse:
    """Name a person's rater from a day on."""
    people.get_entry(actor=request.actor, employee_id=employee_id)
    form = NameForm(request.POST)
    candidates = _candidates(request, form, "penilai")
    if candidates is None and form.is_valid():
        try:
            people.name_rater(
                actor=request.actor,
                employee_id=employee_id,
                rater_id=form.cleaned_data["penilai"],
                starts_on=form.cleaned_data["mulai"],
                reason=form.cleaned_data["alasan"],
                at=clock.now(),
            )
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("Penilai ditetapkan."))
            return redirect("raters:person", employee_id)
    return _person(request, employee_id, form, candidates)


@require_POST
@guard.role(Role.AGENCY_ADMIN)
def release(request: guard.Request, employee_id: UUID) -> HttpResponse:
    """Let the unit tree answer again for a person."""
    people.get_entry(actor=request.actor, employee_id=employee_id)
    form = ReleaseForm(request.POST)
    if form.is_valid():
        ended = people.end_named_rater(
            actor=request.actor, employee_id=employee_id, ends_before=form.cleaned_data["sampai"], at=clock.now()
        )
        if ended:
            messages.success(request, _("Penilai kembali mengikuti struktur organisasi."))
        else:
            messages.info(request, _("Pada tanggal itu tidak ada penilai yang ditetapkan; tidak ada yang berubah."))
    else:
        messages.error(request, _("Isi tanggal mulai kembali ke struktur."))
    return redirect("raters:person", employee_id)


def _mine(request: guard.Request, form: AskForm, candidates: list[Any] | None = None) -> HttpResponse:
    if request.actor.employee_id is None:
        raise NotAllowed(_("Halaman ini untuk pegawai. Akun Anda tidak terhubung dengan data pegawai."))
    context = {
        "line": people.rating_line_of(employee_id=request.actor.employee_id, on=clock.today()),
        "corrections": people.own_corrections(actor=request.actor),
        "form": form,
        "candidates": candidates,
    }
    return render(request, "raters/mine.html", context)


def _person(
    request: guard.Request, employee_id: UUID, form: NameForm, candidates: list[Any] | None = None
) -> HttpResponse:
    entry = people.get_entry(actor=request.actor, employee_id=employee_id)
    day = DayForm(request.GET)
    on = (day.cleaned_data["pada"] if day.is_valid() else None) or clock.today()
    context = {
        "entry": entry,
        "on": on,
        "day_form": DayForm(initial={"pada": on}),
        "line": people.rating_line_of(employee_id=employee_id, on=on),
        "named": people.named_raters_of(employee_id=employee_id),
        "form": form,
        "release_form": ReleaseForm(initial={"sampai": clock.today()}),
        "candidates": candidates,
        "may_name": request.actor.covers("", Role.AGENCY_ADMIN),
    }
    return render(request, "raters/person.html", context)


def _candidates(request: guard.Request, form: forms.Form, field: str) -> list[Any] | None:
    """
    Return the people to choose from when a name was typed but nobody chosen yet; else ``None``.

    One match is taken at once and shown on the page before anything is saved.
    """
    form.is_valid()
    typed = form.cleaned_data.get("cari", "")
    if not typed or form.cleaned_data.get(field):
        return None
    found = people.search_people(actor=request.actor, text=typed, limit=10, everybody=True)
    if not found:
        form.add_error("cari", _("Tidak ada pegawai yang cocok. Coba NIP atau ejaan lain."))
    return found


def _label(employee_id: UUID | None) -> str:
    if employee_id is None:
        return ""
    entry = people.entries_of(employee_ids=[employee_id]).get(employee_id)
    return f"{entry.display_name} — {entry.position_title}" if entry else ""


def _decision(granting: bool, data: dict[str, Any]) -> people.Decision:
    if granting:
        return people.Decision(True, data["alasan"], data["penilai"], data["mulai"])
    return people.Decision(False, data["catatan"])
