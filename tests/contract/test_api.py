"""The JSON interface: its description is true, its rights are those of the screens, its errors have one shape."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from ekinerja.access import public as access
from ekinerja.access.models import AccessToken
from ekinerja.documents.models import DocumentBundle
from ekinerja.kernel.actor import Role
from ekinerja.kernel.ids import uuid7
from ekinerja.kernel.models import JobRun
from ekinerja.kernel.tenancy import context
from ekinerja.organisation.models import Holiday, UnitCalendar, WorkCalendar
from ekinerja.people.models import RaterCorrection
from ekinerja.planning import public as planning
from ekinerja.planning.models import Agreement, Goal, GoalIndicator, Team, TeamMember
from tests.contract.checking import ERROR, SCHEMA, checked
from tests.contract.conftest import Caller
from tests.factories import cycle

pytestmark = pytest.mark.django_db
NOBODY = "00000000-0000-7000-8000-000000000000"


def outcome_body(**more: Any) -> dict[str, Any]:
    return {"text": "Terlayaninya pasien sesuai standar", **more}


class TestDescription:
    def test_is_openapi_3_1_with_unique_operations(self):
        names = [op["operationId"] for item in SCHEMA["paths"].values() for op in item.values()]

        assert SCHEMA["openapi"].startswith("3.1")
        assert len(names) == len(set(names)) >= 50

    def test_describes_the_errors_of_every_operation(self):
        for path, item in SCHEMA["paths"].items():
            for method, operation in item.items():
                codes = {str(code) for code in operation["responses"]}
                assert codes >= {"401", "403", "404", "409", "422"}, f"{method} {path}"
                assert operation["summary"]
                assert operation["description"]

    def test_is_served_to_everybody_and_readable(self, client):
        assert client.get("/api/v1/openapi.json").json()["info"]["title"] == "e-Kinerja"
        page = client.get("/api/v1/").content.decode()
        assert "/api/v1/plans/{plan_id}/transitions" in page
        assert '<script src="http' not in page

    def test_gives_numbers_as_strings_with_a_pattern(self):
        target = SCHEMA["components"]["schemas"]["IndicatorOut"]["properties"]["target_number"]["anyOf"][0]

        assert target["type"] == "string"
        assert re.fullmatch(target["pattern"], "-12.5")
        assert not re.fullmatch(target["pattern"], "dua puluh")

    def test_uses_no_schema_that_is_missing(self):
        used = set(re.findall(r"#/components/schemas/(\w+)", str(SCHEMA)))

        assert used <= set(SCHEMA["components"]["schemas"])


class TestCaller:
    def test_nobody_is_asked_to_sign_in(self, client, world):
        answer = client.get("/api/v1/me")

        assert answer.status_code == 401
        assert answer.json()["error"]["code"] == "api.not_signed_in"
        assert answer["WWW-Authenticate"].startswith("Bearer")

    @pytest.mark.parametrize("key", ["ekn_salah", "salah", ""])
    def test_a_wrong_token_is_nobody(self, world, key):
        answer = Client().get("/api/v1/me", headers={"authorization": f"Bearer {key}"})

        assert answer.status_code == 401

    def test_a_token_speaks_for_its_owner(self, caller, world):
        status, me = checked(caller("staf"), "get", "me")

        assert status == 200
        assert me["employee_id"] == str(world.people["staf"].id)
        assert me["token"] is True

    def test_a_reading_token_changes_nothing(self, caller, world):
        reader = caller("staf", scope=access.TokenScope.READ)

        status, content = checked(reader, "post", "plans", {"year": 2026})

        assert status == 403
        assert "membaca" in content["error"]["message"]
        assert checked(reader, "get", "plans")[0] == 200

    def test_a_revoked_ended_or_closed_one_is_nobody(self, caller, account_of, world):
        call = caller("staf")
        token = AccessToken.objects.get()
        for changes in ({"revoked_at": cycle.FEBRUARY}, {"revoked_at": None, "expires_at": cycle.JANUARY}):
            AccessToken.objects.filter(id=token.id).update(**changes)
            assert call("get", "me").status_code == 401
        AccessToken.objects.filter(id=token.id).update(expires_at=token.expires_at)
        account = account_of("staf")
        account.is_active = False
        account.save(update_fields=["is_active"])
        assert call("get", "me").status_code == 401

    def test_a_token_is_no_key_to_the_screens(self, token_of, world):
        key = token_of("staf")

        assert Client().get("/skp/", headers={"authorization": f"Bearer {key}"}).status_code == 302

    def test_a_token_is_not_kept_readable(self, token_of, world):
        key = token_of("staf")
        row = AccessToken.objects.get()

        assert key not in f"{row.hash}{row.beginning}{row.name}"
        assert key.startswith(row.beginning)

    def test_a_browser_needs_the_csrf_token_to_change(self, account_of, world):
        client = Client(enforce_csrf_checks=True)
        client.force_login(account_of("staf"))

        assert client.get("/api/v1/me").status_code == 200
        refused = client.post("/api/v1/plans", {"year": 2026}, content_type="application/json")
        assert refused.status_code == 403
        assert refused.json()["error"]["code"] == "api.refused"
        client.get("/skp/")
        sent = client.cookies["csrftoken"].value
        made = client.post(
            "/api/v1/plans", {"year": 2026}, content_type="application/json", headers={"x-csrftoken": sent}
        )
        assert made.status_code == 201


class TestPlan:
    def test_lives_from_draft_to_agreement(self, caller, world):
        staff, rater = caller("staf"), caller("kabid")
        _status, plan = checked(staff, "post", "plans", {"year": 2026})
        ids = {"plan_id": plan["id"]}
        status, outcome = checked(staff, "post", "plans/{plan_id}/outcomes", outcome_body(), **ids)
        assert status == 201
        ids["outcome_id"] = outcome["id"]
        status, refused = checked(staff, "post", "plans/{plan_id}/transitions", {"action": "AJUKAN"}, **ids)
        assert status == 422
        assert refused["error"]["findings"]
        status, indicator = checked(
            staff,
            "post",
            "plans/{plan_id}/outcomes/{outcome_id}/indicators",
            {"text": "Jumlah pasien", "aspect": "KUANTITAS", "target_number": "120.5", "target_unit": "pasien"},
            **ids,
        )
        assert (status, indicator["target_number"]) == (201, "120.5")
        _status, lines = checked(
            staff, "put", "plans/{plan_id}/notes/{kind}", {"lines": ["Komputer"]}, kind="DUKUNGAN_SUMBER_DAYA", **ids
        )
        assert lines == ["Komputer"]
        _status, sent = checked(staff, "post", "plans/{plan_id}/transitions", {"action": "AJUKAN"}, **ids)
        assert (sent["state"], sent["may"]) == ("DIAJUKAN", ["TARIK"])
        _status, told = checked(
            rater, "put", "plans/{plan_id}/expectations/{value}", {"text": "Ramah"}, value="AKUNTABEL", **ids
        )
        assert told["text"] == "Ramah"
        _status, agreed = checked(rater, "post", "plans/{plan_id}/transitions", {"action": "SETUJUI"}, **ids)
        assert agreed["state"] == "DISETUJUI"
        status, conflict = checked(
            staff, "put", "plans/{plan_id}/outcomes/{outcome_id}", outcome_body(text="Lain"), **ids
        )
        assert (status, conflict["error"]["code"]) == (409, "kernel.conflict")

    def test_shows_the_other_version_when_two_write(self, caller, world):
        staff = caller("staf")
        plan = cycle.draft(world, "staf")
        cycle.fill(world, plan, "staf", outcomes=1)
        outcome = plan.outcomes.first()
        ids = {"plan_id": plan.id, "outcome_id": outcome.id}
        seen = outcome.revision
        checked(staff, "put", "plans/{plan_id}/outcomes/{outcome_id}", outcome_body(text="Pertama", seen=seen), **ids)

        status, content = checked(
            staff, "put", "plans/{plan_id}/outcomes/{outcome_id}", outcome_body(text="Kedua", seen=seen), **ids
        )

        assert (status, content["error"]["code"]) == (409, "planning.edit_conflict")
        assert content["error"]["fields"]["theirs"]["text"] == "Pertama"

    def test_takes_things_out_again(self, caller, world):
        staff, plan = caller("staf"), cycle.draft(world, "staf")
        indicators = cycle.fill(world, plan, "staf", outcomes=1)
        outcome = plan.outcomes.first()
        ids = {"plan_id": plan.id, "outcome_id": outcome.id, "indicator_id": indicators[0]}
        path = "plans/{plan_id}/outcomes/{outcome_id}"

        changed = checked(
            staff, "put", f"{path}/indicators/{{indicator_id}}", {"text": "Baru", "target_text": "Baik"}, **ids
        )
        assert changed[1]["target_number"] is None
        assert checked(staff, "delete", f"{path}/indicators/{{indicator_id}}", **ids) == (204, None)
        assert checked(staff, "delete", path, **ids) == (204, None)
        form = {"approach": "KUALITATIF", "position_group": "JA_JF"}
        assert checked(staff, "put", "plans/{plan_id}/form", form, plan_id=plan.id)[1]["approach"] == "KUALITATIF"
        assert checked(staff, "delete", "plans/{plan_id}", plan_id=plan.id) == (204, None)
        assert checked(staff, "get", "plans/{plan_id}", plan_id=plan.id)[0] == 404

    @pytest.mark.parametrize(
        ("body", "field"),
        [
            ({"text": "Jumlah", "target_number": "dua puluh"}, "target_number"),
            ({"text": "Jumlah", "target_number": 20}, "target_number"),
            ({"target_number": "20"}, "text"),
            ({"text": "Jumlah", "seen": -1}, "seen"),
        ],
    )
    def test_names_the_field_of_a_wrong_input(self, caller, world, body, field):
        plan = cycle.draft(world, "staf")
        cycle.fill(world, plan, "staf", outcomes=1)
        ids = {"plan_id": plan.id, "outcome_id": plan.outcomes.first().id}

        status, content = checked(
            caller("staf"), "post", "plans/{plan_id}/outcomes/{outcome_id}/indicators", body, **ids
        )

        assert status == 422
        assert [row["field"].split(".")[0] for row in content["error"]["findings"]] == [field]

    @pytest.mark.parametrize("body", [{"action": "TERBANG"}, {"action": ""}, [], "x", None])
    def test_answers_422_for_what_it_does_not_know(self, caller, world, body):
        plan = cycle.draft(world, "staf")

        answer = caller("staf")("post", f"plans/{plan.id}/transitions", body)

        assert answer.status_code in (400, 422)
        assert set(answer.json()["error"]) >= ERROR

    def test_refuses_what_is_no_json_and_what_cannot_be_kept(self, caller, world):
        plan, staff = cycle.draft(world, "staf"), caller("staf")
        path = f"plans/{plan.id}/outcomes"

        broken = staff.client.post(f"/api/v1/{path}", "{", content_type="application/json", headers=staff.headers)
        null = staff("post", path, outcome_body(text="a\0b"))
        asked = staff("get", "teams?q=%00")

        assert [answer.status_code for answer in (broken, null, asked)] == [422, 422, 422]
        assert "JSON" in broken.json()["error"]["message"]
        assert [answer.json()["error"]["findings"][0]["field"] for answer in (null, asked)] == ["text", "q"]

    def test_lists_pages_of_what_one_may_read(self, caller, world):
        for name in ("staf", "rekan", "kabid"):
            cycle.submitted(world, name)
        admin = caller("admin", Role.AGENCY_ADMIN)

        _status, first = checked(admin, "get", "plans", query="?year=2026&per_page=2")
        _status, second = checked(admin, "get", "plans", query="?year=2026&per_page=2&page=2")
        _status, own = checked(caller("orang_lain"), "get", "plans")
        _status, unit = checked(admin, "get", "plans", query=f"?unit_id={world.units['bidang'].id}&state=DIAJUKAN")

        assert (first["total"], len(first["items"]), len(second["items"])) == (3, 2, 1)
        assert not {row["id"] for row in first["items"]} & {row["id"] for row in second["items"]}
        assert own["total"] == 0
        assert unit["total"] == 3
        assert checked(admin, "get", "plans", query="?state=HILANG")[0] == 422
        assert checked(admin, "get", "plans", query="?per_page=1000")[0] == 422


class TestSubjects:
    def test_years_with_periods(self, caller, world):
        _status, years = checked(caller("staf"), "get", "years")
        status, year = checked(caller("staf"), "get", "years/{year}", year=2026)

        assert years[0]["year"] == year["year"] == 2026
        assert len(year["periods"]) == 13
        assert checked(caller("staf"), "get", "years/{year}", year=2001)[0] == 404
        assert status == 200

    def test_goals_are_read_by_all_and_written_by_admins(self, caller, world, goal):
        admin, staff = caller("admin", Role.AGENCY_ADMIN), caller("staf")
        body = {"text": "Meningkatnya mutu", "first_year": 2025, "last_year": 2029, "parent_id": goal.id}

        status, made = checked(admin, "post", "goals", body)
        _status, listed = checked(staff, "get", "goals", query="?year=2026")

        assert status == 201
        assert {row["id"] for row in listed["items"]} == {str(goal.id), made["id"]}
        assert checked(staff, "post", "goals", body)[0] == 403
        changed = checked(admin, "put", "goals/{goal_id}", {**body, "text": "Lain"}, goal_id=made["id"])
        assert changed[1]["text"] == "Lain"
        assert checked(staff, "get", "goals/{goal_id}", goal_id=goal.id)[1]["text"] == goal.text
        assert checked(admin, "delete", "goals/{goal_id}", goal_id=made["id"]) == (204, None)

    def test_the_matrix_is_read_and_written(self, caller, world):
        plan = cycle.agreed(world, "kabid", rater="kepala")
        cycle.draft(world, "staf")
        leader, outcome = caller("kabid"), plan.outcomes.first()
        cell = {"outcome_id": outcome.id, "employee_id": world.people["staf"].id, "text": "Melayani loket"}

        status, matrix = checked(leader, "put", "plans/{plan_id}/matrix", [cell], plan_id=plan.id)

        assert status == 200
        row = next(row for row in matrix["rows"] if row["employee_id"] == str(world.people["staf"].id))
        assert "Melayani loket" in {item["text"] for item in row["cells"]}
        assert checked(leader, "get", "plans/{plan_id}/matrix", plan_id=plan.id)[1]["columns"]

    def test_teams_are_listed_and_shown(self, caller, world):
        team = Team.objects.create(
            name="Tim stunting",
            unit=world.units["dinas"],
            unit_path=world.paths["dinas"],
            leader=world.people["kabid"],
            period=cycle.FOREVER,
            created_at=cycle.JANUARY,
        )
        admin = caller("admin", Role.AGENCY_ADMIN)

        assert checked(admin, "get", "teams")[1]["total"] == 1
        assert checked(admin, "get", "teams/{team_id}", team_id=team.id)[1]["name"] == "Tim stunting"

    def test_figures_are_for_those_who_read_units(self, caller, world):
        planning.count_alignment(year=2026, at=cycle.FEBRUARY)
        leader = caller("pimpinan", Role.LEADER)

        assert checked(leader, "get", "planning-room")[0] == 200
        assert checked(leader, "get", "alignment", query="?year=2026")[1]["total"]["outcome_count"] == 0
        assert checked(leader, "get", "alignment", query="?year=2001")[0] == 404
        for template in ("planning-room", "alignment"):
            assert checked(caller("staf"), "get", template)[0] == 403


# A body that is right for each operation that takes one, so that only the object can be wrong.
BODIES: dict[str, Any] = {
    "goals/{goal_id}": {"text": "x", "first_year": 2025, "last_year": 2026},
    "goals/{goal_id}/indicators": {"text": "x"},
    "goals/{goal_id}/indicators/{goal_indicator_id}": {"text": "x"},
    "goals/{goal_id}/indicators/{goal_indicator_id}/figures/{year}": {"targets": [{"quarter": 0, "target": "1"}]},
    "agreements/{agreement_id}/budgets": {"budgets": [{"programme": "x", "amount": "1"}]},
    "agreements/{agreement_id}/transitions": {"action": "AJUKAN"},
    "teams/{team_id}": {"name": "x", "leader_id": NOBODY, "starts_on": "2026-01-01"},
    "teams/{team_id}/end": {"last_day": "2026-03-31"},
    "unit-calendars/{assignment_id}/end": {"ends_before": "2026-03-01"},
    "teams/{team_id}/members": {"outside_name": "x"},
    "periods/{period_id}/window": {"fill_deadline": "2026-04-10", "reason": "x"},
    "periods/{period_id}/extensions": {"fill_deadline": "2026-04-10", "reason": "x"},
    "periods/extensions/{extension_id}/end": {"reason": "x"},
    "plans/{plan_id}/form": {"approach": "KUANTITATIF", "position_group": "JA_JF"},
    "plans/{plan_id}/transitions": {"action": "AJUKAN"},
    "plans/{plan_id}/outcomes": {"text": "x"},
    "plans/{plan_id}/outcomes/{outcome_id}": {"text": "x"},
    "plans/{plan_id}/outcomes/{outcome_id}/indicators": {"text": "x"},
    "plans/{plan_id}/outcomes/{outcome_id}/indicators/{indicator_id}": {"text": "x"},
    "plans/{plan_id}/matrix/members": {"employee_id": NOBODY},
    "plans/{plan_id}/matrix/take-over": {"outcome_id": NOBODY, "employee_id": NOBODY},
    "plans/{plan_id}/copies": {"employee_ids": [NOBODY]},
    "plans/{plan_id}/outcomes/{outcome_id}/cascade": {"cascade": "TIDAK_LANGSUNG"},
    "plans/{plan_id}/outcomes/{outcome_id}/link": {"above_id": NOBODY},
    "plans/{plan_id}/outcomes/{outcome_id}/indicators/{indicator_id}/breakdown": {
        "accumulation": "JUMLAH",
        "targets": {"1": "10"},
    },
    "plans/{plan_id}/notes/{kind}": {"lines": ["x"]},
    "rater-corrections/{correction_id}/decision": {"granted": True, "rater_id": NOBODY, "starts_on": "2026-02-01"},
    "calendars/{calendar_id}": {"name": "x", "weekdays": [1]},
    "people/{employee_id}/rater": {"rater_id": NOBODY, "starts_on": "2026-02-01", "reason": "x"},
    "people/{employee_id}/rater/release": {"ends_before": "2026-03-01"},
    "plans/{plan_id}/expectations/{value}": {"text": "x"},
}


PERSONAL = ("plans/", "agreements/", "teams/", "rater-corrections/", "bundles/", "jobs/")
WORDS = {"kind": "KONSEKUENSI", "value": "AKUNTABEL", "year": 2026}


def operations_on_objects() -> list[tuple[str, str]]:
    return [
        (method, path.removeprefix("/api/v1/"))
        for path, item in SCHEMA["paths"].items()
        for method in item
        if "_id}" in path
    ]


def _more_time(world: cycle.World) -> Any:
    return planning.extend_plan(
        actor=world.official(Role.AGENCY_ADMIN),
        year_id=world.year.id,
        plan_deadline=cycle.JULY,
        reason="Banjir",
        at=cycle.JANUARY,
    )


def _assignment(world: cycle.World) -> UnitCalendar:
    calendar = WorkCalendar.objects.create(code="U", name="Lima hari", weekdays=[1, 2, 3, 4, 5])
    return UnitCalendar.objects.create(unit=world.units["lain"], calendar=calendar, period=cycle.FOREVER)


def objects_of(world: cycle.World) -> dict[str, Any]:
    plan = cycle.agreed(world, "staf")
    outcome = plan.outcomes.first()
    goal = Goal.objects.create(text="Sasaran", first_year=2025, last_year=2029)
    team = Team.objects.create(name="Tim", leader=world.people["kabid"], period=cycle.FOREVER, created_at=cycle.JANUARY)
    calendar = WorkCalendar.objects.create(code="5", name="Lima hari", weekdays=[1, 2, 3, 4, 5])
    member = TeamMember.objects.create(team=team, outside_name="Tamu", joined_on=cycle.JANUARY.date())
    return {
        "plan_id": plan.id,
        "outcome_id": outcome.id,
        "indicator_id": outcome.indicators.first().id,
        "assignment_id": _assignment(world).id,
        "goal_id": goal.id,
        "goal_indicator_id": GoalIndicator.objects.create(goal=goal, number=1, text="Usia harapan hidup").id,
        "agreement_id": Agreement.objects.create(year=world.year).id,
        "period_id": cycle.period(world, 3).id,
        "extension_id": _more_time(world).id,
        "employee_id": world.people["staf"].id,
        "team_id": team.id,
        "member_id": member.id,
        "correction_id": RaterCorrection.objects.create(
            employee=world.people["staf"], shown_label="Kabid", reason="Pindah unit", asked_at=cycle.JANUARY
        ).id,
        "calendar_id": calendar.id,
        "holiday_id": Holiday.objects.create(calendar=calendar, day="2026-08-17", name="HUT RI").id,
        "run_id": JobRun.objects.create(task="uji", title="Uji", requested_at=cycle.JANUARY).id,
        "wording_id": NOBODY,
        "bundle_id": DocumentBundle.objects.create(
            form="ZIP", title="Uji", subject_type="planning.plan", requested_by_id=uuid7(), requested_at=cycle.JANUARY
        ).id,
        **WORDS,
    }


def body_for(template: str, ids: dict[str, Any]) -> Any:
    if template.endswith("/matrix"):
        return [{"outcome_id": ids["outcome_id"], "employee_id": uuid7(), "text": "x"}]
    return BODIES.get(template)


class TestEveryOperationOnAnObject:
    def test_has_a_body_to_try(self):
        with_body = {
            path.removeprefix("/api/v1/")
            for path, item in SCHEMA["paths"].items()
            for operation in item.values()
            if "requestBody" in operation and "_id}" in path
        }

        assert with_body == {*BODIES, "plans/{plan_id}/matrix"}

    @pytest.mark.parametrize(("method", "template"), operations_on_objects())
    def test_knows_nothing_of_another_agency(self, caller, world, other_world, other_agency, method, template):
        with context.agency(other_agency):
            ids = objects_of(other_world)
        mighty = caller("kabid", Role.AGENCY_ADMIN, Role.LEADER, Role.UNIT_CLERK, Role.INSPECTORATE)

        assert checked(mighty, method, template, body_for(template, ids), **ids)[0] == 404

    @pytest.mark.parametrize(("method", "template"), operations_on_objects())
    def test_asks_nobody_in(self, world, method, template):
        ids = dict.fromkeys(("outcome_id", *re.findall(r"{(\w+_id)}", template)), NOBODY) | WORDS

        assert checked(Caller(Client()), method, template, body_for(template, ids), **ids)[0] == 401

    @pytest.mark.parametrize(
        ("method", "template"),
        [row for row in operations_on_objects() if row[1].startswith(PERSONAL)],
    )
    def test_hides_what_is_not_for_everybody_from_a_stranger(self, caller, world, method, template):
        ids = objects_of(world)

        assert checked(caller("orang_lain"), method, template, body_for(template, ids), **ids)[0] == 404
