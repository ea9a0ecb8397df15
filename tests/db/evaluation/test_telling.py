"""Who is told of what, once, by the handlers of the cycle's events."""

from __future__ import annotations

from datetime import date

from ekinerja.activity import public as activity
from ekinerja.evaluation import public as evaluation
from ekinerja.evaluation import tasks
from ekinerja.kernel import outbox
from ekinerja.kernel.actor import system
from ekinerja.notices.models import Notification
from ekinerja.people.services.refresh_directory import refresh_directory
from ekinerja.planning import public as planning
from ekinerja.planning.models import Plan
from tests.factories import cycle


def told(world: cycle.World, name: str) -> list[str]:
    return list(Notification.objects.filter(employee_id=world.people[name].id).values_list("title", flat=True))


class TestTelling:
    def test_each_event_has_its_handler(self) -> None:
        for event in (
            planning.PlanSubmitted,
            planning.PlanReturned,
            planning.PlanAgreed,
            planning.PlanReopened,
            activity.PeriodSubmitted,
            activity.PeriodReturned,
            evaluation.ReviewFinalised,
            planning.TeamLeaderNamed,
            planning.TeamMemberAdded,
            planning.MatrixFilled,
        ):
            assert outbox._handlers.get(event.name), event.name

    def test_the_rater_of_a_submission_once_and_the_owner_of_the_answer(self, world: cycle.World) -> None:
        plan = cycle.submitted(world)
        event = planning.PlanSubmitted(plan.id, plan.employee_id, plan.rater_employee_id)

        tasks.tell_plan_submitted(event)
        tasks.tell_plan_submitted(event)
        planning.agree_plan(actor=world.actor("kabid"), plan_id=plan.id, at=cycle.JANUARY)
        tasks.tell_plan_agreed(planning.PlanAgreed(plan.id, plan.employee_id, plan.rater_employee_id))

        assert told(world, "kabid") == ["Staf mengajukan SKP 2026"]
        assert told(world, "staf") == ["SKP Anda disetujui"]

    def test_a_rating_without_its_predicate(self, world: cycle.World) -> None:
        plan, period = cycle.agreed(world), cycle.period(world, 1)
        review = evaluation.finalise_review(
            actor=world.actor("kabid"),
            plan_id=plan.id,
            period_id=period.id,
            given=evaluation.ReviewInput(results="ATAS", behaviour="ATAS"),
            at=cycle.FEBRUARY,
        )

        tasks.tell_period_submitted(
            activity.PeriodSubmitted(plan.id, period.id, plan.employee_id, plan.rater_employee_id)
        )
        tasks.tell_review_finalised(evaluation.ReviewFinalised(review.id, plan.id, period.id, plan.employee_id))

        assert told(world, "staf") == ["Penilaian Bulan Januari 2026 sudah ditetapkan"]
        assert told(world, "kabid") == ["Staf mengajukan pengisian Bulan Januari 2026"]

    def test_remarks_of_a_day_are_told_once(self, world: cycle.World) -> None:
        plan, period = cycle.agreed(world), cycle.period(world, 1)
        for _remark in range(2):
            tasks.tell_feedback_given(activity.FeedbackGiven(plan.id, period.id, plan.employee_id))

        assert told(world, "staf") == ["Ada umpan balik untuk Bulan Januari 2026"]


class TestRefreshRaters:
    def test_open_plans_follow_the_new_superior_and_agreed_ones_keep_their_snapshot(self, world: cycle.World) -> None:
        waiting, agreed = cycle.submitted(world), cycle.agreed(world, "rekan")
        cycle.replace_head(world, unit="bidang", old="kabid", new="orang_lain", on=date(2026, 1, 20))

        changed = planning.refresh_raters(actor=system(world.agency_id), at=cycle.FEBRUARY)

        new = world.people["orang_lain"].id
        waiting.refresh_from_db()
        agreed.refresh_from_db()
        assert changed == 2
        assert {waiting.rater_employee_id, agreed.rater_employee_id} == {new}
        assert waiting.rater_snapshot["name"] == "Orang Lain"
        assert agreed.rater_snapshot["name"] == "Kabid"
        assert planning.refresh_raters(actor=system(world.agency_id), at=cycle.FEBRUARY) == 0
        assert [plan.id for plan in planning.plans.list_waiting(actor=world.actor("orang_lain"))] == [waiting.id]
        assert planning.plans.list_waiting(actor=world.actor("kabid")) == []


class TestVisibleRows:
    def test_the_predicate_and_the_rows_agree(self, world: cycle.World) -> None:
        plans = [cycle.submitted(world), cycle.agreed(world, "rekan"), cycle.submitted(world, "kabid")]
        refresh_directory(on=cycle.JANUARY.date())
        cycle.team(world, "rekan", leader="orang_lain", unit="lain")
        for actor in (
            *(world.actor(name) for name in world.people),
            world.official(*(), path=""),
            *(
                world.official(role, path=path)
                for role in planning.policies.READING_ROLES
                for path in ("", world.paths["dinas"], world.paths["bidang"], world.paths["lain"])
            ),
        ):
            rows = set(Plan.objects.filter(planning.policies.visible_to(actor)).values_list("id", flat=True))
            seen = {
                plan.id
                for plan in plans
                if planning.policies.parts_of(
                    actor, plan, planning.policies.RaterNow(plan.rater_employee_id, outside=plan.rater_is_outside)
                )
            }
            assert rows == seen, actor.name
