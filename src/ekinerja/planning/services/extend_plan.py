"""Give more time for plans of a year: to everybody, one unit with those below it, or one person."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from ekinerja.audit import public as audit
from ekinerja.kernel.actor import Actor
from ekinerja.planning.models import Downtime, PlanExtension
from ekinerja.planning.selectors.plans import day_of
from ekinerja.planning.selectors.years import lock_year
from ekinerja.planning.services import tell_deadline
from ekinerja.planning.services.extend_period import check_extension, place_of
from ekinerja.planning.services.open_year import require_year_admin


@transaction.atomic
def extend_plan(
    *,
    actor: Actor,
    year_id: UUID,
    plan_deadline: datetime,
    reason: str,
    at: datetime,
    unit_id: UUID | None = None,
    employee_id: UUID | None = None,
    downtime: Downtime | None = None,
) -> PlanExtension:
    """
    Add a later last day for plans with its reason; without unit and employee it is for everybody.

    :raises NotAllowed: the actor is no admin of the whole agency
    :raises NotFound: there is no such year, unit or person
    :raises RuleNotMet: the reason is empty, the deadline is not later, or both unit and person are named
    """
    require_year_admin(actor)
    year = lock_year(year_id=year_id)
    check_extension(
        year.plan_deadline, plan_deadline, reason, named_twice=bool(unit_id and employee_id), field="plan_deadline"
    )
    unit_path = place_of(unit_id=unit_id, employee_id=employee_id, on=day_of(at))
    extension = PlanExtension.objects.create(
        year=year,
        unit_id=unit_id,
        unit_path=unit_path,
        employee_id=employee_id,
        downtime=downtime,
        plan_deadline=plan_deadline,
        reason=reason.strip(),
        granted_at=at,
        granted_by_name=actor.name[:250],
    )
    audit.record(
        actor=actor,
        event="planning.year.extended",
        subject_type="planning.year",
        subject_id=year.id,
        at=at,
        data={
            "before": year.plan_deadline,
            "after": plan_deadline,
            "unit": unit_id,
            "employee": employee_id,
            "reason": reason.strip(),
        },
    )
    tell_deadline.publish_moved(
        year_id=year.id, period_id=None, deadline=plan_deadline, reason=reason, later=True, unit_path=unit_path,
        employee_id=employee_id,
    )  # fmt: skip
    return extension
