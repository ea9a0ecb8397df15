"""Goals with figures, agreements, teams and the year through the JSON interface: the same doors as the screens."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from ekinerja.audit.models import AuditEntry
from ekinerja.kernel import clock
from ekinerja.kernel.actor import Role
from ekinerja.people import public as people
from ekinerja.people.models import Appointment
from ekinerja.planning import public as planning
from ekinerja.planning.models import (
    Agreement,
    Goal,
    GoalTarget,
    MatrixMember,
    PerformanceYear,
    Period,
    PeriodExtension,
    PlanExtension,
    TeamMember,
)
from tests.contract.checking import checked
from tests.factories import cycle

pytestmark = pytest.mark.django_db


def recorded(event: str) -> AuditEntry:
    """The one audit row of an event."""
    return AuditEntry.objects.get(event=event)


def fields_of(content: Any) -> set[str]:
    return {row["field"] for row in content["error"]["findings"]}


def team_body(world: cycle.World, **more: Any) -> dict[str, Any]:
    return {
        "name": "Tim Percepatan Penurunan Stunting",
        "leader_id": world.people["kabid"].id,
        "unit_id": world.units["dinas"].id,
        "starts_on": "2026-01-01",
        "ends_before": "2027-01-01",
        "decree_number": "800/12/2026",
        "decree_date": "2026-01-02",
        **more,
    }


class TestTeams:
    def test_live_from_their_making_to_their_end(self, caller, world):
        head = caller("kepala")
        status, team = checked(head, "post", "teams", team_body(world))
        assert (status, team["leader_id"], team["members"]) == (201, str(world.people["kabid"].id), 0)
        ids = {"team_id": team["id"]}
        body = team_body(world, name="Tim Stunting", seen=team["revision"])
        status, changed = checked(head, "put", "teams/{team_id}", body, **ids)
        assert (status, changed["name"], changed["revision"]) == (200, "Tim Stunting", 2)
        staff = {"employee_id": world.people["staf"].id, "task": "Data"}
        status, member = checked(head, "post", "teams/{team_id}/members", staff, **ids)
        assert (status, member["name"], member["joined_on"]) == (201, "Staf", "2026-02-03")
        guest = {"outside_name": "Sri", "outside_agency": "BKKBN", "joined_on": "2026-01-05"}
        _status, outsider = checked(head, "post", "teams/{team_id}/members", guest, **ids)
        assert (outsider["employee_id"], outsider["unit"]) == (None, "BKKBN")
        gone = checked(head, "delete", "teams/{team_id}/members/{member_id}", member_id=outsider["id"], **ids)
        assert gone == (204, None)
        assert str(TeamMember.objects.get(outside_name="Sri").left_on) == "2026-02-03"
        status, ended = checked(head, "post", "teams/{team_id}/end", {"last_day": "2026-06-30"}, **ids)
        assert (status, ended["ends_before"]) == (200, "2026-07-01")
        for event in ("team.created", "team.changed", "team_member.removed", "team.ended"):
            assert recorded(f"planning.{event}").actor_name == "Kepala"

    def test_are_kept_by_those_who_may(self, caller, world, admin):
        team = cycle.team(world, "staf", unit="dinas")
        ids = {"team_id": team.id, "member_id": team.members.get().id}
        staff = caller("staf")

        refused = [
            checked(staff, "post", "teams", team_body(world)),
            checked(staff, "put", "teams/{team_id}", team_body(world), **ids),
            checked(staff, "post", "teams/{team_id}/end", {"last_day": "2026-06-30"}, **ids),
            checked(staff, "post", "teams/{team_id}/members", {"outside_name": "Sri"}, **ids),
            checked(staff, "delete", "teams/{team_id}/members/{member_id}", **ids),
        ]

        assert [status for status, _content in refused] == [403] * 5
        assert checked(caller("kepala"), "put", "teams/{team_id}", team_body(world, unit_id=None), **ids)[0] == 403
        assert checked(admin, "put", "teams/{team_id}", team_body(world, unit_id=None), **ids)[0] == 200

    def test_name_only_units_and_people_of_the_agency(self, world, other_world, admin):
        for other in ({"unit_id": other_world.units["dinas"].id}, {"leader_id": other_world.people["kabid"].id}):
            assert checked(admin, "post", "teams", team_body(world, **other))[0] == 404
        team = cycle.team(world)
        stranger = {"employee_id": other_world.people["staf"].id}
        assert checked(admin, "post", "teams/{team_id}/members", stranger, team_id=team.id)[0] == 404

    def test_show_the_other_version_when_two_change_one(self, world, admin):
        team = cycle.team(world)
        checked(admin, "put", "teams/{team_id}", team_body(world, name="Pertama", seen=1), team_id=team.id)

        status, content = checked(
            admin, "put", "teams/{team_id}", team_body(world, name="Kedua", seen=1), team_id=team.id
        )

        assert (status, content["error"]["code"]) == (409, "planning.edit_conflict")
        assert content["error"]["fields"]["theirs"]["name"] == "Pertama"

    @pytest.mark.parametrize(
        ("more", "fields"),
        [
            ({"name": " "}, {"name"}),
            ({"name": "x" * 251}, {"name"}),
            ({"ends_before": "2025-12-31"}, {"ends_before"}),
            ({"starts_on": "1026-01-01"}, {"starts_on"}),
            ({"leader_id": None}, {"leader_id"}),
        ],
    )
    def test_name_the_field_of_a_wrong_input(self, world, admin, more, fields):
        status, content = checked(admin, "post", "teams", team_body(world, **more))

        assert (status, fields_of(content)) == (422, fields)

    def test_refuse_members_that_cannot_be(self, world, admin):
        team = cycle.team(world, "staf")
        ids = {"team_id": team.id}

        def add(**body: Any) -> Any:
            return checked(admin, "post", "teams/{team_id}/members", body, **ids)

        assert fields_of(add()[1]) == {"person"}
        assert fields_of(add(outside_name="Sri", outside_nip="12")[1]) == {"outside_nip"}
        assert fields_of(add(outside_name="Sri", joined_on="2027-05-01")[1]) == {"joined_on"}
        assert add(employee_id=world.people["staf"].id)[0] == 409
        assert add(employee_id=world.people["kabid"].id)[0] == 409
        assert fields_of(checked(admin, "post", "teams/{team_id}/end", {"last_day": "2025-01-01"}, **ids)[1]) == {
            "last_day"
        }


class TestMatrixMembers:
    def test_are_borrowed_and_released_by_the_leader(self, caller, world):
        plan = cycle.agreed(world, "kabid", rater="kepala")
        leader, ids = caller("kabid"), {"plan_id": plan.id, "employee_id": world.people["orang_lain"].id}
        body = {"employee_id": ids["employee_id"]}
        path = "plans/{plan_id}/matrix/members"

        status, matrix = checked(leader, "post", path, body, **ids)

        assert status == 201
        assert str(ids["employee_id"]) in {row["employee_id"] for row in matrix["rows"]}
        assert checked(leader, "post", path, body, **ids)[0] == 409
        assert checked(caller("kepala"), "post", path, body, **ids)[0] == 403
        assert checked(leader, "delete", path + "/{employee_id}", **ids) == (204, None)
        assert checked(leader, "delete", path + "/{employee_id}", **ids)[0] == 404
        assert not MatrixMember.objects.exists()


class TestGoalIndicators:
    def test_live_with_their_figures_until_they_retire(self, caller, world, goal):
        head, ids = caller("kepala"), {"goal_id": goal.id, "year": 2026}
        given = {"text": "Prevalensi stunting", "measure": "persen", "direction": "MAKIN_RENDAH", "source": "SSGI"}
        status, row = checked(head, "post", "goals/{goal_id}/indicators", given, **ids)
        assert (status, row["accumulation"], row["source"]) == (201, "NILAI_AKHIR", "SSGI")
        ids["goal_indicator_id"] = row["id"]
        path = "goals/{goal_id}/indicators/{goal_indicator_id}"
        status, changed = checked(head, "put", path, {**given, "text": "Angka stunting", "seen": 1}, **ids)
        assert (status, changed["text"], changed["revision"]) == (200, "Angka stunting", 2)
        figures = {
            "targets": [{"quarter": 0, "target": "14"}, {"quarter": 1, "target": "17.5"}],
            "achievements": [{"quarter": 1, "achieved": "18.25", "achieved_note": "SSGI 2026"}],
            "seen": 2,
        }
        status, told = checked(head, "put", path + "/figures/{year}", figures, **ids)
        assert (status, told["revision"]) == (200, 3)
        later = {"targets": [{"quarter": 2, "target": "16"}]}
        checked(head, "put", path + "/figures/{year}", later, **ids)
        _status, shown = checked(caller("orang_lain"), "get", path + "/figures/{year}", **ids)
        assert [(cell["quarter"], cell["target"], cell["achieved"]) for cell in shown["targets"]] == [
            (0, "14", None),
            (1, "17.5", "18.25"),
            (2, "16", None),
        ]
        assert GoalTarget.objects.get(quarter=1).achieved == Decimal("18.25")
        assert checked(head, "delete", path, **ids) == (204, None)
        assert checked(head, "get", path + "/figures/{year}", **ids)[0] == 404
        assert AuditEntry.objects.filter(event="planning.goal_indicator.saved").count() == 2
        assert AuditEntry.objects.filter(event="planning.goal_figures.saved").count() == 2
        assert recorded("planning.goal_indicator.retired").actor_name == "Kepala"

    def test_are_written_by_those_of_the_unit(self, caller, world, goal, admin):
        _status, row = checked(admin, "post", "goals/{goal_id}/indicators", {"text": "Angka"}, goal_id=goal.id)
        ids = {"goal_id": goal.id, "goal_indicator_id": row["id"], "year": 2026}
        path = "goals/{goal_id}/indicators/{goal_indicator_id}"
        other = caller("clerk", Role.UNIT_CLERK, unit="lain")

        refused = [
            checked(other, "post", "goals/{goal_id}/indicators", {"text": "Lain"}, **ids),
            checked(other, "put", path, {"text": "Lain"}, **ids),
            checked(other, "delete", path, **ids),
            checked(other, "put", path + "/figures/{year}", {"targets": [{"quarter": 0, "target": "1"}]}, **ids),
        ]

        assert [status for status, _content in refused] == [403] * 4

    def test_belong_to_the_goal_in_the_address(self, world, goal, admin):
        other = Goal.objects.create(text="Lain", first_year=2025, last_year=2029)
        _status, row = checked(admin, "post", "goals/{goal_id}/indicators", {"text": "Angka"}, goal_id=goal.id)
        ids = {"goal_id": other.id, "goal_indicator_id": row["id"], "year": 2026}
        path = "goals/{goal_id}/indicators/{goal_indicator_id}"

        body = {"targets": [{"quarter": 0, "target": "1"}]}
        assert checked(admin, "put", path + "/figures/{year}", body, **ids)[0] == 404
        assert checked(admin, "put", path, {"text": "Lain"}, **ids)[0] == 404
        assert checked(admin, "delete", path, **ids)[0] == 404
        assert not GoalTarget.objects.exists()

    def test_show_the_other_version_when_two_write(self, world, goal, admin):
        _status, row = checked(admin, "post", "goals/{goal_id}/indicators", {"text": "Angka"}, goal_id=goal.id)
        ids = {"goal_id": goal.id, "goal_indicator_id": row["id"], "year": 2026}
        path = "goals/{goal_id}/indicators/{goal_indicator_id}/figures/{year}"

        def write(target: str) -> Any:
            return checked(admin, "put", path, {"targets": [{"quarter": 0, "target": target}], "seen": 1}, **ids)

        assert write("10")[0] == 200
        assert write("10")[0] == 200
        status, content = write("20")
        assert (status, content["error"]["code"]) == (409, "planning.edit_conflict")
        assert Decimal(content["error"]["fields"]["theirs"]["target_0"]) == 10

    @pytest.mark.parametrize(
        ("method", "suffix", "body", "field"),
        [
            ("post", "", {"text": " "}, "text"),
            ("post", "", {"text": "x", "accumulation": "BESOK"}, "accumulation"),
            ("post", "", {"text": "x", "direction": "KIRI"}, "direction"),
            ("post", "", {"text": "x", "measure": "x" * 81}, "measure"),
            ("put", "/{goal_indicator_id}/figures/{year}", {"targets": [{"quarter": 5}]}, "targets.0.quarter"),
            ("put", "/{goal_indicator_id}/figures/{year}", {"targets": [{"quarter": 1}, {"quarter": 1}]}, "targets"),
            (
                "put",
                "/{goal_indicator_id}/figures/{year}",
                {"achievements": [{"quarter": 1, "achieved": "banyak"}]},
                "achievements.0.achieved",
            ),
        ],
    )
    def test_name_the_field_of_a_wrong_input(self, world, goal, admin, method, suffix, body, field):
        _status, row = checked(admin, "post", "goals/{goal_id}/indicators", {"text": "Angka"}, goal_id=goal.id)
        ids = {"goal_id": goal.id, "goal_indicator_id": row["id"], "year": 2026}

        status, content = checked(admin, method, "goals/{goal_id}/indicators" + suffix, body, **ids)

        assert (status, fields_of(content)) == (422, {field})

    def test_have_figures_only_in_the_years_of_the_goal(self, world, goal, admin):
        _status, row = checked(admin, "post", "goals/{goal_id}/indicators", {"text": "Angka"}, goal_id=goal.id)
        ids = {"goal_id": goal.id, "goal_indicator_id": row["id"], "year": 2031}

        status, content = checked(
            admin,
            "put",
            "goals/{goal_id}/indicators/{goal_indicator_id}/figures/{year}",
            {"targets": [{"quarter": 0, "target": "1"}]},
            **ids,
        )

        assert status == 422
        assert "2025–2029" in content["error"]["findings"][0]["message"]


class TestGoals:
    def test_are_changed_moved_and_retired_with_an_audit_row(self, caller, world, goal, admin):
        body = {"text": "Meningkatnya gizi", "first_year": 2025, "last_year": 2029, "seen": goal.revision}
        ids = {"goal_id": goal.id}

        assert checked(admin, "put", "goals/{goal_id}", {**body, "kind": "LAIN"}, **ids)[0] == 422
        status, changed = checked(admin, "put", "goals/{goal_id}", body, **ids)
        assert (status, changed["unit_id"], changed["revision"]) == (200, None, 2)
        stale = checked(admin, "put", "goals/{goal_id}", {**body, "text": "Lain"}, **ids)
        assert (stale[0], stale[1]["error"]["code"]) == (409, "planning.edit_conflict")
        assert checked(caller("kepala"), "delete", "goals/{goal_id}", **ids)[0] == 403
        assert checked(admin, "delete", "goals/{goal_id}", **ids) == (204, None)
        assert checked(admin, "delete", "goals/{goal_id}", **ids)[0] == 409
        assert recorded("planning.goal.saved").data["text"] == "Meningkatnya gizi"
        assert recorded("planning.goal.retired").subject_id == str(goal.id)


@pytest.fixture
def promised(world, goal):
    """The goal of the service with an indicator and its target."""
    actor = world.official(Role.AGENCY_ADMIN)
    row = planning.save_goal_indicator(
        actor=actor, goal_id=goal.id, indicator_id=None,
        given=planning.GoalIndicatorInput(text="Prevalensi stunting", measure="persen"), at=cycle.JANUARY,
    )  # fmt: skip
    planning.save_goal_figures(
        actor=actor, indicator_id=row.id, year=2026, targets={0: planning.TargetInput(Decimal(14))}, at=cycle.JANUARY
    )
    return goal


class TestAgreements:
    def begin(self, who: Any, world: cycle.World, unit: str | None = "dinas") -> Any:
        body = {"year": 2026, "unit_id": world.units[unit].id if unit else None}
        return checked(who, "post", "agreements", body)

    def test_live_from_draft_to_agreement_and_are_renewed(self, caller, world, promised):
        head, leader = caller("kepala"), caller("pimpinan", Role.LEADER)
        status, draft = self.begin(head, world)
        assert (status, draft["state"], draft["may"], draft["can_edit"]) == (201, "DRAFT", ["AJUKAN"], True)
        assert draft["goals"][0]["indicators"] == [{"text": "Prevalensi stunting", "target": "14 persen"}]
        ids = {"agreement_id": draft["id"]}
        budgets = [{"programme": "Gizi masyarakat", "amount": "4595150.50", "source": "APBD"}]
        body = {"budgets": budgets, "seen": draft["revision"]}
        status, written = checked(head, "put", "agreements/{agreement_id}/budgets", body, **ids)
        assert (status, written["total"], written["budgets"][0]["amount"]) == (200, "4595150.5", "4595150.5")
        move = "agreements/{agreement_id}/transitions"
        assert checked(head, "post", move, {"action": "AJUKAN"}, **ids)[1]["may"] == ["TARIK"]
        assert checked(head, "post", move, {"action": "TARIK"}, **ids)[1]["state"] == "DRAFT"
        sent = checked(head, "post", move, {"action": "AJUKAN"}, **ids)[1]
        returned = checked(leader, "post", move, {"action": "KEMBALIKAN", "note": "Perjelas targetnya."}, **ids)
        assert (returned[0], returned[1]["state"]) == (200, "DIKEMBALIKAN")
        assert checked(head, "get", "agreements/{agreement_id}", **ids)[1]["history"][-1]["note"].startswith("Perjelas")
        checked(head, "post", move, {"action": "AJUKAN"}, **ids)
        stale = checked(leader, "post", move, {"action": "SEPAKATI", "seen": sent["revision"]}, **ids)
        assert stale[0] == 409
        status, agreed = checked(leader, "post", move, {"action": "SEPAKATI"}, **ids)
        assert (status, agreed["state"], agreed["signed_on"]) == (200, "DISEPAKATI", "2026-02-03")
        assert checked(head, "delete", "agreements/{agreement_id}", **ids)[0] == 409
        status, renewed = self.begin(head, world)
        assert (status, renewed["number"], renewed["budgets"]) == (201, 2, agreed["budgets"])
        assert checked(head, "delete", "agreements/{agreement_id}", agreement_id=renewed["id"]) == (204, None)
        for event in ("saved", "withdrawn", "returned", "agreed", "discarded"):
            assert recorded(f"planning.agreement.{event}").subject_id

    def test_give_the_notes_of_their_steps_only_to_those_concerned(self, caller, world, promised):
        head, leader = caller("kepala"), caller("pimpinan", Role.LEADER)
        ids = {"agreement_id": self.begin(head, world)[1]["id"]}
        move = "agreements/{agreement_id}/transitions"
        for who, body in (
            (head, {"action": "AJUKAN"}),
            (leader, {"action": "KEMBALIKAN", "note": "Rahasia"}),
            (head, {"action": "AJUKAN"}),
        ):
            assert checked(who, "post", move, body, **ids)[0] == 200
        stranger = caller("orang_lain")
        assert checked(stranger, "get", "agreements/{agreement_id}", **ids)[0] == 404
        checked(leader, "post", move, {"action": "SEPAKATI"}, **ids)

        status, read = checked(stranger, "get", "agreements/{agreement_id}", **ids)

        assert (status, read["may"], read["can_edit"], read["can_renew"]) == (200, [], False, False)
        assert [step["note"] for step in read["history"]] == ["", "", "", ""]
        assert "Rahasia" in {
            step["note"] for step in checked(head, "get", "agreements/{agreement_id}", **ids)[1]["history"]
        }

    def test_are_recorded_from_paper_with_its_document(self, world, promised, admin):
        ids = {"agreement_id": self.begin(admin, world)[1]["id"]}
        move = "agreements/{agreement_id}/transitions"
        checked(admin, "post", move, {"action": "AJUKAN"}, **ids)
        Agreement.objects.update(second={"name": "Bupati", "employee_id": None}, second_employee=None)

        status, refused = checked(admin, "post", move, {"action": "SEPAKATI"}, **ids)
        assert (status, fields_of(refused)) == (422, {"number", "dated"})
        paper = {"document_number": "050/7", "document_dated": "2026-01-30", "official": "H. Umar"}
        status, agreed = checked(admin, "post", move, {"action": "SEPAKATI", **paper}, **ids)

        assert (status, agreed["signed_on"], agreed["second"]["name"]) == (200, "2026-01-30", "H. Umar")

    def test_are_moved_only_by_those_whose_step_it_is(self, caller, world, promised):
        head, staff = caller("kepala"), caller("staf")
        assert self.begin(staff, world)[0] == 403
        assert self.begin(head, world, None)[0] == 403
        ids = {"agreement_id": self.begin(head, world)[1]["id"]}
        move = "agreements/{agreement_id}/transitions"
        clerk = caller("clerk", Role.UNIT_CLERK, unit="dinas")

        assert checked(clerk, "post", move, {"action": "AJUKAN"}, **ids)[0] == 403
        assert checked(head, "post", move, {"action": "SEPAKATI"}, **ids)[0] == 409
        checked(head, "post", move, {"action": "AJUKAN"}, **ids)
        assert checked(head, "post", move, {"action": "SEPAKATI"}, **ids)[0] == 403
        assert checked(clerk, "put", "agreements/{agreement_id}/budgets", {"budgets": []}, **ids)[0] == 409
        assert self.begin(head, world)[0] == 409

    def test_name_only_units_of_the_agency_and_open_years(self, world, other_world, admin):
        other = {"year": 2026, "unit_id": other_world.units["dinas"].id}
        assert checked(admin, "post", "agreements", other)[0] == 404
        assert checked(admin, "post", "agreements", {"year": 2031})[0] == 404

    def test_say_what_is_missing_or_wrong(self, caller, world, goal):
        head = caller("kepala")
        draft = self.begin(head, world)[1]
        ids = {"agreement_id": draft["id"]}
        move, path = "agreements/{agreement_id}/transitions", "agreements/{agreement_id}/budgets"

        status, content = checked(head, "post", move, {"action": "AJUKAN"}, **ids)
        assert (status, content["error"]["code"]) == (422, "planning.agreement_not_ready")
        assert fields_of(checked(head, "post", move, {"action": "TERBANG"}, **ids)[1]) == {"action"}
        for row, field in (
            ({"programme": " ", "amount": "1"}, "programme_1"),
            ({"programme": "x", "amount": "-1"}, "amount_1"),
            ({"programme": "x", "amount": "1.005"}, "budgets.0.amount"),
            ({"programme": "x"}, "budgets.0.amount"),
        ):
            status, content = checked(head, "put", path, {"budgets": [row]}, **ids)
            assert (status, fields_of(content)) == (422, {field})
        first = {"budgets": [{"programme": "x", "amount": "1"}], "seen": draft["revision"]}
        assert checked(head, "put", path, first, **ids)[0] == 200
        second = {"budgets": [{"programme": "y", "amount": "2"}], "seen": draft["revision"]}
        status, content = checked(head, "put", path, second, **ids)
        assert (status, content["error"]["code"]) == (409, "planning.edit_conflict")

    def test_are_listed_unit_by_unit(self, caller, world, promised):
        people.refresh_directory(on=cycle.FEBRUARY.date())
        head = caller("kepala")
        made = self.begin(head, world)[1]

        def line(who: Any) -> Any:
            rows = checked(who, "get", "agreements", query="?year=2026&q=kesehatan")[1]["items"]
            return next(row for row in rows if row["unit_id"] == str(world.units["dinas"].id))

        assert (line(head)["agreement_id"], line(head)["state"]) == (made["id"], "DRAFT")
        assert line(caller("orang_lain"))["agreement_id"] is None
        drafts = checked(head, "get", "agreements", query="?year=2026&state=DRAFT")[1]
        assert drafts["total"] == 1


YEAR = {
    "year": 2027,
    "periodicity": "TRIWULANAN",
    "plan_deadline": "2027-01-31",
    "annual_deadline": "2028-01-10",
    "fill_days": 7,
}


class TestYears:
    def test_are_previewed_and_opened(self, world, admin):
        Appointment.objects.filter(employee=world.people["orang_lain"]).delete()
        people.refresh_directory(on=cycle.FEBRUARY.date())

        status, preview = checked(admin, "post", "years/preview", YEAR)

        assert (status, preview["planners"], preview["without_rater"]) == (200, 5, 1)
        assert [row["number"] for row in preview["periods"]] == [1, 2, 3, 4, 0]
        assert not PerformanceYear.objects.filter(year=2027).exists()
        status, year = checked(admin, "post", "years", YEAR)
        assert (status, year["year"], len(year["periods"])) == (201, 2027, 5)
        assert year["plan_deadline"].startswith(preview["plan_deadline"])
        opened = AuditEntry.objects.filter(event="planning.year.opened", subject_id=year["id"])
        assert opened.get().actor_name == "Admin"
        assert [checked(admin, "post", path, YEAR)[0] for path in ("years/preview", "years")] == [409, 409]

    @pytest.mark.parametrize("path", ["years/preview", "years"])
    def test_are_those_of_the_whole_agency(self, caller, world, path):
        for who in (caller("kepala"), caller("unit_admin", Role.AGENCY_ADMIN, unit="dinas")):
            assert checked(who, "post", path, YEAR)[0] == 403
        assert not PerformanceYear.objects.filter(year=2027).exists()

    @pytest.mark.parametrize(
        ("more", "field"),
        [
            ({"fill_days": 0}, "fill_days"),
            ({"plan_deadline": "2026-12-31"}, "plan_deadline"),
            ({"annual_deadline": "2027-12-31"}, "annual_deadline"),
            ({"periodicity": "HARIAN"}, "periodicity"),
            ({"year": 1999}, "year"),
            ({"plan_deadline": "31-01-2027"}, "plan_deadline"),
        ],
    )
    def test_name_the_field_of_a_wrong_input(self, world, admin, more, field):
        for path in ("years/preview", "years"):
            status, content = checked(admin, "post", path, {**YEAR, **more})
            assert (status, fields_of(content)) == (422, {field})

    def test_say_what_documents_print_of_the_agency(self, caller, world, admin):
        given = {"signing_place": "Kalianda", "head_name": "Hj. Siti Rahmawati"}

        status, year = checked(admin, "put", "years/{year}/signing", given, year=2026)

        assert (status, year["signing_place"], year["head_name"]) == (200, "Kalianda", "Hj. Siti Rahmawati")
        assert checked(caller("kepala"), "put", "years/{year}/signing", given, year=2026)[0] == 403
        assert checked(admin, "put", "years/{year}/signing", given, year=2031)[0] == 404

    def test_have_a_deadline_for_plans_that_is_moved_or_extended(self, caller, world, admin, monkeypatch):
        people.refresh_directory(on=cycle.FEBRUARY.date())
        deadline = {"plan_deadline": "2026-02-13", "reason": "Banjir"}
        assert checked(admin, "put", "years/{year}/plan-deadline", deadline, year=2026)[0] == 409
        given = {**deadline, "unit_id": world.units["bidang"].id}
        status, made = checked(admin, "post", "years/{year}/extensions", given, year=2026)
        assert (status, made["unit_id"], made["granted_by"]) == (201, str(world.units["bidang"].id), "Admin")
        assert PlanExtension.objects.get().unit_path == world.paths["bidang"]
        assert recorded("planning.year.extended").data["reason"] == "Banjir"

        monkeypatch.setattr(clock, "now", lambda: cycle.JANUARY)
        status, year = checked(admin, "put", "years/{year}/plan-deadline", deadline, year=2026)
        assert status == 200
        assert datetime.fromisoformat(year["plan_deadline"]) == datetime(2026, 2, 13, 16, 59, 59, tzinfo=UTC)
        assert recorded("planning.year.changed").data["reason"] == "Banjir"
        status, content = checked(
            admin, "put", "years/{year}/plan-deadline", {"plan_deadline": "2026-01-02", "reason": ""}, year=2026
        )
        assert (status, fields_of(content)) == (422, {"plan_deadline", "reason"})
        staff = caller("staf")
        for method, path in (("put", "years/{year}/plan-deadline"), ("post", "years/{year}/extensions")):
            assert checked(staff, method, path, deadline, year=2026)[0] == 403
            assert checked(admin, method, path, deadline, year=2031)[0] == 404


class TestPeriods:
    def test_have_a_window_that_is_changed_before_it_closes(self, caller, world, admin):
        period = cycle.period(world, 2)
        body = {"fill_opens_on": "2026-02-20", "fill_deadline": "2026-03-09", "reason": "Cuti bersama"}
        path, ids = "periods/{period_id}/window", {"period_id": period.id}

        status, changed = checked(admin, "put", path, body, **ids)

        assert (status, changed["fill_opens_on"]) == (200, "2026-02-20")
        assert Period.objects.get(id=period.id).fill_deadline == planning.end_of_day(date(2026, 3, 9), "Asia/Jakarta")
        assert recorded("planning.period.changed").data["reason"] == "Cuti bersama"
        assert checked(caller("kabid"), "put", path, body, **ids)[0] == 403
        status, content = checked(admin, "put", path, {**body, "fill_deadline": "2026-02-10"}, **ids)
        assert status == 422
        assert "fill_deadline" in fields_of(content)
        late = {"fill_deadline": "2026-03-20", "reason": "x"}
        Period.objects.filter(id=period.id).update(fill_deadline=cycle.JANUARY)
        assert checked(admin, "put", path, late, **ids)[0] == 409

    def test_are_extended_for_one_person_of_the_agency(self, caller, world, other_world, admin):
        period = cycle.period(world, 1)
        path, ids = "periods/{period_id}/extensions", {"period_id": period.id}
        body = {"fill_deadline": "2026-02-20", "reason": "Sakit", "employee_id": world.people["staf"].id}

        status, made = checked(admin, "post", path, body, **ids)

        assert (status, made["employee_id"], made["reason"]) == (201, str(world.people["staf"].id), "Sakit")
        assert recorded("planning.period.extended").subject_id == str(period.id)
        stranger = {**body, "employee_id": other_world.people["staf"].id}
        assert checked(admin, "post", path, stranger, **ids)[0] == 404
        assert checked(caller("kabid"), "post", path, body, **ids)[0] == 403
        both = {**body, "unit_id": world.units["bidang"].id}
        assert fields_of(checked(admin, "post", path, both, **ids)[1]) == {"unit"}
        assert PeriodExtension.objects.count() == 1

        ending, ids = "periods/extensions/{extension_id}/end", {"extension_id": made["id"]}
        for who in (caller("kabid"), caller("unit_admin", Role.AGENCY_ADMIN, unit="dinas")):
            assert checked(who, "post", ending, {"reason": "x"}, **ids)[0] == 403
        assert fields_of(checked(admin, "post", ending, {"reason": ""}, **ids)[1]) == {"reason"}
        status, row = checked(admin, "post", ending, {"reason": "Salah orang"}, **ids)
        assert (status, row["id"], row["ended_reason"]) == (200, made["id"], "Salah orang")
        assert datetime.fromisoformat(row["deadline"]) == datetime.fromisoformat(made["deadline"])
        assert checked(admin, "post", ending, {"reason": "x"}, **ids)[0] == 409


class TestDowntimes:
    def test_are_previewed_and_recorded_once(self, caller, world, admin):
        body = {"started_at": "2026-01-31T02:00:00Z", "ended_at": "2026-02-01T09:00:00+07:00", "reason": "Padam"}

        status, moved = checked(admin, "post", "downtimes/preview", body)

        assert (status, [row["period_id"] for row in moved]) == (200, [None])
        assert not PlanExtension.objects.exists()
        status, made = checked(admin, "post", "downtimes", body)
        assert (status, made["reason"]) == (201, "Padam")
        assert PlanExtension.objects.get().reason == "gangguan program: Padam"
        assert recorded("planning.downtime.recorded").data["deadlines"] == 1
        assert [checked(admin, "post", path, body)[0] for path in ("downtimes/preview", "downtimes")] == [409, 409]
        for path in ("downtimes/preview", "downtimes"):
            assert checked(caller("kabid"), "post", path, body)[0] == 403
            local = {**body, "started_at": "2026-01-31T02:00:00"}
            assert fields_of(checked(admin, "post", path, local)[1]) == {"started_at"}
