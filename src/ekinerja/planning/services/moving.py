"""Move a plan along the transition table: the one place that changes its state."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from ekinerja.audit import public as audit
from ekinerja.kernel import outbox
from ekinerja.kernel.actor import Actor
from ekinerja.kernel.errors import Conflict, Finding, RuleNotMet
from ekinerja.planning import events, policies
from ekinerja.planning.data import PlanAction, RecordedDecision, Transition
from ekinerja.planning.models import Plan, PlanTransition
from ekinerja.planning.selectors import checks, persons, plans
from ekinerja.planning.selectors.plans import day_of
from ekinerja.planning.services import carry_cell


class PlanNotReady(RuleNotMet):
    """The plan lacks something the form demands; ``findings`` says what and where."""

    code = "planning.plan_not_ready"
    default_message = "SKP ini belum lengkap."


class NoteMissing(RuleNotMet):
    """The action needs a note that says why."""

    code = "planning.note_missing"
    default_message = "Tulis catatan agar pemilik SKP tahu apa yang perlu diperbaiki."


class SeenOtherVersion(Conflict):
    """The plan was changed after the actor opened it."""

    code = "planning.seen_other_version"
    default_message = "SKP ini berubah setelah Anda membukanya. Baca dahulu isinya yang terbaru."


def begin(
    *, actor: Actor, plan_id: UUID, action: PlanAction, at: datetime, note: str = "", seen: int | None = None
) -> tuple[plans.Standing, Transition]:
    """
    Lock the plan and check everything that the transition demands.

    :raises NotFound: the actor may not know of the plan
    :raises NotAllowed: the action is not the actor's
    :raises Conflict: wrong state, or the plan is not the version that was ``seen``
    :raises RuleNotMet: content or note is missing
    """
    standing = plans.lock_for(actor=actor, plan_id=plan_id, on=day_of(at))
    row = policies.require_transition(standing.parts, standing.plan, action)
    if seen is not None and seen != standing.plan.revision:
        raise SeenOtherVersion(fields={"seen": seen, "revision": standing.plan.revision})
    if row.note_required and not note.strip():
        raise NoteMissing(findings=(Finding("planning.note_missing", _("Catatan wajib diisi."), field="note"),))
    if row.checks_content:
        content = [(item, plans.indicators_of(item)) for item in plans.outcomes_of(plan_id=plan_id)]
        findings = checks.check_plan(content=content)
        if findings:
            raise PlanNotReady(findings=findings)
    return standing, row


def finish(
    *,
    actor: Actor,
    plan: Plan,
    row: Transition,
    at: datetime,
    note: str = "",
    document: RecordedDecision | None = None,
    **data: Any,
) -> Plan:
    """Store the new state, add the history line and the audit row; a recorded decision is the official's."""
    if document is not None:
        data |= {"document": document.number, "dated": document.dated, "decided_by": official_of(plan)}
        note = with_document(note, document)
    plan.state = row.after
    plan.touch(at=at)
    plan.save()
    PlanTransition.objects.create(
        plan=plan,
        action=row.action,
        before=row.before,
        after=row.after,
        actor_employee_id=actor.employee_id,
        actor_name=decided_by(plan, actor, document),
        note=note.strip(),
        at=at,
    )
    carry_cell.take_in(plan=plan, at=at)
    outbox.publish(events.PlanStepped(plan_id=plan.id, employee_id=plan.employee_id))
    audit.record(
        actor=actor,
        event=EVENTS[row.action],
        subject_type="planning.plan",
        subject_id=plan.id,
        at=at,
        data={"before": row.before, "after": row.after, "note": note.strip(), **data},
    )
    return plan


def official_of(plan: Plan) -> str:
    """Return the rater as history names them."""
    return plan.rater.name if plan.rater else _("Pejabat penilai")


def decided_by(plan: Plan, actor: Actor, document: RecordedDecision | None) -> str:
    """Return who decided, and who wrote it down when that was somebody else."""
    return actor.name[:250] if document is None else recorded_for(official_of(plan), actor)


def recorded_for(official: str, actor: Actor) -> str:
    """Return who decided on paper, and who wrote it down."""
    return (_("%(official)s (dicatat %(name)s)") % {"official": official, "name": actor.name})[:250]


def with_document(note: str, document: RecordedDecision) -> str:
    """Return the note with the document that shows the decision."""
    day = document.dated.strftime("%d-%m-%Y") if document.dated else ""
    told = _("Dokumen %(number)s tanggal %(day)s.") % {"number": document.number.strip(), "day": day}
    return " ".join(part for part in (note.strip(), told) if part)


def take_snapshots(*, plan: Plan, on: date) -> None:
    """Keep with the plan who the employee, the rater and the rater's superior are on a day."""
    acted = persons.acted_position(plan)
    if acted is None:
        plan.employee_snapshot = persons.post_of(employee_id=plan.employee_id, on=on).person.to_json()
    else:
        acting = persons.acting_post_of(employee_id=plan.employee_id, position_id=acted, on=on)
        plan.employee_snapshot = acting.person.to_json() if acting else plan.employee_snapshot
    raters = persons.raters_of(employee_id=plan.employee_id, on=on, position_id=acted)
    plan.rater_snapshot = raters.rater.to_json() if raters.rater else {}
    plan.superior_snapshot = raters.superior.to_json() if raters.superior else {}
    plan.rater_employee_id = raters.rater.employee_id if raters.rater else None


EVENTS = {
    PlanAction.SUBMIT: "planning.plan.submitted",
    PlanAction.WITHDRAW: "planning.plan.withdrawn",
    PlanAction.RETURN: "planning.plan.returned",
    PlanAction.AGREE: "planning.plan.agreed",
    PlanAction.REOPEN: "planning.plan.reopened",
    PlanAction.CLOSE: "planning.plan.closed",
}
