"""What units achieved: the list one level down, and setting one of them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from ekinerja.evaluation import public as evaluation
from ekinerja.kernel import clock
from ekinerja.web import asked, guard, saving
from ekinerja.web.activity.labels import period_name
from ekinerja.web.evaluation import labels
from ekinerja.web.evaluation.forms import AchievementForm

PAGE = 25


@require_GET
@guard.signed_in
def show_board(request: guard.Request) -> HttpResponse:
    """Show the units one level down with what they achieved in a period."""
    board = evaluation.achievements.board(
        actor=request.actor,
        now=clock.now(),
        unit_id=asked.id_of(request.GET.get("unit", "")),
        period_id=asked.id_of(request.GET.get("periode", "")),
    )
    page = Paginator(board.rows, PAGE).get_page(request.GET.get("hal"))
    context = {"board": board, "page": page, "labels": labels, "period_name": period_name}
    return render(request, "evaluation/achievements.html", context)


@require_http_methods(["GET", "POST"])
@guard.signed_in
def show_unit(request: guard.Request, unit_id: UUID, period_id: UUID) -> HttpResponse:
    """Show one unit's achievement with its pattern and history, and set it."""
    shown = evaluation.achievements.unit_page(
        actor=request.actor, unit_id=unit_id, period_id=period_id, now=clock.now()
    )
    current = shown.line.achievement
    initial = {"capaian": current.level if current else "", "terlihat": len(shown.history)}
    form = AchievementForm(request.POST or None, initial=initial)

    def call(values: dict[str, Any]) -> Any:
        return evaluation.set_achievement(
            actor=request.actor,
            unit_id=unit_id,
            period_id=period_id,
            level=values["capaian"],
            basis=values["dasar"],
            seen=values["terlihat"],
            at=clock.now(),
        )

    if request.method == "POST" and saving.save(form, call):
        text = _("Capaian %(unit)s ditetapkan: %(level)s.")
        messages.success(request, text % {"unit": shown.line.unit.name, "level": labels.LEVELS[form.saved.level]})
        return redirect("achievements:unit", unit_id, period_id)
    context = {"shown": shown, "form": form, "labels": labels, "period_name": period_name}
    return render(request, "evaluation/achievement.html", context, status=saving.status_of(form))
