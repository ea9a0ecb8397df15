"""The library of outcomes by position."""

from __future__ import annotations

import pytest

from ekinerja.audit.models import AuditEntry
from ekinerja.kernel.actor import Role, system
from ekinerja.kernel.errors import Conflict, NotAllowed, NotFound
from ekinerja.kernel.tenancy import context
from ekinerja.planning import public as planning
from ekinerja.planning.models import LibraryOutcome, Outcome
from tests.factories import cycle

pytestmark = pytest.mark.django_db
AT = cycle.JANUARY


@pytest.fixture
def gathered(world):
    """The library made of the agreed plan of one nurse."""
    cycle.agreed(world)
    planning.gather_library(actor=system(world.agency_id), at=AT)
    return LibraryOutcome.objects.order_by("text")


class TestGatherLibrary:
    def test_keeps_wordings_with_their_indicators_and_counts(self, world, gathered):
        row = gathered[0]

        assert (row.title, row.title_key, row.uses) == ("Perawat Terampil", "perawat terampil", 1)
        assert row.text == "Terlayaninya pasien sesuai standar 1"
        assert [item["text"] for item in row.indicators] == [
            "Jumlah pasien yang terlayani",
            "Persentase pelayanan sesuai standar",
        ]
        assert AuditEntry.objects.filter(event="planning.library.gathered").exists()

    def test_the_same_wording_is_one_used_more_often(self, world, gathered):
        cycle.person(world, "perawat_dua", "bidang", "Perawat Terampil")
        plan = cycle.draft(world, "perawat_dua")
        cycle.fill(world, plan, "perawat_dua", outcomes=1)
        outcome = plan.outcomes.get()
        planning.save_outcome(
            actor=world.actor("perawat_dua"),
            plan_id=plan.id,
            outcome_id=outcome.id,
            given=planning.OutcomeInput(text="terlayaninya  pasien sesuai standar 1"),
            at=AT,
        )
        planning.submit_plan(actor=world.actor("perawat_dua"), plan_id=plan.id, at=AT)
        planning.agree_plan(actor=world.actor("kabid"), plan_id=plan.id, at=AT)

        planning.gather_library(actor=system(world.agency_id), at=AT)

        assert LibraryOutcome.objects.count() == 2
        assert LibraryOutcome.objects.order_by("-uses").first().uses == 2

    def test_leaves_out_drafts_and_individual_outcomes(self, world):
        cycle.submitted(world)

        assert planning.gather_library(actor=system(world.agency_id), at=AT) == 0

    def test_again_replaces_it(self, world, gathered):
        before = gathered.count()

        assert planning.gather_library(actor=system(world.agency_id), at=AT) == before == LibraryOutcome.objects.count()

    def test_holds_nothing_of_another_agency(self, world, other_world, other_agency, gathered):
        with context.agency(other_agency):
            assert planning.gather_library(actor=system(other_agency.pk), at=AT) == 0

    def test_is_asked_for_by_admins(self, world):
        with pytest.raises(NotAllowed):
            planning.request_library(actor=world.actor("staf"), at=AT)
        planning.request_library(actor=world.official(Role.AGENCY_ADMIN), at=AT)

        assert AuditEntry.objects.filter(event="planning.library.requested").exists()


class TestTitleKey:
    @pytest.mark.parametrize(
        ("title", "key"),
        [
            ("Perawat  Terampil", "perawat terampil"),
            ("Pranata Komputer Kelas 8", "pranata komputer"),
            ("Guru II", "guru"),
        ],
    )
    def test_forgets_capitals_and_classes(self, title, key):
        assert planning.library.title_key(title) == key


class TestUseWording:
    @pytest.fixture
    def plan(self, world, gathered):
        """An empty draft of a colleague."""
        return cycle.draft(world, "rekan")

    def use(self, world, plan, gathered, name="rekan"):
        return planning.use_wording(actor=world.actor(name), plan_id=plan.id, wording_id=gathered[0].id, at=AT)

    def test_adds_outcome_and_indicators(self, world, plan, gathered):
        made = self.use(world, plan, gathered)

        row = planning.outcomes_of(plan_id=plan.id)[0]
        assert row == made
        assert [(item.text, item.target_unit) for item in row.indicators.all()][0] == (
            "Jumlah pasien yang terlayani",
            "pasien",
        )
        assert AuditEntry.objects.filter(event="planning.outcome.saved", subject_id=plan.id).exists()

    def test_not_twice(self, world, plan, gathered):
        self.use(world, plan, gathered)

        with pytest.raises(Conflict):
            self.use(world, plan, gathered)
        assert Outcome.objects.filter(plan=plan).count() == 1

    def test_is_the_owners(self, world, other_world, other_agency, plan, gathered):
        with pytest.raises(NotAllowed):
            self.use(world, plan, gathered, "kabid")
        wording = gathered[0]
        with context.agency(other_agency):
            theirs = cycle.draft(other_world)
            with pytest.raises(NotFound):
                planning.use_wording(actor=other_world.actor("staf"), plan_id=theirs.id, wording_id=wording.id, at=AT)
