"""End more time that was given, for instance to the wrong unit or person; what was done meanwhile stays in time."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from ekinerja.audit import public as audit
from ekinerja.kernel import outbox
from ekinerja.kernel.actor import Actor
from ekinerja.kernel.errors import Conflict, Finding, RuleNotMet
from ekinerja.planning import events
from ekinerja.planning.models import Period, PeriodExtension, PlanExtension
from ekinerja.planning.selectors.years import get_extension
from ekinerja.planning.services.open_year import require_year_admin


@transaction.atomic
def end_extension(*, actor: Actor, extension_id: UUID, reason: str, at: datetime) -> PeriodExtension | PlanExtension:
    """
    End an extension from now on; those it was given to hear of it. The row stays, with when, why and by whom.

    :raises NotAllowed: the actor is no admin of the whole agency
    :raises NotFound: there is no such extension
    :raises Conflict: it was ended before, or has run out
    :raises RuleNotMet: no reason is given
    """
    require_year_admin(actor)
    row = get_extension(extension_id=extension_id, lock=True)
    if row.ended_at is not None:
        raise Conflict(_("Perpanjangan ini sudah diakhiri."))
    if row.deadline <= at:
        raise Conflict(_("Batas perpanjangan ini sudah lewat; tidak ada yang dapat diakhiri."))
    if not reason.strip():
        message = _("Tulis alasan mengakhiri perpanjangan.")
        raise RuleNotMet(findings=(Finding("planning.reason_missing", message, field="reason"),))
    row.ended_at, row.ended_reason, row.ended_by_name = at, reason.strip(), actor.name[:250]
    row.save(update_fields=["ended_at", "ended_reason", "ended_by_name"])
    audit.record(
        actor=actor,
        event="planning.extension.ended",
        subject_type="planning.extension",
        subject_id=row.id,
        at=at,
        data={
            "before": row.deadline,
            "after": at,
            "unit": row.unit_id,
            "employee": row.employee_id,
            "reason": row.ended_reason,
        },
    )
    _publish(row, at)
    return row


def _publish(row: PeriodExtension | PlanExtension, at: datetime) -> None:
    period: Period | None = row.period if isinstance(row, PeriodExtension) else None
    outbox.publish(
        events.ExtensionEnded(
            extension_id=row.id,
            year_id=period.year_id if period else row.year_id,  # type: ignore[union-attr]
            period_id=period.id if period else None,
            unit_path=row.unit_path,
            employee_id=row.employee_id,
            deadline=row.deadline.isoformat(),
            ended_at=at.isoformat(),
            reason=row.ended_reason,
        )
    )
