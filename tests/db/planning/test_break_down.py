"""Dividing a yearly target over the months of the plan."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from ekinerja.audit.models import AuditEntry
from ekinerja.kernel.errors import Conflict, NotAllowed, NotFound, RuleNotMet
from ekinerja.kernel.tenancy import context
from ekinerja.planning import public as planning
from ekinerja.planning.data import Accumulation
from ekinerja.planning.models import Indicator, PlanVersion, TargetPart
from tests.factories import cycle

pytestmark = pytest.mark.django_db
TEN = {month: Decimal(10) for month in range(1, 13)}


@pytest.fixture
def plan(world):
    plan = cycle.draft(world)
    cycle.fill(world, plan, outcomes=1)
    return plan


@pytest.fixture
def indicator(plan):
    return Indicator.objects.get(target_number=120)


def divide(world, plan, indicator, name="staf", targets=TEN, way=Accumulation.SUM, seen=None):
    return planning.break_down_target(
        actor=world.actor(name),
        plan_id=plan.id,
        indicator_id=indicator.id,
        accumulation=way,
        targets=targets,
        at=cycle.JANUARY,
        seen=seen,
    )


class TestBreakDownTarget:
    def test_keeps_the_parts_with_an_audit_row(self, world, plan, indicator):
        divide(world, plan, indicator)

        row = planning.outcomes_of(plan_id=plan.id)[0].indicators.all()[0]
        assert planning.target_parts.parts_of(row) == TEN
        assert row.revision == 2
        assert AuditEntry.objects.filter(event="planning.target.broken_down", subject_id=plan.id).exists()

    def test_again_replaces_and_nothing_takes_away(self, world, plan, indicator):
        divide(world, plan, indicator)
        divide(world, plan, indicator, targets={12: Decimal(120)}, way=Accumulation.LAST)
        assert TargetPart.objects.count() == 1

        divide(world, plan, indicator, targets={})

        assert TargetPart.objects.count() == 0

    def test_a_difference_is_no_refusal(self, world, plan, indicator):
        divide(world, plan, indicator, targets={1: Decimal(1)})

        assert TargetPart.objects.get().target == 1

    def test_refuses_a_month_outside_the_plan(self, world):
        plan = planning.draft_plan(actor=world.actor("rekan"), year=2026, at=cycle.JANUARY, starts_on=date(2026, 7, 1))
        cycle.fill(world, plan, "rekan", outcomes=1)
        indicator = Indicator.objects.get(target_number=120)

        with pytest.raises(RuleNotMet):
            divide(world, plan, indicator, "rekan", targets={6: Decimal(1)})

        divide(world, plan, indicator, "rekan", targets={7: Decimal(1)})

    def test_tells_when_somebody_else_was_faster(self, world, plan, indicator):
        divide(world, plan, indicator, seen=1)

        with pytest.raises(Conflict) as caught:
            divide(world, plan, indicator, targets={1: Decimal(120)}, seen=1)

        assert caught.value.fields["theirs"]["parts"][0] == "1: 10"

    def test_only_the_owner_may(self, world, plan, indicator):
        with pytest.raises(NotAllowed):
            divide(world, plan, indicator, "kabid")
        with pytest.raises(NotFound):
            divide(world, plan, indicator, "orang_lain")

    def test_not_after_submission(self, world, plan, indicator):
        planning.submit_plan(actor=world.actor("staf"), plan_id=plan.id, at=cycle.JANUARY)

        with pytest.raises(Conflict):
            divide(world, plan, indicator)

    def test_another_agency_does_not_know_it(self, world, other_world, other_agency, plan, indicator):
        with context.agency(other_agency), pytest.raises(NotFound):
            divide(other_world, plan, indicator)

    def test_agreement_keeps_them_in_the_version(self, world, plan, indicator):
        divide(world, plan, indicator)
        planning.submit_plan(actor=world.actor("staf"), plan_id=plan.id, at=cycle.JANUARY)
        planning.agree_plan(actor=world.actor("kabid"), plan_id=plan.id, at=cycle.JANUARY)

        kept = PlanVersion.objects.get().content["outcomes"][0]["indicators"][0]
        assert kept["accumulation"] == "JUMLAH"
        assert Decimal(kept["parts"]["12"]) == 10
