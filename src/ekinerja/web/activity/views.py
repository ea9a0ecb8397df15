"""Fill a period, comment on it, hand it over; every small form is saved at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ekinerja.activity import public as activity
from ekinerja.evaluation import public as evaluation
from ekinerja.kernel import clock
from ekinerja.kernel.errors import Conflict, DomainError, RuleNotMet
from ekinerja.planning.data import BehaviourValue
from ekinerja.web import guard, saving
from ekinerja.web.activity import month_page
from ekinerja.web.activity.forms import EvidenceForm, FeedbackForm, RealisationForm, ReturnForm, StepsForm
from ekinerja.web.activity.labels import STATE_KINDS, STATES, period_name
from ekinerja.web.planning.outside import why_outside


@require_GET
@guard.signed_in
def show_mine(request: guard.Request) -> HttpResponse:
    """Show the periods of the actor's present plan."""
    cycle = evaluation.my_cycle(actor=request.actor, now=clock.now())
    context = {"cycle": cycle, "states": STATES, "kinds": STATE_KINDS, "period_name": period_name}
    return render(request, "activity/mine.html", {**context, "outside": why_outside(request, cycle)})


@require_GET
@guard.signed_in
def show_month(request: guard.Request, plan_id: UUID, period_id: UUID) -> HttpResponse:
    """Show one period to its owner, its rater and those who may read it."""
    return month_page.answer(request, plan_id, period_id)


@require_POST
@guard.signed_in
def save_steps(request: guard.Request, plan_id: UUID, period_id: UUID, outcome_id: UUID) -> HttpResponse:
    """Write the action plan of one outcome."""
    form = StepsForm(request.POST, auto_id=f"aksi-{outcome_id}-%s")

    def call(values: dict[str, Any]) -> Any:
        return activity.save_steps(
            actor=request.actor,
            plan_id=plan_id,
            period_id=period_id,
            outcome_id=outcome_id,
            lines=values["langkah"].splitlines(),
            seen=values["semula"].splitlines(),
            at=clock.now(),
        )

    return _answer(request, (plan_id, period_id), form, call, place=f"rhk-{outcome_id}", name=f"aksi-{outcome_id}")


@require_POST
@guard.signed_in
def save_realisations(request: guard.Request, plan_id: UUID, period_id: UUID, outcome_id: UUID) -> HttpResponse:
    """Write what was reached for the indicators of one outcome."""
    month = activity.month_of(actor=request.actor, plan_id=plan_id, period_id=period_id, now=clock.now())
    row = next((row for row in month.outcomes if row.outcome.id == outcome_id), None)
    if row is None:
        raise Http404
    form = RealisationForm(request.POST, rows=row.indicators)

    def call(values: dict[str, Any]) -> Any:
        try:
            return activity.save_realisations(
                actor=request.actor,
                plan_id=plan_id,
                period_id=period_id,
                given=form.given(),
                seen=form.seen(),
                at=clock.now(),
            )
        except Conflict as error:
            if "indicator" in error.fields:
                form.revision_name = f"revisi_{error.fields['indicator'].hex}"
            raise

    name = f"realisasi-{outcome_id}"
    return _answer(request, (plan_id, period_id), form, call, place=f"rhk-{outcome_id}", name=name)


@require_POST
@guard.signed_in
def add_evidence(request: guard.Request, plan_id: UUID, period_id: UUID, outcome_id: UUID) -> HttpResponse:
    """Add one piece of evidence."""
    form = EvidenceForm(request.POST, auto_id=f"bukti-{outcome_id}-%s")

    def call(values: dict[str, Any]) -> Any:
        return activity.add_evidence(
            actor=request.actor,
            plan_id=plan_id,
            period_id=period_id,
            outcome_id=outcome_id,
            title=values["judul"],
            url=values["tautan"],
            at=clock.now(),
        )

    return _answer(request, (plan_id, period_id), form, call, place=f"rhk-{outcome_id}", name=f"bukti-{outcome_id}")


@require_POST
@guard.signed_in
def remove_evidence(request: guard.Request, plan_id: UUID, period_id: UUID, evidence_id: UUID) -> HttpResponse:
    """Take one piece of evidence away."""
    activity.remove_evidence(
        actor=request.actor, plan_id=plan_id, period_id=period_id, evidence_id=evidence_id, at=clock.now()
    )
    messages.success(request, _("Bukti dihapus."))
    return redirect("activity:month", plan_id, period_id)


