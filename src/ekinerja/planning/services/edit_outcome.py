"""Write, change and take out the outcomes (RHK) of a draft plan."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from ekinerja.kernel.actor import Actor
from ekinerja.kernel.errors import Finding, NotFound, RuleNotMet
from ekinerja.planning.data import OutcomeClassification, OutcomeKind
from ekinerja.planning.models import Indicator, Outcome, Plan
from ekinerja.planning.selectors import cascade, plans
from ekinerja.planning.services import editing, touch_servants

MOST_OUTCOMES = 100


@dataclass(frozen=True)
class OutcomeInput:
    """Statutory term: isian rencana hasil kerja. What one outcome says, and the one outcome or goal it serves."""

    text: str
    kind: str = OutcomeKind.MAIN
    classification: str = OutcomeClassification.ORGANISATION
    intervened_outcome_id: UUID | None = None
    goal_id: UUID | None = None
    intervened_text: str = ""
    assigned_by: str = ""


@transaction.atomic
def save_outcome(
    *,
    actor: Actor,
    plan_id: UUID,
    outcome_id: UUID | None,
    given: OutcomeInput,
    at: datetime,
    seen: int | None = None,
    confirmed: bool = False,
) -> Outcome:
    """
    Add an outcome (``outcome_id`` empty) or change one; ``seen`` is the revision the actor had before them.

    ``confirmed`` says that the actor has read whose outcomes serve this one; their owners are told what changed.

    :raises NotFound: the actor may not know of the plan, or it has no such outcome
    :raises NotAllowed: the plan is not the actor's own
    :raises Conflict: it is submitted, agreed or closed
    :raises EditConflict: somebody else changed the same outcome meanwhile
    :raises OthersServe: the words change, or it becomes individual, although outcomes of others serve it, and this
        was not confirmed
    :raises RuleNotMet: the text is empty, or the outcome or goal it serves is not to be chosen
    """
    plan = editing.lock_own(actor=actor, plan_id=plan_id, at=at)
    values = _values(plan, given)
    if outcome_id is None:
        outcome = _add(plan, values)
    else:
        outcome = _find(plan, outcome_id)
        theirs = {key: getattr(outcome, key) for key in values}
        editing.refuse_if_changed(seen=seen, revision=outcome.revision, theirs=theirs, mine=values)
        if theirs == values:
            return outcome
        _change(outcome, values, confirmed=confirmed, by=actor.name, at=at)
    _renumber(plan)
    editing.keep(
        actor=actor,
        plan=plan,
        event="planning.outcome.saved",
        at=at,
        data={"outcome": outcome.id, **asdict(given)},
    )
    return outcome


@transaction.atomic
def remove_outcome(*, actor: Actor, plan_id: UUID, outcome_id: UUID, at: datetime, confirmed: bool = False) -> None:
    """
    Take an outcome out; outcomes of others that served it keep its words as text.

    An outcome that periods already tell of stays in the past and only leaves the plan. Owners of outcomes that
    served it are told.

    :raises NotFound: the actor may not know of the plan, or it has no such outcome
    :raises NotAllowed: the plan is not the actor's own
    :raises Conflict: it is submitted, agreed or closed
    :raises OthersServe: outcomes of others serve it and this was not confirmed
    """
    plan = editing.lock_own(actor=actor, plan_id=plan_id, at=at)
    outcome = _find(plan, outcome_id)
    touch_servants.ask_first(outcome=outcome, confirmed=confirmed)
    touched = touch_servants.release(outcome=outcome, by=actor.name, at=at)
    text = outcome.text
    try:
        with transaction.atomic():
            outcome.delete()
    except ProtectedError:
        Outcome.objects.filter(id=outcome_id).update(retired_at=at)
    _renumber(plan)
    editing.keep(
        actor=actor,
        plan=plan,
        event="planning.outcome.removed",
        at=at,
        data={"outcome": outcome_id, "text": text, "touched": touched},
    )


def _values(plan: Plan, given: OutcomeInput) -> dict[str, Any]:
    text = given.text.strip()
    if not text:
        raise RuleNotMet(findings=(Finding("planning.outcome_empty", _("Tulis rencana hasil kerja."), field="text"),))
    if given.intervened_outcome_id is not None and given.goal_id is not None:
        message = _("Pilih salah satu: RHK pimpinan atau sasaran organisasi.")
        raise RuleNotMet(findings=(Finding("planning.serves_two", message, field="intervened_outcome"),))
    return {
        "text": text,
        "kind": OutcomeKind(given.kind),
        "classification": OutcomeClassification(given.classification),
        "intervened_outcome_id": cascade.require_choosable(plan=plan, outcome_id=given.intervened_outcome_id),
        "goal_id": cascade.require_goal(plan=plan, goal_id=given.goal_id),
        "intervened_text": given.intervened_text.strip(),
        "assigned_by": given.assigned_by.strip(),
    }


def _add(plan: Plan, values: dict[str, Any]) -> Outcome:
    count = Outcome.objects.filter(plan=plan, retired_at=None).count()
    if count >= MOST_OUTCOMES:
        raise RuleNotMet(
            findings=(
                Finding(
                    "planning.too_many_outcomes",
                    _("SKP ini sudah memuat %(most)s RHK. Gabungkan sebagian sebelum menambah.")
                    % {"most": MOST_OUTCOMES},
                    field="text",
                ),
            )
        )
    return Outcome.objects.create(plan=plan, number=count + 1, **values)


def _find(plan: Plan, outcome_id: UUID) -> Outcome:
    outcome = Outcome.objects.filter(plan=plan, id=outcome_id, retired_at=None).first()
    if outcome is None:
        raise NotFound
    return outcome


def _change(outcome: Outcome, values: dict[str, Any], *, confirmed: bool, by: str, at: datetime) -> None:
    """Write the new values; what others serve is changed knowingly, and another outcome above starts anew."""
    before = outcome.text
    individual = OutcomeClassification.INDIVIDUAL
    withdrawn = values["classification"] == individual and outcome.classification != individual
    if values["text"] != before or withdrawn:
        touch_servants.ask_first(outcome=outcome, confirmed=confirmed)
    if values["intervened_outcome_id"] != outcome.intervened_outcome_id:
        outcome.cascade = outcome.division = outcome.share = outcome.served_text = ""
        Indicator.objects.filter(outcome=outcome).update(divides=None)
    for key, value in values.items():
        setattr(outcome, key, value)
    outcome.revision += 1
    outcome.save()
    if values["text"] != before:
        touch_servants.tell_changed(outcome=outcome, before=before, by=by, at=at)


def _renumber(plan: Plan) -> None:
    moved = []
    for number, outcome in enumerate(plans.outcomes_of(plan_id=plan.id), start=1):
        if outcome.number != number:
            outcome.number = number
            moved.append(outcome)
    if moved:
        Outcome.objects.bulk_update(moved, ["number"])
