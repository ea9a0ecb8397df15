"""Write one of the three annex lists (lampiran) of a draft plan."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from ekinerja.kernel.actor import Actor
from ekinerja.kernel.errors import Finding, RuleNotMet
from ekinerja.planning.data import NoteKind
from ekinerja.planning.models import PlanNote
from ekinerja.planning.services import editing

MOST_LINES = 40


@transaction.atomic
def save_notes(
    *,
    actor: Actor,
    plan_id: UUID,
    kind: NoteKind,
    lines: Sequence[str],
    at: datetime,
    seen: Sequence[str] | None = None,
) -> tuple[str, ...]:
    """
    Replace one list by these lines, empty ones left out; ``seen`` is the list the actor had before them.

    :raises NotFound: the actor may not know of the plan
    :raises NotAllowed: the plan is not the actor's own
    :raises Conflict: it is submitted, agreed or closed
    :raises EditConflict: somebody else changed the list meanwhile
    :raises RuleNotMet: there are too many lines
    """
    plan = editing.lock_own(actor=actor, plan_id=plan_id, at=at)
    mine = tuple(line.strip() for line in lines if line.strip())
    if len(mine) > MOST_LINES:
        raise RuleNotMet(
            findings=(
                Finding(
                    "planning.too_many_lines",
                    _("Daftar ini memuat paling banyak %(most)s baris.") % {"most": MOST_LINES},
                    field="lines",
                ),
            )
        )
    rows = PlanNote.objects.filter(plan=plan, kind=kind)
    theirs = tuple(rows.values_list("text", flat=True))
    if theirs == mine:
        return mine
    if seen is not None and tuple(line.strip() for line in seen if line.strip()) != theirs:
        raise editing.EditConflict(fields={"theirs": {"lines": list(theirs)}})
    rows.delete()
    PlanNote.objects.bulk_create(
        PlanNote(plan=plan, kind=kind, number=number, text=text) for number, text in enumerate(mine, start=1)
    )
    editing.keep(
        actor=actor,
        plan=plan,
        event="planning.notes.saved",
        at=at,
        data={"kind": kind, "before": theirs, "after": mine},
    )
    return mine
