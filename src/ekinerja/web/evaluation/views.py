"""Own ratings, rating a person for a period, and the official documents."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from ekinerja.evaluation import public as evaluation
from ekinerja.kernel import clock
from ekinerja.kernel.errors import RuleNotMet
from ekinerja.planning.data import RecordedDecision
from ekinerja.web import guard, saving
from ekinerja.web.activity import month_page
from ekinerja.web.activity.labels import period_name
from ekinerja.web.evaluation import labels
from ekinerja.web.evaluation.forms import RatingForm
from ekinerja.web.pdf import pdf_response


@require_GET
@guard.signed_in
def show_mine(request: guard.Request) -> HttpResponse:
    """Show the actor's own ratings with their explanations."""
    rows = [(review, evaluation.from_json(review.explanation)) for review in evaluation.list_mine(actor=request.actor)]
    return render(request, "evaluation/mine.html", {"rows": rows, "labels": labels, "period_name": period_name})


@require_GET
@guard.signed_in
def preview(request: guard.Request) -> HttpResponse:
    """Return what the quadrant would answer, while the rater chooses."""
    try:
        explained = evaluation.explain(results=request.GET.get("hasil", ""), behaviour=request.GET.get("perilaku", ""))
    except RuleNotMet:
        return render(request, "evaluation/preview.html", {"preview": None, "rating_labels": labels})
    steps = evaluation.from_json(evaluation.to_json(explained))
    shown = labels.describe(explained.value.value, steps, has_feedback=request.GET.get("umpan") == "1")
    return render(request, "evaluation/preview.html", {"preview": shown, "rating_labels": labels})


@require_http_methods(["GET", "POST"])
@guard.signed_in
def rate(request: guard.Request, plan_id: UUID, period_id: UUID) -> HttpResponse:
    """Finalise the rating of one period, or correct it."""
    if request.method == "GET":
        return redirect("activity:month", plan_id, period_id)
    correcting = bool(request.POST.get("versi", "0").strip("0"))
    form = RatingForm(request.POST, correcting=correcting, recording="nomor" in request.POST)

    def call(values: dict[str, Any]) -> Any:
        return evaluation.finalise_review(
            actor=request.actor,
            plan_id=plan_id,
            period_id=period_id,
            given=evaluation.ReviewInput(
                results=values["hasil"], behaviour=values["perilaku"], recommendation=values["rekomendasi"]
            ),
            seen_version=values["versi"] or 0,
            reason=values.get("alasan", ""),
            decision=RecordedDecision(values["nomor"], values["tanggal"]) if "nomor" in values else None,
            at=clock.now(),
        )

    if saving.save(form, call):
        predicate = labels.PREDICATES[form.saved.predicate]
        messages.success(request, _("Penilaian tersimpan dengan predikat %(predicate)s.") % {"predicate": predicate})
        return redirect("activity:month", plan_id, period_id)
    return month_page.answer(request, plan_id, period_id, failed={"nilai": form}, status=422)


@require_GET
@guard.signed_in
def evaluation_pdf(request: guard.Request, review_id: UUID) -> HttpResponse:
    """Return the form Evaluasi Kinerja Pegawai as PDF."""
    fields = evaluation.evaluation_document_fields(actor=request.actor, review_id=review_id, at=clock.now())
    return pdf_response(
        request, fields.document, subject_type="evaluation.review", subject_id=review_id, file_name=fields.file_name
    )


@require_GET
@guard.signed_in
def record_pdf(request: guard.Request, review_id: UUID) -> HttpResponse:
    """Return the form Dokumen Evaluasi Kinerja Pegawai (Format D.1.1) as PDF."""
    fields = evaluation.evaluation_record_fields(actor=request.actor, review_id=review_id, at=clock.now())
    return pdf_response(
        request, fields.document, subject_type="evaluation.review", subject_id=review_id, file_name=fields.file_name
    )
