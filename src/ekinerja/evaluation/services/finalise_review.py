"""Rate a person for a period: the quadrant's answer, kept for good with its explanation."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from ekinerja.activity import public as activity
from ekinerja.audit import public as audit
from ekinerja.evaluation import events
from ekinerja.evaluation.data import ReviewInput
from ekinerja.evaluation.models import Review
from ekinerja.evaluation.selectors import achievements, predicates
from ekinerja.evaluation.selectors.reviews import ratable_from
from ekinerja.kernel import outbox
from ekinerja.kernel.actor import Actor
from ekinerja.kernel.errors import Conflict, Finding, RuleNotMet
from ekinerja.planning import public as planning
from ekinerja.planning.data import PlanState, RecordedDecision


@transaction.atomic
def finalise_review(
    *,
    actor: Actor,
    plan_id: UUID,
    period_id: UUID,
    given: ReviewInput,
    at: datetime,
    seen_version: int = 0,
    reason: str = "",
    decision: RecordedDecision | None = None,
) -> Review:
    """
    Rate the plan's period. A second rating is a correction: it names the one before and needs a reason.

    ``seen_version`` is the version the rater had before them (0: none yet). For a rater without an account (a
    regent) the agency's admin records the ``decision`` with its document.

    :raises NotFound: the actor may not know of the plan, or the period is not one of the plan's
    :raises NotAllowed: the actor is not the rater today
    :raises Conflict: the plan is not agreed, the period has not ended, or somebody rated meanwhile
    :raises RuleNotMet: a rating is missing, the reason of a correction, or the document of a recorded decision
    """
    document = _document(actor, plan_id, decision, at)
    told = planning.with_document("", document) if document else ""
    entry = activity.mark_rated(actor=actor, plan_id=plan_id, period_id=period_id, at=at, note=told)
    _require_ratable(entry.plan, entry.period, at)
    before = Review.objects.filter(plan_id=plan_id, period_id=period_id, is_current=True).first()
    _require_seen(before, seen_version, reason)
    explained = predicates.explain(results=given.results, behaviour=given.behaviour)
    if before is not None:
        Review.objects.filter(id=before.id).update(is_current=False)
    review = Review.objects.create(
        plan_id=plan_id,
        period_id=period_id,
        version=before.version + 1 if before else 1,
        corrects=before,
        reason=reason.strip() if before else "",
        plan_version=planning.plans.latest_version_number(plan_id=plan_id),
        results_rating=given.results,
        behaviour_rating=given.behaviour,
        predicate=explained.value.value,
        organisation_level=achievements.level_of(unit_id=entry.plan.unit_id, period_id=period_id),
        explanation=predicates.to_json(explained),
        recommendation=given.recommendation.strip(),
        finalised_by_name=planning.decided_by(entry.plan, actor, document),
        finalised_at=at,
        **_snapshots(entry.plan, at),
    )
    _tell(actor, review, entry.plan.employee_id, before, at, document)
    return review


def _document(actor: Actor, plan_id: UUID, decision: RecordedDecision | None, at: datetime) -> RecordedDecision | None:
    on = planning.day_of(at)
    standing = planning.lock_for(actor=actor, plan_id=plan_id, on=on)
    return planning.policies.require_document(standing.parts, decision, on)


def _require_ratable(plan: planning.Plan, period: planning.Period, at: datetime) -> None:
    if plan.state not in (PlanState.AGREED, PlanState.CLOSED):
        raise Conflict(_("SKP ini belum disetujui, jadi periodenya belum dapat dinilai."))
    if planning.day_of(at) < ratable_from(plan=plan, period=period):
        raise Conflict(_("Periode ini belum berakhir. Penilaian dapat dilakukan sesudah hari terakhirnya."))


def _require_seen(before: Review | None, seen_version: int, reason: str) -> None:
    if before is None:
        return
    if seen_version != before.version:
        raise Conflict(_("Periode ini sudah dinilai. Muat ulang halaman untuk melihat penilaiannya."))
    if not reason.strip():
        message = _("Tulis alasan perbaikan penilaian.")
        raise RuleNotMet(message, findings=(Finding("evaluation.reason_missing", message, field="reason"),))


def _snapshots(plan: planning.Plan, at: datetime) -> dict[str, Any]:
    acted = planning.persons.acted_position(plan)
    raters = planning.persons.raters_of(employee_id=plan.employee_id, on=planning.day_of(at), position_id=acted)
    return {
        "employee_snapshot": plan.employee_snapshot,
        "rater_snapshot": raters.rater.to_json() if raters.rater else plan.rater_snapshot,
        "superior_snapshot": raters.superior.to_json() if raters.superior else plan.superior_snapshot,
    }


def _tell(
    actor: Actor,
    review: Review,
    employee_id: UUID,
    before: Review | None,
    at: datetime,
    document: RecordedDecision | None,
) -> None:
    audit.record(
        actor=actor,
        event="evaluation.review.corrected" if before else "evaluation.review.finalised",
        subject_type="evaluation.review",
        subject_id=review.id,
        at=at,
        data={
            "plan": review.plan_id,
            "period": review.period_id,
            "version": review.version,
            "results": review.results_rating,
            "behaviour": review.behaviour_rating,
            "predicate": review.predicate,
            "before": before.predicate if before else "",
            "reason": review.reason,
            **({"document": document.number, "dated": document.dated} if document else {}),
        },
        sensitive=True,
    )
    outbox.publish(
        events.ReviewFinalised(
            review_id=review.id, plan_id=review.plan_id, period_id=review.period_id, employee_id=employee_id
        )
    )
