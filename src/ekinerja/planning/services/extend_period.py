"""Give more time to fill a period: to everybody, one unit with those below it, or one person."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from ekinerja.audit import public as audit
from ekinerja.kernel.actor import Actor
from ekinerja.kernel.errors import Finding, NotFound, RuleNotMet
from ekinerja.organisation import public as organisation
from ekinerja.people import public as people
from ekinerja.planning.models import Downtime, Period, PeriodExtension
from ekinerja.planning.selectors.plans import day_of
from ekinerja.planning.services import tell_deadline
from ekinerja.planning.services.open_year import require_year_admin


@transaction.atomic
def extend_period(
    *,
    actor: Actor,
    period_id: UUID,
    fill_deadline: datetime,
    reason: str,
    at: datetime,
    unit_id: UUID | None = None,
    employee_id: UUID | None = None,
    downtime: Downtime | None = None,
) -> PeriodExtension:
    """
    Add a later deadline with its reason; without unit and employee it is for everybody.

    :raises NotAllowed: the actor is no admin of the whole agency
    :raises NotFound: there is no such period, unit or person
    :raises RuleNotMet: the reason is empty, the deadline is not later, or both unit and person are named
    """
    require_year_admin(actor)
    period = Period.objects.select_for_update().filter(id=period_id).first()
    if period is None:
        raise NotFound
    check_extension(
        period.fill_deadline, fill_deadline, reason, named_twice=bool(unit_id and employee_id), field="fill_deadline"
    )
    unit_path = place_of(unit_id=unit_id, employee_id=employee_id, on=day_of(at))
    extension = PeriodExtension.objects.create(
        period=period,
        unit_id=unit_id,
        unit_path=unit_path,
        employee_id=employee_id,
        downtime=downtime,
        fill_deadline=fill_deadline,
        reason=reason.strip(),
        granted_at=at,
        granted_by_name=actor.name[:250],
    )
    audit.record(
        actor=actor,
        event="planning.period.extended",
        subject_type="planning.period",
        subject_id=period.id,
        at=at,
        data={
            "before": period.fill_deadline,
            "after": fill_deadline,
            "unit": unit_id,
            "employee": employee_id,
            "reason": reason.strip(),
        },
    )
    tell_deadline.publish_moved(
        year_id=period.year_id, period_id=period.id, deadline=fill_deadline, reason=reason, later=True,
        unit_path=unit_path, employee_id=employee_id,
    )  # fmt: skip
    return extension


def place_of(*, unit_id: UUID | None, employee_id: UUID | None, on: date) -> str:
    """
    Return where the unit stands in the tree, a closed one where it stood last; empty for a person and for everybody.

    :raises NotFound: there is no such unit or person in this agency
    """
    if employee_id is not None:
        people.snapshot_of(employee_id=employee_id, on=on)
    if unit_id is None:
        return ""
    try:
        return organisation.units.subtree_path(unit_id=unit_id, on=on)
    except NotFound:
        return organisation.units.find_latest(unit_id=unit_id).path


def check_extension(before: datetime, after: datetime, reason: str, *, named_twice: bool, field: str) -> None:
    """
    Check what every extension must have.

    :raises RuleNotMet: the reason is empty, the deadline is not later, or both unit and person are named
    """
    findings = []
    if not reason.strip():
        findings.append(Finding("planning.reason_missing", _("Tulis alasan perpanjangan."), field="reason"))
    if after <= before:
        findings.append(
            Finding(
                "planning.deadline_not_later",
                _("Batas baru harus sesudah batas semula."),
                field=field,
            )
        )
    if named_twice:
        findings.append(Finding("planning.unit_or_person", _("Pilih unit atau pegawai, bukan keduanya."), field="unit"))
    if findings:
        raise RuleNotMet(findings=tuple(findings))
