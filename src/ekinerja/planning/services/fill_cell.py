"""Fill, change and empty cells of a role-outcome matrix; what they say goes into the members' plans."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from ekinerja.audit import public as audit
from ekinerja.kernel import outbox
from ekinerja.kernel.actor import Actor
from ekinerja.kernel.errors import Conflict, Finding, NotAllowed, NotFound, RuleNotMet
from ekinerja.planning import events, policies
from ekinerja.planning.data import CellInput, Part, PlanState, RowSource
from ekinerja.planning.models import MatrixCell, Outcome, Plan
from ekinerja.planning.selectors import matrix_rows
from ekinerja.planning.selectors.plans import day_of
from ekinerja.planning.services import carry_cell
from ekinerja.planning.services.editing import EditConflict

LONGEST = 2000
MOST_CELLS = 600


class EmptyingAsks(Conflict):
    """Emptying a cell would leave an outcome behind that the member has worked on; ``fields`` names the cells."""

    code = "planning.emptying_asks"


def fill_cell(*, actor: Actor, plan_id: UUID, given: CellInput, at: datetime) -> MatrixCell:
    """Fill, change or (with an empty text) empty one cell; as ``fill_cells``."""
    return fill_cells(actor=actor, plan_id=plan_id, cells=[given], at=at)[0]


@transaction.atomic
def fill_cells(*, actor: Actor, plan_id: UUID, cells: Sequence[CellInput], at: datetime) -> list[MatrixCell]:
    """
    Write cells of one leader's matrix, all or none; the leader everywhere, a member in the own row.

    A filled cell becomes a draft outcome in the member's plan of the year when that can be changed, linked to the
    leader's outcome; otherwise it waits. Changing it changes that outcome unless the member has.

    :raises NotFound: the actor may not know of the matrix, or it has no such outcome or row
    :raises NotAllowed: the row is neither the actor's own nor the actor the leader
    :raises Conflict: the leader's plan is closed
    :raises EditConflict: somebody else wrote meanwhile; ``fields["cells"]`` says what
    :raises EmptyingAsks: an emptied cell's outcome stays in a plan, and ``sure`` was not said
    :raises RuleNotMet: a text is too long, there are too many cells, or the cascade would loop
    """
    _check(cells)
    plan, outcomes = _lock(plan_id, cells)
    _require(actor, plan, cells, at)
    found = {
        (row.outcome_id, row.employee_id): row
        for row in MatrixCell.objects.filter(outcome_id__in=list(outcomes)).select_related("made")
    }
    _refuse_changed(cells, found)
    targets = carry_cell.lock_plans(plan=plan, employee_ids={cell.employee_id for cell in cells}, at=at)
    _ask(cells, found, targets)
    written = [_write(actor, outcomes[given.outcome_id], given, found, targets, at) for given in cells]
    for employee_id in {row.employee_id for row, changed in written if changed} - {actor.employee_id}:
        outbox.publish(events.MatrixFilled(plan_id=plan.id, employee_id=employee_id, writer_name=actor.name[:250]))
    return [row for row, _changed in written]


def _check(cells: Sequence[CellInput]) -> None:
    if len(cells) > MOST_CELLS:
        raise RuleNotMet(_("Tempel paling banyak %(most)s sel sekaligus.") % {"most": MOST_CELLS})
    if any(len(cell.text.strip()) > LONGEST for cell in cells):
        message = _("Satu sel memuat paling banyak %(most)s huruf. Ringkas dahulu.") % {"most": LONGEST}
        raise RuleNotMet(message, findings=(Finding("planning.cell_too_long", message, field="text"),))


def _lock(plan_id: UUID, cells: Sequence[CellInput]) -> tuple[Plan, dict[UUID, Outcome]]:
    """Lock the columns: writers of one column wait for one another, those who only refer to it do not."""
    wanted = {cell.outcome_id for cell in cells}
    rows = Outcome.objects.select_for_update(of=("self",), no_key=True).select_related("plan__year")
    outcomes = {row.id: row for row in rows.filter(plan_id=plan_id, id__in=wanted, retired_at=None).order_by("id")}
    if not outcomes or wanted - set(outcomes):
        raise NotFound(_("RHK pimpinan itu tidak ada lagi. Muat ulang matriks ini."))
    return next(iter(outcomes.values())).plan, outcomes


def _require(actor: Actor, plan: Plan, cells: Sequence[CellInput], at: datetime) -> None:
    kept = policies.RaterNow(plan.rater_employee_id, outside=plan.rater_is_outside)
    parts = policies.parts_of(actor, plan, kept)
    wanted = {cell.employee_id for cell in cells}
    asked = wanted | ({actor.employee_id} if actor.employee_id is not None else set())
    sources = matrix_rows.sources_of(plan, asked, day_of(at))
    if not parts and actor.employee_id not in sources:
        raise NotFound
    if Part.OWNER not in parts and wanted != {actor.employee_id}:
        raise NotAllowed(_("Anda hanya dapat mengisi baris Anda sendiri."))
    if wanted - set(sources):
        raise NotFound(_("Pegawai itu bukan anggota matriks ini."))
    if Part.OWNER not in parts and sources[next(iter(wanted))] == RowSource.FORMER:
        raise NotAllowed(_("Anda bukan lagi anggota matriks ini."))
    if plan.state == PlanState.CLOSED:
        raise Conflict(_("SKP pimpinan sudah ditutup, jadi matriks ini tidak berubah lagi."))


def _refuse_changed(cells: Sequence[CellInput], found: dict[Any, MatrixCell]) -> None:
    theirs = []
    for given in cells:
        row = found.get((given.outcome_id, given.employee_id))
        now = (row.revision, row.text, row.changed_by_name) if row is not None else (0, "", "")
        if given.seen is not None and given.seen != now[0] and given.text.strip() != now[1]:
            theirs.append({"outcome": given.outcome_id, "employee": given.employee_id, "text": now[1]})
            theirs[-1] |= {"revision": now[0], "writer": now[2]}
    if theirs:
        one = {"theirs": {"text": theirs[0]["text"], "writer": theirs[0]["writer"]}, "revision": theirs[0]["revision"]}
        raise EditConflict(
            _("%(name)s baru saja mengubah sel ini. Bandingkan, lalu simpan yang benar.")
            % {"name": theirs[0]["writer"] or _("Orang lain")},
            fields={"cells": theirs, **one},
        )


def _ask(cells: Sequence[CellInput], found: dict[Any, MatrixCell], targets: carry_cell.Targets) -> None:
    left = []
    for given in cells:
        row = found.get((given.outcome_id, given.employee_id))
        if row is None or given.text.strip() or given.sure or not row.text:
            continue
        if row.made is not None and row.made.retired_at is None and carry_cell.worked_on(row, targets):
            left.append(row)
    if left:
        number = left[0].made.number if left[0].made else 0
        raise EmptyingAsks(
            _("RHK %(number)s di SKP anggota sudah dikerjakan. Bila sel ini dikosongkan, RHK itu tetap ada di SKP-nya.")
            % {"number": number},
            fields={"cells": [{"outcome": row.outcome_id, "employee": row.employee_id} for row in left]},
        )


def _write(
    actor: Actor,
    outcome: Outcome,
    given: CellInput,
    found: dict[Any, MatrixCell],
    targets: carry_cell.Targets,
    at: datetime,
) -> tuple[MatrixCell, bool]:
    key = (given.outcome_id, given.employee_id)
    text = given.text.strip()
    row = found.get(key) or MatrixCell(outcome=outcome, employee_id=given.employee_id, text="", revision=0)
    before = row.text
    if before == text:
        return row, False
    row.text, row.changed_by_name, row.changed_at = text, actor.name[:250], at
    row.revision += 1
    if text:
        carry_cell.carry(row, outcome=outcome, before=before, targets=targets, at=at)
    else:
        carry_cell.take_back(row, before=before, targets=targets, at=at)
    row.save()
    found[key] = row
    verb = "filled" if not before else "changed" if text else "emptied"
    audit.record(
        actor=actor,
        event=f"planning.cell.{verb}",
        subject_type="planning.plan",
        subject_id=outcome.plan_id,
        at=at,
        data={
            "outcome": outcome.id,
            "employee": given.employee_id,
            "before": before,
            "text": text,
            "made": row.made_id,
        },
    )
    return row, True
