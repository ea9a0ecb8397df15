"""Steps of a plan: submit, withdraw, agree, give back, open again, close, throw away."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ekinerja.kernel import clock
from ekinerja.kernel.errors import Conflict, RuleNotMet
from ekinerja.planning import public as planning
from ekinerja.planning.data import RecordedDecision
from ekinerja.web import asked, guard, saving
from ekinerja.web.planning.forms import CloseForm, DecisionForm, NoteForm, ReturnDecisionForm
from ekinerja.web.planning.views import pages


@require_POST
@guard.signed_in
def submit(request: guard.Request, plan_id: UUID) -> HttpResponse:
    """Hand the plan to the rater."""
    return _act(
        request,
        plan_id,
        lambda: planning.submit_plan(actor=request.actor, plan_id=plan_id, at=clock.now()),
        _("SKP diajukan. Anda diberi tahu begitu ada keputusan."),
    )


@require_POST
@guard.signed_in
def withdraw(request: guard.Request, plan_id: UUID) -> HttpResponse:
    """Take the submitted plan back."""
    return _act(
        request,
        plan_id,
        lambda: planning.withdraw_plan(actor=request.actor, plan_id=plan_id, at=clock.now()),
        _("Pengajuan ditarik. SKP dapat Anda ubah lagi."),
    )


@require_POST
@guard.signed_in
def agree(request: guard.Request, plan_id: UUID) -> HttpResponse:
    """Agree the plan as it was shown."""
    return _act(
        request,
        plan_id,
        lambda: planning.agree_plan(actor=request.actor, plan_id=plan_id, at=clock.now(), seen=asked.seen_by(request)),
        _("SKP disetujui."),
    )


@require_http_methods(["GET", "POST"])
@guard.signed_in
def give_back(request: guard.Request, plan_id: UUID) -> HttpResponse:
    """Give the plan back with a note."""

    def call(values: dict[str, Any]) -> Any:
        return planning.return_plan(
            actor=request.actor,
            plan_id=plan_id,
            note=values["catatan"],
            at=clock.now(),
            seen=values["versi"],
            decision=_decision(values),
        )

    texts = {
        "title": _("Kembalikan SKP"),
        "lead": _("Tulis apa yang perlu diperbaiki. Pegawai membaca catatan ini dan dapat mengajukan lagi."),
        "label": _("Kembalikan dengan catatan ini"),
        "done": _("SKP dikembalikan beserta catatan Anda."),
    }
    return _with_note(request, plan_id, NoteForm, call, texts, recorded=ReturnDecisionForm)


@require_http_methods(["GET", "POST"])
@guard.signed_in
def record_agreement(request: guard.Request, plan_id: UUID) -> HttpResponse:
    """Record that a rater without an account agreed the plan, with the document that shows it."""

    def call(values: dict[str, Any]) -> Any:
        return planning.agree_plan(
            actor=request.actor,
            plan_id=plan_id,
            note=values["catatan"],
            at=clock.now(),
            seen=values["versi"],
            decision=_decision(values),
        )

    texts = {
        "title": _("Catat persetujuan SKP"),
        "lead": _("Pejabat penilai ini tidak memakai program. Catat dokumen persetujuannya; nama Anda ikut tercatat."),
        "label": _("Catat persetujuan"),
        "done": _("Persetujuan SKP tercatat."),
    }
    return _with_note(request, plan_id, DecisionForm, call, texts)


@require_http_methods(["GET", "POST"])
@guard.signed_in
def reopen(request: guard.Request, plan_id: UUID) -> HttpResponse:
    """Open an agreed plan again with a reason."""

    def call(values: dict[str, Any]) -> Any:
        return planning.reopen_plan(actor=request.actor, plan_id=plan_id, note=values["catatan"], at=clock.now())

    texts = {
        "title": _("Buka kembali SKP"),
        "lead": _("SKP kembali menjadi konsep dan perlu disetujui ulang. Isi yang sudah disetujui tetap tersimpan."),
        "label": _("Buka kembali SKP"),
        "done": _("SKP dibuka kembali."),
    }
    return _with_note(request, plan_id, NoteForm, call, texts)


@require_http_methods(["GET", "POST"])
@guard.signed_in
def close(request: guard.Request, plan_id: UUID) -> HttpResponse:
    """Close an agreed plan, on transfer with its last day."""

    def call(values: dict[str, Any]) -> Any:
        latest = values["terakhir"]
        return planning.close_plan(
            actor=request.actor,
            plan_id=plan_id,
            note=values["catatan"],
            at=clock.now(),
            ends_before=latest + timedelta(days=1) if latest else None,
        )

    texts = {
        "title": _("Tutup SKP"),
        "lead": _(
            "Untuk mutasi di tengah tahun, isi hari terakhir di jabatan ini. SKP yang ditutup tidak dibuka lagi."
        ),
        "label": _("Tutup SKP"),
        "done": _("SKP ditutup."),
    }
    return _with_note(request, plan_id, CloseForm, call, texts)


@require_POST
@guard.signed_in
def discard(request: guard.Request, plan_id: UUID) -> HttpResponse:
    """Throw a draft away that was never submitted."""
    planning.discard_plan(actor=request.actor, plan_id=plan_id, at=clock.now())
    messages.success(request, _("Konsep SKP dihapus."))
    return redirect("plans:mine")


def _decision(values: dict[str, Any]) -> RecordedDecision | None:
    """Return the document that was typed, if the form has one."""
    if "nomor" not in values:
        return None
    return RecordedDecision(values["nomor"], values["tanggal"])


def _act(request: guard.Request, plan_id: UUID, call: Callable[[], Any], done: str) -> HttpResponse:
    """Do it and go back to the plan; what is missing or has changed is shown on the plan's page."""
    try:
        call()
    except (RuleNotMet, Conflict) as error:
        view = planning.view_of(actor=request.actor, plan_id=plan_id, on=clock.today())
        context = {**pages.plan_context(request, view), "refused": error}
        return render(request, "planning/plan.html", context, status=error.status)
    messages.success(request, done)
    return redirect("plans:detail", plan_id)


def _with_note(
    request: guard.Request,
    plan_id: UUID,
    form_class: type[NoteForm],
    call: Callable[[dict[str, Any]], Any],
    texts: dict[str, str],
    recorded: type[NoteForm] | None = None,
) -> HttpResponse:
    """Ask for a note; ``recorded`` is the form for who only records what a rater without an account decided."""
    standing = planning.get_for(actor=request.actor, plan_id=plan_id, on=clock.today())
    plan = standing.plan
    form_class = recorded if recorded and standing.records else form_class
    initial: dict[str, Any] = {"versi": plan.revision}
    if form_class is CloseForm:
        initial["terakhir"] = planning.starting.last_day_of_post(plan=plan)
    form = form_class(request.POST or None, initial=initial)
    if request.method == "POST" and saving.save(form, call):
        messages.success(request, texts["done"])
        return redirect("plans:detail", plan_id)
    status = saving.status_of(form)
    return render(request, "planning/note.html", {"form": form, "plan": plan, "texts": texts}, status=status)
