"""What every change of a plan's content shares: the lock, the count of changes, the audit row, conflicts."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from ekinerja.audit import public as audit
from ekinerja.kernel.actor import Actor
from ekinerja.kernel.errors import Conflict
from ekinerja.planning import policies
from ekinerja.planning.models import Plan
from ekinerja.planning.selectors import plans


class EditConflict(Conflict):
    """Somebody else changed the same part meanwhile; ``fields`` holds ``theirs`` and the new ``revision``."""

    code = "planning.edit_conflict"
    default_message = "Bagian ini sudah diubah di tempat lain. Bandingkan kedua isian, lalu simpan yang benar."


def lock_own(*, actor: Actor, plan_id: UUID, at: datetime) -> Plan:
    """
    Lock a plan for a change of its content by its owner.

    :raises NotFound: the actor may not know of the plan
    :raises NotAllowed: the plan is not the actor's own
    :raises Conflict: it is submitted, agreed or closed
    """
    standing = plans.lock_for(actor=actor, plan_id=plan_id, on=plans.day_of(at))
    policies.require_owner_edit(standing.parts, standing.plan)
    return standing.plan


def refuse_if_changed(*, seen: int | None, revision: int, theirs: dict[str, Any], mine: dict[str, Any]) -> None:
    """
    Refuse when the row is not the one the actor saw and says something else than they now write.

    :raises EditConflict: with both versions
    """
    if seen is not None and seen != revision and theirs != mine:
        raise EditConflict(fields={"theirs": theirs, "revision": revision})


def keep(*, actor: Actor, plan: Plan, event: str, at: datetime, data: dict[str, Any]) -> None:
    """Count the change on the plan and write its audit row."""
    plan.touch(at=at)
    plan.save(update_fields=["revision", "changed_at", "approach", "position_group"])
    record(actor=actor, plan=plan, event=event, at=at, data=data)


def record(*, actor: Actor, plan: Plan, event: str, at: datetime, data: dict[str, Any]) -> None:
    """Write the audit row of a change that does not count as a change of the plan itself."""
    audit.record(actor=actor, event=event, subject_type="planning.plan", subject_id=plan.id, at=at, data=data)
