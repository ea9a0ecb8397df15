"""Windows and deadlines: changed while they lie ahead, extended with a reason, moved by disturbances, told to all."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db.models import QuerySet

from ekinerja.activity import public as activity
from ekinerja.activity.services.entering import NotOpenYet
from ekinerja.audit.models import AuditEntry
from ekinerja.config import notify
from ekinerja.evaluation import public as evaluation
from ekinerja.kernel.actor import Role
from ekinerja.kernel.errors import Conflict, NotAllowed, NotFound, RuleNotMet
from ekinerja.kernel.models import Uptime
from ekinerja.kernel.tenancy import context
from ekinerja.notices.models import Notification
from ekinerja.organisation import public as organisation
from ekinerja.people import public as people
from ekinerja.people.models import Appointment
from ekinerja.planning import public as planning
from ekinerja.planning.data import Periodicity
from ekinerja.planning.models import Downtime, Period, PeriodExtension, PlanExtension
from tests.factories import cycle

pytestmark = pytest.mark.django_db
NOW = cycle.FEBRUARY
ZONE = "Asia/Jakarta"


@pytest.fixture
def admin(world):
    return world.official(Role.AGENCY_ADMIN)


def night(day):
    return planning.end_of_day(day, ZONE)


def change(actor, period, deadline, *, opens=None, reason="Cuti bersama", at=NOW):
    return planning.change_window(
        actor=actor, period_id=period.id, fill_opens_on=opens, fill_deadline=deadline, reason=reason, at=at
    )


def down(actor, start, end, at, reason="Listrik pusat data padam"):
    return planning.record_downtime(actor=actor, started_at=start, ended_at=end, reason=reason, at=at)


class TestChangeWindow:
    def test_moves_the_deadline_with_reason_and_audit(self, world, admin):
        period = cycle.period(world, 2)

        change(admin, period, night(date(2026, 3, 9)), opens=date(2026, 2, 20))

        kept = Period.objects.get(id=period.id)
        assert (kept.fill_deadline, kept.fill_opens_on) == (night(date(2026, 3, 9)), date(2026, 2, 20))
        entry = AuditEntry.objects.get(event="planning.period.changed")
        assert entry.data["reason"] == "Cuti bersama"

    def test_refuses_what_cannot_be(self, world, admin):
        period = cycle.period(world, 2)
        for deadline, opens, reason, field in (
            (night(date(2026, 3, 9)), None, " ", "reason"),
            (night(date(2026, 2, 20)), None, "x", "fill_deadline"),
            (night(date(2026, 1, 20)), None, "x", "fill_deadline"),
            (period.fill_deadline, None, "x", "fill_deadline"),
            (night(date(2026, 3, 9)), date(2026, 1, 20), "x", "fill_opens_on"),
        ):
            with pytest.raises(RuleNotMet) as error:
                change(admin, period, deadline, opens=opens, reason=reason)
            assert field in {finding.field for finding in error.value.findings}

    def test_refuses_a_closed_period_others_and_other_agencies(self, world, other_world, admin):
        period = cycle.period(world, 1)
        with pytest.raises(Conflict, match="perpanjangan"):
            change(admin, period, night(date(2026, 3, 9)), at=cycle.LATE_FEBRUARY)
        with pytest.raises(NotAllowed):
            change(world.official(Role.UNIT_CLERK), period, night(date(2026, 3, 9)))
        with context.agency(other_world.agency_id), pytest.raises(NotFound):
            change(other_world.official(Role.AGENCY_ADMIN), period, night(date(2026, 3, 9)))

    def test_a_period_is_not_taken_before_its_window_opens(self, world, admin):
        plan = cycle.agreed(world)
        period = cycle.period(world, 2)
        change(admin, period, night(date(2026, 3, 9)), opens=date(2026, 2, 25))

        with pytest.raises(NotOpenYet, match="25-02-2026"):
            activity.submit_period(
                actor=world.actor("staf"), plan_id=plan.id, period_id=period.id, at=cycle.LATE_FEBRUARY
            )


class TestPlanDeadline:
    def test_is_changed_before_it_passes_and_extended_afterwards(self, world, admin):
        year = world.year
        planning.change_plan_deadline(
            actor=admin, year_id=year.id, plan_deadline=night(date(2026, 2, 6)), reason="Banjir", at=cycle.JANUARY
        )
        year.refresh_from_db()
        assert year.plan_deadline == night(date(2026, 2, 6))
        with pytest.raises(Conflict):
            planning.change_plan_deadline(
                actor=admin, year_id=year.id, plan_deadline=night(date(2026, 3, 6)), reason="x", at=cycle.LATE_FEBRUARY
            )

    def test_an_extension_reaches_one_person_or_one_unit(self, world, admin):
        people.refresh_directory(on=NOW.date())
        staff = world.people["staf"]
        for scope, day in (
            ({"employee_id": staff.id}, date(2026, 3, 1)),
            ({"unit_id": world.units["dinas"].id}, date(2026, 2, 15)),
        ):
            planning.extend_plan(
                actor=admin, year_id=world.year.id, plan_deadline=night(day), reason="Sakit", at=NOW, **scope
            )

        def deadline(name):
            view = evaluation.my_cycle(actor=world.actor(name), now=NOW)
            return view.plan_deadline.astimezone().date(), view.plan_extension

        assert evaluation.my_cycle(actor=world.actor("staf"), now=NOW).plan_deadline == night(date(2026, 3, 1))
        assert evaluation.my_cycle(actor=world.actor("rekan"), now=NOW).plan_deadline == night(date(2026, 2, 15))
        assert evaluation.my_cycle(actor=world.actor("rekan"), now=NOW).plan_extension == "Sakit"
        assert evaluation.my_cycle(actor=world.actor("orang_lain"), now=NOW).plan_extension == ""

    def test_refuses_without_reason_and_earlier(self, world, admin):
        with pytest.raises(RuleNotMet) as error:
            planning.extend_plan(
                actor=admin, year_id=world.year.id, plan_deadline=night(date(2026, 1, 5)), reason="", at=NOW
            )
        assert {finding.field for finding in error.value.findings} == {"reason", "plan_deadline"}
        with pytest.raises(NotAllowed):
            planning.extend_plan(
                actor=world.actor("kabid"), year_id=world.year.id, plan_deadline=night(date(2026, 3, 5)), reason="x",
                at=NOW,
            )  # fmt: skip
        assert not PlanExtension.objects.exists()

    def test_reaches_only_a_unit_or_a_person_of_this_agency(self, world, other_world, admin):
        period = cycle.period(world, 1)
        for scope in ({"unit_id": other_world.units["dinas"].id}, {"employee_id": other_world.people["staf"].id}):
            given = {"actor": admin, "reason": "Banjir", "at": NOW, **scope}
            with pytest.raises(NotFound):
                planning.extend_plan(year_id=world.year.id, plan_deadline=night(date(2026, 3, 5)), **given)
            with pytest.raises(NotFound):
                planning.extend_period(period_id=period.id, fill_deadline=night(date(2026, 3, 5)), **given)
        given = {"actor": admin, "reason": "Banjir", "at": NOW, "unit_id": world.units["bidang"].id}
        kept = planning.extend_period(period_id=period.id, fill_deadline=night(date(2026, 3, 5)), **given)
        assert kept.unit_path == world.paths["bidang"]


class TestDowntime:
    def test_gives_the_lost_days_back_at_every_deadline_that_fell_into_it(self, world, admin):
        at = datetime(2026, 2, 6, 3, 0, tzinfo=UTC)
        period = cycle.period(world, 1)
        planning.extend_period(
            actor=admin, period_id=period.id, fill_deadline=night(date(2026, 2, 20)), reason="Cuti", at=NOW,
            employee_id=world.people["rekan"].id,
        )  # fmt: skip

        _downtime, moved = down(admin, datetime(2026, 2, 4, 1, tzinfo=UTC), datetime(2026, 2, 5, 10, tzinfo=UTC), at)

        assert [(row.period.number, row.employee_id, row.after) for row in moved] == [
            (1, None, night(date(2026, 2, 7)))
        ]
        extended = PeriodExtension.objects.get(downtime__isnull=False)
        assert (extended.fill_deadline, extended.reason) == (
            night(date(2026, 2, 7)),
            "gangguan program: Listrik pusat data padam",
        )
        shown = planning.deadline_for(
            period=cycle.period(world, 1), employee_id=world.people["staf"].id, unit_path=world.paths["bidang"]
        )
        assert shown.at == night(date(2026, 2, 7))
        assert AuditEntry.objects.get(event="planning.downtime.recorded").data["deadlines"] == 1

    def test_moves_plans_and_extensions_of_one_person_too(self, world, admin):
        planning.extend_plan(
            actor=admin, year_id=world.year.id, plan_deadline=night(date(2026, 2, 10)), reason="Sakit", at=NOW,
            employee_id=world.people["staf"].id,
        )  # fmt: skip
        _one, moved = down(admin, datetime(2026, 1, 31, 2, tzinfo=UTC), datetime(2026, 2, 1, 2, tzinfo=UTC), NOW)
        assert [(row.period, row.after) for row in moved] == [(None, night(date(2026, 2, 1) + timedelta(days=1)))]
        _two, moved = down(
            admin, datetime(2026, 2, 10, 2, tzinfo=UTC), datetime(2026, 2, 10, 9, tzinfo=UTC), cycle.LATE_FEBRUARY
        )
        assert [(row.employee_id, row.after) for row in moved] == [(world.people["staf"].id, night(date(2026, 2, 11)))]

    def test_refuses_the_future_overlaps_and_others(self, world, admin):
        start, end = NOW - timedelta(hours=5), NOW - timedelta(hours=2)
        down(admin, start, end, NOW)
        with pytest.raises(Conflict):
            down(admin, start - timedelta(hours=1), end, NOW)
        for begin, until, reason, field in (
            (start, NOW + timedelta(hours=1), "x", "ended_at"),
            (end, start, "x", "ended_at"),
            (start - timedelta(days=60), start - timedelta(days=1), "x", "started_at"),
            (start - timedelta(days=2), start - timedelta(days=1), "", "reason"),
        ):
            with pytest.raises(RuleNotMet) as error:
                down(admin, begin, until, NOW, reason)
            assert {finding.field for finding in error.value.findings} == {field}
        with pytest.raises(NotAllowed):
            down(world.official(Role.UNIT_CLERK), start, end, NOW)
        assert Downtime.objects.count() == 1


class TestSuggested:
    def test_several_standstills_are_tested_against_years_loaded_once(self, world, django_assert_num_queries):
        zone = ZoneInfo(ZONE)
        began = datetime(2026, 1, 1, tzinfo=zone)
        stops = [datetime(2026, 1, day, 22, tzinfo=zone) for day in (20, 25, 31)]
        for stopped_at in (*stops, NOW):
            Uptime.objects.create(began_at=began, seen_at=stopped_at)
            began = stopped_at + timedelta(hours=3)

        # The marks, what is recorded, and the open years: their periods, and the extensions of both.
        with django_assert_num_queries(6):
            found = planning.downtimes.suggested_downtimes(at=NOW)

        assert [row.started_at for row in found] == [stops[2]]

    def test_without_a_standstill_no_year_is_read(self, world, django_assert_num_queries):
        with django_assert_num_queries(2):
            assert planning.downtimes.suggested_downtimes(at=NOW) == []


class TestTelling:
    def test_those_affected_hear_until_when_and_why(self, world, admin, monkeypatch):
        people.refresh_directory(on=NOW.date())
        monkeypatch.setattr("ekinerja.kernel.clock.now", lambda: NOW)
        event = planning.DeadlineMoved(
            year_id=world.year.id, period_id=None, unit_path=world.paths["bidang"], employee_id=None,
            deadline=night(date(2026, 2, 20)).isoformat(), reason="Banjir", later=True,
        )  # fmt: skip

        for _ in range(2):
            notify.tell_deadline_moved(event)

        told = Notification.objects.all()
        assert {row.employee_id for row in told} == {world.people[n].id for n in ("kabid", "staf", "rekan")}
        assert told[0].title == "Batas penetapan SKP 2026 diperpanjang"
        assert "20 Februari 2026 karena Banjir." in told[0].body


class TestOpening:
    def test_deadlines_on_days_off_are_proposed_for_the_next_working_day(self, world, admin):
        calendar = organisation.keep_calendar.save_calendar(
            actor=admin, code="5H", name="Lima hari", weekdays=[1, 2, 3, 4, 5], minutes=450, at=NOW
        )
        organisation.keep_calendar.add_holiday(
            actor=admin, calendar_id=calendar.id, day=date(2027, 2, 5), name="Libur lokal",
            kind=organisation.HolidayKind.LOCAL, at=NOW,
        )  # fmt: skip
        settings = planning.YearSettings(
            year=2027, periodicity=Periodicity.MONTHLY, plan_deadline=date(2027, 1, 31),
            annual_deadline=date(2028, 1, 10), shift_holidays=True,
        )  # fmt: skip

        preview = planning.preview_year(actor=admin, settings=settings, at=NOW)
        shifts = {shift.number: (shift.before, shift.after) for shift in preview.shifts}
        year = planning.open_year(actor=admin, settings=settings, at=NOW)

        assert shifts[None] == (date(2027, 1, 31), date(2027, 2, 1))
        assert shifts[1] == (date(2027, 2, 5), date(2027, 2, 8))
        assert year.plan_deadline == night(preview.plan_deadline) == night(date(2027, 2, 1))
        assert year.periods.get(kind="PERIODIK", number=1).fill_deadline == night(date(2027, 2, 8))

    def test_is_shown_and_done_by_the_admin_of_the_whole_agency_once(self, world, admin, monkeypatch):
        settings = planning.YearSettings(2026, Periodicity.MONTHLY, date(2026, 1, 31), date(2027, 1, 10))
        for step in (planning.preview_year, planning.open_year):
            with pytest.raises(Conflict, match="2026 sudah dibuka"):
                step(actor=admin, settings=settings, at=NOW)
            for other in (world.actor("kepala"), world.official(Role.AGENCY_ADMIN, path=world.paths["dinas"])):
                with pytest.raises(NotAllowed):
                    step(actor=other, settings=settings, at=NOW)
        # Somebody else opens it between the look and the change.
        monkeypatch.setattr(QuerySet, "exists", lambda _rows: False)
        with pytest.raises(Conflict, match="2026 sudah dibuka"):
            planning.open_year(actor=admin, settings=settings, at=NOW)

    def test_says_who_plans_who_stays_outside_and_who_has_no_rater(self, world):
        Appointment.objects.filter(employee=world.people["orang_lain"]).delete()
        people.refresh_directory(on=NOW.date())

        preview = planning.opening.preview_opening(on=NOW.date())

        assert (preview.people, preview.planners, preview.without_rater) == (5, 5, 1)
        assert [row.nip for row in planning.opening.list_without_rater(on=NOW.date())] == [
            world.people["orang_lain"].nip
        ]


class TestEndExtension:
    def give(self, world, admin, **scope):
        return planning.extend_period(
            actor=admin, period_id=cycle.period(world, 1).id, fill_deadline=night(date(2026, 3, 1)), reason="Banjir",
            at=NOW, **scope,
        )  # fmt: skip

    def until(self, world, name="staf"):
        period = planning.get_period(period_id=cycle.period(world, 1).id)
        found = planning.deadline_for(period=period, employee_id=world.people[name].id, unit_path=world.paths["bidang"])
        return found.at, found.reason

    def test_counts_from_now_on_and_never_backwards(self, world, admin):
        row = self.give(world, admin, unit_id=world.units["bidang"].id)
        assert self.until(world) == (night(date(2026, 3, 1)), "Banjir")

        planning.end_extension(actor=admin, extension_id=row.id, reason=" Salah unit ", at=cycle.LATE_FEBRUARY)

        assert self.until(world) == (cycle.LATE_FEBRUARY, "")
        row.refresh_from_db()
        assert (row.ended_at, row.ended_reason, row.ended_by_name) == (cycle.LATE_FEBRUARY, "Salah unit", admin.name)
        assert row.fill_deadline == night(date(2026, 3, 1))
        entry = AuditEntry.objects.get(event="planning.extension.ended")
        assert (entry.subject_id, entry.data["reason"]) == (str(row.id), "Salah unit")

    def test_leaves_the_deadline_of_everybody_and_other_extensions_alone(self, world, admin):
        row = self.give(world, admin, employee_id=world.people["staf"].id)
        planning.end_extension(actor=admin, extension_id=row.id, reason="Salah orang", at=NOW)
        assert self.until(world) == (cycle.period(world, 1).fill_deadline, "")

        other = self.give(world, admin, unit_id=world.units["bidang"].id)
        assert self.until(world) == (other.fill_deadline, "Banjir")

    def test_of_plans_as_well(self, world, admin):
        row = planning.extend_plan(
            actor=admin, year_id=world.year.id, plan_deadline=night(date(2026, 3, 1)), reason="Banjir", at=NOW
        )

        planning.end_extension(actor=admin, extension_id=row.id, reason="Keliru", at=cycle.LATE_FEBRUARY)

        assert evaluation.my_cycle(actor=world.actor("staf"), now=cycle.LATE_FEBRUARY).plan_deadline == (
            cycle.LATE_FEBRUARY
        )

    def test_is_refused_without_reason_twice_too_late_and_to_others(self, world, other_world, admin):
        row = self.give(world, admin)

        def end(actor=admin, reason="Keliru", at=NOW, key=row.id):
            return planning.end_extension(actor=actor, extension_id=key, reason=reason, at=at)

        with pytest.raises(RuleNotMet) as error:
            end(reason=" ")
        assert [finding.field for finding in error.value.findings] == ["reason"]
        with pytest.raises(Conflict, match="sudah lewat"):
            end(at=night(date(2026, 3, 2)))
        for other in (world.actor("kepala"), world.official(Role.AGENCY_ADMIN, path=world.paths["dinas"])):
            with pytest.raises(NotAllowed):
                end(actor=other)
        with context.agency(other_world.agency_id), pytest.raises(NotFound):
            end(actor=other_world.official(Role.AGENCY_ADMIN))
        end()
        with pytest.raises(Conflict, match="sudah diakhiri"):
            end()

    def test_does_not_move_with_a_disturbance_any_more(self, world, admin):
        row = self.give(world, admin, unit_id=world.units["bidang"].id)
        planning.end_extension(actor=admin, extension_id=row.id, reason="Keliru", at=NOW)
        start = datetime(2026, 3, 1, 2, tzinfo=UTC)

        moved = planning.preview_downtime(
            actor=admin, started_at=start, ended_at=start + timedelta(hours=3), reason="Padam", at=cycle.JULY
        )

        assert world.units["bidang"].id not in [found.unit_id for found in moved]

    def test_those_it_was_given_to_hear_of_it(self, world, admin):
        people.refresh_directory(on=NOW.date())
        row = self.give(world, admin, unit_id=world.units["bidang"].id)
        event = planning.ExtensionEnded(
            extension_id=row.id, year_id=world.year.id, period_id=row.period_id, unit_path=row.unit_path,
            employee_id=None, deadline=row.fill_deadline.isoformat(), ended_at=NOW.isoformat(), reason="Salah unit.",
        )  # fmt: skip

        notify.tell_extension_ended(event)
        notify.tell_extension_ended(event)

        told = Notification.objects.all()
        assert {row.employee_id for row in told} == {world.people[n].id for n in ("kabid", "staf", "rekan")}
        assert (len(told), told[0].title) == (3, "Perpanjangan batas Januari 2026 diakhiri")
        assert "Minggu, 1 Maret 2026" in told[0].body
        assert "Salah unit. Yang sudah Anda ajukan" in told[0].body
