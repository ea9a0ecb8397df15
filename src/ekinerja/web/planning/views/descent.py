"""How outcomes come down from superiors to those who serve them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ekinerja.kernel import clock
from ekinerja.kernel.errors import Conflict, NotFound, RuleNotMet
from ekinerja.planning import public as planning
from ekinerja.web import asked, guard, paging, saving
from ekinerja.web.planning import change_labels, labels
from ekinerja.web.planning.descent_form import DescentForm

PER_PAGE = 50


@require_GET
@guard.signed_in
def show_sharing(request: guard.Request, plan_id: UUID, outcome_id: UUID) -> HttpResponse:
    """Show who serves an outcome and how the parts compare with the whole."""
    page = planning.sharing.sharing_of(
        actor=request.actor, plan_id=plan_id, outcome_id=outcome_id, on=clock.today(), page=paging.page_number(request)
    )
    context = {"page": page, "plan": page.standing.plan, "labels": labels, "words": change_labels}
    return render(request, "planning/sharing.html", context)


@require_http_methods(["GET", "POST"])
@guard.signed_in
def set_cascade(request: guard.Request, plan_id: UUID, outcome_id: UUID) -> HttpResponse:
    """Say how an outcome comes down from the superior's."""
    page = planning.sharing.descent_of(actor=request.actor, plan_id=plan_id, outcome_id=outcome_id, on=clock.today())
    row = page.outcome
    initial = {"cara": row.cascade, "dasar": row.division, "bagian": row.share, "revisi": row.revision}
    form = DescentForm(request.POST or None, initial=initial, own=page.indicators, above=page.above)

    def call(values: dict[str, Any]) -> Any:
        return planning.set_cascade(
            actor=request.actor,
            plan_id=plan_id,
            outcome_id=outcome_id,
            given=planning.CascadeInput(values["cara"], values["dasar"], values["bagian"], form.divides()),
            at=clock.now(),
            seen=values["revisi"],
        )

    if request.method == "POST" and saving.save(form, call):
        messages.success(request, _("Penurunan RHK tersimpan."))
        return redirect("plans:outcome", plan_id, outcome_id)
    status = saving.status_of(form)
    context = {"page": page, "plan": page.standing.plan, "form": form}
    return render(request, "planning/descent.html", context, status=status)


@require_POST
@guard.signed_in
def take_note(request: guard.Request, plan_id: UUID, outcome_id: UUID) -> HttpResponse:
    """Note that the owner has read what changed above."""
    outcome = planning.take_note(actor=request.actor, plan_id=plan_id, outcome_id=outcome_id, at=clock.now())
    messages.success(request, _("Tercatat. Anda sudah membaca perubahan RHK pimpinan."))
    return redirect(reverse("plans:detail", args=[plan_id]) + f"#outcome-{outcome.number}")


@require_GET
@guard.signed_in
def show_followers(request: guard.Request, plan_id: UUID) -> HttpResponse:
    """Show which subordinates' plans serve this one, and who serves nothing yet."""
    found = planning.suggestions.followers_of(actor=request.actor, plan_id=plan_id, on=clock.today())
    page = Paginator(found.rows, PER_PAGE).get_page(paging.page_number(request))
    context = {"found": found, "plan": found.standing.plan, "page": page, "labels": labels}
    return render(request, "planning/followers.html", context)


@require_POST
@guard.signed_in
def link_outcome(request: guard.Request, plan_id: UUID, outcome_id: UUID) -> HttpResponse:
    """Accept a suggestion with one click."""
    above_id = asked.id_of(request.POST.get("rhk", ""))
    if above_id is None:
        raise NotFound
    try:
        outcome = planning.link_outcome(
            actor=request.actor, plan_id=plan_id, outcome_id=outcome_id, above_id=above_id, at=clock.now()
        )
    except (Conflict, RuleNotMet) as error:
        told = [finding.message for finding in error.findings] or [error.message]
        messages.error(request, " ".join(told))
        return redirect("plans:detail", plan_id)
    messages.success(request, _("RHK %(n)s terhubung dengan RHK pimpinan. Kalimat Anda tetap.") % {"n": outcome.number})
    return redirect("plans:detail", plan_id)
