"""What waits for the actor's decision, and everybody the actor rates."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from ekinerja.evaluation import public as evaluation
from ekinerja.kernel import clock
from ekinerja.planning import public as planning
from ekinerja.web import asked, guard
from ekinerja.web.activity import labels as month_labels
from ekinerja.web.evaluation import labels
from ekinerja.web.paging import page_number
from ekinerja.web.planning import labels as plan_labels

PAGE_SIZE = 25


@require_GET
@guard.signed_in
def show_inbox(request: guard.Request) -> HttpResponse:
    """Show what waits, exceptions first."""
    items = evaluation.list_inbox(actor=request.actor, now=clock.now())
    wanted = request.GET.get("jenis", "")
    if wanted in ("skp", "periode"):
        items = tuple(item for item in items if (item.period is None) == (wanted == "skp"))
    page = Paginator(items, PAGE_SIZE).get_page(page_number(request))
    waiting = planning.agreements.list_waiting(actor=request.actor)
    context = {"page": page, "address": address_of, "period_name": month_labels.period_name, "agreements": waiting}
    return render(request, "evaluation/inbox.html", context)


@require_GET
@guard.signed_in
def show_team(request: guard.Request) -> HttpResponse:
    """Show everybody the actor rates, those without a plan first."""
    team = evaluation.list_team(actor=request.actor, now=clock.now())
    term = request.GET.get("q", "").strip().lower()
    rows = [row for row in team.rows if term in f"{row.person.name} {row.person.nip}".lower()]
    context = {
        "team": team,
        "leads": evaluation.achievements.is_open_to(actor=request.actor, on=clock.today(), leads=team.leads),
        "page": Paginator(rows, PAGE_SIZE).get_page(page_number(request)),
        "labels": labels,
        "plan_labels": plan_labels,
        "month_labels": month_labels,
    }
    return render(request, "evaluation/team.html", context)


@require_GET
@guard.signed_in
def go_on(request: guard.Request) -> HttpResponse:
    """Go to the next item that waits, back to the inbox when there is none."""
    after = asked.id_of(request.GET.get("setelah", ""))
    item = evaluation.next_in_inbox(actor=request.actor, now=clock.now(), after=after)
    if item is None:
        messages.info(request, _("Tidak ada lagi yang menunggu keputusan Anda."))
        return redirect("inbox:inbox")
    return redirect(address_of(item))


def address_of(item: Any) -> str:
    """Return the page on which an item is decided."""
    if item.period is None:
        return reverse("plans:detail", args=[item.plan.id])
    return reverse("activity:month", args=[item.plan.id, item.period.id])
