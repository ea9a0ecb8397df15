"""Say how an outcome comes down from the superior's: as a part of it, or as a support of its own kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from ekinerja.kernel.actor import Actor
from ekinerja.kernel.errors import Finding, NotFound, RuleNotMet
from ekinerja.planning.data import Cascade
from ekinerja.planning.models import Indicator, Outcome
from ekinerja.planning.services import editing


@dataclass(frozen=True)
class CascadeInput:
    """Statutory term: isian penurunan hasil kerja. ``divides`` names the superior's indicator of each own one."""

    cascade: str = ""
    division: str = ""
    share: str = ""
    divides: Mapping[UUID, UUID | None] = field(default_factory=dict)


@transaction.atomic
def set_cascade(
    *, actor: Actor, plan_id: UUID, outcome_id: UUID, given: CascadeInput, at: datetime, seen: int | None = None
) -> Outcome:
    """
    Keep the kind of cascade of an outcome that serves another one, and which indicators are parts of which.

    Only a direct cascade is divided: for any other kind division, share and parts are emptied.

    :raises NotFound: the actor may not know of the plan, or it has no such outcome
    :raises NotAllowed: the plan is not the actor's own
    :raises Conflict: it is submitted, agreed or closed
    :raises EditConflict: somebody else changed the same outcome meanwhile
    :raises RuleNotMet: it serves no outcome, or an indicator is not one of the outcome it serves
    """
    plan = editing.lock_own(actor=actor, plan_id=plan_id, at=at)
    outcome = Outcome.objects.filter(plan=plan, id=outcome_id, retired_at=None).first()
    if outcome is None:
        raise NotFound
    direct = given.cascade == Cascade.DIRECT
    own = {row.id: row for row in Indicator.objects.filter(outcome=outcome, retired_at=None)}
    _require(outcome, given, own)
    mine: dict[str, Any] = {
        "cascade": given.cascade,
        "division": given.division if direct else "",
        "share": given.share.strip() if direct else "",
        "divides": {key: given.divides.get(key) if direct else None for key in own},
    }
    theirs: dict[str, Any] = {name: getattr(outcome, name) for name in ("cascade", "division", "share")}
    theirs["divides"] = {key: row.divides_id for key, row in own.items()}
    editing.refuse_if_changed(seen=seen, revision=outcome.revision, theirs=theirs, mine=mine)
    if theirs == mine:
        return outcome
    for key, row in own.items():
        if row.divides_id != mine["divides"][key]:
            row.divides_id = mine["divides"][key]
            row.save(update_fields=["divides"])
    outcome.cascade, outcome.division, outcome.share = mine["cascade"], mine["division"], mine["share"]
    outcome.revision += 1
    outcome.save(update_fields=["cascade", "division", "share", "revision"])
    divided = {str(key): value for key, value in mine["divides"].items() if value}
    data = {**mine, "outcome": outcome.id, "divides": divided}
    editing.keep(actor=actor, plan=plan, event="planning.cascade.set", at=at, data=data)
    return outcome


def _require(outcome: Outcome, given: CascadeInput, own: Mapping[UUID, Indicator]) -> None:
    if given.cascade and outcome.intervened_outcome_id is None:
        message = _("Pilih dahulu RHK pimpinan yang didukung; penurunan hanya berlaku untuk RHK pimpinan.")
        raise RuleNotMet(findings=(Finding("planning.cascade_alone", message, field="cascade"),))
    wanted = {key for key in given.divides.values() if key is not None}
    above = Indicator.objects.filter(outcome__served_by=outcome, retired_at=None, id__in=wanted)
    if set(given.divides) - set(own) or wanted - set(above.values_list("id", flat=True)):
        message = _("Indikator pimpinan yang dipilih sudah tidak ada. Pilih lagi.")
        raise RuleNotMet(findings=(Finding("planning.divides_unknown", message, field="divides"),))
