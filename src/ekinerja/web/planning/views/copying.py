"""Copying a plan to people with a position of the same name."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from ekinerja.kernel import clock
from ekinerja.kernel.errors import RuleNotMet
from ekinerja.planning import public as planning
from ekinerja.web import asked, guard, paging
from ekinerja.web.planning import labels

PER_PAGE = 50


@require_http_methods(["GET", "POST"])
@guard.signed_in
def copy_plan(request: guard.Request, plan_id: UUID) -> HttpResponse:
    """Show who gets a new draft and who is left out, then copy to those chosen or to all of them."""
    text = request.GET.get("cari", "").strip()
    preview = planning.copying.preview_of(actor=request.actor, plan_id=plan_id, on=clock.today(), text=text)
    refused = None
    if request.method == "POST":
        try:
            return _copy(request, preview)
        except RuleNotMet as error:
            refused = error
    page = Paginator(preview.rows, PER_PAGE).get_page(paging.page_number(request))
    context = {
        "preview": preview,
        "plan": preview.plan,
        "page": page,
        "labels": labels,
        "refused": refused,
        "at_once": planning.COPY_AT_ONCE,
    }
    return render(request, "planning/copy.html", context, status=422 if refused else 200)


def _copy(request: guard.Request, preview: planning.copying.CopyPreview) -> HttpResponse:
    if request.POST.get("cakupan") == "semua":
        wanted = [row.employee_id for row in preview.new]
    else:
        wanted = [key for key in map(asked.id_of, request.POST.getlist("pegawai")) if key is not None]
    if len(wanted) > planning.COPY_AT_ONCE:
        run = planning.request_copy(actor=request.actor, plan_id=preview.plan.id, employee_ids=wanted, at=clock.now())
        return redirect("jobs:detail", run.id)
    report = planning.copy_plan(actor=request.actor, plan_id=preview.plan.id, employee_ids=wanted, at=clock.now())
    told = ngettext(
        "%(n)s konsep SKP dibuat; pemiliknya diberi tahu dan mengonfirmasi dengan mengajukannya.",
        "%(n)s konsep SKP dibuat; pemiliknya diberi tahu dan mengonfirmasi dengan mengajukannya.",
        report.made,
    )
    messages.success(request, told % {"n": report.made})
    return redirect("plans:copy", preview.plan.id)
