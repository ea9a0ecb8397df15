"""Events of the modules reach the right people once; deadlines are announced in time."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from procrastinate.contrib.django.models import ProcrastinateJob

from ekinerja.access import public as access
from ekinerja.access.models import Account, RoleGrant
from ekinerja.activity import public as activity
from ekinerja.config import notify, schedule
from ekinerja.evaluation import public as evaluation
from ekinerja.evaluation import tasks as evaluation_tasks
from ekinerja.kernel import clock, outbox
from ekinerja.kernel.actor import Role
from ekinerja.kernel.jobs import RunningJob
from ekinerja.kernel.tenancy import context
from ekinerja.notices.models import Notification
from ekinerja.people import events
from ekinerja.people import public as people
from ekinerja.people.models import ImportBatch
from ekinerja.planning import public as planning
from ekinerja.reporting import tasks as reporting_tasks
from ekinerja.reporting.models import UnitPeriodCount
from tests.factories import cycle

pytestmark = pytest.mark.django_db
NOW = cycle.FEBRUARY


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> Any:
    def set_time(at: datetime) -> None:
        monkeypatch.setattr(clock, "now", lambda: at)

    set_time(NOW)
    return set_time


def account(world: cycle.World, name: str, *roles: Role) -> Account:
    person = world.people[name]
    made = Account.objects.create(
        login=person.nip, name=name, agency_id=world.agency_id, employee_id=person.id, activated_at=NOW
    )
    for role in roles:
        RoleGrant.objects.create(
            account_id=made.id,
            role=role,
            period=DateRange(date(2020, 1, 1), None),
            granted_at=NOW,
            reason="uji",
        )
    return made


def told(world: cycle.World) -> list[tuple[str, str]]:
    names = {person.id: key for key, person in world.people.items()}
    rows = Notification.objects.order_by("created_at", "employee_id")
    return sorted((names[row.employee_id], row.title) for row in rows)


def asked(world: cycle.World) -> Any:
    return people.ask_for_correction(
        actor=world.actor("staf"), reason="Saya diperbantukan di bidang lain.", at=NOW, on=NOW.date()
    )


class TestCorrections:
    def test_administrators_hear_of_a_request_once(self, world: cycle.World) -> None:
        account(world, "orang_lain", Role.AGENCY_ADMIN)
        account(world, "rekan", Role.UNIT_CLERK)
        request = asked(world)
        event = events.RaterCorrectionAsked(request.id, request.employee_id)

        notify.tell_correction_asked(event)
        notify.tell_correction_asked(event)

        assert told(world) == [("orang_lain", "Staf meminta koreksi penilai")]
        row = Notification.objects.get()
        assert "Saya diperbantukan" in row.body
        assert row.url == f"/koreksi-penilai/{request.id}/"

    def test_the_employee_hears_the_decision_with_its_note(self, world: cycle.World) -> None:
        request = asked(world)
        people.decide_correction(
            actor=world.official(Role.AGENCY_ADMIN),
            correction_id=request.id,
            decision=people.Decision(granted=False, note="Surat tugas belum ada."),
            at=NOW,
        )

        notify.tell_correction_decided(events.RaterCorrectionDecided(request.id, request.employee_id, False))

        assert told(world) == [("staf", "Koreksi penilai Anda ditolak")]
        assert "Surat tugas belum ada." in Notification.objects.get().body


class TestReturned:
    def test_the_owner_reads_who_gave_it_back_and_why(self, world: cycle.World) -> None:
        plan = cycle.submitted(world)
        planning.return_plan(actor=world.actor("kabid"), plan_id=plan.id, note="Target terlalu rendah.", at=NOW)

        evaluation_tasks.tell_plan_returned(planning.PlanReturned(plan.id, plan.employee_id, plan.rater_employee_id))

        assert Notification.objects.get().body == "Kabid: Target terlalu rendah."


class TestImports:
    def test_the_uploader_hears_of_the_end_with_its_counts(self, world: cycle.World) -> None:
        admin = account(world, "orang_lain", Role.AGENCY_ADMIN)
        batch = ImportBatch.objects.create(
            kind="PEGAWAI",
            state="SELESAI",
            file_name="pegawai.csv",
            file_format="csv",
            file_size=1,
            file_digest="x",
            signature="y",
            effective_on=NOW.date(),
            counts={"BARU": 1200, "GALAT": 3},
            account_id=admin.id,
            created_at=NOW,
        )
        event = events.PeopleImported(batch.id, "PEGAWAI")

        notify.tell_import_ended(event)
        notify.tell_import_ended(event)

        assert told(world) == [("orang_lain", "Impor pegawai.csv selesai")]
        assert Notification.objects.get().body == "1.200 baru, 0 berubah, 0 tetap, 3 galat."

    def test_nobody_hears_of_an_import_from_the_command_line(self, world: cycle.World) -> None:
        batch = ImportBatch.objects.create(
            kind="PEGAWAI",
            state="SELESAI",
            file_name="pegawai.csv",
            file_format="csv",
            file_size=1,
            file_digest="x",
            signature="y",
            effective_on=NOW.date(),
            created_at=NOW,
        )

        notify.tell_import_ended(events.PeopleImported(batch.id, "PEGAWAI"))

        assert not Notification.objects.exists()


class TestReminders:
    def run(self) -> dict[str, int]:
        return notify.remind_deadlines(RunningJob(None, 1))

    def test_on_the_day_before_those_who_can_act_once(self, world: cycle.World, now: Any) -> None:
        account(world, "rekan")
        plan = cycle.agreed(world)
        evaluation.finalise_review(
            actor=world.actor("kabid"),
            plan_id=plan.id,
            period_id=cycle.period(world, 1).id,
            given=evaluation.ReviewInput(results="ATAS", behaviour="ATAS"),
            at=NOW,
        )
        cycle.submitted(world, "kabid")
        now(datetime(2026, 2, 4, 1, 0, tzinfo=UTC))

        first, again = self.run(), self.run()

        assert (first, again) == ({"told": 2}, {"told": 0})
        assert told(world) == [
            ("kabid", "Besok batas pengisian Januari 2026"),
            ("rekan", "Besok batas pengisian Januari 2026"),
        ]
        assert "Kamis, 5 Februari 2026, 23.59 WIB" in Notification.objects.first().body

    def test_the_last_day_for_plans_reaches_owners_and_raters_once(self, world: cycle.World, now: Any) -> None:
        people.refresh_directory(on=date(2026, 1, 24))
        account(world, "rekan")
        account(world, "kepala")
        cycle.submitted(world, "staf")
        cycle.agreed(world, "kabid", "kepala")
        planning.extend_plan(
            actor=world.official(Role.AGENCY_ADMIN),
            year_id=world.year.id,  # type: ignore[union-attr]
            plan_deadline=planning.end_of_day(date(2026, 2, 10), "Asia/Jakarta"),
            reason="Sakit",
            at=cycle.JANUARY,
            employee_id=world.people["rekan"].id,
        )
        now(datetime(2026, 1, 24, 1, 0, tzinfo=UTC))

        first, again = self.run(), self.run()

        assert (first["told"], again["told"]) == (2, 0)
        assert set(told(world)) == {
            ("kepala", "Batas penetapan SKP 2026 7 hari lagi"),
            ("kabid", "Ada SKP 2026 yang menunggu keputusan Anda; batasnya 7 hari lagi"),
        }
        now(datetime(2026, 2, 3, 1, 0, tzinfo=UTC))
        self.run()
        assert ("rekan", "Batas penetapan SKP 2026 7 hari lagi") in told(world)

    def test_seven_days_before(self, world: cycle.World, now: Any) -> None:
        cycle.agreed(world)
        now(datetime(2026, 2, 26, 1, 0, tzinfo=UTC))

        assert self.run() == {"told": 1}
        assert told(world) == [("staf", "Batas pengisian Februari 2026 tinggal 7 hari")]

    @pytest.mark.parametrize("day", [1, 3, 5, 6, 20])
    def test_not_on_other_days(self, world: cycle.World, now: Any, day: int) -> None:
        cycle.agreed(world)
        now(datetime(2026, 2, day, 1, 0, tzinfo=UTC))

        assert self.run() == {"told": 0}

    def test_an_extension_moves_the_reminder_of_its_person(self, world: cycle.World, now: Any) -> None:
        cycle.agreed(world)
        cycle.submitted(world, "kabid")
        planning.extend_period(
            actor=world.official(Role.AGENCY_ADMIN),
            period_id=cycle.period(world, 1).id,
            fill_deadline=datetime(2026, 2, 12, 16, 59, 59, tzinfo=UTC),
            reason="Sakit",
            employee_id=world.people["staf"].id,
            at=NOW,
        )
        now(datetime(2026, 2, 4, 1, 0, tzinfo=UTC))
        self.run()
        now(datetime(2026, 2, 11, 1, 0, tzinfo=UTC))
        self.run()

        assert told(world) == [
            ("kabid", "Besok batas pengisian Januari 2026"),
            ("staf", "Besok batas pengisian Januari 2026"),
        ]
        mine = Notification.objects.get(employee=world.people["staf"])
        assert "12 Februari 2026" in mine.body


class TestWiring:
    def test_every_event_has_its_handlers(self) -> None:
        expected = {
            events.RaterCorrectionAsked: notify.tell_correction_asked,
            events.RaterCorrectionDecided: notify.tell_correction_decided,
            events.PeopleImported: notify.tell_import_ended,
            planning.PlanStepped: reporting_tasks.recount_after,
            planning.YearChanged: reporting_tasks.recount_everybody,
            planning.DeadlineMoved: notify.tell_deadline_moved,
            planning.ExtensionEnded: notify.tell_extension_ended,
            activity.PeriodSubmitted: reporting_tasks.recount_after,
            evaluation.ReviewFinalised: reporting_tasks.recount_after,
        }
        for event, handler in expected.items():
            assert handler in outbox._handlers[event.name], event.name

    def test_a_step_brings_the_counts_up_to_date(self, world: cycle.World) -> None:
        plan = cycle.agreed(world)

        reporting_tasks.recount_after(planning.PlanStepped(plan.id, plan.employee_id))

        row = UnitPeriodCount.objects.get(unit=world.units["bidang"], period=cycle.period(world, 1))
        assert row.unfilled_count == 1

    def test_accounts_made_after_an_import_are_counted(self, world: cycle.World) -> None:
        def queued() -> int:
            return ProcrastinateJob.objects.filter(args__event="access.accounts.followed").count()

        access.sync_after_import(None)
        assert queued() == 1

        access.sync_after_import(None)
        assert queued() == 1

    def test_reminders_run_in_the_morning_of_every_agency(self) -> None:
        assert "reminders" in schedule.morning_reminders.name

    def test_other_agencies_are_not_told(self, world: cycle.World, other_world: cycle.World) -> None:
        with context.agency(other_world.agency_id):
            account(other_world, "orang_lain", Role.AGENCY_ADMIN)
        request = asked(world)

        notify.tell_correction_asked(events.RaterCorrectionAsked(request.id, request.employee_id))

        with context.agency(other_world.agency_id):
            assert not Notification.objects.exists()
