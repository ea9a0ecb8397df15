"""Help in planning by the JSON interface: copies, library, divided targets, the cascade, lists and files."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.utils import timezone
from pypdf import PdfReader

from ekinerja.audit.models import AuditEntry
from ekinerja.kernel.actor import Role
from ekinerja.people import public as people
from ekinerja.planning import public as planning
from ekinerja.planning.models import LibraryOutcome, Outcome, Plan
from ekinerja.reporting import public as reporting
from tests.contract.checking import checked
from tests.factories import cycle

pytestmark = pytest.mark.django_db


def fields_of(content: Any) -> set[str]:
    return {row["field"] for row in content["error"]["findings"]}


def link(plan: Plan, leader: Plan) -> tuple[Outcome, Outcome]:
    """Let the first outcome of a plan serve the first of the leader's."""
    mine, above = plan.outcomes.order_by("number").first(), leader.outcomes.order_by("number").first()
    Outcome.objects.filter(id=mine.id).update(intervened_outcome=above, goal=None, intervened_text="")
    return mine, above


class TestWriting:
    def test_a_target_is_divided_and_tells_what_is_missing(self, caller, world):
        plan = cycle.draft(world)
        cycle.fill(world, plan)
        outcome = plan.outcomes.first()
        ids = {"plan_id": plan.id, "outcome_id": outcome.id, "indicator_id": outcome.indicators.first().id}
        path = "plans/{plan_id}/outcomes/{outcome_id}/indicators/{indicator_id}/breakdown"
        staff = caller("staf")

        status, found = checked(
            staff, "put", path, {"accumulation": "JUMLAH", "targets": {"1": "10", "2": "5.5"}}, **ids
        )

        assert (status, found["targets"], found["together"]) == (200, {"1": "10", "2": "5.5"}, "15.5")
        assert found["periods"] == list(range(1, 13))
        assert checked(staff, "get", path, **ids)[1] == found
        assert checked(caller("kabid"), "put", path, {"accumulation": "JUMLAH", "targets": {}}, **ids)[0] == 403
        status, refused = checked(staff, "put", path, {"accumulation": "SEMUA", "targets": {}}, **ids)
        assert (status, fields_of(refused)) == (422, {"accumulation"})

    def test_a_wording_of_the_library_is_taken(self, caller, world):
        plan = cycle.draft(world)
        row = LibraryOutcome.objects.create(
            title_key=planning.library.title_key(plan.person.position),
            title=plan.person.position,
            position_group=plan.position_group,
            approach=plan.approach,
            kind="UTAMA",
            text="Terlayaninya pasien sesuai standar",
            uses=12,
            gathered_at=timezone.now(),
        )
        staff = caller("staf")

        status, found = checked(staff, "get", "plans/{plan_id}/library", query="?text=pasien", plan_id=plan.id)
        assert (status, [(item["uses"], item["is_held"]) for item in found["items"]]) == (200, [(12, False)])
        ids = {"plan_id": plan.id, "wording_id": row.id}
        status, outcome = checked(staff, "post", "plans/{plan_id}/library/{wording_id}", **ids)

        assert (status, outcome["text"]) == (201, row.text)
        assert checked(staff, "post", "plans/{plan_id}/library/{wording_id}", **ids)[0] == 409

    def test_a_plan_is_copied_to_people_of_the_same_position(self, caller, world):
        cycle.person(world, "perawat_dua", "bidang", "Perawat Terampil")
        plan = cycle.agreed(world)
        rater = caller("kabid")
        status, found = checked(rater, "get", "plans/{plan_id}/copies", plan_id=plan.id)
        wanted = [row["employee_id"] for row in found["people"] if row["is_new"]]

        assert (status, found["title"]) == (200, plan.person.position)
        status, report = checked(rater, "post", "plans/{plan_id}/copies", {"employee_ids": wanted}, plan_id=plan.id)
        assert (status, report) == (201, {"made": 1, "skipped": 0})
        assert checked(caller("staf"), "get", "plans/{plan_id}/copies", plan_id=plan.id)[0] == 403


