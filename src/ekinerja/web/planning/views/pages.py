"""Own plans, a new plan, and the page of one plan."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from ekinerja.evaluation import public as evaluation
from ekinerja.kernel import clock
from ekinerja.kernel.errors import NotAllowed
from ekinerja.planning import public as planning
from ekinerja.planning.data import Approach
from ekinerja.web import asked, guard, saving
from ekinerja.web.planning import change_labels, labels
from ekinerja.web.planning.forms import DraftForm
from ekinerja.web.planning.outside import why_outside


@require_GET
@guard.signed_in
def show_mine(request: guard.Request) -> HttpResponse:
    """Show the actor's own plans, where the cycle stands and what to do next."""
    cycle = evaluation.my_cycle(actor=request.actor, now=clock.now())
    context = {"cycle": cycle, "labels": labels, "outside": why_outside(request, cycle)}
    return render(request, "planning/mine.html", context)


@require_http_methods(["GET", "POST"])
@guard.signed_in
def draft(request: guard.Request) -> HttpResponse:
    """Start a new plan."""
    on = clock.today()
    opened = planning.years.find_open_year(on=on)
    if opened is None:
        return render(request, "planning/no_year.html", {"year": on.year})
    if request.actor.employee_id is None:
        raise NotAllowed(_("Hanya pegawai yang dapat menyusun SKP."))
    start = planning.starting.start_of(
        employee_id=request.actor.employee_id,
        year=opened.year,
        on=on,
        acting_position_id=asked.id_of(request.GET.get("jabatan", "")),
    )
    own = planning.plans.list_own(employee_id=request.actor.employee_id)
    form = DraftForm(request.POST or None, start=start, sources=[_source(plan) for plan in own])

    def call(values: dict[str, Any]) -> Any:
        options: dict[str, Any] = {
            "actor": request.actor,
            "year": opened.year,
            "at": clock.now(),
            "starts_on": values["mulai"],
            "ends_before": values["sampai"] + timedelta(days=1),
            "approach": Approach(values["pendekatan"]),
        }
        if start.chosen is not None:
            options["acting_position_id"] = start.chosen.position_id
        if values["dari"]:
            return planning.start_from_plan(source_id=UUID(values["dari"]), **options)
        return planning.draft_plan(**options)

    if request.method == "POST" and saving.save(form, call):
        copied = bool(form.cleaned_data["dari"])
        messages.success(
            request,
            _("SKP dibuat dari SKP lama. Periksa setiap RHK dan targetnya sebelum diajukan.")
            if copied
            else _("SKP dibuat. Tambahkan rencana hasil kerja Anda."),
        )
        return redirect("plans:detail", form.saved.id)
    context = {"form": form, "year": opened, "start": start, "labels": labels, "clash": _clash(form, start, own)}
    return render(request, "planning/draft.html", context, status=saving.status_of(form))


def _clash(form: DraftForm, start: planning.starting.Start, own: list[planning.Plan]) -> planning.Plan | None:
    """Return the own plan that holds days which a refused new one for the same post asks for."""
    if not form.is_bound or not form.non_field_errors():
        return None
    first, last = form.cleaned_data.get("mulai"), form.cleaned_data.get("sampai")
    if first is None or last is None or start.chosen is not None:
        return None
    return next(
        (plan for plan in own if not plan.person.acting and plan.period.lower <= last and first < plan.period.upper),
        None,
    )


@require_GET
@guard.signed_in
def show_plan(request: guard.Request, plan_id: UUID) -> HttpResponse:
    """Show one plan to its owner, its rater and those who may read it."""
    view = planning.view_of(actor=request.actor, plan_id=plan_id, on=clock.today())
    return render(request, "planning/plan.html", plan_context(request, view))


def plan_context(request: guard.Request, view: planning.plans.PlanView) -> dict[str, Any]:
    """Return what the page of one plan shows; of one opened again also what changed since it was agreed."""
    return {
        "view": view,
        "plan": view.plan,
        "labels": labels,
        "since_agreed": planning.changes.since_agreed(view),
        "words": change_labels,
        "suggested": planning.suggestions.suggestions_for(plan=view.plan, outcomes=view.outcomes)
        if request.actor.employee_id == view.plan.employee_id
        else (),
        "can_copy": planning.copying.may_copy(actor=request.actor, standing=view.standing),
    }


def _source(plan: planning.Plan) -> tuple[str, str]:
    """Return an own plan as something a new one may start from."""
    words = {"year": plan.year.year, "position": plan.person.position or _("tanpa jabatan tercatat")}
    return str(plan.id), _("SKP %(year)s, %(position)s") % words
