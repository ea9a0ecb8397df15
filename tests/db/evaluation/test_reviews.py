"""Rating a month: the quadrant, versions, who may, organisation achievement."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from ekinerja.activity import public as activity
from ekinerja.audit.models import AuditEntry
from ekinerja.evaluation import public as evaluation
from ekinerja.evaluation.models import Review
from ekinerja.kernel.actor import Actor, Role
from ekinerja.kernel.errors import Conflict, NotAllowed, NotFound, RuleNotMet
from ekinerja.kernel.tenancy import context
from ekinerja.planning import public as planning
from tests.factories import cycle

AT = cycle.FEBRUARY
MEETS = evaluation.ReviewInput(results="SESUAI", behaviour="SESUAI", recommendation="Pertahankan.")


def rate(
    world: cycle.World,
    plan: planning.Plan,
    actor: Actor | None = None,
    given: evaluation.ReviewInput = MEETS,
    at: datetime = AT,
    seen_version: int = 0,
    reason: str = "",
) -> Review:
    return evaluation.finalise_review(
        actor=actor or world.actor("kabid"),
        plan_id=plan.id,
        period_id=cycle.period(world, 1).id,
        given=given,
        at=at,
        seen_version=seen_version,
        reason=reason,
    )


class TestFinaliseReview:
    @pytest.mark.parametrize(
        ("results", "behaviour", "predicate"),
        [
            ("ATAS", "ATAS", "SANGAT_BAIK"),
            ("ATAS", "SESUAI", "BAIK"),
            ("ATAS", "BAWAH", "KURANG"),
            ("SESUAI", "ATAS", "BAIK"),
            ("SESUAI", "SESUAI", "BAIK"),
            ("SESUAI", "BAWAH", "KURANG"),
            ("BAWAH", "ATAS", "BUTUH_PERBAIKAN"),
            ("BAWAH", "SESUAI", "BUTUH_PERBAIKAN"),
            ("BAWAH", "BAWAH", "SANGAT_KURANG"),
        ],
    )
    def test_takes_the_predicate_from_the_quadrant(
        self, world: cycle.World, results: str, behaviour: str, predicate: str
    ) -> None:
        plan = cycle.agreed(world)

        review = rate(world, plan, given=evaluation.ReviewInput(results=results, behaviour=behaviour))

        assert review.predicate == predicate
        assert "PermenPANRB 6/2022" in review.explanation[-1]["citation"]
        assert review.plan_version == 1
        assert activity.states_of(plan_ids=[plan.id])[plan.id, review.period_id] == "DINILAI"
        assert AuditEntry.objects.filter(event="evaluation.review.finalised", sensitive=True).count() == 1

    @pytest.mark.parametrize("who", ["staf", "kepala"])
    def test_is_refused_to_everybody_but_the_rater(self, world: cycle.World, who: str) -> None:
        plan = cycle.agreed(world)

        with pytest.raises(NotAllowed):
            rate(world, plan, world.actor(who))
        with pytest.raises(NotAllowed):
            rate(world, plan, world.official(Role.AGENCY_ADMIN))
        with pytest.raises(NotFound):
            rate(world, plan, world.actor("orang_lain"))
        assert not Review.objects.exists()

    def test_is_lost_to_a_former_superior(self, world: cycle.World) -> None:
        plan = cycle.agreed(world)
        cycle.replace_head(world, unit="bidang", old="kabid", new="orang_lain", on=date(2026, 1, 20))

        with pytest.raises(NotAllowed):
            rate(world, plan)
        review = rate(world, plan, world.actor("orang_lain"))

        assert review.rater_snapshot["name"] == "Orang Lain"

    def test_another_agency_does_not_find_it(self, world: cycle.World, other_world: cycle.World) -> None:
        plan, period = cycle.agreed(world), cycle.period(world, 1)

        with context.agency(other_world.agency_id), pytest.raises(NotFound):
            evaluation.finalise_review(
                actor=other_world.official(Role.AGENCY_ADMIN),
                plan_id=plan.id,
                period_id=period.id,
                given=MEETS,
                at=AT,
            )

    def test_waits_for_the_end_of_the_period_and_for_agreement(self, world: cycle.World) -> None:
        plan = cycle.agreed(world)
        with pytest.raises(Conflict):
            rate(world, plan, at=datetime(2026, 1, 31, 16, 30, tzinfo=UTC))
        assert rate(world, plan, at=datetime(2026, 1, 31, 17, 30, tzinfo=UTC)).predicate == "BAIK"

        waiting = cycle.submitted(world, "rekan")
        with pytest.raises(Conflict):
            rate(world, waiting)

    def test_says_which_rating_is_missing(self, world: cycle.World) -> None:
        plan = cycle.agreed(world)

        with pytest.raises(RuleNotMet) as refused:
            rate(world, plan, given=evaluation.ReviewInput(results="", behaviour="BAGUS"))

        assert [finding.field for finding in refused.value.findings] == ["results", "behaviour"]


class TestCorrection:
    def test_is_a_new_version_that_names_the_old_one_and_why(self, world: cycle.World) -> None:
        plan = cycle.agreed(world)
        first = rate(world, plan)
        better = evaluation.ReviewInput(results="ATAS", behaviour="ATAS")

        with pytest.raises(Conflict):
            rate(world, plan, given=better)
        with pytest.raises(RuleNotMet):
            rate(world, plan, given=better, seen_version=1)
        second = rate(world, plan, given=better, seen_version=1, reason="Bukti menyusul.")

        first.refresh_from_db()
        assert (second.version, second.corrects_id, second.reason) == (2, first.id, "Bukti menyusul.")
        assert (first.predicate, first.is_current, second.is_current) == ("BAIK", False, True)
        assert AuditEntry.objects.get(event="evaluation.review.corrected").data["before"] == "BAIK"


class TestSetAchievement:
    def test_stands_on_the_reviews_made_after_it(self, world: cycle.World) -> None:
        plan, period = cycle.agreed(world), cycle.period(world, 1)
        evaluation.set_achievement(
            actor=world.official(Role.LEADER, path=world.paths["dinas"]),
            unit_id=world.units["bidang"].id,
            period_id=period.id,
            level="ISTIMEWA",
            basis="Capaian perjanjian kinerja 112 persen.",
            at=AT,
        )

        assert rate(world, plan).organisation_level == "ISTIMEWA"

    def test_is_set_one_level_up(self, world: cycle.World) -> None:
        for actor in (
            world.official(Role.LEADER, path=world.paths["bidang"]),
            world.official(Role.LEADER, path=world.paths["lain"]),
            world.official(Role.UNIT_CLERK, path=world.paths["dinas"]),
            world.actor("kabid"),
        ):
            with pytest.raises(NotAllowed):
                evaluation.set_achievement(
                    actor=actor,
                    unit_id=world.units["bidang"].id,
                    period_id=cycle.period(world, 1).id,
                    level="BAIK",
                    basis="x",
                    at=AT,
                )


class TestRatedMonth:
    def test_shows_the_rating_with_its_steps_to_the_employee(self, world: cycle.World) -> None:
        plan, period = cycle.agreed(world), cycle.period(world, 1)
        rate(world, plan)

        shown = evaluation.rated_month(actor=world.actor("staf"), plan_id=plan.id, period_id=period.id, now=AT)

        assert shown.current is not None
        assert shown.current.predicate == "BAIK"
        assert len(shown.steps) == 3
        assert not shown.can_rate

    def test_low_predicate_without_feedback_is_worth_a_warning(self) -> None:
        assert evaluation.needs_dialogue_warning(predicate="KURANG", has_feedback=False)
        assert not evaluation.needs_dialogue_warning(predicate="KURANG", has_feedback=True)
        assert not evaluation.needs_dialogue_warning(predicate="BAIK", has_feedback=False)


class TestNoteRatingView:
    def open_it(self, world: cycle.World, plan: planning.Plan, actor: Actor) -> bool:
        shown = evaluation.rated_month(actor=actor, plan_id=plan.id, period_id=cycle.period(world, 1).id, now=AT)
        return evaluation.note_rating_view(actor=actor, shown=shown, at=AT)

    def test_records_everybody_but_the_rated_person_and_the_rater(self, world: cycle.World) -> None:
        plan = cycle.agreed(world)
        rate(world, plan)

        noted = {
            "owner": self.open_it(world, plan, world.actor("staf")),
            "rater": self.open_it(world, plan, world.actor("kabid")),
            "clerk": self.open_it(world, plan, world.official(Role.UNIT_CLERK, path=world.paths["dinas"])),
            "inspectorate": self.open_it(world, plan, world.official(Role.INSPECTORATE)),
        }

        assert noted == {"owner": False, "rater": False, "clerk": True, "inspectorate": True}
        seen = AuditEntry.objects.filter(event="evaluation.review.viewed")
        assert seen.count() == 2
        assert all(entry.sensitive for entry in seen)

    def test_a_period_without_a_rating_is_not_worth_a_row(self, world: cycle.World) -> None:
        plan = cycle.agreed(world)

        assert not self.open_it(world, plan, world.official(Role.INSPECTORATE))
