"""Hand a filled period to the rater, take it back, or give it back."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from ekinerja.activity import events, policies
from ekinerja.activity.data import PeriodAction
from ekinerja.activity.models import PeriodWork, Realisation
from ekinerja.activity.services import entering
from ekinerja.kernel import outbox
from ekinerja.kernel.actor import Actor
from ekinerja.kernel.errors import Conflict, Finding, RuleNotMet
from ekinerja.planning import public as planning


class PeriodNotReady(RuleNotMet):
    """Something reached is not told yet; ``findings`` says where."""

    code = "activity.period_not_ready"
    default_message = "Pengisian periode ini belum lengkap."


@transaction.atomic
def submit_period(*, actor: Actor, plan_id: UUID, period_id: UUID, at: datetime) -> PeriodWork:
    """
    Hand the period to the rater; every indicator tells what was reached, or explains why nothing was.

    :raises NotFound: the actor may not know of the plan, or the period is not one of the plan's
    :raises NotAllowed: the plan is not the actor's own
    :raises Conflict: wrong state of period or plan
    :raises NotOpenYet: the agency takes this period only from a later day
    :raises DeadlinePassed: the deadline that applies to this person is over
    :raises PeriodNotReady: a realisation is missing
    """
    entry = entering.lock(actor=actor, plan_id=plan_id, period_id=period_id, at=at)
    policies.require_transition(entry.standing, entry.work, PeriodAction.SUBMIT)
    if entry.plan.is_editable:
        raise Conflict(_("Ajukan dahulu SKP Anda; setelah itu periode dapat diajukan."))
    entering.refuse_when_early(entry)
    entering.refuse_when_late(entry)
    findings = check_period(plan_id=plan_id, period_id=period_id)
    if findings:
        raise PeriodNotReady(findings=findings)
    work = entering.move(entry, PeriodAction.SUBMIT)
    outbox.publish(
        events.PeriodSubmitted(
            plan_id=plan_id,
            period_id=period_id,
            employee_id=entry.plan.employee_id,
            rater_employee_id=entry.plan.rater_employee_id,
        )
    )
    return work


@transaction.atomic
def withdraw_period(*, actor: Actor, plan_id: UUID, period_id: UUID, at: datetime) -> PeriodWork:
    """
    Take a submitted period back before it is rated, while there is time to hand it in again.

    :raises NotFound, NotAllowed, Conflict: as ``submit_period``
    :raises DeadlinePassed: it could not be handed in again
    """
    entry = entering.lock(actor=actor, plan_id=plan_id, period_id=period_id, at=at)
    policies.require_transition(entry.standing, entry.work, PeriodAction.WITHDRAW)
    entering.refuse_when_late(entry)
    return entering.move(entry, PeriodAction.WITHDRAW)


@transaction.atomic
def return_period(*, actor: Actor, plan_id: UUID, period_id: UUID, note: str, at: datetime) -> PeriodWork:
    """
    Give a submitted period back to its owner; the note says what to mend.

    :raises NotFound, NotAllowed, Conflict: as ``submit_period``, for the rater
    :raises RuleNotMet: the note is empty
    """
    entry = entering.lock(actor=actor, plan_id=plan_id, period_id=period_id, at=at)
    work = entering.move(entry, PeriodAction.RETURN, note=note)
    outbox.publish(
        events.PeriodReturned(
            plan_id=plan_id,
            period_id=period_id,
            employee_id=entry.plan.employee_id,
            rater_employee_id=entry.plan.rater_employee_id,
        )
    )
    return work


@transaction.atomic
def mark_rated(*, actor: Actor, plan_id: UUID, period_id: UUID, at: datetime, note: str = "") -> entering.Entry:
    """
    Note that the period has been rated; the rating itself belongs to evaluation.

    ``note`` names the document when a rater without an account decided on paper.

    :raises NotFound: the actor may not know of the plan, or the period is not one of the plan's
    :raises NotAllowed: the actor is not the rater today
    """
    entry = entering.lock(actor=actor, plan_id=plan_id, period_id=period_id, at=at)
    entering.move(entry, PeriodAction.RATE, note=note)
    return entry


def check_period(*, plan_id: UUID, period_id: UUID) -> tuple[Finding, ...]:
    """Return what keeps the period from being submitted."""
    filled = {
        row.indicator_id
        for row in Realisation.objects.filter(indicator__outcome__plan_id=plan_id, period_id=period_id)
        if row.is_filled or row.explanation.strip()
    }
    return tuple(
        Finding(
            "activity.realisation_missing",
            _("RHK %(number)s: realisasi “%(text)s” belum diisi. Bila tidak ada, tulis alasannya.")
            % {"number": outcome.number, "text": indicator.text[:60]},
            field=f"indicator-{indicator.id}",
        )
        for outcome in planning.outcomes_to_fill(plan_id=plan_id)
        for indicator in planning.indicators_of(outcome)
        if indicator.id not in filled
    )
