"""What every change within a period shares: the lock, the deadline, the row of the period, the audit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from ekinerja.activity import policies
from ekinerja.activity.data import PeriodAction, PeriodState
from ekinerja.activity.models import PeriodMove, PeriodWork
from ekinerja.audit import public as audit
from ekinerja.kernel.actor import Actor
from ekinerja.kernel.errors import Conflict, Finding, NotFound, RuleNotMet
from ekinerja.planning import public as planning


class DeadlinePassed(Conflict):
    """The period can no longer be filled; ``fields`` holds the deadline."""

    code = "activity.deadline_passed"
    default_message = "Batas pengisian periode ini sudah lewat. Minta admin instansi memperpanjang waktu Anda."


class NotOpenYet(Conflict):
    """The period is not taken yet; ``fields`` holds the day from which it is."""

    code = "activity.not_open_yet"
    default_message = "Pengajuan periode ini belum dibuka."


class EditConflict(Conflict):
    """Somebody (or another tab) changed the same entry meanwhile; ``fields`` holds ``theirs`` and ``revision``."""

    code = "activity.edit_conflict"
    default_message = "Isian ini sudah diubah di tempat lain. Bandingkan kedua isian, lalu simpan yang benar."


@dataclass(frozen=True)
class Entry:
    """A plan's period, locked, with what the actor is to it."""

    actor: Actor
    standing: planning.Standing
    period: planning.Period
    work: PeriodWork
    at: datetime

    @property
    def plan(self) -> planning.Plan:
        """The plan whose period it is."""
        return self.standing.plan


def lock(*, actor: Actor, plan_id: UUID, period_id: UUID, at: datetime) -> Entry:
    """
    Lock a plan's period, making its row at the first entry.

    :raises NotFound: the actor may not know of the plan, or the period is not one of the plan's
    """
    standing = planning.lock_for(actor=actor, plan_id=plan_id, on=planning.day_of(at))
    period = planning.get_period(period_id=period_id)
    if period not in planning.periods_for(plan=standing.plan, periods=[period]):
        raise NotFound
    work, _made = PeriodWork.objects.get_or_create(plan_id=plan_id, period_id=period_id, defaults={"changed_at": at})
    return Entry(actor=actor, standing=standing, period=period, work=work, at=at)


def lock_to_fill(*, actor: Actor, plan_id: UUID, period_id: UUID, at: datetime) -> Entry:
    """
    Lock a period for an entry by its owner.

    :raises NotFound: the actor may not know of the plan, or the period is not one of the plan's
    :raises NotAllowed: the plan is not the actor's own
    :raises Conflict: the period is submitted or rated, or the plan is still a draft
    :raises DeadlinePassed: the deadline that applies to this person is over
    """
    entry = lock(actor=actor, plan_id=plan_id, period_id=period_id, at=at)
    policies.require_fill(entry.standing, entry.work)
    refuse_when_late(entry)
    return entry


def refuse_when_late(entry: Entry) -> None:
    """
    Refuse when the deadline that applies to the employee is over, unless the rater gave the period back.

    :raises DeadlinePassed: with the deadline
    """
    if policies.waits_for_mending(entry.work.state, entry.work.submitted_at):
        return
    deadline = planning.deadline_for(
        period=entry.period, employee_id=entry.plan.employee_id, unit_path=entry.plan.unit_path
    )
    if deadline.is_over(entry.at):
        raise DeadlinePassed(fields={"deadline": deadline.at})


def refuse_when_early(entry: Entry) -> None:
    """
    Refuse to hand in before the day from which the agency takes this period.

    :raises NotOpenYet: with the day
    """
    opens = entry.period.fill_opens_on
    if opens is not None and planning.day_of(entry.at) < opens:
        message = _("Pengajuan periode ini dibuka %(day)s. Isian Anda tetap tersimpan.")
        raise NotOpenYet(message % {"day": f"{opens:%d-%m-%Y}"}, fields={"opens": opens})


def require_outcome(entry: Entry, outcome_id: UUID) -> planning.Outcome:
    """
    Return the outcome when it is one of the plan's.

    :raises NotFound: it is not
    """
    for outcome in planning.outcomes_to_fill(plan_id=entry.plan.id):
        if outcome.id == outcome_id:
            return outcome
    raise NotFound


def require_indicator(entry: Entry, indicator_id: UUID) -> planning.Indicator:
    """
    Return the indicator when it is one of the plan's.

    :raises NotFound: it is not
    """
    for outcome in planning.outcomes_to_fill(plan_id=entry.plan.id):
        for indicator in planning.indicators_of(outcome):
            if indicator.id == indicator_id:
                return indicator
    raise NotFound


def keep(entry: Entry, event: str, data: dict[str, Any], *, reached: PeriodState | None = None) -> None:
    """Count the change, raise the state when more has been filled than before, write the audit row."""
    work = entry.work
    order = [PeriodState.EMPTY, PeriodState.PLANNED, PeriodState.REALISED]
    if reached and work.state in order and order.index(PeriodState(work.state)) < order.index(reached):
        work.state = reached
    work.revision += 1
    work.changed_at = entry.at
    work.save()
    audit.record(
        actor=entry.actor,
        event=event,
        subject_type="planning.plan",
        subject_id=entry.plan.id,
        at=entry.at,
        data={"period": entry.period.id, **data},
    )


def move(entry: Entry, action: PeriodAction, *, note: str = "") -> PeriodWork:
    """
    Take one row of the transition table and write its history.

    :raises Conflict: the state does not allow it
    :raises NotAllowed: the action is not the actor's
    :raises RuleNotMet: the note is missing
    """
    work = entry.work
    row = policies.require_transition(entry.standing, work, action)
    if row.note_required and not note.strip():
        raise RuleNotMet(
            _("Tulis catatan agar pegawai tahu apa yang perlu diperbaiki."),
            findings=(Finding("activity.note_missing", _("Catatan wajib diisi."), field="note"),),
        )
    before, work.state = work.state, row.after
    if action == PeriodAction.SUBMIT:
        work.submitted_at = entry.at
    if action == PeriodAction.WITHDRAW:
        work.submitted_at = None
    if action == PeriodAction.RATE:
        work.rated_at = entry.at
    PeriodMove.objects.create(
        work=work,
        action=action,
        before=before,
        after=row.after,
        actor_name=entry.actor.name[:250],
        note=note.strip(),
        at=entry.at,
    )
    keep(entry, EVENTS[action], {"before": before, "after": row.after, "note": note.strip()})
    return work


EVENTS = {
    PeriodAction.SUBMIT: "activity.period.submitted",
    PeriodAction.WITHDRAW: "activity.period.withdrawn",
    PeriodAction.RETURN: "activity.period.returned",
    PeriodAction.RATE: "activity.period.rated",
}
