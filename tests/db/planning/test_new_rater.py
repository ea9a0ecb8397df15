"""A plan that waits when the superior changes: the new one is told, once."""

from __future__ import annotations

from datetime import date

from procrastinate.contrib.django.models import ProcrastinateJob

from ekinerja.kernel.actor import system
from ekinerja.planning import public as planning
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
