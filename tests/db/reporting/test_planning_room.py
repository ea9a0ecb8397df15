"""The control room of planning: everybody has one standing with its reason, counted by unit, and is reminded once."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from ekinerja.access.models import Account
from ekinerja.audit.models import AuditEntry
from ekinerja.kernel.actor import Role
from ekinerja.kernel.errors import NotAllowed, NotFound
from ekinerja.kernel.jobs import RunningJob
from ekinerja.kernel.models import JobRun
from ekinerja.kernel.tenancy import context
from ekinerja.notices.models import Notification
from ekinerja.people import public as people
from ekinerja.people.models import Appointment, StatusRecord
from ekinerja.planning import public as planning
from ekinerja.reporting import public as reporting
from ekinerja.reporting import tasks
from ekinerja.reporting.models import PersonPlan, UnitPeriodCount
from tests.factories import cycle

pytestmark = pytest.mark.django_db
NOW = cycle.FEBRUARY
S, R = reporting.PlanStanding, reporting.PlanReason
EVERYBODY = reporting.PlannerFilter()
WORDS = {standing: reporting.Nudge(str(standing), "Isi", "/skp/") for standing in S}


@pytest.fixture
def admin(world):
    return world.official(Role.AGENCY_ADMIN)


def activate(world, *names):
    for name in names:
        person = world.people[name]
        Account.objects.create(
            login=person.nip, name=name, agency_id=world.agency_id, employee_id=person.id, activated_at=NOW
        )


def stands(world):
    rows = {row.employee_id: row for row in PersonPlan.objects.filter(year=world.year)}
    return {name: (rows[p.id].standing, rows[p.id].reason) for name, p in world.people.items() if p.id in rows}


class TestStandings:
    def test_each_has_one_with_its_reason(self, world, admin):
        activate(world, "kepala", "rekan", "orang_lain")
        Appointment.objects.filter(employee=world.people["orang_lain"]).delete()
        people.refresh_directory(on=NOW.date())
        cycle.submitted(world, "staf")
        StatusRecord.objects.filter(employee=world.people["kabid"]).update(status="TUGAS_BELAJAR")

        reporting.recount_all(at=NOW)

        assert stands(world) == {
            "kepala": (S.NOT_BEGUN, R.NOT_WRITTEN),
            "kabid": (S.EXEMPT, R.EXEMPT),
            "staf": (S.SUBMITTED, R.WAITS),
            "rekan": (S.NOT_BEGUN, R.RATER_WITHOUT_PLAN),
            "orang_lain": (S.NOT_BEGUN, R.NO_RATER),
        }
        row = PersonPlan.objects.get(employee=world.people["staf"])
        assert (row.waits_for_id, row.since) == (world.people["kabid"].id, cycle.JANUARY)
        assert PersonPlan.objects.get(employee=world.people["kabid"]).note

    def test_of_two_plans_the_one_behind_counts(self, world, admin):
        first = cycle.agreed(world)
        planning.close_plan(
            actor=world.actor("kabid"), plan_id=first.id, note="Mutasi", at=cycle.JULY, ends_before=cycle.FIRST_OF_JULY
        )
        planning.draft_plan(actor=world.actor("staf"), year=2026, at=cycle.JULY, starts_on=cycle.FIRST_OF_JULY)

        reporting.recount_all(at=cycle.JULY)

        assert stands(world)["staf"][0] == S.DRAFT

    def test_a_step_counts_its_unit_anew(self, world):
        reporting.recount_all(at=NOW)
        cycle.submitted(world)
        event = planning.PlanStepped(plan_id=world.people["staf"].id, employee_id=world.people["staf"].id)

        tasks.recount_after(event)

        annual = cycle.period(world, 0)
        counts = UnitPeriodCount.objects.get(unit=world.units["bidang"], period=annual)
        assert (counts.plan_submitted_count, counts.plan_none_count) == (1, 2)
        assert PersonPlan.objects.count() == 5


class TestPlanningRoom:
    def test_adds_up_the_units_below(self, world, admin, django_assert_num_queries):
        cycle.submitted(world)
        cycle.draft(world, "rekan")
        reporting.recount_all(at=NOW)

        with django_assert_num_queries(3):
            room = reporting.planning_room(actor=admin, now=NOW)

        rows = {row.unit.name: row.counts for row in room.board.rows}
        assert rows["Dinas Kesehatan"].of(S.SUBMITTED, S.DRAFT, S.NOT_BEGUN) == 4
        assert (room.board.total.planners, room.board.total.of(S.SUBMITTED), room.days_left) == (5, 1, -3)

    def test_is_closed_to_employees_and_to_other_units_and_agencies(self, world, other_world):
        reporting.recount_all(at=NOW)
        clerk = world.official(Role.UNIT_CLERK, path=world.paths["dinas"])

        with pytest.raises(NotAllowed):
            reporting.planning_room(actor=world.actor("staf"), now=NOW)
        for unit in (world.units["lain"], other_world.units["dinas"]):
            with pytest.raises(NotFound):
                reporting.planning_room(actor=clerk, now=NOW, unit_id=unit.id)
        found = reporting.list_planners(actor=clerk, now=NOW, wanted=EVERYBODY)
        assert found.total == 4
        with context.agency(other_world.agency_id):
            reporting.recount_all(at=NOW)
            assert reporting.list_planners(actor=other_world.official(Role.AGENCY_ADMIN), now=NOW, wanted=EVERYBODY)


class TestListPlanners:
    def test_narrows_and_says_for_whom_it_waits_since_when(self, world, admin, django_assert_num_queries):
        cycle.submitted(world)
        reporting.recount_all(at=NOW)

        with django_assert_num_queries(4):
            found = reporting.list_planners(
                actor=admin, now=NOW, wanted=reporting.PlannerFilter(standing=S.SUBMITTED, sort="-sejak")
            )

        assert [(row.entry.display_name, row.waits, row.days) for row in found.people] == [
            (world.people["staf"].display_name, world.people["kabid"].display_name, 22)
        ]
        assert found.counts == {S.SUBMITTED: 1, S.NOT_BEGUN: 4}
        by_name = reporting.list_planners(actor=admin, now=NOW, wanted=reporting.PlannerFilter(text="rekan"))
        by_unit = reporting.list_planners(
            actor=admin, now=NOW, wanted=reporting.PlannerFilter(unit_id=world.units["lain"].id)
        )
        assert (by_name.total, by_unit.total) == (1, 1)


class TestNudgePlanners:
    def test_owner_or_rater_hears_of_it_once_a_day(self, world, admin):
        activate(world, "kepala", "kabid", "orang_lain")
        cycle.submitted(world, "staf")
        cycle.submitted(world, "rekan")
        reporting.recount_all(at=NOW)

        def nudge(at=NOW, wanted=EVERYBODY, *names):
            ids = tuple(world.people[name].id for name in names)
            return reporting.nudge_planners(
                actor=admin, words=lambda _year, _until: WORDS, at=at, wanted=wanted, employee_ids=ids
            )

        first = nudge()
        assert (first.told, first.already, first.unreachable) == (4, 0, 0)
        assert (nudge().told, nudge(NOW + timedelta(days=1)).told) == (0, 4)
        kabid = Notification.objects.filter(employee=world.people["kabid"], created_at=NOW)
        assert sorted(kabid.values_list("title", flat=True)) == [S.NOT_BEGUN, S.SUBMITTED]
        one = nudge(NOW + timedelta(days=2), EVERYBODY, "orang_lain")
        assert (one.told, one.already) == (1, 0)
        entry = AuditEntry.objects.filter(event="reporting.planners.nudged").first()
        assert entry.data["told"] == 4

    def test_who_has_no_account_is_told_apart(self, world, admin):
        reporting.recount_all(at=NOW)

        report = reporting.nudge_planners(actor=admin, words=lambda _year, _until: WORDS, at=NOW, wanted=EVERYBODY)

        assert (report.told, report.unreachable) == (0, 5)

    def test_refuses_readers_and_people_of_other_units(self, world):
        reporting.recount_all(at=NOW)
        clerk = world.official(Role.UNIT_CLERK, path=world.paths["dinas"])

        with pytest.raises(NotAllowed):
            reporting.nudge_planners(
                actor=world.official(Role.LEADER), words=lambda _year, _until: WORDS, at=NOW, wanted=EVERYBODY
            )
        with pytest.raises(NotFound):
            reporting.nudge_planners(
                actor=clerk,
                words=lambda _year, _until: WORDS,
                at=NOW,
                wanted=EVERYBODY,
                employee_ids=(world.people["orang_lain"].id,),
            )


class TestExport:
    def test_a_large_list_is_made_in_the_background_for_its_requester(self, world, monkeypatch):
        from ekinerja.config import exporting

        reporting.recount_all(at=NOW)
        monkeypatch.setattr("ekinerja.kernel.clock.now", lambda: NOW)
        account = Account.objects.create(login="admin", name="Admin", agency_id=world.agency_id, activated_at=NOW)
        admin = world.official(Role.AGENCY_ADMIN)
        asked = type(admin)(account.id, world.agency_id, None, "Admin", admin.grants)
        monkeypatch.setattr(exporting.requesters, "requester_of", lambda job: asked)
        run = reporting.request_planning_export(actor=asked, wanted=EVERYBODY, rows=5, at=NOW, title="Ekspor")

        result = exporting.export_planners(RunningJob(run.id, world.agency_id), **JobRun.objects.get().arguments)

        assert (result["rows"], result["url"]) == (5, f"/monitoring/unduh/{run.id}/")
        assert reporting.get_export(actor=asked, run_id=run.id).content[:2] == b"PK"
        assert AuditEntry.objects.get(event="reporting.planners.exported").sensitive
        with pytest.raises(NotFound):
            reporting.get_export(actor=world.official(Role.AGENCY_ADMIN), run_id=run.id)

    def test_each_hears_the_deadline_that_holds_for_the_plan(self, world, admin):
        activate(world, "kepala", "kabid", "orang_lain")
        cycle.submitted(world, "staf")
        cycle.submitted(world, "rekan")
        for name, day in (("kepala", 20), ("staf", 25), ("rekan", 22)):
            planning.extend_plan(
                actor=admin, year_id=world.year.id, employee_id=world.people[name].id, reason="Sakit", at=NOW,
                plan_deadline=planning.end_of_day(date(2026, 2, day), "Asia/Jakarta"),
            )  # fmt: skip
        reporting.recount_all(at=NOW)

        def words(year, until):
            return {key: reporting.Nudge(str(key), f"{planning.day_of(until):%d-%m}", "/skp/") for key in S}

        reporting.nudge_planners(actor=admin, words=words, at=NOW, wanted=EVERYBODY)

        told = {(row.employee_id, row.title): row.body for row in Notification.objects.all()}
        assert told[world.people["kepala"].id, S.NOT_BEGUN] == "20-02"
        assert told[world.people["kabid"].id, S.SUBMITTED] == "22-02"
        assert told[world.people["orang_lain"].id, S.NOT_BEGUN] == "31-01"
