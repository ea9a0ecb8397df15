"""A plan that starts with the content of an earlier one."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from ekinerja.audit.models import AuditEntry
from ekinerja.kernel.actor import system
from ekinerja.kernel.errors import NotFound
from ekinerja.kernel.tenancy import context
from ekinerja.planning import public as planning
from ekinerja.planning.data import Accumulation, Periodicity
from ekinerja.planning.models import Indicator, Outcome
from tests.factories import cycle

pytestmark = pytest.mark.django_db
AT = cycle.JANUARY


@pytest.fixture
def next_year(world):
    """The following year, open as well."""
    settings = planning.YearSettings(
        year=2027,
        periodicity=Periodicity.MONTHLY,
        plan_deadline=date(2027, 1, 31),
        annual_deadline=date(2028, 1, 10),
        fill_days=5,
    )
    return planning.open_year(actor=system(world.agency_id), settings=settings, at=AT)


@pytest.fixture
def last(world):
    """A plan of 2026 whose first outcome serves one of the superior, with its first target broken down."""
    above = cycle.draft(world, "kabid")
    cycle.fill(world, above, "kabid", outcomes=1)
    plan = cycle.draft(world)
    cycle.fill(world, plan)
    first, served = plan.outcomes.order_by("number").first(), Outcome.objects.get(plan=above)
    planning.save_outcome(
        actor=world.actor("staf"),
        plan_id=plan.id,
        outcome_id=first.id,
        given=planning.OutcomeInput(text=first.text, intervened_outcome_id=served.id),
        at=AT,
    )
    planning.break_down_target(
        actor=world.actor("staf"),
        plan_id=plan.id,
        indicator_id=first.indicators.first().id,
        accumulation=Accumulation.SUM,
        targets={month: Decimal(10) for month in range(1, 13)},
        at=AT,
    )
    return plan


def start(world, source, name="staf", **more):
    return planning.start_from_plan(actor=world.actor(name), source_id=source.id, year=2027, at=AT, **more)


class TestStartFromPlan:
    def test_copies_everything_and_says_where_it_comes_from(self, world, last, next_year):
        plan = start(world, last)

        rows = planning.outcomes_of(plan_id=plan.id)
        assert [row.text for row in rows] == [row.text for row in planning.outcomes_of(plan_id=last.id)]
        first = rows[0].indicators.all()[0]
        assert (first.target_number, first.target_unit) == (120, "pasien")
        assert planning.target_parts.parts_of(first)[12] == 10
        assert planning.plans.notes_of(plan_id=plan.id)["DUKUNGAN_SUMBER_DAYA"] == ("Komputer", "Internet")
        assert plan.origin == "TAHUN_LALU"
        assert AuditEntry.objects.filter(event="planning.plan.started_from", subject_id=plan.id).exists()

    def test_without_a_plan_of_the_superior_the_words_remain(self, world, last, next_year):
        row = planning.outcomes_of(plan_id=start(world, last).id)[0]

        assert row.intervened_outcome_id is None
        assert row.intervened_text == "Terlayaninya pasien sesuai standar 1"

    def test_the_same_words_of_the_superior_this_year_are_linked(self, world, last, next_year):
        above = planning.draft_plan(actor=world.actor("kabid"), year=2027, at=AT)
        cycle.fill(world, above, "kabid", outcomes=1)

        row = planning.outcomes_of(plan_id=start(world, last).id)[0]

        assert row.intervened_outcome == Outcome.objects.get(plan=above)

    def test_parts_outside_the_plan_are_left_out(self, world, last, next_year):
        plan = start(world, last, starts_on=date(2027, 7, 1))

        first = planning.outcomes_of(plan_id=plan.id)[0].indicators.all()[0]
        assert planning.target_parts.parts_of(first) == {}
        assert Indicator.objects.filter(outcome__plan=plan).count() == 4

    def test_only_from_ones_own(self, world, other_world, other_agency, last, next_year):
        with pytest.raises(NotFound):
            start(world, last, "rekan")
        with context.agency(other_agency), pytest.raises(NotFound):
            start(other_world, last)
