"""A plan that waits when the superior changes: the new one is told, once."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from ekinerja.audit.models import AuditEntry
from ekinerja.kernel.actor import system
from ekinerja.planning import public as planning
from ekinerja.planning.models import Plan
from ekinerja.planning.selectors import persons
from tests.factories import cycle


def test_the_new_rater_is_told_of_the_plan_that_waits(world: cycle.World) -> None:
    waiting = cycle.submitted(world)
    cycle.agreed(world, "rekan")
    ProcrastinateJob.objects.all().delete()
    cycle.replace_head(world, unit="bidang", old="kabid", new="orang_lain", on=date(2026, 1, 20))

    for _night in range(2):
        planning.refresh_raters(actor=system(world.agency_id), at=cycle.FEBRUARY)

    jobs = ProcrastinateJob.objects.filter(args__handler="ekinerja.evaluation.tasks.tell_plan_submitted")
    told = [job.args["payload"] for job in jobs]
    assert told == [
        {
            "plan_id": str(waiting.id),
            "employee_id": str(waiting.employee_id),
            "rater_employee_id": str(world.people["orang_lain"].id),
        }
    ]


def test_an_agreed_plan_without_a_kept_rater_is_not_handed_over_every_night(world: cycle.World) -> None:
    plan = cycle.agreed(world)
    Plan.objects.filter(id=plan.id).update(rater_snapshot={})

    assert planning.refresh_raters(actor=system(world.agency_id), at=cycle.FEBRUARY) == 0
    assert not AuditEntry.objects.filter(event="planning.plan.rater_changed").exists()


def test_a_plan_that_is_agreed_while_raters_are_asked_keeps_its_snapshot(
    world: cycle.World, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = cycle.submitted(world)
    cycle.replace_head(world, unit="bidang", old="kabid", new="orang_lain", on=date(2026, 1, 20))
    asked = persons.raters_now

    def agreed_meanwhile(**options: Any) -> Any:
        Plan.objects.filter(id=plan.id).update(state="DISETUJUI", agreed_at=cycle.FEBRUARY)
        return asked(**options)

    monkeypatch.setattr(persons, "raters_now", agreed_meanwhile)
    planning.refresh_raters(actor=system(world.agency_id), at=cycle.FEBRUARY)

    plan.refresh_from_db()
    assert plan.rater.name == "Kabid"
    assert plan.rater_employee_id == world.people["orang_lain"].id
