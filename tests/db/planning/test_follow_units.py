"""Plans follow their unit through the tree, because the path decides who may see them; agreed names stay."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from ekinerja.audit.models import AuditEntry
from ekinerja.kernel.actor import Role, system
from ekinerja.kernel.errors import NotFound
from ekinerja.kernel.jobs import RunningJob
from ekinerja.kernel.outbox import handle_event
from ekinerja.organisation import public as organisation
from ekinerja.people import public as people
from ekinerja.planning import public as planning
from ekinerja.planning import tasks
from ekinerja.planning.models import PeriodExtension, Plan
from tests.factories import cycle

pytestmark = pytest.mark.django_db
MARCH = date(2026, 3, 2)


def move(world, on=MARCH):
    admin = world.official(Role.AGENCY_ADMIN)
    organisation.move_unit(
        actor=admin, unit_id=world.units["bidang"].id, parent_id=world.units["lain"].id, decree_number="P/1", on=on,
        at=cycle.FEBRUARY,
    )  # fmt: skip


def follow(world, on):
    return planning.follow_units(actor=system(world.agency_id), at=datetime.combine(on, cycle.FEBRUARY.timetz()))


class TestFollowUnits:
    def test_open_agreed_and_closed_plans_stand_where_their_unit_stands(self, world):
        done = cycle.agreed(world)
        planning.close_plan(actor=world.actor("kabid"), plan_id=done.id, note="Akhir", at=cycle.FEBRUARY)
        waiting = cycle.submitted(world, "rekan")
        planning.extend_period(
            actor=world.official(Role.AGENCY_ADMIN), period_id=cycle.period(world, 1).id, reason="Banjir",
            fill_deadline=cycle.LATE_FEBRUARY + timedelta(days=2), unit_id=world.units["bidang"].id,
            at=cycle.FEBRUARY,
        )  # fmt: skip
        move(world)

        assert follow(world, MARCH) >= 3

        path = f"{world.paths['lain']}000003."
        assert set(Plan.objects.filter(id__in=[done.id, waiting.id]).values_list("unit_path", flat=True)) == {path}
        assert PeriodExtension.objects.get().unit_path == path
        assert Plan.objects.get(id=done.id).employee_snapshot == done.employee_snapshot
        assert AuditEntry.objects.get(event="planning.places.followed").data["Plan"] == 2
        assert follow(world, MARCH) == 0

    def test_the_clerk_of_the_new_place_sees_the_plan_and_the_old_one_no_longer(self, world):
        plan = cycle.agreed(world)
        old = world.official(Role.UNIT_CLERK, path=world.paths["dinas"])
        new = world.official(Role.UNIT_CLERK, path=world.paths["lain"])
        move(world)
        follow(world, MARCH)

        assert planning.get_for(actor=new, plan_id=plan.id, on=MARCH).plan.id == plan.id
        with pytest.raises(NotFound):
            planning.get_for(actor=old, plan_id=plan.id, on=MARCH)

    def test_a_move_dated_later_waits_for_its_day(self, world):
        plan = cycle.submitted(world)
        move(world, on=date(2026, 5, 1))

        assert follow(world, MARCH) == 0
        assert follow(world, date(2026, 5, 1)) >= 1
        assert Plan.objects.get(id=plan.id).unit_path.startswith(world.paths["lain"])

    def test_the_move_itself_queues_it(self, world, monkeypatch):
        people.refresh_directory(on=MARCH)
        plan = cycle.submitted(world)
        move(world)
        monkeypatch.setattr("ekinerja.kernel.clock.now", lambda: datetime.combine(MARCH, cycle.FEBRUARY.timetz()))

        handle_event(
            RunningJob(None, world.agency_id),
            event=organisation.UnitChanged.name,
            handler="ekinerja.planning.tasks.refresh_after",
            payload={"unit_id": str(world.units["bidang"].id), "on": MARCH.isoformat()},
        )
        tasks.refresh(RunningJob(None, world.agency_id))

        assert Plan.objects.get(id=plan.id).unit_path.startswith(world.paths["lain"])
