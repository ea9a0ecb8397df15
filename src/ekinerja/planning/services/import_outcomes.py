"""Take outcomes and indicators out of a file into a draft plan, after a preview."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from ekinerja.kernel.actor import Actor
from ekinerja.kernel.errors import Conflict
from ekinerja.planning import outcome_rows, policies
from ekinerja.planning.data import PlanOrigin
from ekinerja.planning.models import Outcome, Plan
from ekinerja.planning.selectors import checks, plans, written
from ekinerja.planning.services import editing, write_outcomes


@dataclass(frozen=True)
class FilePreview:
    """Statutory term: pratinjau impor RHK. What a file would add to a plan, line by line."""

    plan: Plan
    rows: tuple[Mapping[str, str], ...]
    outcomes: tuple[outcome_rows.FileOutcome, ...]

    @property
    def good(self) -> tuple[outcome_rows.FileOutcome, ...]:
        """The outcomes that would be added."""
        return tuple(row for row in self.outcomes if not row.skipped)

    @property
    def indicator_count(self) -> int:
        """How many indicators would be added."""
        return sum(len(row.good) for row in self.good)

    @property
    def problem_count(self) -> int:
        """How many lines are left out or mended."""
        skipped = sum(len(row.rows) for row in self.outcomes if row.skipped)
        return skipped + sum(1 for row in self.good for line in row.rows if line.problems)

    @property
    def hints(self) -> tuple[str, ...]:
        """Advice that never holds the import back."""
        return checks.hints_for_outcome(text="", count=len(self.good))


def preview_file(*, actor: Actor, plan_id: UUID, name: str, content: bytes, at: datetime) -> FilePreview:
    """
    Read a file and say what it would add; nothing changes.

    :raises NotFound: the actor may not know of the plan
    :raises NotAllowed: the plan is not the actor's own
    :raises Conflict: it is submitted, agreed or closed
    :raises UnreadableFile, WrongFile: the file cannot be used as it is
    """
    return preview_rows(actor=actor, plan_id=plan_id, rows=outcome_rows.read_file(name=name, content=content), at=at)


def preview_rows(*, actor: Actor, plan_id: UUID, rows: Sequence[Mapping[str, str]], at: datetime) -> FilePreview:
    """
    Say what rows that were read already would add.

    :raises NotFound, NotAllowed, Conflict: as reading a file
    """
    standing = plans.get_for(actor=actor, plan_id=plan_id, on=plans.day_of(at))
    policies.require_owner_edit(standing.parts, standing.plan)
    return _preview(standing.plan, rows)


@transaction.atomic
def import_outcomes(*, actor: Actor, plan_id: UUID, rows: Sequence[Mapping[str, str]], at: datetime) -> FilePreview:
    """
    Add the good outcomes of a file, all at once; the same file again adds nothing.

    :raises NotFound: the actor may not know of the plan
    :raises NotAllowed: the plan is not the actor's own
    :raises Conflict: it is submitted, agreed or closed, or no row adds anything
    :raises RuleNotMet: the plan would hold too many outcomes
    """
    plan = editing.lock_own(actor=actor, plan_id=plan_id, at=at)
    preview = _preview(plan, rows)
    if not preview.good:
        raise Conflict(_("Tidak ada baris yang menambah RHK."))
    empty = not Outcome.objects.filter(plan=plan, retired_at=None).exists()
    made = write_outcomes.write_outcomes(plan=plan, rows=[outcome_rows.as_written(row) for row in preview.good])
    if empty and plan.origin == PlanOrigin.OWN:
        plan.origin = PlanOrigin.FILE
        plan.save(update_fields=["origin"])
    editing.keep(
        actor=actor,
        plan=plan,
        event="planning.outcomes.imported",
        at=at,
        data={"outcomes": len(made), "indicators": preview.indicator_count, "left_out": preview.problem_count},
    )
    return preview


def _preview(plan: Plan, rows: Sequence[Mapping[str, str]]) -> FilePreview:
    held = written.words_held(plan_id=plan.id)
    found = outcome_rows.understand(rows=rows, group=plan.position_group, held=held)
    return FilePreview(plan, tuple(rows), tuple(found))
