"""Where people stand, counted by unit and period, whole and after a step."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test.utils import CaptureQueriesContext

from ekinerja.access.models import Account
from ekinerja.audit.models import AuditEntry
from ekinerja.evaluation import public as evaluation
from ekinerja.kernel.actor import Role
from ekinerja.kernel.errors import NotAllowed
from ekinerja.kernel.models import JobRun
from ekinerja.kernel.tenancy import context
from ekinerja.people import public as people
from ekinerja.people.models import Appointment, StatusRecord
from ekinerja.planning import public as planning
from ekinerja.planning.models import PerformanceYear
from ekinerja.reporting import public as reporting
from ekinerja.reporting.models import DataGap, PersonStanding, UnitPeriodCount
from tests.factories import cycle

pytestmark = pytest.mark.django_db
NOW = cycle.FEBRUARY
S = reporting.Standing


def standing(world: cycle.World, name: str) -> str:
    return PersonStanding.objects.get(employee=world.people[name]).standing


def activate(world: cycle.World, name: str) -> None:
    person = world.people[name]
    Account.objects.create(
        login=person.nip, name=name, agency_id=world.agency_id, employee_id=person.id, activated_at=NOW
    )


def counts(world: cycle.World, unit: str, number: int = 1) -> UnitPeriodCount:
    return UnitPeriodCount.objects.get(unit=world.units[unit], period=cycle.period(world, number))


class TestStandings:
    def test_each_person_has_the_first_thing_that_is_missing(self, world: cycle.World) -> None:
        returned = cycle.submitted(world, "kabid")
        planning.return_plan(actor=world.actor("kepala"), plan_id=returned.id, note="Kurang.", at=NOW)
        cycle.draft(world, "rekan")
        cycle.agreed(world, "staf")
        activate(world, "orang_lain")

        reporting.recount_all(at=NOW)

        assert {name: standing(world, name) for name in world.people} == {
            "kepala": S.NOT_ACTIVATED,
            "kabid": S.RETURNED,
            "staf": S.UNFILLED,
            "rekan": S.DRAFT,
            "orang_lain": S.NO_PLAN,
        }

    def test_somebody_without_post_has_no_rater(self, world: cycle.World) -> None:
        activate(world, "rekan")
        Appointment.objects.filter(employee=world.people["rekan"]).delete()
        people.refresh_directory(on=NOW.date())

        reporting.recount_all(at=NOW)

        assert standing(world, "rekan") == S.NO_RATER

    def test_who_is_exempt_is_counted_apart_with_the_article(self, world: cycle.World) -> None:
        StatusRecord.objects.filter(employee=world.people["staf"]).update(status="TUGAS_BELAJAR")

        reporting.recount_all(at=NOW)

        row = PersonStanding.objects.get(employee=world.people["staf"])
        assert row.standing == S.EXEMPT
        assert row.reason
        assert row.citation
        assert counts(world, "bidang").exempt_count == 1

    def test_a_rating_counts_as_rated_with_its_predicate(self, world: cycle.World) -> None:
        plan = cycle.agreed(world)
        rate(world, plan, "SESUAI")

        reporting.recount_all(at=NOW)

        row = counts(world, "bidang")
        assert (row.rated_count, row.good_count, row.very_good_count) == (1, 1, 0)

    def test_a_month_before_a_late_plan_is_not_held_against_anybody(self, world: cycle.World) -> None:
        planning.draft_plan(actor=world.actor("staf"), year=2026, at=NOW, starts_on=date(2026, 2, 1))

        reporting.recount_all(at=NOW)

        assert not PersonStanding.objects.filter(employee=world.people["staf"]).exists()
        assert counts(world, "bidang", 2).draft_count == 1

    def test_the_period_to_fill_changes_after_its_deadline(self, world: cycle.World) -> None:
        before = reporting.period_to_fill(now=NOW)
        after = reporting.period_to_fill(now=cycle.LATE_FEBRUARY)

        assert before is not None
        assert after is not None
        assert (before.number, after.number) == (1, 2)


class TestRecount:
    def test_of_a_step_equals_the_count_of_all(self, world: cycle.World) -> None:
        plan = cycle.agreed(world)
        reporting.recount_all(at=NOW)
        rate(world, plan, "ATAS")

        reporting.recount_people(employee_ids=[plan.employee_id], period_id=cycle.period(world, 1).id, at=NOW)
        after_step = picture()
        reporting.recount_all(at=NOW)

        assert picture() == after_step
        assert counts(world, "bidang").very_good_count == 1

    def test_twice_changes_nothing(self, world: cycle.World) -> None:
        reporting.recount_all(at=NOW)
        first = picture()
        reporting.recount_all(at=NOW)

        assert picture() == first

    def test_asks_a_fixed_number_of_questions(self, world: cycle.World) -> None:
        with CaptureQueriesContext(connection) as few:
            reporting.recount_all(at=NOW)
        for number in range(8):
            cycle.person(world, f"baru_{number}", "bidang", f"Perawat {number}")
        people.refresh_directory(on=NOW.date())
        with CaptureQueriesContext(connection) as many:
            reporting.recount_all(at=NOW)

        assert PersonStanding.objects.count() == 13
        assert len(many) <= len(few)

    def test_without_an_open_year_nothing_is_counted(self, world: cycle.World) -> None:
        PerformanceYear.objects.update(state="DITUTUP")

        assert reporting.recount_all(at=NOW) == 0

    def test_leaves_the_other_agency_alone(self, world: cycle.World, other_world: cycle.World) -> None:
        with context.agency(other_world.agency_id):
            people.refresh_directory(on=NOW.date())
            reporting.recount_all(at=NOW)
            before = picture()
        reporting.recount_all(at=NOW)

        with context.agency(other_world.agency_id):
            assert picture() == before

    def test_on_demand_is_a_job_that_can_be_followed(self, world: cycle.World) -> None:
        reporting.request_recount(actor=world.official(Role.UNIT_CLERK, path=world.paths["dinas"]), at=NOW)

        assert JobRun.objects.get().task == "reporting.recount"
        assert AuditEntry.objects.filter(event="reporting.recount.requested").exists()

    def test_not_for_employees(self, world: cycle.World) -> None:
        with pytest.raises(NotAllowed):
            reporting.request_recount(actor=world.actor("staf"), at=NOW)


class TestBoard:
    def test_adds_what_is_below(self, world: cycle.World) -> None:
        cycle.agreed(world)
        reporting.recount_all(at=NOW)

        home = reporting.units_home(actor=world.official(Role.AGENCY_ADMIN), now=NOW)

        assert home.board is not None
        assert {row.unit.name: row.counts.expected for row in home.board.rows} == {
            "Dinas Kesehatan": 4,
            "Dinas Pendidikan": 1,
        }
        assert home.board.total.expected == 5

    def test_a_clerk_sees_the_own_units_and_the_people_of_the_office_itself(self, world: cycle.World) -> None:
        reporting.recount_all(at=NOW)

        home = reporting.units_home(actor=world.official(Role.UNIT_CLERK, path=world.paths["dinas"]), now=NOW)

        assert home.board is not None
        assert [(row.unit.name, row.direct, row.counts.people) for row in home.board.rows] == [
            ("Bidang Pelayanan Kesehatan", False, 3),
            ("Dinas Kesehatan", True, 1),
        ]

    def test_several_offices_stand_beside_each_other(self, world: cycle.World) -> None:
        reporting.recount_all(at=NOW)
        one, two = (
            world.official(Role.UNIT_CLERK, path=world.paths["bidang"]),
            world.official(Role.UNIT_CLERK, path=world.paths["lain"]),
        )
        both = type(one)(one.account_id, one.agency_id, None, one.name, (*one.grants, *two.grants))

        home = reporting.units_home(actor=both, now=NOW)

        assert home.board is not None
        assert {row.unit.name: row.counts.people for row in home.board.rows} == {
            "Bidang Pelayanan Kesehatan": 3,
            "Dinas Pendidikan": 1,
        }

    def test_employees_are_refused(self, world: cycle.World) -> None:
        with pytest.raises(NotAllowed):
            reporting.units_home(actor=world.actor("staf"), now=NOW)

    def test_a_chosen_period_is_shown(self, world: cycle.World) -> None:
        home = reporting.units_home(
            actor=world.official(Role.AGENCY_ADMIN), now=datetime(2026, 3, 20, tzinfo=UTC), number=1
        )

        assert home.period is not None
        assert (home.period.number, home.is_due) == (1, False)


class TestGaps:
    def test_counts_each_kind(self, world: cycle.World) -> None:
        activate(world, "staf")
        Appointment.objects.filter(employee=world.people["rekan"]).delete()
        Appointment.objects.filter(employee=world.people["kabid"]).update(
            period=DateRange(date(2020, 1, 1), date(2026, 1, 31))
        )
        people.refresh_directory(on=NOW.date())

        numbers = reporting.count_gaps(at=NOW)

        assert numbers[reporting.Gap.NO_POST] == 2
        assert numbers[reporting.Gap.NO_HEAD] >= 1
        assert numbers[reporting.Gap.NO_ACCOUNT] == 4
        assert numbers[reporting.Gap.NOT_ACTIVATED] == 0
        assert DataGap.objects.count() == len(reporting.Gap)


class TestOtherRoles:
    def test_only_the_whole_agencys_administrator_sees_the_control_room(self, world: cycle.World) -> None:
        with pytest.raises(NotAllowed):
            reporting.agency_home(actor=world.official(Role.AGENCY_ADMIN, path=world.paths["dinas"]), now=NOW)

    def test_finance_reads_ratings_but_not_the_trail_nor_names(self, world: cycle.World) -> None:
        actor = world.official(Role.FINANCE)
        home = reporting.oversight_home(actor=actor, now=NOW)

        assert not home.reads_trail
        with pytest.raises(NotAllowed):
            reporting.list_missing(actor=actor, now=NOW)

    def test_a_leader_sees_why_ratings_do_not_fit(self, world: cycle.World) -> None:
        rate(world, cycle.agreed(world), "ATAS")
        evaluation.set_achievement(
            actor=world.official(Role.AGENCY_ADMIN),
            unit_id=world.units["dinas"].id,
            period_id=cycle.period(world, 1).id,
            level="KURANG",
            basis="IKU",
            at=NOW,
        )
        reporting.recount_all(at=NOW)

        home = reporting.leader_home(actor=world.official(Role.LEADER), now=NOW)

        assert [unit.unit.name for unit in home.unfit] == ["Dinas Kesehatan"]
        assert home.unfit[0].findings[0].citation
        assert home.period is not None
        assert home.period.number == 1


def rate(world: cycle.World, plan: Any, results: str) -> None:
    evaluation.finalise_review(
        actor=world.actor("kabid"),
        plan_id=plan.id,
        period_id=cycle.period(world, 1).id,
        given=evaluation.ReviewInput(results=results, behaviour=results),
        at=NOW,
    )


def picture() -> list[tuple[Any, ...]]:
    """Everything counted, without ids and instants."""
    names = ("period_id", "unit_id", *reporting.COLUMNS.values())
    persons = PersonStanding.objects.order_by("employee_id").values_list("employee_id", "period_id", "standing")
    return [*UnitPeriodCount.objects.order_by("period_id", "unit_id").values_list(*names), *persons]
