"""More than one plan in a year: a post acted in beside the own one, and a transfer."""

from __future__ import annotations

from datetime import date

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from ekinerja.kernel.actor import Role, system
from ekinerja.kernel.errors import Conflict, NotFound, RuleNotMet
from ekinerja.organisation.models import Position
from ekinerja.people.models import Appointment
from ekinerja.planning import public as planning
from ekinerja.planning.models import Plan
from tests.factories import cycle

pytestmark = pytest.mark.django_db
AT = cycle.FEBRUARY


@pytest.fixture
def post(world):
    """The head of the field acts as head of another office from February to June."""
    position = Position.objects.create(
        unit=world.units["lain"], title="Kepala Dinas Pendidikan", kind="STRUKTURAL", echelon="II.b", is_head=True
    )
    Appointment.objects.create(
        employee=world.people["kabid"],
        unit=world.units["lain"],
        position=position,
        is_head=True,
        kind="PLT",
        period=DateRange(date(2026, 2, 1), date(2026, 7, 1)),
    )
    return position


def draft(world, post, **more):
    return planning.draft_plan(actor=world.actor("kabid"), year=2026, at=AT, acting_position_id=post.id, **more)


class TestActingPlan:
    def test_stands_beside_the_plan_of_the_own_post(self, world, post):
        own = cycle.draft(world, "kabid")

        plan = draft(world, post)

        assert (plan.period.lower, plan.period.upper) == (date(2026, 2, 1), date(2026, 7, 1))
        assert (plan.person.acting, plan.person.position) == ("PLT", "Kepala Dinas Pendidikan")
        assert plan.unit == world.units["lain"]
        assert plan.position_group == "JPT_MANDIRI"
        assert plan.post_key != own.post_key

    def test_is_rated_by_the_superior_of_that_unit(self, world, post):
        own, plan = cycle.draft(world, "kabid"), draft(world, post)

        assert own.rater_employee_id == world.people["kepala"].id
        assert plan.rater_is_outside
        assert "Bupati" in plan.rater.name

    def test_goes_its_way_with_that_rater(self, world, post):
        plan = draft(world, post)
        cycle.fill(world, plan, "kabid", at=AT)
        planning.submit_plan(actor=world.actor("kabid"), plan_id=plan.id, at=AT)

        with pytest.raises(NotFound):
            planning.agree_plan(actor=world.actor("kepala"), plan_id=plan.id, at=AT)
        done = planning.agree_plan(actor=world.official(Role.LEADER), plan_id=plan.id, at=AT)

        assert done.state == "DISETUJUI"
        assert done.person.acting == "PLT"

    def test_the_night_does_not_give_it_to_the_rater_of_the_own_post(self, world, post):
        cycle.draft(world, "kabid")
        plan = draft(world, post)

        planning.refresh_raters(actor=system(world.agency_id), at=AT)

        assert Plan.objects.get(id=plan.id).rater_is_outside

    def test_an_overlap_in_the_same_post_is_refused_kindly(self, world, post):
        draft(world, post)

        with pytest.raises(Conflict) as refused:
            draft(world, post)

        assert "sudah punya SKP" in refused.value.message

    def test_days_outside_the_acting_are_explained(self, world, post):
        with pytest.raises(RuleNotMet) as refused:
            draft(world, post, starts_on=date(2026, 1, 1))

        assert "01-02-2026 sampai 30-06-2026" in refused.value.findings[0].message

    def test_not_for_a_post_somebody_does_not_act_in(self, world, post):
        with pytest.raises(RuleNotMet):
            planning.draft_plan(actor=world.actor("staf"), year=2026, at=AT, acting_position_id=post.id)

    def test_the_page_proposes_its_days(self, world, post):
        start = planning.starting.start_of(
            employee_id=world.people["kabid"].id, year=2026, on=AT.date(), acting_position_id=post.id
        )

        assert [row.title for row in start.acting] == ["Kepala Dinas Pendidikan"]
        assert (start.starts_on, start.last_day) == (date(2026, 2, 1), date(2026, 6, 30))


class TestTransfer:
    def test_the_old_plan_is_closed_with_its_last_day_and_a_new_one_begins(self, world):
        old = cycle.agreed(world)
        cycle.transfer(world, "staf", "lain")
        admin = world.official(Role.AGENCY_ADMIN)

        planning.close_plan(actor=admin, plan_id=old.id, note="Mutasi", at=cycle.JULY, ends_before=cycle.FIRST_OF_JULY)
        new = planning.draft_plan(actor=world.actor("staf"), year=2026, at=cycle.JULY)

        old.refresh_from_db()
        assert (old.state, old.last_day) == ("DITUTUP", date(2026, 6, 30))
        assert new.period.lower == cycle.FIRST_OF_JULY

    def test_the_last_day_of_the_old_post_is_proposed(self, world, post):
        old, acted = cycle.draft(world), draft(world, post)
        cycle.transfer(world, "staf", "lain")

        assert planning.starting.last_day_of_post(plan=old) == date(2026, 6, 30)
        assert planning.starting.last_day_of_post(plan=acted) is None
        Appointment.objects.filter(kind="PLT").update(period=DateRange(date(2026, 2, 1), date(2026, 5, 1)))
        assert planning.starting.last_day_of_post(plan=acted) == date(2026, 4, 30)
