"""Take a wording of the library with its indicators into a draft plan."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from ekinerja.kernel.actor import Actor
from ekinerja.kernel.errors import Conflict
from ekinerja.planning.models import Outcome
from ekinerja.planning.selectors import library, written
from ekinerja.planning.selectors.likeness import bare
from ekinerja.planning.services import editing, write_outcomes


@transaction.atomic
def use_wording(*, actor: Actor, plan_id: UUID, wording_id: UUID, at: datetime) -> Outcome:
    """
    Add a wording of the library as an outcome; its owner goes on from there.

    :raises NotFound: the actor may not know of the plan, or the wording is gone
    :raises NotAllowed: the plan is not the actor's own
    :raises Conflict: it is submitted, agreed or closed, or holds the wording already
    :raises RuleNotMet: the plan would hold too many outcomes
    """
    plan = editing.lock_own(actor=actor, plan_id=plan_id, at=at)
    row = library.get_wording(wording_id=wording_id)
    if bare(row.text) in written.words_held(plan_id=plan.id):
        raise Conflict(_("RHK ini sudah ada di SKP Anda."))
    made = write_outcomes.write_outcomes(plan=plan, rows=[library.as_written(row)])[0]
    editing.keep(
        actor=actor,
        plan=plan,
        event="planning.outcome.saved",
        at=at,
        data={"outcome": made.id, "text": made.text, "library": row.id},
    )
    return made
