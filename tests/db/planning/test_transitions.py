"""Every transition of a plan, for everybody who might try it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from ekinerja.audit.models import AuditEntry
from ekinerja.kernel.actor import Actor, Role
from ekinerja.kernel.errors import Conflict, NotAllowed, NotFound, RuleNotMet
from ekinerja.kernel.tenancy import context
from ekinerja.planning import public as planning
from ekinerja.planning.data import TRANSITIONS, PlanAction, PlanState
from ekinerja.planning.models import Plan, PlanTransition, PlanVersion
from tests.factories import cycle

Act = Callable[[Actor, Plan], Plan]

ACTS: dict[PlanAction, Act] = {
    PlanAction.SUBMIT: lambda actor, plan: planning.submit_plan(actor=actor, plan_id=plan.id, at=cycle.JANUARY),
    PlanAction.WITHDRAW: lambda actor, plan: planning.withdraw_plan(actor=actor, plan_id=plan.id, at=cycle.JANUARY),
    PlanAction.RETURN: lambda actor, plan: planning.return_plan(
        actor=actor, plan_id=plan.id, note="Tambahkan target.", at=cycle.JANUARY
    ),
    PlanAction.AGREE: lambda actor, plan: planning.agree_plan(actor=actor, plan_id=plan.id, at=cycle.JANUARY),
    PlanAction.REOPEN: lambda actor, plan: planning.reopen_plan(
        actor=actor, plan_id=plan.id, note="Tugas berubah.", at=cycle.JANUARY
    ),
    PlanAction.CLOSE: lambda actor, plan: planning.close_plan(
        actor=actor, plan_id=plan.id, note="Pindah tugas.", at=cycle.JANUARY
    ),
}


def in_state(world: cycle.World, state: PlanState) -> Plan:
    """A plan of staf that came to a state by the services."""
    rater = world.actor("kabid")
    if state == PlanState.DRAFT:
        plan = cycle.draft(world)
        cycle.fill(world, plan)
        plan.refresh_from_db()
        return plan
    if state == PlanState.SUBMITTED:
        return cycle.submitted(world)
    if state == PlanState.RETURNED:
        return ACTS[PlanAction.RETURN](rater, cycle.submitted(world))
    plan = cycle.agreed(world)
    return ACTS[PlanAction.CLOSE](rater, plan) if state == PlanState.CLOSED else plan


def actors(world: cycle.World) -> dict[str, Actor]:
    """Everybody who might try."""
    return {
        "owner": world.actor("staf"),
        "rater": world.actor("kabid"),
        "rater_superior": world.actor("kepala"),
        "colleague": world.actor("rekan"),
        "outsider": world.actor("orang_lain"),
        "agency_admin": world.official(Role.AGENCY_ADMIN),
        "clerk_in_scope": world.official(Role.UNIT_CLERK, path=world.paths["dinas"]),
        "clerk_elsewhere": world.official(Role.UNIT_CLERK, path=world.paths["lain"]),
        "leader_in_scope": world.official(Role.LEADER, path=world.paths["dinas"]),
        "inspectorate": world.official(Role.INSPECTORATE),
        "finance": world.official(Role.FINANCE),
    }


MAY = {
    PlanAction.SUBMIT: {"owner"},
    PlanAction.WITHDRAW: {"owner"},
    PlanAction.RETURN: {"rater"},
    PlanAction.AGREE: {"rater"},
    PlanAction.REOPEN: {"rater", "agency_admin"},
    PlanAction.CLOSE: {"rater", "agency_admin"},
}
BLIND = {"colleague", "outsider", "clerk_elsewhere", "finance"}
NAMES = [
    "owner",
    "rater",
    "rater_superior",
    "colleague",
    "outsider",
    "agency_admin",
    "clerk_in_scope",
    "clerk_elsewhere",
    "leader_in_scope",
    "inspectorate",
    "finance",
]


class TestEveryTransition:
    @pytest.mark.combinations
    @pytest.mark.parametrize("row", TRANSITIONS, ids=lambda row: f"{row.before}-{row.action}")
    @pytest.mark.parametrize("who", NAMES)
    def test_only_the_right_part_moves_it(self, world: cycle.World, row: Any, who: str) -> None:
        plan = in_state(world, row.before)
        actor = actors(world)[who]
        act = ACTS[row.action]

        if who in MAY[row.action]:
            act(actor, plan)
        else:
            with pytest.raises(NotFound if who in BLIND else NotAllowed):
                act(actor, plan)

        plan.refresh_from_db()
        assert plan.state == (row.after if who in MAY[row.action] else row.before)

    @pytest.mark.combinations
    @pytest.mark.parametrize("state", list(PlanState))
    @pytest.mark.parametrize("action", list(PlanAction))
    def test_what_is_not_in_the_table_is_refused(
        self, world: cycle.World, state: PlanState, action: PlanAction
    ) -> None:
        plan = in_state(world, state)
        rows = [row for row in TRANSITIONS if row.before == state and row.action == action]
        actor = world.actor("staf" if action in (PlanAction.SUBMIT, PlanAction.WITHDRAW) else "kabid")

        if rows:
            assert ACTS[action](actor, plan).state == rows[0].after
        else:
            with pytest.raises(Conflict):
                ACTS[action](actor, plan)

    @pytest.mark.parametrize("action", list(PlanAction))
    def test_another_agency_does_not_find_it(
        self, world: cycle.World, other_world: cycle.World, action: PlanAction
    ) -> None:
        plan = in_state(world, next(row.before for row in TRANSITIONS if row.action == action))

        with context.agency(other_world.agency_id), pytest.raises(NotFound):
            ACTS[action](other_world.official(Role.AGENCY_ADMIN), plan)

    def test_each_step_leaves_history_and_audit(self, world: cycle.World) -> None:
        plan = cycle.agreed(world)

        steps = list(PlanTransition.objects.filter(plan=plan).values_list("action", "actor_name"))
        events = set(AuditEntry.objects.filter(subject_id=str(plan.id)).values_list("event", flat=True))

        assert steps == [("AJUKAN", "Staf"), ("SETUJUI", "Kabid")]
        assert {"planning.plan.drafted", "planning.plan.submitted", "planning.plan.agreed"} <= events


class TestFormerSuperior:
    def test_loses_the_right_to_decide_and_the_new_one_has_it(self, world: cycle.World) -> None:
        plan = cycle.submitted(world)
        cycle.replace_head(world, unit="bidang", old="kabid", new="orang_lain", on=date(2026, 1, 20))
        at = cycle.FEBRUARY

        with pytest.raises(NotAllowed):
            planning.agree_plan(actor=world.actor("kabid"), plan_id=plan.id, at=at)
        agreed = planning.agree_plan(actor=world.actor("orang_lain"), plan_id=plan.id, at=at)

        assert agreed.rater is not None
        assert agreed.rater.employee_id == world.people["orang_lain"].id
        assert agreed.rater_employee_id == world.people["orang_lain"].id

    def test_still_reads_what_was_agreed(self, world: cycle.World) -> None:
        plan = cycle.agreed(world)
        cycle.replace_head(world, unit="bidang", old="kabid", new="orang_lain", on=date(2026, 1, 20))

        with pytest.raises(NotAllowed):
            planning.reopen_plan(actor=world.actor("kabid"), plan_id=plan.id, note="x", at=cycle.FEBRUARY)
        assert planning.view_of(actor=world.actor("kabid"), plan_id=plan.id, on=date(2026, 2, 3)).plan == plan


class TestSubmitPlan:
    def test_refuses_an_empty_plan_and_says_what_is_missing(self, world: cycle.World) -> None:
        plan = cycle.draft(world)

        with pytest.raises(RuleNotMet) as refused:
            planning.submit_plan(actor=world.actor("staf"), plan_id=plan.id, at=cycle.JANUARY)

        assert [finding.code for finding in refused.value.findings] == ["planning.no_main_outcome"]

    def test_refuses_outcomes_without_indicator_or_target(self, world: cycle.World) -> None:
        plan, actor = cycle.draft(world), world.actor("staf")
        for text in ("Terlayaninya pasien", "Tersusunnya laporan"):
            outcome = planning.save_outcome(
                actor=actor,
                plan_id=plan.id,
                outcome_id=None,
                given=planning.OutcomeInput(text=text),
                at=cycle.JANUARY,
            )
        planning.save_indicator(
            actor=actor,
            plan_id=plan.id,
            outcome_id=outcome.id,
            indicator_id=None,
            given=planning.IndicatorInput(text="Jumlah laporan"),
            at=cycle.JANUARY,
        )

        with pytest.raises(RuleNotMet) as refused:
            planning.submit_plan(actor=actor, plan_id=plan.id, at=cycle.JANUARY)

        assert [finding.code for finding in refused.value.findings] == [
            "planning.no_indicator",
            "planning.no_target",
        ]
        assert [finding.field for finding in refused.value.findings] == ["outcome-1", "outcome-2"]

    def test_takes_the_snapshots_of_that_day(self, world: cycle.World) -> None:
        plan = cycle.submitted(world)

        assert plan.person.nip == world.people["staf"].nip
        assert (plan.person.rank, plan.person.position) == ("II/c", "Perawat Terampil")
        assert plan.rater is not None
        assert plan.superior is not None
        assert plan.rater.name == "Kabid"
        assert plan.superior.name == "Kepala"

    def test_of_a_head_goes_to_the_regent_who_is_no_employee(self, world: cycle.World) -> None:
        plan = cycle.submitted(world, "kepala")

        assert plan.rater is not None
        assert plan.rater.name.startswith("Bupati")
        assert plan.rater_employee_id is None
        regent = world.official(Role.LEADER)
        assert planning.agree_plan(actor=regent, plan_id=plan.id, at=cycle.JANUARY).state == PlanState.AGREED

    def test_a_leader_of_a_part_does_not_decide_for_the_regent(self, world: cycle.World) -> None:
        plan = cycle.submitted(world, "kepala")
        leader = world.official(Role.LEADER, path=world.paths["dinas"])

        with pytest.raises(NotAllowed):
            planning.agree_plan(actor=leader, plan_id=plan.id, at=cycle.JANUARY)


class TestReturnPlan:
    def test_needs_a_note(self, world: cycle.World) -> None:
        plan = cycle.submitted(world)

        with pytest.raises(RuleNotMet):
            planning.return_plan(actor=world.actor("kabid"), plan_id=plan.id, note="  ", at=cycle.JANUARY)


class TestAgreePlan:
    def test_refuses_a_version_the_rater_has_not_seen(self, world: cycle.World) -> None:
        plan = cycle.submitted(world)
        seen = plan.revision
        owner = world.actor("staf")
        planning.withdraw_plan(actor=owner, plan_id=plan.id, at=cycle.JANUARY)
        planning.submit_plan(actor=owner, plan_id=plan.id, at=cycle.JANUARY)

        with pytest.raises(Conflict):
            planning.agree_plan(actor=world.actor("kabid"), plan_id=plan.id, at=cycle.JANUARY, seen=seen)

    def test_keeps_the_agreed_content_through_a_change(self, world: cycle.World) -> None:
        plan = cycle.agreed(world)
        rater, owner = world.actor("kabid"), world.actor("staf")
        planning.reopen_plan(actor=rater, plan_id=plan.id, note="Tugas berubah.", at=cycle.FEBRUARY)
        outcome = planning.outcomes_of(plan_id=plan.id)[0]
        planning.save_outcome(
            actor=owner,
            plan_id=plan.id,
            outcome_id=outcome.id,
            given=planning.OutcomeInput(text="Meningkatnya kepuasan pasien"),
            at=cycle.FEBRUARY,
        )
        planning.submit_plan(actor=owner, plan_id=plan.id, at=cycle.FEBRUARY)
        planning.agree_plan(actor=rater, plan_id=plan.id, at=cycle.FEBRUARY)

        first, second = PlanVersion.objects.filter(plan=plan)
        assert first.content["outcomes"][0]["text"] == "Terlayaninya pasien sesuai standar 1"
        assert second.content["outcomes"][0]["text"] == "Meningkatnya kepuasan pasien"
        assert first.content["expectations"] == {"BERORIENTASI_PELAYANAN": "Selalu menyapa pasien lebih dahulu."}


class TestClosePlan:
    def test_shortens_the_period_so_that_the_next_post_can_follow(self, world: cycle.World) -> None:
        plan = cycle.agreed(world)

        closed = planning.close_plan(
            actor=world.actor("kabid"),
            plan_id=plan.id,
            note="Mutasi.",
            at=cycle.FEBRUARY,
            ends_before=date(2026, 3, 1),
        )

        assert closed.period.upper == date(2026, 3, 1)
        follow_up = planning.draft_plan(
            actor=world.actor("staf"), year=2026, at=cycle.FEBRUARY, starts_on=date(2026, 3, 1)
        )
        assert follow_up.period.lower == date(2026, 3, 1)
