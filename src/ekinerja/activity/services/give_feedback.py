"""Give continuous feedback (umpan balik berkelanjutan) on an outcome or a behaviour value."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from ekinerja.activity import events, policies
from ekinerja.activity.data import AuthorPart, Mark
from ekinerja.activity.models import Feedback
from ekinerja.activity.services import entering
from ekinerja.kernel import outbox
from ekinerja.kernel.actor import Actor
from ekinerja.kernel.errors import Finding, RuleNotMet
from ekinerja.planning.data import BehaviourValue


@dataclass(frozen=True)
class FeedbackInput:
    """Statutory term: isian umpan balik. Exactly one of ``outcome_id`` and ``behaviour`` is set."""

    text: str
    outcome_id: UUID | None = None
    behaviour: str = ""
    mark: str = ""


@transaction.atomic
def give_feedback(
    *, actor: Actor, plan_id: UUID, period_id: UUID, given: FeedbackInput, at: datetime, seen: int | None = None
) -> Feedback:
    """
    Write or change the actor's feedback on one subject in a period.

    :raises NotFound: the actor may not know of the plan, or the subject is not part of it
    :raises NotAllowed: the actor is not the rater today
    :raises EditConflict: the actor changed the same feedback in another place meanwhile
    :raises RuleNotMet: the text is empty or the subject is not named
    """
    entry = entering.lock(actor=actor, plan_id=plan_id, period_id=period_id, at=at)
    policies.require_feedback(entry.standing)
    _check(entry, given)
    subject = {
        "plan_id": plan_id,
        "period_id": period_id,
        "outcome_id": given.outcome_id,
        "behaviour": given.behaviour,
        "author_employee_id": actor.employee_id,
    }
    row = Feedback.objects.filter(**subject).first()
    if row is None:
        row = Feedback(**subject, revision=0)
    theirs, mine = {"text": row.text, "mark": row.mark}, {"text": given.text.strip(), "mark": given.mark}
    if row.revision and theirs == mine:
        return row
    if seen is not None and seen != row.revision:
        raise entering.EditConflict(fields={"theirs": theirs, "revision": row.revision})
    row.text, row.mark = mine["text"], mine["mark"]
    row.author_name = actor.name[:250]
    row.author_part = AuthorPart.RATER
    row.revision += 1
    row.at = at
    row.save()
    entering.keep(
        entry,
        "activity.feedback.given",
        {"outcome": given.outcome_id, "behaviour": given.behaviour, "before": theirs, "after": mine},
    )
    if row.revision == 1:
        outbox.publish(events.FeedbackGiven(plan_id=plan_id, period_id=period_id, employee_id=entry.plan.employee_id))
    return row


def _check(entry: entering.Entry, given: FeedbackInput) -> None:
    findings = []
    if not given.text.strip():
        findings.append(Finding("activity.feedback_empty", _("Tulis atau pilih umpan balik."), field="text"))
    if given.mark and given.mark not in list(Mark):
        findings.append(Finding("activity.mark_unknown", _("Pilih salah satu pilihan."), field="mark"))
    if bool(given.outcome_id) == bool(given.behaviour) or (
        given.behaviour and given.behaviour not in list(BehaviourValue)
    ):
        findings.append(Finding("activity.subject_missing", _("Pilih RHK atau perilaku yang ditanggapi.")))
    if findings:
        raise RuleNotMet(findings=tuple(findings))
    if given.outcome_id:
        entering.require_outcome(entry, given.outcome_id)
