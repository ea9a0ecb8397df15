"""Filling a period: action plan, realisation, evidence, feedback, submission."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from ekinerja.activity import public as activity
from ekinerja.activity.data import PeriodAction
from ekinerja.activity.models import PeriodWork
from ekinerja.audit.models import AuditEntry
from ekinerja.evaluation import public as evaluation
from ekinerja.kernel.actor import Role, system
from ekinerja.kernel.errors import Conflict, NotAllowed, NotFound, RuleNotMet
from ekinerja.kernel.tenancy import context
from ekinerja.planning import public as planning
from tests.factories import cycle

AT = cycle.FEBRUARY


def write_everything(world: cycle.World, plan: planning.Plan, number: int = 1) -> None:
    """Fill a whole month of staf."""
    owner, period = world.actor("staf"), cycle.period(world, number)
    for outcome in planning.outcomes_of(plan_id=plan.id):
        activity.save_steps(
            actor=owner, plan_id=plan.id, period_id=period.id, outcome_id=outcome.id, lines=["Jadwal jaga"], at=AT
        )
        for indicator in planning.indicators_of(outcome):
            activity.save_realisation(
                actor=owner,
                plan_id=plan.id,
                period_id=period.id,
                indicator_id=indicator.id,
                given=activity.RealisationInput(number=Decimal(10)),
                at=AT,
            )


class TestSubmitPeriod:
    def test_goes_through_its_states(self, world: cycle.World) -> None:
        plan, period = cycle.agreed(world), cycle.period(world, 1)
        owner, rater = world.actor("staf"), world.actor("kabid")
        outcome = planning.outcomes_of(plan_id=plan.id)[0]

        def state() -> str:
            return activity.states_of(plan_ids=[plan.id]).get((plan.id, period.id), "")

        activity.save_steps(
            actor=owner, plan_id=plan.id, period_id=period.id, outcome_id=outcome.id, lines=["Jaga"], at=AT
        )
        assert state() == "RENCANA_AKSI"
        write_everything(world, plan)
        assert state() == "REALISASI"
        activity.submit_period(actor=owner, plan_id=plan.id, period_id=period.id, at=AT)
        assert state() == "DIAJUKAN"
        activity.return_period(actor=rater, plan_id=plan.id, period_id=period.id, note="Lengkapi bukti.", at=AT)
        assert state() == "REALISASI"
        events = list(AuditEntry.objects.filter(event__startswith="activity.period").values_list("event", flat=True))
        assert sorted(events) == ["activity.period.returned", "activity.period.submitted"]

    def test_says_which_realisation_is_missing(self, world: cycle.World) -> None:
        plan, period = cycle.agreed(world), cycle.period(world, 1)

        with pytest.raises(RuleNotMet) as refused:
            activity.submit_period(actor=world.actor("staf"), plan_id=plan.id, period_id=period.id, at=AT)

        assert len(refused.value.findings) == 4
        assert refused.value.findings[0].field.startswith("indicator-")

    def test_an_explanation_stands_for_a_missing_number(self, world: cycle.World) -> None:
        plan, period = cycle.agreed(world), cycle.period(world, 1)
        for outcome in planning.outcomes_of(plan_id=plan.id):
            for indicator in planning.indicators_of(outcome):
                activity.save_realisation(
                    actor=world.actor("staf"),
                    plan_id=plan.id,
                    period_id=period.id,
                    indicator_id=indicator.id,
                    given=activity.RealisationInput(explanation="Cuti melahirkan."),
                    at=AT,
                )

        work = activity.submit_period(actor=world.actor("staf"), plan_id=plan.id, period_id=period.id, at=AT)

        assert work.state == "DIAJUKAN"

    @pytest.mark.parametrize("who", ["kabid", "kepala"])
    def test_is_the_owners_alone(self, world: cycle.World, who: str) -> None:
        plan, period = cycle.agreed(world), cycle.period(world, 1)
        write_everything(world, plan)

        with pytest.raises(NotAllowed):
            activity.submit_period(actor=world.actor(who), plan_id=plan.id, period_id=period.id, at=AT)

    def test_a_colleague_and_another_agency_do_not_find_it(self, world: cycle.World, other_world: cycle.World) -> None:
        plan, period = cycle.agreed(world), cycle.period(world, 1)

        with pytest.raises(NotFound):
            activity.submit_period(actor=world.actor("rekan"), plan_id=plan.id, period_id=period.id, at=AT)
        with context.agency(other_world.agency_id), pytest.raises(NotFound):
            activity.submit_period(
                actor=other_world.official(Role.AGENCY_ADMIN), plan_id=plan.id, period_id=period.id, at=AT
            )

    def test_waits_for_a_plan_that_is_submitted(self, world: cycle.World) -> None:
        plan, period = cycle.draft(world), cycle.period(world, 1)

        with pytest.raises(Conflict):
            activity.submit_period(actor=world.actor("staf"), plan_id=plan.id, period_id=period.id, at=AT)


class TestDeadline:
    def test_locks_the_period_and_an_extension_opens_it_again(self, world: cycle.World) -> None:
        plan, period = cycle.agreed(world), cycle.period(world, 1)
        outcome = planning.outcomes_of(plan_id=plan.id)[0]
        late = cycle.LATE_FEBRUARY

        def write() -> None:
            activity.save_steps(
                actor=world.actor("staf"),
                plan_id=plan.id,
                period_id=period.id,
                outcome_id=outcome.id,
                lines=["Jaga"],
                at=late,
            )

        with pytest.raises(Conflict) as refused:
            write()
        assert refused.value.code == "activity.deadline_passed"
        planning.extend_period(
            actor=world.official(Role.AGENCY_ADMIN),
            period_id=period.id,
            fill_deadline=late + timedelta(days=3),
            reason="Jaringan puskesmas terputus.",
            employee_id=world.people["rekan"].id,
            at=late,
        )
        with pytest.raises(Conflict):
            write()
        planning.extend_period(
            actor=world.official(Role.AGENCY_ADMIN),
            period_id=period.id,
            fill_deadline=late + timedelta(days=3),
            reason="Jaringan dinas terputus.",
            unit_id=world.units["dinas"].id,
            at=late,
        )
        write()

    def test_does_not_bar_what_the_rater_gave_back_but_bars_taking_it_back_oneself(self, world: cycle.World) -> None:
        plan, period, late = cycle.agreed(world), cycle.period(world, 1), cycle.LATE_FEBRUARY
        owner, rater = world.actor("staf"), world.actor("kabid")
        write_everything(world, plan)
        activity.submit_period(actor=owner, plan_id=plan.id, period_id=period.id, at=AT)

        with pytest.raises(Conflict) as refused:
            activity.withdraw_period(actor=owner, plan_id=plan.id, period_id=period.id, at=late)
        assert refused.value.code == "activity.deadline_passed"
        seen = activity.month_of(actor=owner, plan_id=plan.id, period_id=period.id, now=late)
        assert not seen.may(PeriodAction.WITHDRAW)
        activity.return_period(actor=rater, plan_id=plan.id, period_id=period.id, note="Lengkapi bukti.", at=late)
        returned = activity.month_of(actor=owner, plan_id=plan.id, period_id=period.id, now=late)
        line = next(row for row in evaluation.my_cycle(actor=owner, now=late).lines if row.period.id == period.id)
        assert (returned.can_fill, line.is_late) == (True, False)
        again = activity.submit_period(actor=owner, plan_id=plan.id, period_id=period.id, at=late)
        assert again.state == "DIAJUKAN"

    def test_page_and_entry_agree_about_a_returned_period_that_came_without_its_steps(self, world: cycle.World) -> None:
        plan, period, late = cycle.agreed(world), cycle.period(world, 1), cycle.LATE_FEBRUARY
        PeriodWork.objects.create(plan=plan, period=period, state="REALISASI", submitted_at=AT, changed_at=AT)
        owner, outcome = world.actor("staf"), planning.outcomes_of(plan_id=plan.id)[0]

        seen = activity.month_of(actor=owner, plan_id=plan.id, period_id=period.id, now=late)
        activity.save_steps(
            actor=owner, plan_id=plan.id, period_id=period.id, outcome_id=outcome.id, lines=["Jaga"], at=late
        )

        assert seen.can_fill

    def test_is_moved_by_an_admin_of_the_whole_agency_only(self, world: cycle.World) -> None:
        period = cycle.period(world, 1)
        for actor in (world.actor("kepala"), world.official(Role.AGENCY_ADMIN, path=world.paths["dinas"])):
            with pytest.raises(NotAllowed):
                planning.extend_period(
                    actor=actor,
                    period_id=period.id,
                    fill_deadline=cycle.LATE_FEBRUARY,
                    reason="x",
                    at=AT,
                )

    def test_is_the_fifth_of_the_next_month_in_the_agencys_time(self, world: cycle.World) -> None:
        period = cycle.period(world, 1)

        assert period.fill_deadline.isoformat() == "2026-02-05T16:59:59+00:00"
        assert (period.span.lower, period.span.upper) == (date(2026, 1, 1), date(2026, 2, 1))


class TestSaveRealisation:
    def test_a_second_tab_sees_both_versions(self, world: cycle.World) -> None:
        plan, period = cycle.agreed(world), cycle.period(world, 1)
        indicator = planning.indicators_of(planning.outcomes_of(plan_id=plan.id)[0])[0]

        def write(number: int, seen: int | None) -> activity.Realisation:
            return activity.save_realisation(
                actor=world.actor("staf"),
                plan_id=plan.id,
                period_id=period.id,
                indicator_id=indicator.id,
                given=activity.RealisationInput(number=Decimal(number)),
                at=AT,
                seen=seen,
            )

        first = write(10, 0)
        with pytest.raises(Conflict) as refused:
            write(12, 0)

        assert refused.value.fields["theirs"]["number"] == Decimal(10)
        assert write(12, first.revision).number == Decimal(12)

    def test_refuses_an_indicator_of_somebody_else(self, world: cycle.World) -> None:
        plan, period = cycle.agreed(world), cycle.period(world, 1)
        theirs = cycle.submitted(world, "rekan")
        foreign = planning.indicators_of(planning.outcomes_of(plan_id=theirs.id)[0])[0]

        with pytest.raises(NotFound):
            activity.save_realisation(
                actor=world.actor("staf"),
                plan_id=plan.id,
                period_id=period.id,
                indicator_id=foreign.id,
                given=activity.RealisationInput(number=Decimal(1)),
                at=AT,
            )


class TestAddEvidence:
    @pytest.mark.parametrize(
        "url",
        [
            "http://drive.google.com/x",
            "drive.google.com/x",
            "javascript:alert(1)",
            "https://",
            "https://localhost/x",
            "https://a b.com/",
            "https://user:rahasia@contoh.go.id/",
            "https://[",
        ],
    )
    def test_refuses_what_is_no_complete_https_address(self, world: cycle.World, url: str) -> None:
        plan, period = cycle.agreed(world), cycle.period(world, 1)
        outcome = planning.outcomes_of(plan_id=plan.id)[0]

        with pytest.raises(RuleNotMet):
            activity.add_evidence(
                actor=world.actor("staf"),
                plan_id=plan.id,
                period_id=period.id,
                outcome_id=outcome.id,
                title="Laporan",
                url=url,
                at=AT,
            )

    def test_is_added_and_taken_away(self, world: cycle.World) -> None:
        plan, period, owner = cycle.agreed(world), cycle.period(world, 1), world.actor("staf")
        outcome = planning.outcomes_of(plan_id=plan.id)[0]
        link = activity.add_evidence(
            actor=owner,
            plan_id=plan.id,
            period_id=period.id,
            outcome_id=outcome.id,
            title="",
            url=" https://drive.google.com/berkas ",
            at=AT,
        )

        month = activity.month_of(actor=owner, plan_id=plan.id, period_id=period.id, now=AT)
        assert [(row.title, row.url) for row in month.outcomes[0].evidence] == [
            ("drive.google.com", "https://drive.google.com/berkas")
        ]
        activity.remove_evidence(actor=owner, plan_id=plan.id, period_id=period.id, evidence_id=link.id, at=AT)
        month = activity.month_of(actor=owner, plan_id=plan.id, period_id=period.id, now=AT)
        assert month.outcomes[0].evidence == ()


class TestGiveFeedback:
    def test_is_the_raters_alone_and_shown_to_the_employee(self, world: cycle.World) -> None:
        plan, period = cycle.agreed(world), cycle.period(world, 1)
        outcome = planning.outcomes_of(plan_id=plan.id)[0]
        given = activity.FeedbackInput(text="Hasil sesuai.", outcome_id=outcome.id, mark="SESUAI")

        for who in ("staf", "kepala"):
            with pytest.raises(NotAllowed):
                activity.give_feedback(actor=world.actor(who), plan_id=plan.id, period_id=period.id, given=given, at=AT)
        activity.give_feedback(actor=world.actor("kabid"), plan_id=plan.id, period_id=period.id, given=given, at=AT)
        activity.give_feedback(
            actor=world.actor("kabid"),
            plan_id=plan.id,
            period_id=period.id,
            given=activity.FeedbackInput(text="Teladan.", behaviour="LOYAL"),
            at=AT,
        )

        month = activity.month_of(actor=world.actor("staf"), plan_id=plan.id, period_id=period.id, now=AT)
        assert [row.text for row in month.outcomes[0].feedback] == ["Hasil sesuai."]
        assert [row.text for row in month.behaviours[4].feedback] == ["Teladan."]

    @pytest.mark.parametrize(
        "given",
        [
            activity.FeedbackInput(text="", behaviour="LOYAL"),
            activity.FeedbackInput(text="Baik"),
            activity.FeedbackInput(text="Baik", behaviour="RAMAH"),
            activity.FeedbackInput(text="Baik", behaviour="LOYAL", mark="LUAR_BIASA"),
        ],
    )
    def test_refuses_what_says_nothing(self, world: cycle.World, given: activity.FeedbackInput) -> None:
        plan, period = cycle.agreed(world), cycle.period(world, 1)

        with pytest.raises(RuleNotMet):
            activity.give_feedback(actor=world.actor("kabid"), plan_id=plan.id, period_id=period.id, given=given, at=AT)


def test_the_system_opens_the_year_once(world: cycle.World) -> None:
    with pytest.raises(Conflict):
        cycle.open_2026(world)
    assert system(world.agency_id).has(Role.SYSTEM)
