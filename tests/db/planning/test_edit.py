"""Writing a plan: outcomes, indicators, lists, the cascade, two people at once."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from ekinerja.activity import public as activity
from ekinerja.audit.models import AuditEntry
from ekinerja.kernel.errors import Conflict, NotAllowed, NotFound, RuleNotMet
from ekinerja.kernel.ids import uuid7
from ekinerja.kernel.tenancy import context
from ekinerja.planning import public as planning
from ekinerja.planning.data import Approach, BehaviourValue, NoteKind, PositionGroup
from ekinerja.planning.models import Indicator, Outcome
from tests.factories import cycle

AT = cycle.JANUARY


def write(
    world: cycle.World,
    plan: planning.Plan,
    text: str = "Terlayaninya pasien",
    *,
    name: str = "staf",
    outcome_id: UUID | None = None,
    seen: int | None = None,
    **more: object,
) -> Outcome:
    return planning.save_outcome(
        actor=world.actor(name),
        plan_id=plan.id,
        outcome_id=outcome_id,
        given=planning.OutcomeInput(text=text, **more),  # type: ignore[arg-type]
        at=AT,
        seen=seen,
    )


class TestDraftPlan:
    def test_refuses_overlapping_periods_in_the_same_post(self, world: cycle.World) -> None:
        cycle.draft(world)

        with pytest.raises(Conflict):
            planning.draft_plan(actor=world.actor("staf"), year=2026, at=AT, starts_on=date(2026, 6, 1))

    @pytest.mark.parametrize(
        ("starts_on", "ends_before"),
        [(date(2025, 12, 1), None), (date(2026, 5, 1), date(2026, 5, 1)), (None, date(2027, 2, 1))],
    )
    def test_refuses_days_outside_the_year(
        self, world: cycle.World, starts_on: date | None, ends_before: date | None
    ) -> None:
        with pytest.raises(RuleNotMet):
            planning.draft_plan(
                actor=world.actor("staf"), year=2026, at=AT, starts_on=starts_on, ends_before=ends_before
            )

    def test_is_not_blocked_by_a_superior_without_a_plan(self, world: cycle.World) -> None:
        plan = cycle.draft(world)

        outcome = write(world, plan, intervened_text="Meningkatnya derajat kesehatan masyarakat")

        assert planning.cascade.choices_for(plan=plan, rater_employee_id=plan.rater_employee_id) == ()
        assert outcome.intervened_text == "Meningkatnya derajat kesehatan masyarakat"

    def test_of_a_jpt_uses_the_form_with_perspectives(self, world: cycle.World) -> None:
        plan = cycle.draft(world, "kepala")
        outcome = write(world, plan, name="kepala")

        assert plan.position_group == PositionGroup.SENIOR
        with pytest.raises(RuleNotMet):
            planning.save_indicator(
                actor=world.actor("kepala"),
                plan_id=plan.id,
                outcome_id=outcome.id,
                indicator_id=None,
                given=planning.IndicatorInput(text="Nilai SAKIP", aspect="KUANTITAS"),
                at=AT,
            )

    def test_needs_an_open_year_and_an_employee(self, world: cycle.World) -> None:
        with pytest.raises(NotFound):
            planning.draft_plan(actor=world.actor("staf"), year=2031, at=AT)
        with pytest.raises(NotAllowed):
            planning.draft_plan(actor=world.official(), year=2026, at=AT)


class TestDiscardPlan:
    def test_throws_away_only_what_nobody_has_read(self, world: cycle.World) -> None:
        plan = cycle.draft(world)
        other = cycle.submitted(world, "rekan")
        planning.withdraw_plan(actor=world.actor("rekan"), plan_id=other.id, at=AT)

        planning.discard_plan(actor=world.actor("staf"), plan_id=plan.id, at=AT)

        with pytest.raises(Conflict):
            planning.discard_plan(actor=world.actor("rekan"), plan_id=other.id, at=AT)
        assert AuditEntry.objects.filter(event="planning.plan.discarded", subject_id=str(plan.id)).exists()


class TestSaveOutcome:
    def test_costs_a_fixed_number_of_statements_without_asking_who_rates(
        self, world: cycle.World, django_assert_num_queries: Any
    ) -> None:
        plan = cycle.draft(world)
        outcome = write(world, plan)

        with django_assert_num_queries(11):
            write(world, plan, "Terlayaninya pasien tepat waktu", outcome_id=outcome.id)

    def test_main_ones_come_first_and_numbers_follow(self, world: cycle.World) -> None:
        plan = cycle.draft(world)
        write(world, plan, "Tambahan", kind="TAMBAHAN")
        write(world, plan, "Utama satu")
        last = write(world, plan, "Utama dua")

        planning.remove_outcome(actor=world.actor("staf"), plan_id=plan.id, outcome_id=last.id, at=AT)

        rows = planning.outcomes_of(plan_id=plan.id)
        assert [(row.number, row.text) for row in rows] == [(1, "Utama satu"), (2, "Tambahan")]

    def test_the_same_text_from_two_tabs_is_no_conflict(self, world: cycle.World) -> None:
        plan = cycle.draft(world)
        outcome = write(world, plan)
        write(world, plan, "Sama", outcome_id=outcome.id, seen=1)

        assert write(world, plan, "Sama", outcome_id=outcome.id, seen=1).revision == 2
        with pytest.raises(Conflict) as refused:
            write(world, plan, "Lain", outcome_id=outcome.id, seen=1)
        assert refused.value.fields["theirs"]["text"] == "Sama"

    def test_serves_the_superiors_outcome_but_never_in_a_circle(self, world: cycle.World) -> None:
        above, below = cycle.draft(world, "kabid"), cycle.draft(world)
        goal = write(world, above, "Meningkatnya mutu layanan", name="kabid")
        served = write(world, below, intervened_outcome_id=goal.id)

        assert [row.text for row in planning.cascade.choices_for(plan=below, rater_employee_id=above.employee_id)] == [
            "Meningkatnya mutu layanan"
        ]
        with pytest.raises(RuleNotMet):
            write(world, above, name="kabid", outcome_id=goal.id, intervened_outcome_id=served.id)
        with pytest.raises(RuleNotMet):
            write(world, below, intervened_outcome_id=uuid7())

    def test_a_superiors_outcome_that_goes_leaves_its_words(self, world: cycle.World) -> None:
        above, below = cycle.draft(world, "kabid"), cycle.draft(world)
        goal = write(world, above, "Meningkatnya mutu layanan", name="kabid")
        served = write(world, below, intervened_outcome_id=goal.id)

        with pytest.raises(planning.OthersServe) as asked:
            planning.remove_outcome(actor=world.actor("kabid"), plan_id=above.id, outcome_id=goal.id, at=AT)
        assert asked.value.fields["touched"] == 1
        planning.remove_outcome(actor=world.actor("kabid"), plan_id=above.id, outcome_id=goal.id, at=AT, confirmed=True)

        served.refresh_from_db()
        assert served.served_text == "Meningkatnya mutu layanan"
        assert (served.intervened_outcome_id, served.intervened_text) == (None, "Meningkatnya mutu layanan")

    def test_what_a_month_tells_of_is_retired_and_stays_in_the_month(self, world: cycle.World) -> None:
        plan, period = cycle.agreed(world), cycle.period(world, 1)
        outcome = planning.outcomes_of(plan_id=plan.id)[0]
        activity.save_steps(
            actor=world.actor("staf"),
            plan_id=plan.id,
            period_id=period.id,
            outcome_id=outcome.id,
            lines=["Jaga"],
            at=cycle.FEBRUARY,
        )
        planning.reopen_plan(actor=world.actor("kabid"), plan_id=plan.id, note="Berubah.", at=cycle.FEBRUARY)

        planning.remove_outcome(actor=world.actor("staf"), plan_id=plan.id, outcome_id=outcome.id, at=cycle.FEBRUARY)

        assert outcome.id not in {row.id for row in planning.outcomes_of(plan_id=plan.id)}
        assert Outcome.objects.get(id=outcome.id).retired_at is not None

    def test_is_the_owners_and_only_while_a_draft(self, world: cycle.World, other_world: cycle.World) -> None:
        plan = cycle.submitted(world)

        with pytest.raises(Conflict):
            write(world, plan)
        with pytest.raises(NotAllowed):
            write(world, plan, name="kabid")
        with pytest.raises(NotFound):
            write(world, plan, name="rekan")
        with context.agency(other_world.agency_id), pytest.raises(NotFound):
            write(other_world, plan)

    def test_takes_forty_outcomes_and_stops_at_a_hundred(self, world: cycle.World) -> None:
        plan = cycle.draft(world)
        Outcome.objects.bulk_create(Outcome(plan=plan, number=n, text=f"Hasil {n}") for n in range(1, 101))

        with pytest.raises(RuleNotMet) as refused:
            write(world, plan)
        assert refused.value.findings[0].code == "planning.too_many_outcomes"


class TestSaveIndicator:
    def test_changes_and_conflicts(self, world: cycle.World) -> None:
        plan = cycle.draft(world)
        outcome = write(world, plan)

        def put(number: int, indicator_id: UUID | None = None, seen: int | None = None) -> Indicator:
            return planning.save_indicator(
                actor=world.actor("staf"),
                plan_id=plan.id,
                outcome_id=outcome.id,
                indicator_id=indicator_id,
                given=planning.IndicatorInput(
                    text="Jumlah pasien", aspect="KUANTITAS", target_number=Decimal(number), target_unit="pasien"
                ),
                at=AT,
                seen=seen,
            )

        row = put(10)
        assert put(12, row.id, 1).revision == 2
        with pytest.raises(Conflict):
            put(14, row.id, 1)
        planning.remove_indicator(actor=world.actor("staf"), plan_id=plan.id, indicator_id=row.id, at=AT)
        assert not Indicator.objects.exists()

    def test_the_limit_counts_what_is_there_not_what_was_taken_out(
        self, world: cycle.World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("ekinerja.planning.services.edit_indicator.MOST_INDICATORS", 2)
        plan, owner = cycle.draft(world), world.actor("staf")
        outcome = write(world, plan)

        def add() -> Indicator:
            given = planning.IndicatorInput(text="Jumlah pasien")
            return planning.save_indicator(
                actor=owner, plan_id=plan.id, outcome_id=outcome.id, indicator_id=None, given=given, at=AT
            )

        first, second = add(), add()
        with pytest.raises(RuleNotMet):
            add()
        planning.remove_indicator(actor=owner, plan_id=plan.id, indicator_id=first.id, at=AT)

        assert add().number > second.number


class TestLists:
    def test_replace_and_conflict(self, world: cycle.World) -> None:
        plan, owner = cycle.draft(world), world.actor("staf")

        def put(lines: list[str], seen: list[str]) -> tuple[str, ...]:
            return planning.save_notes(
                actor=owner, plan_id=plan.id, kind=NoteKind.CONSEQUENCES, lines=lines, seen=seen, at=AT
            )

        assert put(["Penghargaan", "  ", "Pembinaan"], []) == ("Penghargaan", "Pembinaan")
        with pytest.raises(Conflict):
            put(["Lain"], [])
        assert put([], ["Penghargaan", "Pembinaan"]) == ()


class TestExpectation:
    def test_is_the_raters_until_agreement(self, world: cycle.World) -> None:
        plan = cycle.submitted(world)

        def put(name: str) -> object:
            return planning.save_expectation(
                actor=world.actor(name), plan_id=plan.id, value=BehaviourValue.LOYAL, text="Jaga rahasia.", at=AT
            )

        for name in ("staf", "kepala"):
            with pytest.raises(NotAllowed):
                put(name)
        put("kabid")
        planning.agree_plan(actor=world.actor("kabid"), plan_id=plan.id, at=AT, seen=plan.revision)
        with pytest.raises(Conflict):
            put("kabid")


class TestChooseForm:
    def test_another_group_empties_the_aspects(self, world: cycle.World) -> None:
        plan = cycle.draft(world)
        cycle.fill(world, plan, outcomes=1)

        planning.choose_form(
            actor=world.actor("staf"),
            plan_id=plan.id,
            approach=Approach.QUALITATIVE,
            group=PositionGroup.SENIOR,
            at=AT,
        )

        plan.refresh_from_db()
        assert (plan.approach, plan.position_group) == ("KUALITATIF", "JPT_MANDIRI")
        assert set(Indicator.objects.values_list("aspect", flat=True)) == {""}


class TestHints:
    @pytest.mark.parametrize("text", ["Melaksanakan rapat", "membuat laporan", "Menulis resep"])
    def test_an_activity_is_named_as_one(self, text: str) -> None:
        assert planning.checks.hints_for_outcome(text=text)

    @pytest.mark.parametrize("text", ["Terlayaninya ibu hamil", "Meningkatnya kepuasan", "Tersusunnya laporan"])
    def test_an_outcome_is_left_alone(self, text: str) -> None:
        assert planning.checks.hints_for_outcome(text=text) == ()
