"""Close an agreed plan (SKP) on transfer or at the end of the year."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from ekinerja.kernel.actor import Actor
from ekinerja.kernel.errors import Finding, RuleNotMet
from ekinerja.planning.data import PlanAction
from ekinerja.planning.models import Plan
from ekinerja.planning.services import moving


@transaction.atomic
def close_plan(*, actor: Actor, plan_id: UUID, note: str, at: datetime, ends_before: date | None = None) -> Plan:
    """
    Close the plan for good; ``ends_before`` shortens its period (the first day of the next post).

    :raises NotFound: the actor may not know of the plan
    :raises NotAllowed: the actor is neither the rater today nor an admin
    :raises Conflict: it is not agreed
    :raises NoteMissing: the reason is empty
    :raises RuleNotMet: the new end lies outside the plan's period
    """
    standing, row = moving.begin(actor=actor, plan_id=plan_id, action=PlanAction.CLOSE, at=at, note=note)
    plan = standing.plan
    if ends_before is not None:
        if not plan.period.lower < ends_before <= plan.period.upper:
            raise RuleNotMet(
                findings=(
                    Finding(
                        "planning.end_outside",
                        _("Tanggal akhir harus berada di dalam periode SKP."),
                        field="ends_before",
                    ),
                )
            )
        plan.period = DateRange(plan.period.lower, ends_before)
    plan.closed_at = at
    return moving.finish(actor=actor, plan=plan, row=row, at=at, note=note)
