"""Small forms that change a plan's content, each saved at once."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ekinerja.kernel import clock
from ekinerja.planning import public as planning
from ekinerja.planning.data import Approach, BehaviourValue, NoteKind, PositionGroup
from ekinerja.web import guard, saving
from ekinerja.web.planning import change_labels, labels
from ekinerja.web.planning.forms import (
    ExpectationForm,
    FormForm,
    IndicatorForm,
    NotesForm,
    OutcomeForm,
)


@require_http_methods(["GET", "POST"])
@guard.signed_in
def choose_form(request: guard.Request, plan_id: UUID) -> HttpResponse:
    """Choose approach and position group."""
    plan = planning.get_for(actor=request.actor, plan_id=plan_id, on=clock.today()).plan
    form = FormForm(request.POST or None, initial={"kelompok": plan.position_group, "pendekatan": plan.approach})

    def call(values: dict[str, Any]) -> Any:
        return planning.choose_form(
            actor=request.actor,
            plan_id=plan_id,
            approach=Approach(values["pendekatan"]),
            group=PositionGroup(values["kelompok"]),
            at=clock.now(),
        )

    if request.method == "POST" and saving.save(form, call):
        return redirect("plans:detail", plan_id)
    return render(request, "planning/form.html", {"form": form, "plan": plan}, status=saving.status_of(form))


@require_http_methods(["GET", "POST"])
@guard.signed_in
def add_outcome(request: guard.Request, plan_id: UUID) -> HttpResponse:
    """Add an outcome, then go on to its indicators."""
    page = planning.outcome_page(actor=request.actor, plan_id=plan_id, outcome_id=None, on=clock.today())
    form = OutcomeForm(request.POST or None, offered=_offered(page))
    if request.method == "POST" and saving.save(form, _outcome_call(request, plan_id, None)):
        messages.success(request, _("RHK tersimpan. Tambahkan indikator dan targetnya."))
        # On a phone the form of the outcome lies between the button and what it promised; only advice stops there.
        advised = planning.checks.hints_for_outcome(text=form.saved.text)
        return redirect(reverse("plans:outcome", args=[plan_id, form.saved.id]) + ("" if advised else "#indikator"))
    return _outcome_page(request, page, form)


@require_http_methods(["GET", "POST"])
@guard.signed_in
def edit_outcome(request: guard.Request, plan_id: UUID, outcome_id: UUID) -> HttpResponse:
    """Change an outcome and see its indicators."""
    page = planning.outcome_page(actor=request.actor, plan_id=plan_id, outcome_id=outcome_id, on=clock.today())
    form = OutcomeForm(request.POST or None, initial=_outcome_initial(page.outcome), offered=_offered(page))
    if request.method == "POST":
        saved = saving.save(form, _outcome_call(request, plan_id, outcome_id, form))
        if saving.is_autosave(request):
            return saving.answer_autosave(form)
        if saved:
            messages.success(request, _("RHK tersimpan."))
            return redirect("plans:outcome", plan_id, outcome_id)
    return _outcome_page(request, page, form)


@require_POST
@guard.signed_in
def remove_outcome(request: guard.Request, plan_id: UUID, outcome_id: UUID) -> HttpResponse:
    """Take an outcome out; whose outcomes serve it is shown first."""
    try:
        planning.remove_outcome(
            actor=request.actor,
            plan_id=plan_id,
            outcome_id=outcome_id,
            at=clock.now(),
            confirmed=request.POST.get("yakin") == "1",
        )
    except planning.OthersServe as error:
        page = planning.outcome_page(actor=request.actor, plan_id=plan_id, outcome_id=outcome_id, on=clock.today())
        context = {"page": page, "plan": page.standing.plan, "touched": error.fields, "labels": labels}
        return render(request, "planning/touched.html", context, status=409)
    messages.success(request, _("RHK dihapus dari SKP."))
    return redirect("plans:detail", plan_id)


@require_POST
@guard.signed_in
def add_indicator(request: guard.Request, plan_id: UUID, outcome_id: UUID) -> HttpResponse:
    """Add an indicator to an outcome."""
    return _indicator(request, plan_id, outcome_id, None)


@require_POST
@guard.signed_in
def save_indicator(request: guard.Request, plan_id: UUID, outcome_id: UUID, indicator_id: UUID) -> HttpResponse:
    """Change an indicator."""
    return _indicator(request, plan_id, outcome_id, indicator_id)


@require_POST
@guard.signed_in
def remove_indicator(request: guard.Request, plan_id: UUID, outcome_id: UUID, indicator_id: UUID) -> HttpResponse:
    """Take an indicator out."""
    planning.remove_indicator(actor=request.actor, plan_id=plan_id, indicator_id=indicator_id, at=clock.now())
    messages.success(request, _("Indikator dihapus."))
    return redirect("plans:outcome", plan_id, outcome_id)


@require_http_methods(["GET", "POST"])
@guard.signed_in
def edit_notes(request: guard.Request, plan_id: UUID, kind: str) -> HttpResponse:
    """Write one of the three annex lists."""
    if kind not in labels.NOTES:
        raise Http404
    view = planning.view_of(actor=request.actor, plan_id=plan_id, on=clock.today())
    text = "\n".join(view.notes.get(kind, ()))
    form = NotesForm(request.POST or None, initial={"baris": text, "semula": text})

    def call(values: dict[str, Any]) -> Any:
        return planning.save_notes(
            actor=request.actor,
            plan_id=plan_id,
            kind=NoteKind(kind),
            lines=values["baris"].splitlines(),
            seen=values["semula"].splitlines(),
            at=clock.now(),
        )

    if request.method == "POST" and saving.save(form, call):
        messages.success(request, _("Lampiran tersimpan."))
        return redirect(reverse("plans:detail", args=[plan_id]) + "#lampiran")
    context = {"form": form, "plan": view.plan, "title": labels.NOTES[kind], "hint": labels.NOTE_HINTS[kind]}
    return render(request, "planning/notes.html", {**context, "kind": kind}, status=saving.status_of(form))


@require_http_methods(["GET"])
@guard.signed_in
def edit_expectations(request: guard.Request, plan_id: UUID) -> HttpResponse:
    """Let the rater write expectations on the seven values."""
    return _expectations(request, plan_id, None, None)


@require_POST
@guard.signed_in
def save_expectation(request: guard.Request, plan_id: UUID, value: str) -> HttpResponse:
    """Write the expectation on one value."""
    if value not in list(BehaviourValue):
        raise Http404
    form = ExpectationForm(request.POST, prefix=None, auto_id=f"{value}-%s")

    def call(values: dict[str, Any]) -> Any:
        return planning.save_expectation(
            actor=request.actor,
            plan_id=plan_id,
            value=BehaviourValue(value),
            text=values["ekspektasi"],
            seen=values["revisi"],
            at=clock.now(),
        )

    saved = saving.save(form, call)
    if saving.is_autosave(request):
        return saving.answer_autosave(form)
    if saved:
        messages.success(request, _("Ekspektasi tersimpan."))
        return redirect(reverse("plans:expectations", args=[plan_id]) + f"#{value}")
    return _expectations(request, plan_id, value, form)


def _outcome_call(
    request: guard.Request, plan_id: UUID, outcome_id: UUID | None, form: OutcomeForm | None = None
) -> Any:
    def save(values: dict[str, Any]) -> Any:
        served = _served(values["rhk_pimpinan"])
        return planning.save_outcome(
            actor=request.actor,
            plan_id=plan_id,
            outcome_id=outcome_id,
            given=planning.OutcomeInput(
                text=values["hasil"],
                kind=values["jenis"],
                classification=values["klasifikasi"],
                **served,
                intervened_text=values["sasaran"],
                assigned_by=values["penugasan"],
            ),
            at=clock.now(),
            seen=values["revisi"],
            confirmed=values["yakin"],
        )

    def call(values: dict[str, Any]) -> Any:
        try:
            return save(values)
        except planning.OthersServe as error:
            if form is not None:
                form.touched = error.fields
            raise

    return call


def _indicator(request: guard.Request, plan_id: UUID, outcome_id: UUID, indicator_id: UUID | None) -> HttpResponse:
    page = planning.outcome_page(actor=request.actor, plan_id=plan_id, outcome_id=outcome_id, on=clock.today())
    name = f"i-{indicator_id or 'baru'}-%s"
    form = IndicatorForm(request.POST, group=page.standing.plan.position_group, auto_id=name)

    def call(values: dict[str, Any]) -> Any:
        return planning.save_indicator(
            actor=request.actor,
            plan_id=plan_id,
            outcome_id=outcome_id,
            indicator_id=indicator_id,
            given=planning.IndicatorInput(
                text=values["indikator"],
                aspect=values["aspek"],
                target_number=values["target"],
                target_unit=values["satuan"],
                target_text=values["uraian"],
            ),
            at=clock.now(),
            seen=values["revisi"],
        )

    saved = saving.save(form, call)
    if saving.is_autosave(request):
        return saving.answer_autosave(form)
    if saved:
        messages.success(request, _("Indikator tersimpan."))
        return redirect(reverse("plans:outcome", args=[plan_id, outcome_id]) + f"#indikator-{form.saved.id}")
    outcome_form = OutcomeForm(initial=_outcome_initial(page.outcome), offered=_offered(page))
    return _outcome_page(request, page, outcome_form, (indicator_id, form))


def _outcome_page(
    request: guard.Request, page: Any, form: OutcomeForm, failed: tuple[UUID | None, Any] | None = None
) -> HttpResponse:
    group = page.standing.plan.position_group
    forms = []
    for row in page.indicators:
        if failed and failed[0] == row.id:
            forms.append((row, failed[1]))
        else:
            initial = {
                "indikator": row.text,
                "aspek": row.aspect,
                "target": row.target_number,
                "satuan": row.target_unit,
                "uraian": row.target_text,
                "revisi": row.revision,
            }
            forms.append((row, IndicatorForm(initial=initial, group=group, auto_id=f"i-{row.id}-%s")))
    new = failed[1] if failed and failed[0] is None else IndicatorForm(group=group, auto_id="i-baru-%s")
    context = {"page": page, "plan": page.standing.plan, "form": form, "rows": forms, "new": new, "labels": labels}
    context["words"] = change_labels
    bad = failed is not None or (form.is_bound and form.errors)
    return render(request, "planning/outcome.html", context, status=422 if bad else 200)


def _outcome_initial(outcome: Any) -> dict[str, Any]:
    return {
        "hasil": outcome.text,
        "jenis": outcome.kind,
        "klasifikasi": outcome.classification,
        "rhk_pimpinan": _key(outcome.intervened_outcome_id, outcome.goal_id),
        "sasaran": outcome.intervened_text,
        "penugasan": outcome.assigned_by,
        "revisi": outcome.revision,
    }


def _offered(page: Any) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return what may be served in groups: outcomes of the superior, of each team leader, then goals."""
    rows = [
        (choice, (_key(choice.outcome_id, choice.goal_id), f"{choice.text} ({choice.owner})"))
        for choice in page.choices
    ]
    groups: dict[str, list[tuple[str, str]]] = {}
    for choice, row in rows:
        if choice.goal_id is not None:
            label = _("Sasaran organisasi")
        elif choice.team:
            label = _("Ketua tim %(name)s") % {"name": choice.team}
        else:
            label = _("RHK pimpinan")
        groups.setdefault(label, []).append(row)
    return list(groups.items())


GOAL_KEY = "sasaran-"


def _key(outcome_id: UUID | None, goal_id: UUID | None) -> str:
    return f"{GOAL_KEY}{goal_id}" if goal_id else str(outcome_id or "")


def _served(key: str) -> dict[str, UUID]:
    if key.startswith(GOAL_KEY):
        return {"goal_id": UUID(key.removeprefix(GOAL_KEY))}
    return {"intervened_outcome_id": UUID(key)} if key else {}


def _expectations(request: guard.Request, plan_id: UUID, value: str | None, failed: Any) -> HttpResponse:
    view = planning.view_of(actor=request.actor, plan_id=plan_id, on=clock.today())
    rows = [
        (
            row,
            failed
            if row.text.value == value
            else ExpectationForm(
                initial={"ekspektasi": row.expectation, "revisi": row.revision}, auto_id=f"{row.text.value}-%s"
            ),
        )
        for row in view.behaviours
    ]
    return render(
        request,
        "planning/expectations.html",
        {"view": view, "plan": view.plan, "rows": rows},
        status=422 if failed else 200,
    )