@require_POST
@guard.signed_in
def comment_outcome(request: guard.Request, plan_id: UUID, period_id: UUID, outcome_id: UUID) -> HttpResponse:
    """Give feedback on one outcome."""
    form = FeedbackForm(request.POST, auto_id=f"balik-{outcome_id}-%s")
    return _comment(request, (plan_id, period_id), form, outcome_id, "")


@require_POST
@guard.signed_in
def comment_behaviour(request: guard.Request, plan_id: UUID, period_id: UUID, behaviour: str) -> HttpResponse:
    """Give feedback on one behaviour value."""
    if behaviour not in list(BehaviourValue):
        raise Http404
    form = FeedbackForm(request.POST, behaviour=True, auto_id=f"balik-{behaviour}-%s")
    return _comment(request, (plan_id, period_id), form, None, behaviour)


@require_POST
@guard.signed_in
def submit(request: guard.Request, plan_id: UUID, period_id: UUID) -> HttpResponse:
    """Hand the period to the rater."""
    return _act(
        request,
        (plan_id, period_id),
        lambda: activity.submit_period(actor=request.actor, plan_id=plan_id, period_id=period_id, at=clock.now()),
        _("Pengisian diajukan. Anda diberi tahu begitu dinilai."),
    )


@require_POST
@guard.signed_in
def withdraw(request: guard.Request, plan_id: UUID, period_id: UUID) -> HttpResponse:
    """Take the submitted period back."""
    return _act(
        request,
        (plan_id, period_id),
        lambda: activity.withdraw_period(actor=request.actor, plan_id=plan_id, period_id=period_id, at=clock.now()),
        _("Pengajuan ditarik. Isian dapat Anda ubah lagi."),
    )


@require_http_methods(["GET", "POST"])
@guard.signed_in
def give_back(request: guard.Request, plan_id: UUID, period_id: UUID) -> HttpResponse:
    """Give a submitted period back with a note."""
    form = ReturnForm(request.POST or None)

    def call(values: dict[str, Any]) -> Any:
        return activity.return_period(
            actor=request.actor, plan_id=plan_id, period_id=period_id, note=values["catatan"], at=clock.now()
        )

    if request.method == "POST" and saving.save(form, call):
        messages.success(request, _("Pengisian dikembalikan beserta catatan Anda."))
        return redirect("activity:month", plan_id, period_id)
    month = activity.month_of(actor=request.actor, plan_id=plan_id, period_id=period_id, now=clock.now())
    context = {"form": form, "month": month, "plan": month.standing.plan, "name": period_name(month.period)}
    return render(request, "activity/return.html", context, status=422 if form.is_bound else 200)


def _comment(
    request: guard.Request, place: tuple[UUID, UUID], form: FeedbackForm, outcome_id: UUID | None, behaviour: str
) -> HttpResponse:
    def call(values: dict[str, Any]) -> Any:
        return activity.give_feedback(
            actor=request.actor,
            plan_id=place[0],
            period_id=place[1],
            given=activity.FeedbackInput(
                text=form.text(), outcome_id=outcome_id, behaviour=behaviour, mark=values["tanda"]
            ),
            at=clock.now(),
            seen=values["revisi"],
        )

    subject = str(outcome_id or behaviour)
    anchor = f"rhk-{outcome_id}" if outcome_id else f"perilaku-{behaviour}"
    return _answer(request, place, form, call, place=anchor, name=f"balik-{subject}")


def _answer(
    request: guard.Request,
    ids: tuple[UUID, UUID],
    form: Any,
    call: Callable[[dict[str, Any]], Any],
    *,
    place: str,
    name: str,
) -> HttpResponse:
    """Save one small form; answer its autosave, go back to its place, or show what is wrong there."""
    saved = saving.save(form, call)
    if saving.is_autosave(request):
        return saving.answer_autosave(form)
    if saved:
        messages.success(request, _("Tersimpan."))
        return redirect(reverse("activity:month", args=ids) + f"#{place}")
    return month_page.answer(request, *ids, failed={name: form}, status=422)


def _act(request: guard.Request, ids: tuple[UUID, UUID], call: Callable[[], Any], done: str) -> HttpResponse:
    error: DomainError
    try:
        call()
    except (RuleNotMet, Conflict) as refused:
        error = refused
    else:
        messages.success(request, done)
        return redirect("activity:month", *ids)
    return month_page.answer(request, *ids, refused=error, status=error.status)
