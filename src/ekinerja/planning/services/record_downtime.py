"""Record a time in which the program could not be used: deadlines that fell into it move by themselves."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from ekinerja.audit import public as audit
from ekinerja.kernel.actor import Actor
from ekinerja.kernel.errors import Conflict, Finding, RuleNotMet
from ekinerja.planning.models import Downtime
from ekinerja.planning.selectors.downtimes import MovedDeadline, moved_by
from ekinerja.planning.services.extend_period import extend_period
from ekinerja.planning.services.extend_plan import extend_plan
from ekinerja.planning.services.open_year import require_year_admin

LONGEST = timedelta(days=31)


def preview_downtime(
    *, actor: Actor, started_at: datetime, ended_at: datetime, reason: str, at: datetime
) -> list[MovedDeadline]:
    """
    Return the deadlines that recording it would move, without recording anything.

    :raises NotAllowed: the actor is no admin of the whole agency
    :raises RuleNotMet: no reason, or a time that cannot be
    :raises Conflict: a disturbance at that time is recorded already
    """
    require_year_admin(actor)
    _check(started_at, ended_at, reason, at)
    return moved_by(started_at=started_at, ended_at=ended_at)


@transaction.atomic
def record_downtime(
    *, actor: Actor, started_at: datetime, ended_at: datetime, reason: str, at: datetime
) -> tuple[Downtime, list[MovedDeadline]]:
    """
    Record it, and give the lost days back at every deadline that fell into it; those affected hear of it.

    :raises NotAllowed: the actor is no admin of the whole agency
    :raises RuleNotMet: no reason, or a time that cannot be
    :raises Conflict: a disturbance at that time is recorded already
    """
    moved = preview_downtime(actor=actor, started_at=started_at, ended_at=ended_at, reason=reason, at=at)
    downtime = Downtime.objects.create(
        started_at=started_at,
        ended_at=ended_at,
        reason=reason.strip(),
        recorded_at=at,
        recorded_by_name=actor.name[:250],
    )
    audit.record(
        actor=actor,
        event="planning.downtime.recorded",
        subject_type="planning.downtime",
        subject_id=downtime.id,
        at=at,
        data={"from": started_at, "until": ended_at, "reason": reason.strip(), "deadlines": len(moved)},
    )
    told = _("gangguan program: %(reason)s") % {"reason": reason.strip()}
    for row in moved:
        given: dict[str, Any] = {
            "actor": actor,
            "reason": told,
            "at": at,
            "downtime": downtime,
            "unit_id": row.unit_id,
            "employee_id": row.employee_id,
        }
        if row.period is None:
            extend_plan(year_id=row.year.id, plan_deadline=row.after, **given)
        else:
            extend_period(period_id=row.period.id, fill_deadline=row.after, **given)
    return downtime, moved


def _check(started_at: datetime, ended_at: datetime, reason: str, at: datetime) -> None:
    findings = []
    if not reason.strip():
        findings.append(Finding("planning.reason_missing", _("Tulis apa yang terjadi."), field="reason"))
    if ended_at <= started_at:
        message = _("Waktu selesai harus sesudah waktu mulai.")
        findings.append(Finding("planning.downtime_order", message, field="ended_at"))
    elif ended_at > at:
        message = _("Waktu selesai belum lewat. Catat gangguan setelah program kembali dapat dipakai.")
        findings.append(Finding("planning.downtime_future", message, field="ended_at"))
    elif ended_at - started_at > LONGEST:
        message = _("Gangguan paling lama %(days)s hari.") % {"days": LONGEST.days}
        findings.append(Finding("planning.downtime_long", message, field="started_at"))
    if findings:
        raise RuleNotMet(findings=tuple(findings))
    if Downtime.objects.filter(started_at__lt=ended_at, ended_at__gt=started_at).exists():
        raise Conflict(_("Gangguan pada waktu itu sudah tercatat."))
