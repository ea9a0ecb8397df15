"""Copying a plan to people with a position of the same name."""

from __future__ import annotations

from datetime import date

import pytest

from ekinerja.audit.models import AuditEntry
from ekinerja.kernel.actor import Role
from ekinerja.kernel.errors import NotAllowed, NotFound, RuleNotMet
from ekinerja.kernel.models import JobRun
from ekinerja.kernel.tenancy import context
from ekinerja.notices.models import Notification
from ekinerja.people.services.refresh_directory import refresh_directory
from ekinerja.planning import public as planning
from ekinerja.planning.models import Outcome, Plan
from tests.factories import cycle

pytestmark = pytest.mark.django_db
AT = cycle.JANUARY
TITLE = "Perawat Terampil"


@pytest.fixture
def plan(world):
    """A filled draft of a nurse; three more nurses, one of them in another office, one with a plan."""
    cycle.person(world, "perawat_dua", "bidang", TITLE)
    cycle.person(world, "perawat_tiga", "bidang", TITLE, since=date(2026, 3, 1))
    cycle.person(world, "perawat_jauh", "lain", TITLE)
    above = cycle.draft(world, "kabid")
    cycle.fill(world, above, "kabid", outcomes=1)
    plan = cycle.draft(world)
    cycle.fill(world, plan)
    row = plan.outcomes.order_by("number").first()
    planning.save_outcome(
        actor=world.actor("staf"),
        plan_id=plan.id,
        outcome_id=row.id,
        given=planning.OutcomeInput(text=row.text, intervened_outcome_id=Outcome.objects.get(plan=above).id),
        at=AT,
    )
    refresh_directory(on=date(2026, 3, 1))
    return plan


def ids(world, *names):
    return [world.people[name].id for name in names]


def copy(world, plan, *names, actor=None):
    return planning.copy_plan(
        actor=actor or world.actor("kabid"), plan_id=plan.id, employee_ids=ids(world, *names), at=AT
    )


class TestPreview:
    def test_shows_the_raters_own_with_the_same_position(self, world, plan):
        preview = planning.copying.preview_of(actor=world.actor("kabid"), plan_id=plan.id, on=date(2026, 3, 2))

        assert [row.name for row in preview.rows] == ["Perawat Dua", "Perawat Tiga"]
        assert preview.title == TITLE

    def test_says_who_has_a_plan_already(self, world, plan):
        cycle.draft(world, "perawat_dua")

        preview = planning.copying.preview_of(actor=world.actor("kabid"), plan_id=plan.id, on=AT.date())

        row = next(row for row in preview.rows if row.name == "Perawat Dua")
        assert (row.is_new, row.held.state) == (False, "DRAFT")

    def test_an_admin_reaches_the_whole_agency_a_clerk_the_own_unit(self, world, plan):
        admin = world.official(Role.AGENCY_ADMIN)
        clerk = world.official(Role.UNIT_CLERK, path=world.paths["bidang"])

        def names(actor):
            rows = planning.copying.preview_of(actor=actor, plan_id=plan.id, on=AT.date()).rows
            return {row.name for row in rows}

        assert names(admin) == {"Perawat Dua", "Perawat Tiga", "Perawat Jauh"}
        assert names(clerk) == {"Perawat Dua", "Perawat Tiga"}

    def test_is_not_for_everybody(self, world, other_world, other_agency, plan):
        with pytest.raises(NotAllowed):
            planning.copying.preview_of(actor=world.actor("staf"), plan_id=plan.id, on=AT.date())
        with pytest.raises(NotFound):
            planning.copying.preview_of(actor=world.actor("orang_lain"), plan_id=plan.id, on=AT.date())
        with context.agency(other_agency), pytest.raises(NotFound):
            planning.copying.preview_of(actor=other_world.actor("kabid"), plan_id=plan.id, on=AT.date())


class TestCopyPlan:
    def test_makes_drafts_that_wait_for_their_owners(self, world, plan):
        report = copy(world, plan, "perawat_dua")

        made = Plan.objects.get(employee=world.people["perawat_dua"])
        assert (report.made, report.skipped) == (1, 0)
        assert (made.state, made.origin, made.prepared_by_name) == ("DRAFT", "SALINAN", "Kabid")
        assert [row.text for row in planning.outcomes_of(plan_id=made.id)] == [
            row.text for row in planning.outcomes_of(plan_id=plan.id)
        ]
        assert Notification.objects.get(employee=world.people["perawat_dua"]).url == f"/skp/{made.id}/"
        assert AuditEntry.objects.filter(event="planning.plan.copied", subject_id=made.id).exists()

    def test_links_to_the_same_outcome_where_the_rater_is_the_same(self, world, plan):
        copy(world, plan, "perawat_dua")
        copy(world, plan, "perawat_jauh", actor=world.official(Role.AGENCY_ADMIN))

        near = Outcome.objects.filter(plan__employee=world.people["perawat_dua"]).order_by("number").first()
        far = Outcome.objects.filter(plan__employee=world.people["perawat_jauh"]).order_by("number").first()
        above = Outcome.objects.get(plan__employee=world.people["kabid"])
        assert near.intervened_outcome == above
        assert (far.intervened_outcome_id, far.intervened_text) == (None, above.text)

    def test_begins_with_the_post_when_that_is_later(self, world, plan):
        planning.copy_plan(
            actor=world.actor("kabid"),
            plan_id=plan.id,
            employee_ids=ids(world, "perawat_tiga"),
            at=cycle.JULY,
        )

        assert Plan.objects.get(employee=world.people["perawat_tiga"]).period.lower == date(2026, 3, 1)

    def test_again_leaves_out_who_has_one(self, world, plan):
        copy(world, plan, "perawat_dua")

        assert copy(world, plan, "perawat_dua").made == 0
        assert Plan.objects.filter(employee=world.people["perawat_dua"]).count() == 1

    def test_people_out_of_reach_are_never_written_for(self, world, plan):
        report = copy(world, plan, "perawat_dua", "perawat_jauh", "rekan")

        assert (report.made, report.skipped) == (1, 2)
        assert not Plan.objects.filter(employee__in=ids(world, "perawat_jauh", "rekan")).exists()

    def test_wants_people_and_content(self, world, plan):
        with pytest.raises(RuleNotMet):
            copy(world, plan)
        empty = cycle.draft(world, "perawat_dua")
        with pytest.raises(RuleNotMet):
            copy(world, empty, "staf")
        with pytest.raises(NotAllowed):
            copy(world, plan, "perawat_dua", actor=world.actor("staf"))

    def test_the_owner_submits_and_thereby_confirms(self, world, plan):
        copy(world, plan, "perawat_dua")
        made = Plan.objects.get(employee=world.people["perawat_dua"])

        done = planning.submit_plan(actor=world.actor("perawat_dua"), plan_id=made.id, at=AT)

        assert done.state == "DIAJUKAN"


class TestRequestCopy:
    def test_queues_a_run_that_can_be_followed(self, world, plan):
        actor = world.actor("kabid")

        run = planning.request_copy(
            actor=actor, plan_id=plan.id, employee_ids=ids(world, "perawat_dua", "perawat_tiga"), at=AT
        )

        assert JobRun.objects.get(id=run.id).arguments["plan_id"] == str(plan.id)
        assert "2 pegawai" in run.title
        assert AuditEntry.objects.filter(event="planning.plan.copy_requested").exists()
