"""Who rates whom, requests to correct it, and deciding about them, by the JSON interface."""

from __future__ import annotations

from typing import Any

import pytest

from ekinerja.audit.models import AuditEntry
from ekinerja.kernel.actor import Role
from ekinerja.kernel.tenancy import context
from ekinerja.people.models import RaterCorrection
from tests.contract.checking import checked
from tests.factories import cycle

pytestmark = pytest.mark.django_db
REASON = "Saya dipindah ke bidang lain per 1 Februari."
ONE = "rater-corrections/{correction_id}"
PERSON = "people/{employee_id}/rater"


@pytest.fixture
def staff(caller):
    return caller("staf")


@pytest.fixture
def asked(staff, world) -> dict[str, Any]:
    """The request of ``staf`` to be rated by the head of the office."""
    body = {"reason": REASON, "proposed_id": world.people["kepala"].id}
    status, made = checked(staff, "post", "rater-corrections", body)
    assert status == 201
    return made


class TestAsking:
    def test_begins_with_who_rates_me_and_why(self, staff, admin, world):
        status, line = checked(staff, "get", "me/rater")

        assert (status, line["rater"]["employee_id"]) == (200, str(world.people["kabid"].id))
        assert line["rater"]["explanation"]
        assert line["superior"]["employee_id"] == str(world.people["kepala"].id)
        assert checked(admin, "get", "me/rater")[0] == 403
        assert checked(admin, "post", "rater-corrections", {"reason": REASON})[0] == 403

    def test_keeps_what_was_shown_and_lists_ones_own(self, staff, asked, caller, world):
        assert (asked["state"], asked["name"], asked["proposed_name"]) == ("DIAJUKAN", "Staf", "Kepala")
        assert asked["shown"].startswith("Kabid")
        assert [row["id"] for row in checked(staff, "get", "me/rater-corrections")[1]] == [asked["id"]]
        assert checked(caller("rekan"), "get", "me/rater-corrections")[1] == []
        status, found = checked(staff, "get", ONE, correction_id=asked["id"])
        assert (status, found["today"]["rater"]["employee_id"]) == (200, str(world.people["kabid"].id))

    def test_is_refused_twice_without_a_reason_and_for_nobody(self, staff, asked, caller, world):
        colleague = caller("rekan")

        assert checked(staff, "post", "rater-corrections", {"reason": REASON})[0] == 409
        assert checked(colleague, "post", "rater-corrections", {"reason": "salah"})[0] == 422
        itself = {"reason": REASON, "proposed_id": world.people["rekan"].id}
        assert checked(colleague, "post", "rater-corrections", itself)[0] == 422
        unknown = {"reason": REASON, "proposed_id": asked["id"]}
        assert checked(colleague, "post", "rater-corrections", unknown)[0] == 404
        assert checked(colleague, "post", "rater-corrections", {"reason": "x" * 501})[0] == 422

    def test_ends_when_it_is_withdrawn(self, staff, asked, admin):
        status, found = checked(staff, "post", ONE + "/withdraw", correction_id=asked["id"])

        assert (status, found["state"]) == (200, "DITARIK")
        assert checked(staff, "post", ONE + "/withdraw", correction_id=asked["id"])[0] == 409
        granted = {"granted": True, "starts_on": "2026-02-01"}
        assert checked(admin, "post", ONE + "/decision", granted, correction_id=asked["id"])[0] == 409


