"""Write the action plan (rencana aksi) of one outcome in a period."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from ekinerja.activity.data import PeriodState
from ekinerja.activity.models import ActionStep
from ekinerja.activity.services import entering
from ekinerja.kernel.actor import Actor
from ekinerja.kernel.errors import Finding, RuleNotMet

MOST_STEPS = 30


@transaction.atomic
def save_steps(
    *,
    actor: Actor,
    plan_id: UUID,
    period_id: UUID,
    outcome_id: UUID,
    lines: Sequence[str],
    at: datetime,
    seen: Sequence[str] | None = None,
) -> tuple[str, ...]:
    """
    Replace the action plan of one outcome; ``seen`` is the list the actor had before them.

    :raises NotFound, NotAllowed, Conflict, DeadlinePassed: see ``entering.lock_to_fill``
    :raises EditConflict: the list was changed meanwhile
    :raises RuleNotMet: there are too many lines
    """
    entry = entering.lock_to_fill(actor=actor, plan_id=plan_id, period_id=period_id, at=at)
    entering.require_outcome(entry, outcome_id)
    mine = tuple(line.strip() for line in lines if line.strip())
    if len(mine) > MOST_STEPS:
        message = _("Tulis paling banyak %(most)s langkah.") % {"most": MOST_STEPS}
        raise RuleNotMet(findings=(Finding("activity.too_many_steps", message, field="lines"),))
    rows = ActionStep.objects.filter(outcome_id=outcome_id, period_id=period_id)
    theirs = tuple(rows.values_list("text", flat=True))
    if theirs == mine:
        return mine
    if seen is not None and tuple(line.strip() for line in seen if line.strip()) != theirs:
        raise entering.EditConflict(fields={"theirs": {"lines": list(theirs)}})
    rows.delete()
    ActionStep.objects.bulk_create(
        ActionStep(outcome_id=outcome_id, period_id=period_id, number=number, text=text)
        for number, text in enumerate(mine, start=1)
    )
    entering.keep(
        entry,
        "activity.steps.saved",
        {"outcome": outcome_id, "before": theirs, "after": mine},
        reached=PeriodState.PLANNED,
    )
    return mine
