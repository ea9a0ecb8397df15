"""The page of one period: the same for the employee who fills and the rater who decides."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from ekinerja.evaluation import public as evaluation
from ekinerja.kernel import clock
from ekinerja.web import guard
from ekinerja.web.activity import labels
from ekinerja.web.activity.forms import EvidenceForm, FeedbackForm, RealisationForm, StepsForm
from ekinerja.web.evaluation import labels as rating_labels
from ekinerja.web.evaluation.forms import RatingForm
from ekinerja.web.planning import labels as plan_labels


def answer(
    request: guard.Request,
    plan_id: UUID,
    period_id: UUID,
    *,
    failed: dict[str, Any] | None = None,
    refused: Any = None,
    status: int = 200,
) -> HttpResponse:
    """Render the period; ``failed`` holds forms with errors by name, ``refused`` what a step was refused for."""
    shown = evaluation.rated_month(
        actor=request.actor,
        plan_id=plan_id,
        period_id=period_id,
        now=clock.now(),
    )
    evaluation.note_rating_view(actor=request.actor, shown=shown, at=clock.now())
    month = shown.month
    wrong = failed or {}
    context = {
        "shown": shown,
        "month": month,
        "plan": month.standing.plan,
        "rows": [_outcome(row, month, request.actor, wrong) for row in month.outcomes],
        "behaviours": [_behaviour(row, month, request.actor, wrong) for row in month.behaviours],
        "rating": wrong.get("nilai") or _rating(shown),
        "refused": refused,
        "labels": labels,
        "plan_labels": plan_labels,
        "rating_labels": rating_labels,
        "preview": rating_labels.preview(shown),
    }
    return render(request, "activity/month.html", context, status=status)


def _outcome(row: Any, month: Any, actor: Any, wrong: dict[str, Any]) -> dict[str, Any]:
    """Return one outcome with its forms; a form with errors is shown even when the period was closed meanwhile."""
    key = row.outcome.id
    steps = "\n".join(row.steps)
    forms: dict[str, Any] = {"row": row}
    for name, make in (
        ("aksi", lambda: StepsForm(initial={"langkah": steps, "semula": steps}, auto_id=f"aksi-{key}-%s")),
        ("realisasi", lambda: RealisationForm(rows=row.indicators)),
        ("bukti", lambda: EvidenceForm(auto_id=f"bukti-{key}-%s")),
    ):
        forms[name] = wrong.get(f"{name}-{key}") or (make() if month.can_fill else None)
    forms["balik"] = wrong.get(f"balik-{key}")
    if month.can_comment and forms["balik"] is None:
        forms["balik"] = FeedbackForm(initial=_own(row.feedback, actor), auto_id=f"balik-{key}-%s")
    return forms


def _behaviour(row: Any, month: Any, actor: Any, wrong: dict[str, Any]) -> dict[str, Any]:
    value = row.text.value
    form = None
    if month.can_comment:
        form = wrong.get(f"balik-{value}") or FeedbackForm(
            initial=_own(row.feedback, actor), behaviour=True, auto_id=f"balik-{value}-%s"
        )
    return {"row": row, "feedback": form}


def _own(feedback: Any, actor: Any) -> dict[str, Any]:
    mine = next((item for item in feedback if item.author_employee_id == actor.employee_id), None)
    if mine is None:
        return {"revisi": 0}
    return {"kalimat": mine.text, "tanda": mine.mark, "revisi": mine.revision}


def _rating(shown: Any) -> RatingForm | None:
    if not shown.can_rate:
        return None
    current = shown.current
    initial = {"versi": 0}
    if current is not None:
        initial = {
            "hasil": current.results_rating,
            "perilaku": current.behaviour_rating,
            "rekomendasi": current.recommendation,
            "versi": current.version,
        }
    return RatingForm(initial=initial, correcting=current is not None, recording=shown.month.standing.records)
