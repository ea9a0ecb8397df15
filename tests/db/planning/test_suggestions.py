"""A superior's plan that appears later: suggestions for both, and nobody is ever blocked."""

from __future__ import annotations

from datetime import date

import pytest

from ekinerja.audit.models import AuditEntry
from ekinerja.kernel.errors import Conflict, NotAllowed, NotFound, RuleNotMet
from ekinerja.kernel.ids import uuid7
from ekinerja.kernel.tenancy import context
from ekinerja.notices.models import Notification
from ekinerja.people.models import Appointment
from ekinerja.planning import public as planning
from ekinerja.planning.models import Outcome
from tests.factories import cycle

pytestmark = pytest.mark.django_db
AT = cycle.JANUARY


def write(world, name, plan, text, words=""):
    return planning.save_outcome(
        actor=world.actor(name),
        plan_id=plan.id,
        outcome_id=None,
        given=planning.OutcomeInput(text=text, intervened_text=words),
        at=AT,
    )


@pytest.fixture
def mine(world):
    """A plan of staff in free words, agreed before the superior had one."""
    plan = cycle.draft(world)
    cycle.fill(world, plan, outcomes=1)
    row = plan.outcomes.get()
    given = planning.OutcomeInput(text=row.text, intervened_text="Mutu layanan kesehatan dasar")
    planning.save_outcome(actor=world.actor("staf"), plan_id=plan.id, outcome_id=row.id, given=given, at=AT)
    planning.submit_plan(actor=world.actor("staf"), plan_id=plan.id, at=AT)
    return planning.agree_plan(actor=world.actor("kabid"), plan_id=plan.id, at=AT)


@pytest.fixture
def above(world, mine):
    """The superior's plan that appears afterwards."""
    plan = cycle.draft(world, "kabid")
    write(world, "kabid", plan, "Tersusunnya laporan keuangan")
    write(world, "kabid", plan, "Meningkatnya mutu pelayanan kesehatan dasar")
    return plan


def found(plan):
    return planning.suggestions.suggestions_for(plan=plan, outcomes=planning.outcomes_of(plan_id=plan.id))


class TestSuggestions:
    def test_nothing_before_the_superior_has_a_plan(self, mine):
        assert found(mine) == ()

    def test_the_likely_outcome_is_offered(self, mine, above):
        assert [row.above_text for row in found(mine)] == ["Meningkatnya mutu pelayanan kesehatan dasar"]

    def test_what_is_linked_needs_none(self, world, mine, above):
        row = found(mine)[0]
        planning.link_outcome(
            actor=world.actor("staf"), plan_id=mine.id, outcome_id=row.outcome_id, above_id=row.above_id, at=AT
        )

        assert found(mine) == ()

    def test_subordinates_are_told_once(self, world, mine, above):
        event = planning.PlanSubmitted(plan_id=above.id, employee_id=above.employee_id, rater_employee_id=None)

        planning.tell_suggestions.tell_subordinates(event)
        planning.tell_suggestions.tell_subordinates(event)

        told = Notification.objects.filter(kind="planning.suggestions.found")
        assert [row.employee_id for row in told] == [world.people["staf"].id]
        assert "1 RHK Anda" in told.get().body

    def test_the_superior_sees_who_serves_nothing(self, world, mine, above):
        cycle.draft(world, "rekan")

        page = planning.suggestions.followers_of(actor=world.actor("kabid"), plan_id=above.id, on=AT.date())

        assert page.idle == 2
        assert {(row.plan.person.name, row.suggested) for row in page.rows} == {("Staf", 1), ("Rekan", 0)}
        with pytest.raises(NotFound):
            planning.suggestions.followers_of(actor=world.actor("orang_lain"), plan_id=above.id, on=AT.date())


class TestLinkOutcome:
    def link(self, world, mine, above_id, name="staf"):
        outcome = mine.outcomes.get()
        return planning.link_outcome(
            actor=world.actor(name), plan_id=mine.id, outcome_id=outcome.id, above_id=above_id, at=AT
        )

    def test_links_and_keeps_the_words(self, world, mine, above):
        goal = above.outcomes.get(number=2)
        before = mine.revision

        row = self.link(world, mine, goal.id)

        assert (row.intervened_outcome_id, row.intervened_text) == (goal.id, "Mutu layanan kesehatan dasar")
        mine.refresh_from_db()
        assert (mine.state, mine.revision) == ("DISETUJUI", before)
        assert AuditEntry.objects.filter(event="planning.outcome.linked", subject_id=mine.id).exists()

    def test_not_a_second_time_elsewhere(self, world, mine, above):
        first, second = above.outcomes.order_by("number")
        self.link(world, mine, first.id)

        assert self.link(world, mine, first.id).intervened_outcome_id == first.id
        with pytest.raises(Conflict):
            self.link(world, mine, second.id)

    def test_refuses_what_is_not_there_and_other_people(self, world, other_world, other_agency, mine, above):
        goal = above.outcomes.get(number=2)

        with pytest.raises(RuleNotMet):
            self.link(world, mine, uuid7())
        with pytest.raises(NotAllowed):
            self.link(world, mine, goal.id, "kabid")
        with pytest.raises(NotFound):
            self.link(world, mine, goal.id, "orang_lain")
        outcome = mine.outcomes.get()
        with context.agency(other_agency), pytest.raises(NotFound):
            planning.link_outcome(
                actor=other_world.actor("staf"), plan_id=mine.id, outcome_id=outcome.id, above_id=goal.id, at=AT
            )


class TestNeverBlocked:
    def test_a_superior_without_a_plan(self, world):
        assert cycle.submitted(world).state == "DIAJUKAN"

    def test_a_vacant_post_climbs_to_the_next_superior(self, world):
        Appointment.objects.filter(employee=world.people["kabid"]).delete()

        plan = cycle.submitted(world)

        assert plan.state == "DIAJUKAN"
        assert plan.rater_employee_id == world.people["kepala"].id

    def test_a_superior_who_moved_away_leaves_the_words_and_the_successor_suggests(self, world):
        above = cycle.draft(world, "kabid")
        goal = write(world, "kabid", above, "Meningkatnya mutu pelayanan kesehatan dasar")
        plan = cycle.draft(world)
        cycle.fill(world, plan, outcomes=1)
        row = plan.outcomes.get()
        planning.save_outcome(
            actor=world.actor("staf"),
            plan_id=plan.id,
            outcome_id=row.id,
            given=planning.OutcomeInput(text=row.text, intervened_outcome_id=goal.id),
            at=AT,
        )
        cycle.replace_head(world, unit="bidang", old="kabid", new="rekan", on=date(2026, 2, 1))

        submitted = planning.submit_plan(actor=world.actor("staf"), plan_id=plan.id, at=cycle.FEBRUARY)

        assert submitted.rater_employee_id == world.people["rekan"].id
        assert Outcome.objects.get(plan=plan).intervened_outcome_id == goal.id

    def test_nobody_known_as_superior_only_the_approval_waits(self, world):
        Appointment.objects.exclude(employee=world.people["staf"]).delete()

        plan = cycle.submitted(world)

        assert plan.state == "DIAJUKAN"
