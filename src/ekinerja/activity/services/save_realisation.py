"""Write what was reached for one indicator in a period."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from ekinerja.activity.data import PeriodState
from ekinerja.activity.models import Realisation
from ekinerja.activity.services import entering
from ekinerja.kernel.actor import Actor
from ekinerja.kernel.errors import NotFound
from ekinerja.planning import public as planning


@dataclass(frozen=True)
class RealisationInput:
    """Statutory term: isian realisasi. A number or words, and an explanation."""

    number: Decimal | None = None
    text: str = ""
    explanation: str = ""


@transaction.atomic
def save_realisation(
    *,
    actor: Actor,
    plan_id: UUID,
    period_id: UUID,
    indicator_id: UUID,
    given: RealisationInput,
    at: datetime,
    seen: int | None = None,
) -> Realisation:
    """
    Write the realisation of one indicator; ``seen`` is the revision the actor had before them (0: none).

    :raises NotFound, NotAllowed, Conflict, DeadlinePassed: see ``entering.lock_to_fill``
    :raises EditConflict: the realisation was changed meanwhile
    """
    entry = entering.lock_to_fill(actor=actor, plan_id=plan_id, period_id=period_id, at=at)
    entering.require_indicator(entry, indicator_id)
    return _save(entry, indicator_id, given, seen)


@transaction.atomic
def save_realisations(
    *,
    actor: Actor,
    plan_id: UUID,
    period_id: UUID,
    given: Mapping[UUID, RealisationInput],
    at: datetime,
    seen: Mapping[UUID, int],
) -> dict[UUID, Realisation]:
    """
    Write the realisations of several indicators at once, all or none; untouched ones stay as they are.

    :raises NotFound, NotAllowed, Conflict, DeadlinePassed: see ``entering.lock_to_fill``
    :raises EditConflict: one of them was changed meanwhile; ``fields`` names its ``indicator``
    """
    entry = entering.lock_to_fill(actor=actor, plan_id=plan_id, period_id=period_id, at=at)
    known = {
        indicator.id
        for outcome in planning.outcomes_to_fill(plan_id=plan_id)
        for indicator in planning.indicators_of(outcome)
    }
    if not set(given) <= known:
        raise NotFound
    return {key: _save(entry, key, value, seen.get(key)) for key, value in given.items()}


def _save(entry: entering.Entry, indicator_id: UUID, given: RealisationInput, seen: int | None) -> Realisation:
    row = Realisation.objects.filter(indicator_id=indicator_id, period_id=entry.period.id).first()
    if row is None:
        row = Realisation(indicator_id=indicator_id, period_id=entry.period.id, revision=0)
    mine = {"number": given.number, "text": given.text.strip(), "explanation": given.explanation.strip()}
    theirs = {key: getattr(row, key) for key in mine}
    if theirs == mine:
        return row
    if seen is not None and seen != row.revision and theirs != mine:
        raise entering.EditConflict(fields={"theirs": theirs, "revision": row.revision, "indicator": indicator_id})
    for key, value in mine.items():
        setattr(row, key, value)
    row.revision += 1
    row.changed_at = entry.at
    row.save()
    entering.keep(
        entry,
        "activity.realisation.saved",
        {"indicator": indicator_id, "before": theirs, "after": asdict(given)},
        reached=PeriodState.REALISED,
    )
    return row
