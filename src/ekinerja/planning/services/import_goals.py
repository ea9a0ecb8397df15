"""Take a file of goals in, show what it would change, and run its good rows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from ekinerja.audit import public as audit
from ekinerja.kernel.actor import Actor
from ekinerja.kernel.errors import Conflict, NotAllowed, NotFound
from ekinerja.kernel.tenancy.constraints import overlap_refused
from ekinerja.planning import goal_policies, goal_rows
from ekinerja.planning.models import Goal, GoalImport, GoalIndicator, GoalTarget
from ekinerja.planning.selectors import goal_imports
from ekinerja.planning.selectors.goal_imports import Outcome, PlannedRow
from ekinerja.planning.selectors.plans import day_of
from ekinerja.planning.services import edit_goal

KEEP = timedelta(days=90)


@transaction.atomic
def upload_goals(*, actor: Actor, name: str, content: bytes, year: int, at: datetime) -> GoalImport:
    """
    Read a file and keep its rows for the preview; nothing else changes. Files older than 90 days are cleared.

    :raises NotAllowed: the actor writes no goals
    :raises UnreadableFile: it is no table
    :raises WrongColumns: columns are missing or shifted
    """
    if not goal_policies.reach_of(actor, day_of(at)).anywhere:
        raise NotAllowed(_("Impor sasaran dilakukan oleh admin instansi, pengelola kinerja, atau kepala unit."))
    rows = goal_rows.read_file(name=name, content=content)
    GoalImport.objects.filter(created_at__lt=at - KEEP).delete()
    batch = GoalImport.objects.create(
        file_name=name[:250],
        year=year,
        rows=rows,
        created_at=at,
        created_by_id=actor.account_id,
        created_by_name=actor.name[:250],
    )
    _record(actor, batch, "planning.goal_import.uploaded", at, {"rows": len(rows), "file": name, "year": year})
    return batch


@transaction.atomic
def run_goal_import(*, actor: Actor, import_id: UUID, at: datetime) -> GoalImport:
    """
    Run the good rows of a file all at once; rows with problems are left out. A second file like it changes nothing.

    :raises NotFound: there is no such file, or somebody else uploaded it
    :raises NotAllowed: the actor writes no goals
    :raises Conflict: it was run already, or no row changes anything
    """
    on = day_of(at)
    if not GoalImport.objects.select_for_update().filter(id=import_id).exists():
        raise NotFound
    edit_goal.lock_tops()
    preview = goal_imports.preview_of(actor=actor, import_id=import_id, on=on)
    batch = preview.batch
    if batch.done_at is not None:
        raise Conflict(_("Berkas ini sudah dijalankan. Unggah lagi bila ada perubahan."))
    if not preview.changing:
        raise Conflict(_("Tidak ada baris yang mengubah data."))
    with overlap_refused(_("Orang lain baru saja memakai salah satu kode di berkas ini. Periksa lagi, lalu jalankan.")):
        _apply(preview.rows, batch.year, on)
    batch.counts = preview.counts
    batch.done_at = at
    batch.save(update_fields=["counts", "done_at"])
    changed = [row.row.cell("code") for row in preview.rows if row.outcome in (Outcome.NEW, Outcome.CHANGED)]
    _record(actor, batch, "planning.goal_import.run", at, {**batch.counts, "codes": sorted(set(changed))[:1000]})
    return batch


def _record(actor: Actor, batch: GoalImport, event: str, at: datetime, data: dict[str, Any]) -> None:
    audit.record(actor=actor, event=event, subject_type="planning.goal_import", subject_id=batch.id, at=at, data=data)


def _apply(rows: Sequence[PlannedRow], year: int, on: date) -> None:
    good = [row for row in rows if not row.failed]
    goals = {row.row.cell("code"): row.goal for row in good if row.goal is not None}
    number = Goal.objects.aggregate(top=Max("number"))["top"] or 0
    for row in good:
        code = row.row.cell("code")
        if code not in goals:
            number += 1
            goals[code] = Goal.objects.create(code=code, number=min(number, 32000), **row.goal_values)
    for code, above in {row.row.cell("code"): row.row.cell("parent") for row in good}.items():
        parent = goals.get(above) or Goal.objects.filter(code=above, retired_at=None).first() if above else None
        _place(goals[code], parent)
    for row in good:
        _change_goal(row, goals)
        if row.row.cell("indicator"):
            _keep_indicator(row, goals[row.row.cell("code")], year)


def _place(goal: Goal | None, parent: Goal | None) -> None:
    if goal is not None and goal.parent_id != (parent.id if parent else None):
        goal.parent = parent
        goal.revision += 1
        goal.save(update_fields=["parent", "revision"])


def _change_goal(row: PlannedRow, goals: dict[str, Any]) -> None:
    goal = goals[row.row.cell("code")]
    changed = [key for key, value in row.goal_values.items() if getattr(goal, key) != value]
    if changed:
        for key in changed:
            setattr(goal, key, row.goal_values[key])
        goal.revision += 1
        goal.save(update_fields=[*changed, "revision"])


def _keep_indicator(row: PlannedRow, goal: Goal, year: int) -> None:
    if row.outcome is Outcome.SAME:
        return
    indicator = row.indicator or _same_words(goal, row.row.cell("indicator"))
    if indicator is None:
        latest = GoalIndicator.objects.filter(goal=goal).aggregate(top=Max("number"))["top"] or 0
        indicator = GoalIndicator.objects.create(
            goal=goal, number=latest + 1, text=row.row.cell("indicator"), **row.indicator_values
        )
    else:
        for key, value in row.indicator_values.items():
            setattr(indicator, key, value)
        indicator.revision += 1
        indicator.save()
    for quarter, (target, text) in row.row.targets.items():
        GoalTarget.objects.update_or_create(
            indicator=indicator, year=year, quarter=quarter, defaults={"target": target, "target_text": text}
        )


def _same_words(goal: Goal, text: str) -> GoalIndicator | None:
    """Return the indicator that an earlier row of the same file made."""
    return GoalIndicator.objects.filter(goal=goal, retired_at=None, text=text).first()
