"""Choosing outcomes from the library of one's position."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from ekinerja.kernel import clock
from ekinerja.kernel.actor import Role
from ekinerja.kernel.errors import Conflict, RuleNotMet
from ekinerja.planning import public as planning
from ekinerja.web import asked, guard, paging
from ekinerja.web.planning import labels


@require_GET
@guard.signed_in
def show_library(request: guard.Request, plan_id: UUID) -> HttpResponse:
    """Show wordings for the plan's position, or of all positions."""
    page = planning.library.library_page(
        actor=request.actor,
        plan_id=plan_id,
        on=clock.today(),
        text=request.GET.get("cari", "").strip()[:200],
        only_own=request.GET.get("jabatan") != "semua",
        page=paging.page_number(request),
    )
    context = {"library": page, "plan": page.standing.plan, "labels": labels}
    return render(request, "planning/library.html", context)


@require_POST
@guard.signed_in
def use_wording(request: guard.Request, plan_id: UUID, wording_id: UUID) -> HttpResponse:
    """Take a wording into the plan and go on to change it."""
    try:
        made = planning.use_wording(actor=request.actor, plan_id=plan_id, wording_id=wording_id, at=clock.now())
    except (Conflict, RuleNotMet) as error:
        told = [finding.message for finding in error.findings] or [error.message]
        messages.error(request, " ".join(told))
        return redirect("plans:library", plan_id)
    messages.success(request, _("RHK ditambahkan beserta indikatornya. Sesuaikan kalimat dan targetnya."))
    return redirect("plans:outcome", plan_id, made.id)


@require_POST
@guard.role(Role.AGENCY_ADMIN)
def gather(request: guard.Request) -> HttpResponse:
    """Have the library built anew in the background."""
    planning.request_library(actor=request.actor, at=clock.now())
    messages.success(request, _("Pustaka sedang diperbarui. Muat ulang halaman ini sebentar lagi."))
    plan_id = asked.id_of(request.POST.get("skp", ""))
    return redirect("plans:library", plan_id) if plan_id else redirect("plans:mine")
