"""Reminding from the control room, and work in the background, by the JSON interface."""

from __future__ import annotations

from datetime import timedelta

import pytest

from ekinerja.access import public as access
from ekinerja.audit.models import AuditEntry
from ekinerja.kernel.actor import Role
from ekinerja.kernel.models import JobRun
from ekinerja.notices.models import Notification
from ekinerja.people import public as people
from ekinerja.planning.models import PerformanceYear, PlanExtension
from ekinerja.reporting import public as reporting
from tests.contract.checking import checked
from tests.factories import cycle

pytestmark = pytest.mark.django_db
REMIND = "planning-room/reminders"


@pytest.fixture
def clerk(caller, account_of, world):
    """The clerk of the health office; ``staf`` waits for ``kabid``, ``rekan`` has an account and no plan."""
    cycle.submitted(world)
    account_of("rekan")
    people.refresh_directory(on=cycle.FEBRUARY.date())
    reporting.recount_all(at=cycle.FEBRUARY)
    return caller("klerk", Role.UNIT_CLERK, unit="dinas")


class TestReminders:
    def test_reach_one_person_once_a_day_in_the_words_of_the_screens(self, clerk, world):
        body = {"employee_ids": [world.people["rekan"].id]}

        assert checked(clerk, "post", REMIND, body) == (200, {"told": 1, "already": 0, "unreachable": 0})
        assert checked(clerk, "post", REMIND, body) == (200, {"told": 0, "already": 1, "unreachable": 0})

        told = Notification.objects.get()
        assert (told.employee_id, told.url) == (world.people["rekan"].id, "/skp/")
        assert told.title == "Anda belum menyusun SKP 2026"
        deadline = PerformanceYear.objects.get(year=2026).plan_deadline
        assert told.body.startswith("Susun dan ajukan SKP Anda paling lambat ")
        assert f" {deadline:%Y}." in told.body
        assert AuditEntry.objects.get(event="reporting.planners.nudged", data__told=1).data["chosen"] == 1

    def test_name_the_deadline_that_holds_for_the_person(self, clerk, world):
        PlanExtension.objects.create(
            year=world.year,
            employee=world.people["rekan"],
            plan_deadline=cycle.JULY,
            reason="Sakit",
            granted_at=cycle.FEBRUARY - timedelta(days=1),
        )

        checked(clerk, "post", REMIND, {"employee_ids": [world.people["rekan"].id]})

        assert Notification.objects.get().body == "Susun dan ajukan SKP Anda paling lambat Jumat, 10 Juli 2026."

    def test_reach_everybody_of_a_list_or_some(self, clerk, world):
        status, report = checked(clerk, "post", REMIND, {"standing": "DIAJUKAN"})
        assert (status, report["told"]) == (200, 1)
        assert Notification.objects.get().employee_id == world.people["kabid"].id
        both = [world.people[name].id for name in ("rekan", "kepala")]
        assert checked(clerk, "post", REMIND, {"employee_ids": both})[1] == {"told": 1, "already": 0, "unreachable": 1}
        assert checked(clerk, "post", REMIND, {})[1]["already"] == 2

    def test_are_refused_to_readers_and_for_people_elsewhere(self, clerk, caller, world, other_world):
        for other in (caller("staf"), caller("pimpinan", Role.LEADER), caller("inspektur", Role.INSPECTORATE)):
            assert checked(other, "post", REMIND, {})[0] == 403
        for person in (world.people["orang_lain"], other_world.people["rekan"]):
            assert checked(clerk, "post", REMIND, {"employee_ids": [person.id]})[0] == 404
        for unit in (world.units["lain"], other_world.units["dinas"]):
            assert checked(clerk, "post", REMIND, {"unit_id": unit.id})[0] == 404
        assert checked(clerk, "post", REMIND, {"employee_ids": []})[0] == 422
        assert checked(clerk, "post", REMIND, {"standing": "LUPA"})[0] == 422
        assert not Notification.objects.exists()


class TestAskingForWork:
    def test_figures_are_counted_anew_for_clerks_and_admins(self, clerk, caller, world):
        assert checked(clerk, "post", "planning-room/recount") == (202, None)

        status, found = checked(clerk, "get", "jobs")
        assert (status, [row["title"] for row in found["items"]]) == (200, ["Hitung ulang rekapitulasi"])
        for other in (caller("staf"), caller("pimpinan", Role.LEADER)):
            assert checked(other, "post", "planning-room/recount")[0] == 403

    def test_the_cascade_is_drawn_and_the_library_gathered_for_admins(self, admin, caller, world):
        status, run = checked(admin, "post", "cascade/draw", query="?year=2026")

        assert (status, run["title"], run["state"]) == (202, "Gambar ulang kaskade 2026", "MENUNGGU")
        assert checked(admin, "get", "jobs/{run_id}", run_id=run["id"])[1] == run
        assert checked(admin, "post", "cascade/draw", query="?year=2031")[0] == 404
        assert checked(admin, "post", "library/gather") == (202, None)
        assert AuditEntry.objects.filter(event="planning.library.requested").count() == 1
        for other in (caller("staf"), caller("klerk", Role.UNIT_CLERK), caller("pimpinan", Role.LEADER)):
            assert checked(other, "post", "cascade/draw")[0] == 403
            assert checked(other, "post", "library/gather")[0] == 403

    def test_work_is_seen_by_who_asked_and_by_admins(self, clerk, admin, caller, world):
        checked(clerk, "post", "planning-room/recount")
        run = JobRun.objects.get()

        assert checked(clerk, "get", "jobs/{run_id}", run_id=run.id)[0] == 200
        assert checked(caller("staf"), "get", "jobs/{run_id}", run_id=run.id)[0] == 404
        assert checked(caller("staf"), "get", "jobs", query="?everybody=true")[1]["items"] == []
        assert checked(admin, "get", "jobs")[1]["items"] == []
        assert checked(admin, "get", "jobs", query="?everybody=true&state=MENUNGGU")[1]["total"] == 1
        assert checked(admin, "get", "jobs", query="?state=LUPA")[0] == 422

    def test_a_reading_token_asks_for_nothing(self, caller, world):
        reader = caller("baca", Role.AGENCY_ADMIN, scope=access.TokenScope.READ)

        for path in ("planning-room/recount", "cascade/draw", "library/gather"):
            assert checked(reader, "post", path)[0] == 403


class TestBundles:
    def test_are_stopped_and_resumed_by_who_asked(self, caller, world):
        cycle.agreed(world)
        reader = caller("pimpinan", Role.LEADER)
        ids = {"bundle_id": checked(reader, "post", "bundles", {"year": 2026})[1]["id"]}
        cancel, resume = "bundles/{bundle_id}/cancel", "bundles/{bundle_id}/resume"

        assert checked(reader, "post", resume, **ids)[0] == 409
        status, stopped = checked(reader, "post", cancel, **ids)
        assert (status, stopped["state"]) == (200, "DIBATALKAN")
        assert checked(reader, "post", cancel, **ids)[0] == 409
        for other in (caller("staf"), caller("admin", Role.AGENCY_ADMIN)):
            assert checked(other, "post", cancel, **ids)[0] == 404
            assert checked(other, "post", resume, **ids)[0] == 404
        status, going = checked(reader, "post", resume, **ids)
        assert (status, going["state"]) == (200, "MENUNGGU")
