"""Let a matrix cell say what the member's plan says now."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from ekinerja.kernel.actor import Actor
from ekinerja.kernel.errors import Conflict, NotFound
from ekinerja.planning.data import CellInput
from ekinerja.planning.models import MatrixCell
from ekinerja.planning.selectors import matrix
from ekinerja.planning.selectors.plans import day_of
from ekinerja.planning.services.fill_cell import fill_cell


@transaction.atomic
def take_over_cell(
    *,
    actor: Actor,
    plan_id: UUID,
    outcome_id: UUID,
    employee_id: UUID,
    at: datetime,
    seen: int | None = None,
    seen_in_plan: int | None = None,
) -> MatrixCell:
    """
    Write into one cell what the outcome made from it says in the member's plan; that plan stays as it is.

    ``seen`` and ``seen_in_plan`` are the revisions of cell and outcome that the actor compared.

    :raises NotFound: the actor may not know of the matrix, or it has no such cell
    :raises NotAllowed: the row is neither the actor's own nor the actor the leader
    :raises Conflict: the leader's plan is closed, the two say the same by now, or the outcome was changed meanwhile
    :raises EditConflict: somebody else wrote into the cell meanwhile
    """
    matrix.require_reader(actor=actor, plan_id=plan_id, on=day_of(at))
    cells = MatrixCell.objects.filter(outcome__plan_id=plan_id, outcome_id=outcome_id, employee_id=employee_id)
    row = cells.select_related("made").first()
    if row is None:
        raise NotFound
    if row.made is None or row.made.retired_at is not None or row.made.text == row.text:
        raise Conflict(_("Sel ini sudah tidak berbeda dari SKP anggota."))
    if seen_in_plan is not None and seen_in_plan != row.made.revision:
        raise Conflict(_("Isi SKP anggota berubah lagi. Bandingkan dahulu, lalu ambil."))
    given = CellInput(outcome_id, employee_id, row.made.text, seen)
    return fill_cell(actor=actor, plan_id=plan_id, given=given, at=at)
