"""Change the settings of a year while they still lie ahead: the window of a period, the last day for plans."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from ekinerja.audit import public as audit
from ekinerja.kernel.actor import Actor
from ekinerja.kernel.errors import Conflict, Finding, NotFound, RuleNotMet
from ekinerja.planning.data import YearState
from ekinerja.planning.models import PerformanceYear, Period
from ekinerja.planning.selectors.plans import day_of
from ekinerja.planning.selectors.years import lock_year
from ekinerja.planning.services import tell_deadline
from ekinerja.planning.services.open_year import require_year_admin


@transaction.atomic
def change_window(
    *, actor: Actor, period_id: UUID, fill_opens_on: date | None, fill_deadline: datetime, reason: str, at: datetime
) -> Period:
    """
    Change from when until when a period may be filled, before it closes; everybody hears of it.

    :raises NotAllowed: the actor is no admin of the whole agency
    :raises NotFound: there is no such period
    :raises Conflict: the deadline has passed; then only an extension opens it again
    :raises RuleNotMet: no reason, nothing changes, or the days lie where they cannot
    """
    require_year_admin(actor)
    period = Period.objects.select_for_update(of=("self",)).select_related("year").filter(id=period_id).first()
    if period is None:
        raise NotFound
    if period.fill_deadline < at or period.year.state != YearState.OPEN:
        raise Conflict(_("Periode ini sudah ditutup. Beri perpanjangan waktu dengan alasannya."))
    opens = None if fill_opens_on == period.span.lower else fill_opens_on
    _check_window(period, opens, fill_deadline, reason, at)
    before = {"opens": period.fill_opens_on, "deadline": period.fill_deadline}
    moved = fill_deadline != period.fill_deadline
    later = fill_deadline > period.fill_deadline
    period.fill_opens_on, period.fill_deadline = opens, fill_deadline
    period.save(update_fields=["fill_opens_on", "fill_deadline"])
    audit.record(
        actor=actor,
        event="planning.period.changed",
        subject_type="planning.period",
        subject_id=period.id,
        at=at,
        data={"before": before, "after": {"opens": opens, "deadline": fill_deadline}, "reason": reason.strip()},
    )
    if moved:
        tell_deadline.publish_moved(
            year_id=period.year_id, period_id=period.id, deadline=fill_deadline, reason=reason, later=later
        )
    return period


@transaction.atomic
def change_plan_deadline(
    *, actor: Actor, year_id: UUID, plan_deadline: datetime, reason: str, at: datetime
) -> PerformanceYear:
    """
    Change the last day for plans before it has passed; everybody hears of it.

    :raises NotAllowed: the actor is no admin of the whole agency
    :raises NotFound: there is no such year
    :raises Conflict: the day has passed; then only an extension helps
    :raises RuleNotMet: no reason, nothing changes, or the day lies in the past or outside the year
    """
    require_year_admin(actor)
    year = lock_year(year_id=year_id)
    if year.plan_deadline < at or year.state != YearState.OPEN:
        raise Conflict(_("Batas penetapan SKP sudah lewat. Beri perpanjangan waktu dengan alasannya."))
    findings = _common(plan_deadline, reason, at, changed=plan_deadline != year.plan_deadline, field="plan_deadline")
    if day_of(plan_deadline).year != year.year:
        message = _("Batas penetapan SKP harus berada di tahun %(year)s.") % {"year": year.year}
        findings.append(Finding("planning.plan_deadline", message, field="plan_deadline"))
    if findings:
        raise RuleNotMet(findings=tuple(findings))
    before, later = year.plan_deadline, plan_deadline > year.plan_deadline
    year.plan_deadline = plan_deadline
    year.save(update_fields=["plan_deadline"])
    audit.record(
        actor=actor,
        event="planning.year.changed",
        subject_type="planning.year",
        subject_id=year.id,
        at=at,
        data={"before": before, "after": plan_deadline, "reason": reason.strip()},
    )
    tell_deadline.publish_moved(year_id=year.id, period_id=None, deadline=plan_deadline, reason=reason, later=later)
    return year


def _check_window(period: Period, opens: date | None, deadline: datetime, reason: str, at: datetime) -> None:
    changed = (opens, deadline) != (period.fill_opens_on, period.fill_deadline)
    findings = _common(deadline, reason, at, changed=changed, field="fill_deadline")
    last = period.span.upper - timedelta(days=1)
    if day_of(deadline) < last:
        message = _("Batas pengisian tidak boleh sebelum hari terakhir periode, %(day)s.") % {"day": f"{last:%d-%m-%Y}"}
        findings.append(Finding("planning.deadline_early", message, field="fill_deadline"))
    if opens is not None and not period.span.lower <= opens <= day_of(deadline):
        message = _("Pengisian dibuka di antara hari pertama periode dan batas pengisiannya.")
        findings.append(Finding("planning.opens_outside", message, field="fill_opens_on"))
    if findings:
        raise RuleNotMet(findings=tuple(findings))


def _common(deadline: datetime, reason: str, at: datetime, *, changed: bool, field: str) -> list[Finding]:
    findings = []
    if not reason.strip():
        findings.append(Finding("planning.reason_missing", _("Tulis alasan perubahan."), field="reason"))
    if deadline <= at:
        findings.append(Finding("planning.deadline_past", _("Batas baru sudah lewat."), field=field))
    if not changed:
        findings.append(Finding("planning.nothing_changed", _("Belum ada yang diubah."), field=field))
    return findings
