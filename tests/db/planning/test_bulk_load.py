"""Bringing in many plans, months and ratings at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from ekinerja.activity import public as activity
from ekinerja.activity.data import LoadFeedback, LoadMonth, LoadRealisation, PeriodState
from ekinerja.audit.models import AuditEntry
from ekinerja.evaluation import public as evaluation
from ekinerja.evaluation.data import LoadReview
from ekinerja.kernel.actor import Role, system
from ekinerja.kernel.errors import NotAllowed
from ekinerja.kernel.ids import uuid7
from ekinerja.planning import public as planning
from ekinerja.planning.data import LoadIndicator, LoadOutcome, LoadPlan, PlanState
from ekinerja.planning.models import Plan, PlanTransition, PlanVersion, TargetPart
from tests.factories import cycle


def one(world: cycle.World, name: str = "staf", **changes: Any) -> LoadPlan:
    """One agreed plan as it would come from a file."""
    on = date(2026, 1, 12)
    employee_id = world.people[name].id
    post = planning.persons.post_of(employee_id=employee_id, on=on)
    raters = planning.persons.raters_of(employee_id=employee_id, on=on)
    indicator = LoadIndicator(uuid7(), "Jumlah pasien", "KUANTITAS", Decimal(120), "pasien")
    plan = LoadPlan(
        id=uuid7(),
        employee_id=employee_id,
        starts_on=date(2026, 1, 1),
        ends_before=date(2027, 1, 1),
        group=post.group,
        person=post.person,
        rater=raters.rater,
        superior=raters.superior,
        unit_id=post.unit_id,
        unit_path=post.unit_path,
        position_id=post.position_id,
        state=PlanState.AGREED,
        outcomes=(LoadOutcome(uuid7(), 1, "Terlayaninya pasien", (indicator,)),),
        expectations={"LOYAL": "Jaga rahasia pasien."},
        notes={"KONSEKUENSI": ("Penghargaan",)},
        created_at=cycle.JANUARY,
        submitted_at=cycle.JANUARY,
        agreed_at=cycle.JANUARY,
    )
    return replace(plan, **changes)


class TestBulkLoad:
    def test_stores_plans_that_look_like_those_made_step_by_step(self, world: cycle.World) -> None:
        given = one(world)

        report = planning.bulk_load(actor=system(world.agency_id), year=2026, plans=[given], at=cycle.JANUARY)

        plan = Plan.objects.get()
        assert (report.plans, report.outcomes, report.indicators, report.refused) == (1, 1, 1, ())
        assert plan.state == "DISETUJUI"
        assert plan.rater_employee_id == world.people["kabid"].id
        assert list(PlanTransition.objects.values_list("action", flat=True)) == ["AJUKAN", "SETUJUI"]
        assert PlanVersion.objects.get().content["outcomes"][0]["indicators"][0]["target_number"] == "120"
        assert AuditEntry.objects.filter(event="planning.plans.loaded").count() == 1
        reopened = planning.reopen_plan(
            actor=world.actor("kabid"), plan_id=plan.id, note="Tugas berubah.", at=cycle.FEBRUARY
        )
        assert reopened.state == "DRAFT"

    def test_leaves_out_what_the_single_steps_would_refuse(self, world: cycle.World) -> None:
        bad = [
            one(world, outcomes=()),
            one(world, agreed_at=None),
            one(world, starts_on=date(2025, 1, 1)),
            one(world, state=PlanState.RETURNED),
            one(world, expectations={"RAMAH": "x"}),
        ]

        report = planning.bulk_load(
            actor=system(world.agency_id), year=2026, plans=[*bad, one(world, "rekan")], at=cycle.JANUARY
        )

        assert report.plans == 1
        assert [row.plan_id for row in report.refused] == [plan.id for plan in bad]

    def test_keeps_the_parts_of_a_target(self, world: cycle.World) -> None:
        parts = {month: Decimal(10) for month in range(1, 13)}
        row = LoadIndicator(uuid7(), "Jumlah pasien", "KUANTITAS", Decimal(120), "pasien", parts=parts)
        beyond = replace(row, id=uuid7(), parts={13: Decimal(120)})
        good = one(world, outcomes=(LoadOutcome(uuid7(), 1, "Terlayaninya pasien", (row,)),))
        bad = one(world, "rekan", outcomes=(LoadOutcome(uuid7(), 1, "Terlayaninya pasien", (beyond,)),))

        report = planning.bulk_load(actor=system(world.agency_id), year=2026, plans=[good, bad], at=cycle.JANUARY)

        assert [refusal.plan_id for refusal in report.refused] == [bad.id]
        kept = TargetPart.objects.filter(indicator_id=row.id).values_list("period_number", "target")
        assert dict(kept) == parts

    def test_is_refused_to_everybody_but_the_agencys_admin(self, world: cycle.World) -> None:
        for actor in (world.actor("kepala"), world.official(Role.UNIT_CLERK)):
            with pytest.raises(NotAllowed):
                planning.bulk_load(actor=actor, year=2026, plans=[], at=cycle.JANUARY)


class TestBulkLoadMonths:
    def test_stores_months_and_ratings(self, world: cycle.World) -> None:
        given, actor = one(world), system(world.agency_id)
        planning.bulk_load(actor=actor, year=2026, plans=[given], at=cycle.JANUARY)
        outcome, period = given.outcomes[0], cycle.period(world, 1)
        month = LoadMonth(
            plan_id=given.id,
            period_id=period.id,
            state=PeriodState.RATED,
            changed_at=cycle.FEBRUARY,
            person_name="Staf",
            rater_name="Kabid",
            steps={outcome.id: ("Jadwal jaga",)},
            realisations={outcome.indicators[0].id: LoadRealisation(Decimal(11))},
            evidence=((outcome.id, "Rekap", "https://drive.google.com/x"),),
            feedback=(LoadFeedback("Sesuai.", cycle.FEBRUARY, world.people["kabid"].id, "Kabid", outcome.id),),
            submitted_at=cycle.FEBRUARY,
            rated_at=cycle.FEBRUARY,
        )

        activity.bulk_load_months(actor=actor, months=[month], at=cycle.FEBRUARY)
        review = LoadReview(
            given.id, period.id, "SESUAI", "ATAS", cycle.FEBRUARY, given.person, given.rater, given.superior
        )
        evaluation.bulk_load_reviews(actor=actor, reviews=[review], at=cycle.FEBRUARY)

        shown = evaluation.rated_month(
            actor=world.actor("staf"), plan_id=given.id, period_id=period.id, now=cycle.FEBRUARY
        )
        assert shown.current is not None
        assert shown.current.predicate == "BAIK"
        assert shown.month.outcomes[0].steps == ("Jadwal jaga",)
        assert shown.month.outcomes[0].feedback[0].text == "Sesuai."
        assert shown.month.state == "DINILAI"
