"""What the people of the cycle are told when something happens; each handler tells a happening once."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from ekinerja.activity import public as activity
from ekinerja.evaluation import events
from ekinerja.evaluation.models import Review
from ekinerja.evaluation.selectors.documents import period_label
from ekinerja.kernel import clock
from ekinerja.notices import public as notices
from ekinerja.planning import public as planning


@transaction.atomic
def tell_plan_submitted(event: planning.PlanSubmitted) -> None:
    """Tell the rater that a plan waits for agreement."""
    plan = planning.plans.find(plan_id=event.plan_id)
    if plan is None or event.rater_employee_id is None:
        return
    title = _("%(name)s mengajukan SKP %(year)s") % {"name": plan.person.name, "year": plan.period.lower.year}
    _tell(event.rater_employee_id, "planning.plan.submitted", _key(plan.id, plan.submitted_at), title, _plan(plan.id))


@transaction.atomic
def tell_plan_returned(event: planning.PlanReturned) -> None:
    """Tell the owner that the plan came back."""
    plan = planning.plans.find(plan_id=event.plan_id)
    if plan is not None:
        title = _("SKP Anda dikembalikan dengan catatan")
        note = _note(planning.plans.latest_move(plan_id=plan.id))
        _tell(event.employee_id, "planning.plan.returned", _key(plan.id, plan.changed_at), title, _plan(plan.id), note)


@transaction.atomic
def tell_plan_agreed(event: planning.PlanAgreed) -> None:
    """Tell the owner that the plan is agreed."""
    plan = planning.plans.find(plan_id=event.plan_id)
    if plan is not None:
        title = _("SKP Anda disetujui")
        _tell(event.employee_id, "planning.plan.agreed", _key(plan.id, plan.agreed_at), title, _plan(plan.id))


@transaction.atomic
def tell_plan_reopened(event: planning.PlanReopened) -> None:
    """Tell the owner that the plan can be changed again."""
    plan = planning.plans.find(plan_id=event.plan_id)
    if plan is not None:
        title = _("SKP Anda dibuka kembali dan perlu diajukan ulang")
        _tell(event.employee_id, "planning.plan.reopened", _key(plan.id, plan.changed_at), title, _plan(plan.id))


@transaction.atomic
def tell_period_submitted(event: activity.PeriodSubmitted) -> None:
    """Tell the rater that a period waits for a rating."""
    plan = planning.plans.find(plan_id=event.plan_id)
    if plan is None or event.rater_employee_id is None:
        return
    name = period_label(planning.get_period(period_id=event.period_id)).title()
    title = _("%(name)s mengajukan pengisian %(period)s") % {"name": plan.person.name, "period": name}
    moment = activity.submitted_at(plan_id=event.plan_id, period_id=event.period_id)
    key = _key(event.plan_id, moment, event.period_id)
    _tell(event.rater_employee_id, "activity.period.submitted", key, title, _month(event.plan_id, event.period_id))


@transaction.atomic
def tell_period_returned(event: activity.PeriodReturned) -> None:
    """Tell the owner that the period came back."""
    name = period_label(planning.get_period(period_id=event.period_id)).title()
    title = _("Pengisian %(period)s dikembalikan dengan catatan") % {"period": name}
    moment = activity.submitted_at(plan_id=event.plan_id, period_id=event.period_id)
    key = _key(event.plan_id, moment, event.period_id)
    note = _note(activity.latest_move(plan_id=event.plan_id, period_id=event.period_id))
    _tell(event.employee_id, "activity.period.returned", key, title, _month(event.plan_id, event.period_id), note)


@transaction.atomic
def tell_feedback_given(event: activity.FeedbackGiven) -> None:
    """Tell the employee of feedback, once a day for a period however many remarks there are."""
    name = period_label(planning.get_period(period_id=event.period_id)).title()
    title = _("Ada umpan balik untuk %(period)s") % {"period": name}
    key = f"{_key(event.plan_id, None, event.period_id)}:{clock.today():%Y%m%d}"
    _tell(event.employee_id, "activity.feedback.given", key, title, _month(event.plan_id, event.period_id))


@transaction.atomic
def tell_review_finalised(event: events.ReviewFinalised) -> None:
    """Tell the employee that there is a rating; the predicate itself stays behind the sign-in."""
    review = Review.objects.select_related("period").filter(id=event.review_id).first()
    if review is not None:
        title = _("Penilaian %(period)s sudah ditetapkan") % {"period": period_label(review.period).title()}
        key = _key(event.review_id, review.finalised_at)
        _tell(event.employee_id, "evaluation.review.finalised", key, title, _month(event.plan_id, event.period_id))


def _note(move: Any) -> str:
    """Return who gave it back and with which words."""
    return _("%(name)s: %(note)s") % {"name": move.actor_name, "note": move.note} if move and move.note else ""


def _tell(employee_id: UUID, kind: str, key: str, title: str, url: str, body: str = "") -> None:
    message = notices.Message(kind=kind, key=f"{kind}:{key}", title=title, body=body, url=url)
    notices.notify(employee_ids=[employee_id], message=message, at=clock.now())


def _key(subject: UUID, moment: datetime | None, more: UUID | None = None) -> str:
    """Return a word for the happening, the same when the handler runs again; short enough to be kept."""
    parts = (subject.hex, more.hex[-12:] if more else "", str(int(moment.timestamp())) if moment else "")
    return ":".join(part for part in parts if part)


def _plan(plan_id: UUID) -> str:
    return reverse("plans:detail", args=[plan_id])


def _month(plan_id: UUID, period_id: UUID) -> str:
    return reverse("activity:month", args=[plan_id, period_id])
