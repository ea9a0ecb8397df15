"""Working teams: who keeps them, who sees them, what they open."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from ekinerja.audit.models import AuditEntry
from ekinerja.kernel.actor import Role
from ekinerja.kernel.errors import Conflict, NotAllowed, NotFound, RuleNotMet
from ekinerja.notices.models import Notification
from ekinerja.people.services.refresh_directory import refresh_directory
from ekinerja.planning import public as planning
from ekinerja.planning.data import MemberInput, TeamInput
from ekinerja.planning.models import Plan, Team, TeamMember
from ekinerja.planning.services.editing import EditConflict
from tests.factories import cycle

pytestmark = pytest.mark.django_db
ON = cycle.JANUARY.date()


@pytest.fixture(autouse=True)
def directory(world: cycle.World) -> None:
    refresh_directory(on=ON)


def given(world: cycle.World, unit: str | None = "bidang", leader: str = "kabid", **values: Any) -> TeamInput:
    unit_id = world.units[unit].id if unit else None
    base = TeamInput("Tim Digitalisasi", world.people[leader].id, date(2026, 1, 1), date(2027, 1, 1), unit_id)
    return replace(base, **values)


def events_of(team: Team) -> list[str]:
    return list(AuditEntry.objects.filter(subject_id=str(team.id)).order_by("id").values_list("event", flat=True))


class TestCreateTeam:
    def test_by_admin_clerk_and_head_of_the_unit(self, world: cycle.World) -> None:
        for actor in (
            world.official(Role.AGENCY_ADMIN),
            world.official(Role.UNIT_CLERK, path=world.paths["dinas"]),
            world.actor("kepala"),
            world.actor("kabid"),
        ):
            team = planning.create_team(actor=actor, given=given(world), at=cycle.JANUARY)
            assert team.unit_path == world.paths["bidang"]
            assert events_of(team) == ["planning.team.created"]

    def test_not_by_others(self, world: cycle.World) -> None:
        for actor in (
            world.actor("staf"),
            world.official(Role.UNIT_CLERK, path=world.paths["lain"]),
            world.official(Role.LEADER),
            world.official(Role.INSPECTORATE),
        ):
            with pytest.raises(NotAllowed):
                planning.create_team(actor=actor, given=given(world), at=cycle.JANUARY)
        with pytest.raises(NotAllowed):
            planning.create_team(actor=world.actor("kepala"), given=given(world, unit=None), at=cycle.JANUARY)
        assert not Team.objects.exists()

    def test_wants_a_name_and_days_in_order_and_people_of_the_agency(
        self, world: cycle.World, other_world: cycle.World
    ) -> None:
        admin = world.official(Role.AGENCY_ADMIN)
        with pytest.raises(RuleNotMet) as refused:
            planning.create_team(
                actor=admin, given=given(world, name=" ", ends_before=date(2025, 12, 1)), at=cycle.JANUARY
            )
        assert {finding.field for finding in refused.value.findings} == {"name", "ends_before"}
        for values in ({"leader_id": other_world.people["kabid"].id}, {"unit_id": other_world.units["bidang"].id}):
            with pytest.raises(NotFound):
                planning.create_team(actor=admin, given=given(world, **values), at=cycle.JANUARY)


class TestChangeTeam:
    def test_changes_and_ends(self, world: cycle.World) -> None:
        team = cycle.team(world)
        clerk = world.official(Role.UNIT_CLERK, path=world.paths["bidang"])

        changed = planning.change_team(
            actor=clerk, team_id=team.id, given=given(world, leader="staf"), at=cycle.FEBRUARY, seen=1
        )
        ended = planning.end_team(actor=clerk, team_id=team.id, last_day=date(2026, 6, 30), at=cycle.FEBRUARY)

        assert (changed.leader_id, changed.revision) == (world.people["staf"].id, 2)
        assert ended.period.upper == date(2026, 7, 1)
        assert events_of(team) == ["planning.team.created", "planning.team.changed", "planning.team.ended"]

    def test_keeps_what_two_people_wrote_at_once_apart(self, world: cycle.World) -> None:
        team, admin = cycle.team(world), world.official(Role.AGENCY_ADMIN)
        planning.change_team(actor=admin, team_id=team.id, given=given(world, name="Tim A"), at=cycle.JANUARY, seen=1)

        with pytest.raises(EditConflict) as refused:
            planning.change_team(
                actor=admin, team_id=team.id, given=given(world, name="Tim B"), at=cycle.JANUARY, seen=1
            )

        assert refused.value.fields["theirs"]["name"] == "Tim A"

    def test_is_not_found_from_another_agency_and_not_allowed_to_members(
        self, world: cycle.World, other_world: cycle.World
    ) -> None:
        team = cycle.team(world, "staf")
        with pytest.raises(NotFound):
            planning.end_team(
                actor=other_world.official(Role.AGENCY_ADMIN, path="999999."),
                team_id=team.id,
                last_day=ON,
                at=cycle.JANUARY,
            )
        for name in ("staf", "orang_lain"):
            with pytest.raises(NotAllowed if name == "staf" else NotFound):
                planning.end_team(actor=world.actor(name), team_id=team.id, last_day=ON, at=cycle.JANUARY)

    def test_may_not_move_a_team_out_of_the_own_reach(self, world: cycle.World) -> None:
        team = cycle.team(world)
        with pytest.raises(NotAllowed):
            planning.change_team(
                actor=world.actor("kabid"), team_id=team.id, given=given(world, unit="lain"), at=cycle.JANUARY
            )


class TestMembers:
    def test_an_employee_and_somebody_of_another_agency(self, world: cycle.World) -> None:
        team, admin = cycle.team(world, "staf"), world.official(Role.AGENCY_ADMIN)
        planning.add_team_member(
            actor=admin,
            team_id=team.id,
            given=MemberInput(outside_name="Ratna Dewi", outside_agency="BPS Lampung", outside_nip="1" * 18),
            at=cycle.JANUARY,
        )

        view = planning.teams.view_of(actor=world.actor("staf"), team_id=team.id, on=ON)

        assert [(line.name, line.unit) for line in view.members] == [
            ("Staf", "Bidang Pelayanan Kesehatan"),
            ("Ratna Dewi", "BPS Lampung"),
        ]
        assert (view.may_keep, view.leading, view.running) == (False, False, True)
        assert events_of(team).count("planning.team_member.added") == 2

    def test_nobody_twice_nor_the_leader_nor_nothing(self, world: cycle.World) -> None:
        team, admin = cycle.team(world, "staf"), world.official(Role.AGENCY_ADMIN)
        for name in ("staf", "kabid"):
            with pytest.raises(Conflict):
                planning.add_team_member(
                    actor=admin,
                    team_id=team.id,
                    given=MemberInput(employee_id=world.people[name].id),
                    at=cycle.JANUARY,
                )
        for wrong in (MemberInput(), MemberInput(outside_name="A", outside_nip="12"), _early(world)):
            with pytest.raises(RuleNotMet):
                planning.add_team_member(actor=admin, team_id=team.id, given=wrong, at=cycle.JANUARY)

    def test_leaves_and_is_remembered(self, world: cycle.World) -> None:
        team, admin = cycle.team(world, "staf"), world.official(Role.AGENCY_ADMIN)
        member = TeamMember.objects.get()

        planning.remove_team_member(actor=admin, team_id=team.id, member_id=member.id, at=cycle.FEBRUARY)

        view = planning.teams.view_of(actor=admin, team_id=team.id, on=cycle.FEBRUARY.date())
        assert not view.members
        assert [line.name for line in view.former] == ["Staf"]
        with pytest.raises(NotFound):
            planning.remove_team_member(actor=admin, team_id=team.id, member_id=member.id, at=cycle.FEBRUARY)


def _early(world: cycle.World) -> MemberInput:
    return MemberInput(employee_id=world.people["rekan"].id, joined_on=date(2025, 12, 31))


class TestListTeams:
    def test_shows_each_what_concerns_them(self, world: cycle.World) -> None:
        cycle.team(world, "staf")
        cycle.team(world, leader="kepala", unit="dinas")

        def seen(actor: Any, **values: Any) -> int:
            return planning.teams.list_teams(actor=actor, on=ON, **values).total

        assert seen(world.actor("staf")) == 1
        assert seen(world.actor("kepala")) == 2
        assert seen(world.actor("kepala"), mine=True) == 1
        assert seen(world.actor("orang_lain")) == 0
        assert seen(world.official(Role.UNIT_CLERK, path=world.paths["bidang"])) == 1
        assert seen(world.official(Role.INSPECTORATE)) == 2
        assert seen(world.official(Role.INSPECTORATE), text="stunting percepatan") == 2
        assert seen(world.official(Role.INSPECTORATE), text="digital") == 0
        assert seen(world.official(Role.INSPECTORATE), ended=True) == 0


class TestLeadersOfTeams:
    def test_offer_their_outcomes_to_members_beside_the_raters(self, world: cycle.World) -> None:
        cycle.team(world, "staf", leader="orang_lain", unit="lain")
        plan = cycle.draft(world)
        lead, above = cycle.draft(world, "orang_lain"), cycle.draft(world, "kabid")
        cycle.outcome(world, lead, "orang_lain", "Turunnya prevalensi stunting")
        cycle.outcome(world, above, "kabid", "Meningkatnya mutu layanan")

        choices = planning.cascade.choices_for(plan=plan, rater_employee_id=plan.rater_employee_id)

        assert [(row.text, row.team) for row in choices] == [
            ("Meningkatnya mutu layanan", ""),
            ("Turunnya prevalensi stunting", "Tim Percepatan Penurunan Stunting"),
        ]

    def test_read_the_plans_of_members_but_decide_nothing(self, world: cycle.World) -> None:
        cycle.team(world, "staf", leader="orang_lain", unit="lain")
        plan, other = cycle.submitted(world), cycle.submitted(world, "rekan")
        leader = world.actor("orang_lain")

        assert planning.view_of(actor=leader, plan_id=plan.id, on=ON).plan == plan
        with pytest.raises(NotFound):
            planning.view_of(actor=leader, plan_id=other.id, on=ON)
        with pytest.raises(NotAllowed):
            planning.agree_plan(actor=leader, plan_id=plan.id, at=cycle.JANUARY)
        assert list(Plan.objects.filter(planning.policies.visible_to(leader))) == [plan]

    def test_do_not_read_plans_of_days_outside_the_membership(self, world: cycle.World) -> None:
        team = cycle.team(world, "staf", leader="orang_lain", unit="lain")
        plan = cycle.submitted(world)
        TeamMember.objects.filter(team=team).update(joined_on=date(2025, 3, 1), left_on=date(2026, 1, 1))
        leader = world.actor("orang_lain")

        with pytest.raises(NotFound):
            planning.view_of(actor=leader, plan_id=plan.id, on=ON)
        assert not Plan.objects.filter(planning.policies.visible_to(leader)).exists()


class TestTelling:
    def test_leader_members_and_those_whose_row_was_filled_once(self, world: cycle.World) -> None:
        team, plan = cycle.team(world, "staf"), cycle.draft(world, "kabid")
        staf, kabid = world.people["staf"].id, world.people["kabid"].id
        tell = planning.tell_teams
        for _again in range(2):
            tell.tell_leader_named(planning.TeamLeaderNamed(team.id, kabid))
            tell.tell_member_added(planning.TeamMemberAdded(team.id, TeamMember.objects.get().id, staf))
            tell.tell_matrix_filled(planning.MatrixFilled(plan.id, staf, "Kabid"))

        rows = Notification.objects.order_by("created_at", "id").values_list("employee_id", "title", "url")
        assert sorted(rows) == sorted(
            [
                (kabid, "Anda ketua tim “Tim Percepatan Penurunan Stunting”", f"/tim-kerja/{team.id}/"),
                (staf, "Anda menjadi anggota tim “Tim Percepatan Penurunan Stunting”", f"/tim-kerja/{team.id}/"),
                (staf, "Peran Anda di matriks Kabid diisi", f"/skp/{plan.id}/matriks/"),
            ]
        )