class TestDescent:
    def test_says_how_an_outcome_comes_down_and_links_a_suggestion(self, caller, world):
        leader = cycle.agreed(world, "kabid", "kepala")
        plan = cycle.draft(world)
        cycle.fill(world, plan)
        mine, above = link(plan, leader)
        staff, ids = caller("staf"), {"plan_id": plan.id, "outcome_id": mine.id}
        path = "plans/{plan_id}/outcomes/{outcome_id}/"

        status, found = checked(staff, "put", path + "cascade", {"cascade": "TIDAK_LANGSUNG"}, **ids)
        assert (status, found["cascade"]) == (200, "TIDAK_LANGSUNG")
        status, refused = checked(staff, "put", path + "cascade", {"cascade": "MENYAMPING"}, **ids)
        assert (status, fields_of(refused)) == (422, {"cascade"})
        assert checked(staff, "post", path + "change-noted", **ids)[0] == 200

        Outcome.objects.filter(id=mine.id).update(intervened_outcome=None, intervened_text="Perintah lisan")
        status, outcome = checked(staff, "post", path + "link", {"above_id": above.id}, **ids)
        assert (status, outcome["intervened_outcome_id"], outcome["text"]) == (200, str(above.id), mine.text)

    def test_the_rater_sees_whose_plans_serve_the_own(self, caller, world):
        leader = cycle.agreed(world, "kabid", "kepala")
        plan = cycle.submitted(world)
        link(plan, leader)

        status, rows = checked(caller("kabid"), "get", "plans/{plan_id}/followers", plan_id=leader.id)

        assert status == 200
        assert [(row["plan_id"], row["linked"]) for row in rows] == [(str(plan.id), 1)]

    def test_a_matrix_is_filled_from_the_members_plans(self, caller, world):
        leader = cycle.agreed(world, "kabid", "kepala")
        plan = cycle.submitted(world)
        mine, above = link(plan, leader)

        status, report = checked(caller("kabid"), "post", "plans/{plan_id}/matrix/gather", plan_id=leader.id)

        assert (status, report) == (200, {"filled": 1})
        Outcome.objects.filter(id=mine.id).update(text="Kalimat yang lebih baik")
        given = {"outcome_id": above.id, "employee_id": plan.employee_id}
        status, matrix = checked(caller("kabid"), "post", "plans/{plan_id}/matrix/take-over", given, plan_id=leader.id)
        assert status == 200
        assert "Kalimat yang lebih baik" in [cell["text"] for row in matrix["rows"] for cell in row["cells"]]
        assert checked(caller("staf"), "post", "plans/{plan_id}/matrix/gather", plan_id=leader.id)[0] == 404


class TestCascade:
    @pytest.fixture
    def drawn(self, world):
        leader, plan = cycle.agreed(world, "kabid", "kepala"), cycle.submitted(world)
        found = link(plan, leader)
        people.refresh_directory(on=cycle.FEBRUARY.date())
        planning.draw_cascade(year=2026, at=cycle.FEBRUARY)
        return found

    def test_is_walked_from_the_top_to_a_person_and_back(self, caller, world, drawn):
        reader = caller("pimpinan", Role.LEADER)
        status, top = checked(reader, "get", "cascade/people")
        assert (status, [row["name"] for row in top["items"]]) != (200, [])
        key = world.people["staf"].id
        status, found = checked(reader, "get", "cascade/people/{employee_id}", employee_id=key)

        assert (status, found["person"]["employee_id"], found["person"]["state"]) == (200, str(key), "DIAJUKAN")
        assert str(world.people["kabid"].id) in [row["employee_id"] for row in found["above"]]
        assert checked(reader, "get", "cascade/people", query="?year=2031")[0] == 404

    def test_outcomes_are_walked_and_searched(self, caller, world, drawn):
        mine, above = drawn
        reader = caller("kabid")
        status, found = checked(reader, "get", "cascade/outcomes/{outcome_id}", outcome_id=above.id)
        assert (status, [row["id"] for row in found["items"]]) == (200, [str(mine.id)])
        status, top = checked(reader, "get", "cascade/outcomes")
        assert (status, top["knot"]) == (200, None)
        status, hits = checked(reader, "get", "cascade/search", query="?text=Staf")
        assert status == 200
        assert str(world.people["staf"].id) in [row["employee_id"] for row in hits["people"]]
        assert checked(caller("orang_lain"), "get", "cascade/outcomes/{outcome_id}", outcome_id=above.id)[0] == 404


class TestPlanners:
    def test_are_listed_with_the_reason(self, caller, world):
        cycle.submitted(world)
        people.refresh_directory(on=cycle.FEBRUARY.date())
        reporting.recount_all(at=cycle.FEBRUARY)
        clerk = caller("klerk", Role.UNIT_CLERK, unit="dinas")

        status, found = checked(clerk, "get", "planning-room/people", query="?standing=DIAJUKAN")

        assert status == 200
        assert [(row["nip"], row["standing"]) for row in found["items"]] == [(world.people["staf"].nip, "DIAJUKAN")]
        assert checked(clerk, "get", "planning-room/people", query="?standing=LUPA")[0] == 422
        assert checked(caller("staf"), "get", "planning-room/people")[0] == 403


class TestFiles:
    def test_the_documents_are_those_of_the_screens(self, caller, world):
        leader = cycle.agreed(world, "kabid", "kepala")
        reader = caller("kabid")

        for path in (f"plans/{leader.id}/document", f"plans/{leader.id}/matrix/document"):
            answer = reader("get", path)
            assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
            assert PdfReader(io.BytesIO(answer.content)).pages
        assert AuditEntry.objects.filter(event="documents.document.issued").count() == 2

    def test_many_are_made_in_the_background(self, caller, world):
        cycle.agreed(world)
        reader = caller("pimpinan", Role.LEADER)

        status, bundle = checked(reader, "post", "bundles", {"year": 2026, "form": "ZIP"})

        assert (status, bundle["form"]) == (202, "ZIP")
        assert checked(reader, "get", "bundles")[1][0]["id"] == bundle["id"]
        assert checked(reader, "get", "bundles/{bundle_id}", bundle_id=bundle["id"])[0] == 200
        assert checked(caller("staf"), "get", "bundles/{bundle_id}", bundle_id=bundle["id"])[0] == 404
        assert checked(reader, "post", "bundles", {"year": 2026, "form": "DOC"})[0] == 422