class TestDeciding:
    def test_admins_see_those_that_wait_of_their_own_agency(self, asked, admin, caller, world, other_world):
        with context.agency(other_world.agency_id):
            RaterCorrection.objects.create(
                employee=other_world.people["staf"], shown_label="x", reason="Rahasia", asked_at=cycle.JANUARY
            )

        status, found = checked(admin, "get", "rater-corrections")

        assert (status, found["open"], [row["id"] for row in found["items"]]) == (200, 1, [asked["id"]])
        assert checked(admin, "get", "rater-corrections", query="?state=DITOLAK")[1]["total"] == 0
        assert checked(admin, "get", "rater-corrections", query="?state=&text=rekan")[1]["total"] == 0
        assert checked(admin, "get", "rater-corrections", query="?state=LUPA")[0] == 422
        for other in (caller("kabid"), caller("klerk", Role.UNIT_CLERK), caller("pimpinan", Role.LEADER)):
            assert checked(other, "get", "rater-corrections")[0] == 403
        part = caller("sebagian", Role.AGENCY_ADMIN, unit="dinas")
        assert checked(part, "get", "rater-corrections")[0] == 403

    def test_a_granted_one_names_the_proposed_from_a_day_on(self, asked, admin, staff, world):
        given = {"granted": True, "starts_on": "2026-02-01", "note": "Sesuai SK mutasi"}

        status, found = checked(admin, "post", ONE + "/decision", given, correction_id=asked["id"])

        assert (status, found["state"], found["decided_by"]) == (200, "DISETUJUI", "Admin")
        assert checked(staff, "get", "me/rater")[1]["rater"]["employee_id"] == str(world.people["kepala"].id)
        assert AuditEntry.objects.get(event="people.rater_correction.granted").actor_name == "Admin"
        assert checked(admin, "post", ONE + "/decision", given, correction_id=asked["id"])[0] == 409

    def test_a_refusal_needs_words_and_only_admins_decide(self, asked, admin, staff, caller):
        ids = {"correction_id": asked["id"]}

        assert checked(admin, "post", ONE + "/decision", {"granted": False}, **ids)[0] == 422
        assert checked(admin, "post", ONE + "/decision", {"granted": True}, **ids)[0] == 422
        assert checked(staff, "post", ONE + "/decision", {"granted": False, "note": "x"}, **ids)[0] == 403
        assert checked(caller("kabid"), "post", ONE + "/decision", {"granted": False, "note": "x"}, **ids)[0] == 404
        status, found = checked(admin, "post", ONE + "/decision", {"granted": False, "note": "Tetap"}, **ids)
        assert (status, found["state"], found["decision_note"]) == (200, "DITOLAK", "Tetap")


class TestNaming:
    def test_a_rater_is_named_and_released(self, admin, caller, world):
        ids = {"employee_id": world.people["staf"].id}
        given = {"rater_id": world.people["kepala"].id, "starts_on": "2026-02-01", "reason": "Tugas khusus"}

        status, named = checked(admin, "post", PERSON, given, **ids)

        assert (status, named["name"], named["ends_before"]) == (201, "Kepala", None)
        clerk = caller("klerk", Role.UNIT_CLERK, unit="dinas")
        status, found = checked(clerk, "get", PERSON, **ids)
        assert (status, found["rater"]["employee_id"]) == (200, str(world.people["kepala"].id))
        assert [row["reason"] for row in found["named"]] == ["Tugas khusus"]
        before = checked(clerk, "get", PERSON, query="?on=2026-01-15", **ids)[1]
        assert before["rater"]["employee_id"] == str(world.people["kabid"].id)
        assert checked(admin, "post", PERSON + "/release", {"ends_before": "2026-02-03"}, **ids) == (200, {"ended": 1})
        assert checked(admin, "post", PERSON + "/release", {"ends_before": "2026-02-03"}, **ids) == (200, {"ended": 0})
        today = checked(clerk, "get", PERSON, **ids)[1]
        assert today["rater"]["employee_id"] == str(world.people["kabid"].id)

    def test_only_admins_name_and_only_clerks_and_admins_look(self, admin, caller, world):
        ids = {"employee_id": world.people["staf"].id}
        given = {"rater_id": world.people["kepala"].id, "starts_on": "2026-02-01", "reason": "Tugas khusus"}

        clerk = caller("klerk", Role.UNIT_CLERK, unit="dinas")
        assert checked(clerk, "post", PERSON, given, **ids)[0] == 403
        assert checked(clerk, "post", PERSON + "/release", {"ends_before": "2026-03-01"}, **ids)[0] == 403
        for other in (caller("staf"), caller("kabid"), caller("pimpinan", Role.LEADER)):
            assert checked(other, "get", PERSON, **ids)[0] == 403
        assert checked(clerk, "get", PERSON, employee_id=world.people["orang_lain"].id)[0] == 404
        itself = {**given, "rater_id": ids["employee_id"]}
        assert checked(admin, "post", PERSON, itself, **ids)[0] == 422
        assert checked(admin, "post", PERSON, {**given, "starts_on": "1026-02-01"}, **ids)[0] == 422
