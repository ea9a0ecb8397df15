"""Outcomes that serve a goal of the organisation."""

from __future__ import annotations

import pytest

from ekinerja.audit.models import AuditEntry
from ekinerja.kernel.errors import RuleNotMet
from ekinerja.kernel.tenancy import context
from ekinerja.planning import public as planning
from ekinerja.planning.models import Outcome, Plan
from tests.factories import cycle, goals


def serve(world: cycle.World, plan: Plan, **more: object) -> Outcome:
    return planning.save_outcome(
        actor=world.actor("staf"),
        plan_id=plan.id,
        outcome_id=None,
        given=planning.OutcomeInput(text="Terlayaninya pasien", **more),  # type: ignore[arg-type]
        at=cycle.JANUARY,
    )


class TestChoicesFor:
    def test_offers_the_raters_outcomes_then_goals_from_the_nearest_unit_upwards(self, world: cycle.World) -> None:
        above, plan = cycle.draft(world, "kabid"), cycle.draft(world)
        planning.save_outcome(
            actor=world.actor("kabid"),
            plan_id=above.id,
            outcome_id=None,
            given=planning.OutcomeInput(text="Meningkatnya mutu layanan"),
            at=cycle.JANUARY,
        )
        goals.goal(world, "Meningkatnya kualitas hidup")
        goals.goal(world, "Meningkatnya derajat kesehatan", "dinas")
        goals.goal(world, "Meningkatnya kunjungan", "bidang")
        goals.goal(world, "Meningkatnya mutu pendidikan", "lain")
        goals.goal(world, "Sasaran lama", "dinas", first_year=2020, last_year=2024)

        choices = planning.cascade.choices_for(plan=plan, rater_employee_id=above.employee_id)

        assert [(row.text, row.owner) for row in choices] == [
            ("Meningkatnya mutu layanan", "Kabid"),
            ("Meningkatnya kunjungan", "Bidang Pelayanan Kesehatan"),
            ("Meningkatnya derajat kesehatan", "Dinas Kesehatan"),
            ("Meningkatnya kualitas hidup", "seluruh instansi"),
        ]


class TestSaveOutcome:
    def test_serves_a_goal_and_prints_it_with_its_indicators(self, world: cycle.World) -> None:
        plan = cycle.draft(world)
        goal = goals.goal(world, "Meningkatnya derajat kesehatan", "dinas")
        goals.indicator(goal, "Usia harapan hidup")
        outcome = serve(world, plan, goal_id=goal.id)

        fields = planning.skp_document_fields(actor=world.actor("staf"), plan_id=plan.id, at=cycle.JANUARY)

        printed = fields.document.outcomes[0].intervened
        assert printed == "Meningkatnya derajat kesehatan\nIndikator: Usia harapan hidup"
        row = AuditEntry.objects.get(event="planning.outcome.saved", subject_id=str(plan.id))
        assert row.data["goal_id"] == str(goal.id)
        assert outcome.goal_id == goal.id

    def test_prints_an_outcome_of_a_high_official_with_its_indicators_and_another_alone(
        self, world: cycle.World
    ) -> None:
        served = {}
        for name in ("kepala", "kabid"):
            above = cycle.draft(world, name)
            cycle.fill(world, above, name, outcomes=1)
            served[name] = Outcome.objects.get(plan=above)
        plan = cycle.draft(world)
        for outcome in served.values():
            serve(world, plan, intervened_outcome_id=outcome.id)

        fields = planning.skp_document_fields(actor=world.actor("staf"), plan_id=plan.id, at=cycle.JANUARY)

        assert [row.intervened for row in fields.document.outcomes] == [
            "Terlayaninya pasien sesuai standar 1\nIndikator: Jumlah pasien yang terlayani\n"
            "Indikator: Persentase pelayanan sesuai standar",
            "Terlayaninya pasien sesuai standar 1",
        ]

    def test_keeps_a_retired_goal_but_takes_no_new_one(self, world: cycle.World) -> None:
        plan = cycle.draft(world)
        goal = goals.goal(world, "Meningkatnya derajat kesehatan", "dinas")
        outcome = serve(world, plan, goal_id=goal.id)
        other = goals.goal(world, "Lain", "dinas", retired_at=cycle.JANUARY)
        goal.retired_at = cycle.JANUARY
        goal.save()

        planning.save_outcome(
            actor=world.actor("staf"),
            plan_id=plan.id,
            outcome_id=outcome.id,
            given=planning.OutcomeInput(text="Terlayaninya semua pasien", goal_id=goal.id),
            at=cycle.JANUARY,
        )

        assert [
            row.goal_id for row in planning.cascade.choices_for(plan=plan, rater_employee_id=None, chosen=outcome)
        ] == [goal.id]
        with pytest.raises(RuleNotMet):
            serve(world, plan, goal_id=other.id)

    def test_refuses_two_at_once_another_year_and_another_agency(
        self, world: cycle.World, other_world: cycle.World
    ) -> None:
        above, plan = cycle.draft(world, "kabid"), cycle.draft(world)
        outcome = planning.save_outcome(
            actor=world.actor("kabid"),
            plan_id=above.id,
            outcome_id=None,
            given=planning.OutcomeInput(text="Meningkatnya mutu layanan"),
            at=cycle.JANUARY,
        )
        goal = goals.goal(world, "Meningkatnya derajat kesehatan", "dinas")
        past = goals.goal(world, "Lama", "dinas", first_year=2020, last_year=2024)
        with context.agency(other_world.agency_id):
            foreign = goals.goal(other_world, "Milik instansi lain", "dinas")

        for more in (
            {"goal_id": goal.id, "intervened_outcome_id": outcome.id},
            {"goal_id": past.id},
            {"goal_id": foreign.id},
        ):
            with pytest.raises(RuleNotMet):
                serve(world, plan, **more)
        assert not Outcome.objects.filter(plan=plan).exists()
