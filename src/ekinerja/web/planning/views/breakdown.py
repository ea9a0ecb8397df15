"""The page that divides an indicator's yearly target over the months or quarters of its plan."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ekinerja.kernel import clock
from ekinerja.planning import public as planning
from ekinerja.planning.data import Accumulation
from ekinerja.web import guard, saving
from ekinerja.web.planning import breakdown_labels, labels
from ekinerja.web.planning.breakdown_form import BreakdownForm


@require_http_methods(["GET", "POST"])
@guard.signed_in
def break_down(request: guard.Request, plan_id: UUID, outcome_id: UUID, indicator_id: UUID) -> HttpResponse:
    """Show the parts; save them, or fill them evenly and let the writer look before saving."""
    page = planning.breakdown.breakdown_of(
        actor=request.actor, plan_id=plan_id, outcome_id=outcome_id, indicator_id=indicator_id, on=clock.today()
    )
    spread = request.method == "POST" and request.POST.get("aksi") == "bagi"
    form = _spread(request, page) if spread else BreakdownForm(request.POST or None, **_options(page))

    def call(values: dict[str, Any]) -> Any:
        return planning.break_down_target(
            actor=request.actor,
            plan_id=plan_id,
            indicator_id=indicator_id,
            accumulation=Accumulation(values["cara"]),
            targets=form.given(),
            at=clock.now(),
            seen=values["revisi"],
        )

    if request.method == "POST" and not spread and saving.save(form, call):
        messages.success(request, _("Rincian target tersimpan."))
        return redirect(reverse("plans:outcome", args=[plan_id, outcome_id]) + f"#indikator-{indicator_id}")
    context = {
        "page": page,
        "plan": page.plan,
        "form": form,
        "labels": labels,
        "told": _told(page, form),
        "made": breakdown_labels.made_json(),
    }
    return render(request, "planning/breakdown.html", context, status=saving.status_of(form))


def _options(page: planning.breakdown.Breakdown) -> dict[str, Any]:
    initial: dict[str, Any] = {f"bagian_{number}": part for number, part in page.parts.items()}
    initial |= {"cara": page.way, "revisi": page.indicator.revision}
    return {"periods": page.periods, "initial": initial}


def _spread(request: guard.Request, page: planning.breakdown.Breakdown) -> BreakdownForm:
    """Return the form with the target spread evenly, nothing saved; what was chosen and seen stays."""
    chosen = request.POST.get("cara", "")
    way = chosen if chosen in list(Accumulation) else Accumulation.SUM.value
    options = _options(page)
    options["initial"] |= {"cara": way, "revisi": request.POST.get("revisi", "")}
    if page.indicator.target_number is not None:
        parts = planning.target_parts.spread(
            target=page.indicator.target_number, numbers=page.numbers, accumulation=way
        )
        options["initial"] |= {f"bagian_{number}": part for number, part in parts.items()}
    return BreakdownForm(**options)


def _told(page: planning.breakdown.Breakdown, form: BreakdownForm) -> Any:
    """Return what the numbers on the screen make and by how much that differs from the target."""
    way, parts = page.way, page.parts
    if form.is_bound:
        form.is_valid()
        way, parts = form.cleaned_data.get("cara", way), form.given()
    elif form.initial:
        way = form.initial["cara"]
        parts = {n: form.initial[f"bagian_{n}"] for n in page.numbers if f"bagian_{n}" in form.initial}
    return breakdown_labels.told(page.indicator.target_number, parts, way)
