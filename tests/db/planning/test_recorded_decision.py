"""What a rater without an account decided on paper, recorded by the agency's admin."""

from __future__ import annotations

from datetime import date

import pytest

from ekinerja.audit.models import AuditEntry
from ekinerja.evaluation import public as evaluation
from ekinerja.evaluation.models import Review
from ekinerja.kernel.actor import Role
from ekinerja.kernel.errors import NotAllowed, NotFound, RuleNotMet
from ekinerja.kernel.tenancy import context
from ekinerja.planning import public as planning
from ekinerja.planning.data import PlanState, RecordedDecision
from ekinerja.planning.models import PlanTransition, PlanVersion
from tests.factories import cycle

PAPER = RecordedDecision("800/12/2026", date(2026, 1, 10))
GIVEN = evaluation.ReviewInput(results="SESUAI", behaviour="ATAS")


class TestRecordedAgreement:
    def test_is_the_regents_with_its_document_and_who_recorded_it(self, world: cycle.World) -> None:
        plan = cycle.submitted(world, "kepala")
        admin = world.official(Role.AGENCY_ADMIN)

        agreed = planning.agree_plan(actor=admin, plan_id=plan.id, at=cycle.JANUARY, decision=PAPER)

        assert agreed.state == PlanState.AGREED
        step = PlanTransition.objects.get(plan=plan, action="SETUJUI")
        assert step.actor_name.startswith("Bupati")
        assert step.actor_name.endswith("(dicatat Admin Uji)")
        assert step.note == "Dokumen 800/12/2026 tanggal 10-01-2026."
        assert PlanVersion.objects.get(plan=plan).agreed_by_name == step.actor_name
        entry = AuditEntry.objects.get(event="planning.plan.agreed", subject_id=str(plan.id))
        assert (entry.data["document"], entry.data["dated"]) == ("800/12/2026", "2026-01-10")
        assert entry.data["decided_by"].startswith("Bupati")

    @pytest.mark.parametrize(
        ("decision", "field"),
        [
            (None, "number"),
            (RecordedDecision(" ", date(2026, 1, 10)), "number"),
            (RecordedDecision("1", None), "dated"),
            (RecordedDecision("1", date(2026, 1, 13)), "dated"),
        ],
    )
    def test_needs_its_document(self, world: cycle.World, decision: RecordedDecision | None, field: str) -> None:
        plan = cycle.submitted(world, "kepala")

        with pytest.raises(RuleNotMet) as refused:
            planning.agree_plan(
                actor=world.official(Role.AGENCY_ADMIN), plan_id=plan.id, at=cycle.JANUARY, decision=decision
            )

        assert field in [finding.field for finding in refused.value.findings]

    def test_is_refused_to_everybody_else(self, world: cycle.World) -> None:
        plan = cycle.submitted(world, "kepala")
        for actor in (
            world.official(Role.AGENCY_ADMIN, path=world.paths["dinas"]),
            world.official(Role.UNIT_CLERK, path=world.paths["root"]),
            world.official(Role.INSPECTORATE),
            world.actor("kepala", Role.AGENCY_ADMIN),
        ):
            with pytest.raises(NotAllowed):
                planning.agree_plan(actor=actor, plan_id=plan.id, at=cycle.JANUARY, decision=PAPER)

    def test_is_refused_where_the_rater_has_an_account(self, world: cycle.World) -> None:
        plan = cycle.submitted(world)

        with pytest.raises(NotAllowed):
            planning.agree_plan(
                actor=world.official(Role.AGENCY_ADMIN), plan_id=plan.id, at=cycle.JANUARY, decision=PAPER
            )

    def test_of_another_agency_is_not_found(self, world: cycle.World, other_world: cycle.World) -> None:
        plan = cycle.submitted(world, "kepala")

        with context.agency(other_world.agency_id), pytest.raises(NotFound):
            planning.agree_plan(
                actor=other_world.official(Role.AGENCY_ADMIN), plan_id=plan.id, at=cycle.JANUARY, decision=PAPER
            )


class TestRecordedReturn:
    def test_needs_note_and_document(self, world: cycle.World) -> None:
        plan, admin = cycle.submitted(world, "kepala"), world.official(Role.AGENCY_ADMIN)
        act = {"actor": admin, "plan_id": plan.id, "at": cycle.JANUARY}

        with pytest.raises(RuleNotMet):
            planning.return_plan(**act, note="Perbaiki target.")
        with pytest.raises(RuleNotMet):
            planning.return_plan(**act, note="", decision=PAPER)
        returned = planning.return_plan(**act, note="Perbaiki target.", decision=PAPER)

        assert returned.state == PlanState.RETURNED
        step = PlanTransition.objects.get(plan=plan, action="KEMBALIKAN")
        assert step.note == "Perbaiki target. Dokumen 800/12/2026 tanggal 10-01-2026."


class TestRecordedRating:
    def _act(self, world: cycle.World) -> dict[str, object]:
        plan = cycle.submitted(world, "kepala")
        planning.agree_plan(actor=world.official(Role.AGENCY_ADMIN), plan_id=plan.id, at=cycle.JANUARY, decision=PAPER)
        return {"plan_id": plan.id, "period_id": cycle.period(world, 1).id, "given": GIVEN, "at": cycle.FEBRUARY}

    def test_is_the_regents_with_its_document(self, world: cycle.World) -> None:
        act = self._act(world)
        admin = world.official(Role.AGENCY_ADMIN)
        with pytest.raises(RuleNotMet):
            evaluation.finalise_review(actor=admin, **act)

        review = evaluation.finalise_review(actor=admin, **act, decision=PAPER)

        assert review.predicate == "BAIK"
        assert review.finalised_by_name.startswith("Bupati")
        assert review.finalised_by_name.endswith("(dicatat Admin Uji)")
        assert AuditEntry.objects.get(event="evaluation.review.finalised").data["document"] == "800/12/2026"

    def test_is_refused_to_others(self, world: cycle.World) -> None:
        act = self._act(world)
        for actor in (world.official(Role.INSPECTORATE), world.actor("kepala", Role.AGENCY_ADMIN)):
            with pytest.raises(NotAllowed):
                evaluation.finalise_review(actor=actor, **act, decision=PAPER)
        assert not Review.objects.exists()
