"""Fill empty cells of a matrix from what the members' plans already serve, so that nobody writes it twice."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from ekinerja.kernel.actor import Actor, Role
from ekinerja.kernel.errors import Conflict, NotAllowed
from ekinerja.planning.data import OutcomeClassification, Part, PlanState
from ekinerja.planning.models import MatrixCell, Outcome, Plan
from ekinerja.planning.selectors import matrix_rows, plans
from ekinerja.planning.services import editing


@transaction.atomic
def gather_cells(*, actor: Actor, plan_id: UUID, at: datetime) -> int:
    """
    Put members' outcomes that serve the leader's into the empty cells, linked as if made from them; returns how many.

    A cell that says something stays; of several outcomes of one member for one column the first counts.

    :raises NotFound: the actor may not know of the plan
    :raises NotAllowed: the plan is not the actor's own
    :raises Conflict: the plan is closed
    """
    on = plans.day_of(at)
    standing = plans.lock_for(actor=actor, plan_id=plan_id, on=on)
    plan = standing.plan
    if Part.OWNER not in standing.parts and not actor.has(Role.SYSTEM):
        raise NotAllowed(_("Hanya pemilik matriks yang dapat mengisinya dari SKP anggota."))
    if plan.state == PlanState.CLOSED:
        raise Conflict(_("SKP pimpinan sudah ditutup, jadi matriks ini tidak berubah lagi."))
    columns = _lock_columns(plan)
    serving = list(
        Outcome.objects.filter(intervened_outcome_id__in=columns, retired_at=None, made_from=None)
        .exclude(plan__state=PlanState.CLOSED)
        .select_related("plan")
        .order_by("plan__period", "number")
    )
    members = matrix_rows.sources_of(plan, {made.plan.employee_id for made in serving}, on)
    known = {(row.outcome_id, row.employee_id): row for row in MatrixCell.objects.filter(outcome__plan=plan)}
    new: list[MatrixCell] = []
    again: list[MatrixCell] = []
    for made in serving:
        if made.intervened_outcome_id is None or made.plan.employee_id not in members:
            continue
        key = (made.intervened_outcome_id, made.plan.employee_id)
        row = known.get(key)
        if row is None:
            row = known[key] = MatrixCell(outcome_id=key[0], employee_id=key[1], revision=0)
            new.append(row)
        elif row.text:
            continue
        else:
            again.append(row)
        row.text, row.made, row.changed_by_name, row.changed_at = made.text, made, actor.name[:250], at
        row.revision += 1
    MatrixCell.objects.bulk_create(new)
    MatrixCell.objects.bulk_update(again, ["text", "made", "changed_by_name", "changed_at", "revision"])
    editing.record(
        actor=actor, plan=plan, event="planning.matrix.gathered", at=at, data={"cells": len(new) + len(again)}
    )
    return len(new) + len(again)


def _lock_columns(plan: Plan) -> list[UUID]:
    """Lock the leader's outcomes that others serve, as whoever writes a cell does, and return their ids."""
    rows = Outcome.objects.filter(plan=plan, retired_at=None, classification=OutcomeClassification.ORGANISATION)
    return list(rows.select_for_update(no_key=True).order_by("id").values_list("id", flat=True))
