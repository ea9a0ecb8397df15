"""From which day a new plan runs."""

from __future__ import annotations

from datetime import date

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from ekinerja.kernel.tenancy import context
from ekinerja.people.models import Appointment
from ekinerja.planning import public as planning
from tests.factories import cycle

FIRST_OF_JULY = cycle.FIRST_OF_JULY
JULY = cycle.JULY


class TestStart:
    def test_is_the_first_of_january_for_somebody_long_in_the_post(self, world: cycle.World) -> None:
        plan = cycle.draft(world)

        assert (plan.period.lower, plan.period.upper) == (date(2026, 1, 1), date(2027, 1, 1))

    def test_is_the_first_day_of_a_transfer(self, world: cycle.World) -> None:
        cycle.transfer(world, "staf", "lain")

        plan = cycle.draft(world, at=JULY)

        assert (plan.period.lower, plan.period.upper) == (FIRST_OF_JULY, date(2027, 1, 1))
        assert plan.unit_id == world.units["lain"].id

    @pytest.mark.parametrize("kind", ["CPNS", "PPPK"])
    def test_is_the_first_day_of_duty_of_a_newcomer(self, world: cycle.World, kind: str) -> None:
        newcomer = cycle.person(world, "baru", "bidang", "Perawat Ahli Pertama", since=date(2026, 6, 2))
        newcomer.kind = kind
        newcomer.save()

        plan = cycle.draft(world, "baru", at=JULY)

        assert plan.period.lower == date(2026, 6, 2)

    def test_two_parts_of_one_post_are_one_post(self, world: cycle.World) -> None:
        old = Appointment.objects.get(employee=world.people["staf"])
        old.period = DateRange(old.period.lower, FIRST_OF_JULY)
        old.save()
        Appointment.objects.create(
            employee=old.employee,
            unit=old.unit,
            position=old.position,
            kind="DEFINITIF",
            period=DateRange(FIRST_OF_JULY, None),
        )

        assert cycle.draft(world, at=JULY).period.lower == date(2026, 1, 1)

    def test_an_acting_post_does_not_move_it(self, world: cycle.World) -> None:
        post = Appointment.objects.get(employee=world.people["kepala"]).position
        Appointment.objects.create(
            employee=world.people["kabid"],
            unit=world.units["dinas"],
            position=post,
            is_head=True,
            kind="PLT",
            period=DateRange(FIRST_OF_JULY, None),
        )

        assert cycle.draft(world, "kabid", at=JULY).period.lower == date(2026, 1, 1)

    def test_dates_that_were_chosen_win(self, world: cycle.World) -> None:
        cycle.transfer(world, "staf", "lain")

        plan = planning.draft_plan(
            actor=world.actor("staf"), year=2026, at=JULY, starts_on=date(2026, 1, 1), ends_before=FIRST_OF_JULY
        )

        assert plan.unit_id == world.units["bidang"].id

    def test_names_the_plan_of_the_post_before_until_it_is_closed(self, world: cycle.World) -> None:
        old = cycle.agreed(world)
        cycle.transfer(world, "staf", "lain")
        find = {"employee_id": world.people["staf"].id, "year": 2026, "on": JULY.date()}

        start = planning.starting.start_of(**find)
        assert (start.starts_on, start.last_day_before) == (FIRST_OF_JULY, date(2026, 6, 30))
        assert (start.position, [plan.id for plan in start.earlier]) == ("Analis Kebijakan", [old.id])

        planning.close_plan(
            actor=world.official(cycle.Role.AGENCY_ADMIN),
            plan_id=old.id,
            note="Mutasi",
            at=JULY,
            ends_before=FIRST_OF_JULY,
        )
        assert planning.starting.start_of(**find).earlier == ()

    def test_knows_nobody_of_another_agency(self, world: cycle.World, other_world: cycle.World) -> None:
        with context.agency(other_world.agency_id):
            cycle.transfer(other_world, "staf", "lain")
        found = planning.starting.start_of(employee_id=other_world.people["staf"].id, year=2026, on=JULY.date())

        assert (found.in_post_since, found.position) == (None, "")
