"""A rating as the fields of the official forms (PermenPANRB 6/2022: Evaluasi Kinerja, Format D.1.1)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from ekinerja.activity import public as activity
from ekinerja.documents import public as documents
from ekinerja.evaluation.models import Review
from ekinerja.evaluation.selectors import reviews
from ekinerja.kernel.actor import Actor
from ekinerja.kernel.numbers import tell_number
from ekinerja.planning import public as planning
from ekinerja.planning.data import PeriodKind, PersonSnapshot

RATINGS = {"ATAS": "Di Atas Ekspektasi", "SESUAI": "Sesuai Ekspektasi", "BAWAH": "Di Bawah Ekspektasi"}
MONTHS = (
    "JANUARI",
    "FEBRUARI",
    "MARET",
    "APRIL",
    "MEI",
    "JUNI",
    "JULI",
    "AGUSTUS",
    "SEPTEMBER",
    "OKTOBER",
    "NOVEMBER",
    "DESEMBER",
)
ROMAN = ("I", "II", "III", "IV")


@dataclass(frozen=True)
class ReviewDocument:
    """Statutory term: dokumen evaluasi. The form's fields with the name of the file."""

    review: Review
    document: documents.Document
    file_name: str


def evaluation_document_fields(*, actor: Actor, review_id: UUID, at: datetime) -> ReviewDocument:
    """
    Return the form Evaluasi Kinerja Pegawai of a rating.

    :raises NotFound: there is no such rating, or the actor may not know of its plan
    """
    review, month = _load(actor, review_id, at)
    plan = month.standing.plan
    document = documents.EvaluationDocument(
        frame=_frame(review, plan),
        period_label=period_label(review.period),
        outcomes=_outcomes(month.outcomes),
        behaviours=tuple(
            documents.BehaviourRow(
                row.text.label,
                row.text.guides,
                expectation=expectation,
                feedback=_join(item.text for item in row.feedback),
            )
            for row, expectation in zip(month.behaviours, _expectations(plan), strict=True)
        ),
        organisation_level=_level(review),
        result_rating=RATINGS[review.results_rating],
        behaviour_rating=RATINGS[review.behaviour_rating],
        predicate=documents.Predicate(review.predicate),
    )
    return ReviewDocument(review, document, _file_name("Evaluasi", review, plan))


def evaluation_record_fields(*, actor: Actor, review_id: UUID, at: datetime) -> ReviewDocument:
    """
    Return the form Dokumen Evaluasi Kinerja Pegawai (Format D.1.1) of a rating.

    :raises NotFound: there is no such rating, or the actor may not know of its plan
    """
    review, month = _load(actor, review_id, at)
    plan = month.standing.plan
    superior = PersonSnapshot.from_json(review.superior_snapshot) or PersonSnapshot(name="-")
    document = documents.EvaluationRecordDocument(
        frame=_frame(review, plan),
        superior=planning.documents.party(superior),
        period_label=period_label(review.period),
        organisation_level=_level(review),
        predicate=documents.Predicate(review.predicate),
        notes=tuple(line for line in review.recommendation.splitlines() if line.strip()),
    )
    return ReviewDocument(review, document, _file_name("Dokumen-Evaluasi", review, plan))


def period_label(period: planning.Period) -> str:
    """Return the period as the form's title prints it: BULAN MARET 2026, TRIWULAN I TAHUN 2026, TAHUN 2026."""
    year = period.span.lower.year
    if period.kind == PeriodKind.ANNUAL:
        return f"TAHUN {year}"
    if (period.span.upper - period.span.lower).days > 31:
        return f"TRIWULAN {ROMAN[period.number - 1]} TAHUN {year}"
    return f"BULAN {MONTHS[period.number - 1]} {year}"


def _load(actor: Actor, review_id: UUID, at: datetime) -> tuple[Review, activity.MonthView]:
    review, _standing = reviews.get_review(actor=actor, review_id=review_id, on=planning.day_of(at))
    month = activity.month_of(actor=actor, plan_id=review.plan_id, period_id=review.period_id, now=at)
    return review, month


def _frame(review: Review, plan: planning.Plan) -> documents.Frame:
    return planning.documents.frame_of(
        plan=plan,
        is_draft=False,
        employee=PersonSnapshot.from_json(review.employee_snapshot),
        rater=PersonSnapshot.from_json(review.rater_snapshot),
        starts_on=max(review.period.span.lower, plan.period.lower),
        ends_on=min(review.period.span.upper, plan.period.upper) - timedelta(days=1),
        signed_on=planning.day_of(review.finalised_at),
    )


def _outcomes(rows: Sequence[Any]) -> tuple[documents.OutcomeRow, ...]:
    planning.documents.with_measures([row.outcome for row in rows])
    return tuple(_outcome(row) for row in rows)


def _outcome(row: Any) -> documents.OutcomeRow:
    return planning.documents.outcome_row(
        row.outcome,
        realisations={item.indicator.id: _told(item) for item in row.indicators},
        feedback=_join(item.text for item in row.feedback),
    )


def _told(item: Any) -> str:
    told = item.realisation
    if told is None:
        return ""
    number = tell_number(told.number)
    figure = f"{number} {item.indicator.target_unit}".strip() if number else ""
    return "; ".join(part for part in (figure, told.text, told.explanation) if part)


def _expectations(plan: planning.Plan) -> list[str]:
    return [row.expectation for row in planning.plans.behaviours_of(plan_id=plan.id)]


def _level(review: Review) -> documents.OrganisationLevel | None:
    return documents.OrganisationLevel(review.organisation_level) if review.organisation_level else None


def _join(texts: Iterable[str]) -> str:
    return " ".join(text for text in texts if text)


def _file_name(kind: str, review: Review, plan: planning.Plan) -> str:
    label = period_label(review.period).title().replace(" ", "-")
    return f"{kind}-{label}-{plan.person.nip or plan.id}.pdf"
