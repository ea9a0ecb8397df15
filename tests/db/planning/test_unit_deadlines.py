"""Opening a year gives units more time whose own calendar does not work on a deadline."""

from __future__ import annotations

from datetime import date

import pytest

from ekinerja.audit.models import AuditEntry
from ekinerja.kernel.actor import Role
from ekinerja.organisation import public as organisation
from ekinerja.organisation.models import WorkCalendar
from ekinerja.people import public as people
from ekinerja.planning import public as planning
from ekinerja.planning.data import Periodicity
from ekinerja.planning.models import PerformanceYear, PeriodExtension
from tests.factories import cycle

pytestmark = pytest.mark.django_db
ZONE = "Asia/Jakarta"
REASON = "batas jatuh pada hari libur menurut kalender Lima hari"
# With five days to fill, May 2027 closes on a Saturday, August on a Sunday.
SATURDAY, MONDAY = date(2027, 6, 5), date(2027, 6, 7)


@pytest.fixture
def admin(world):
    return world.official(Role.AGENCY_ADMIN)


@pytest.fixture
def five(world, admin):
    """Six days for the agency, five for the office of health and what is below it."""
    WorkCalendar.objects.create(code="6", name="Enam hari", weekdays=[1, 2, 3, 4, 5, 6], is_default=True)
    calendar = WorkCalendar.objects.create(code="5", name="Lima hari", weekdays=[1, 2, 3, 4, 5])
    organisation.assign_calendar(
        actor=admin, unit_id=world.units["dinas"].id, calendar_id=calendar.id, on=date(2027, 1, 1), at=cycle.JULY
    )
    return calendar


def settings(*, shift=True):
    return planning.YearSettings(
        year=2027,
        periodicity=Periodicity.MONTHLY,
        plan_deadline=date(2027, 1, 30),
        annual_deadline=date(2028, 1, 10),
        time_zone=ZONE,
        shift_holidays=shift,
    )


def night(day):
    return planning.end_of_day(day, ZONE)


def opened(admin, *, shift=True):
    year = planning.open_year(actor=admin, settings=settings(shift=shift), at=cycle.JULY)
    return year, {row.number: row for row in planning.years.periods_of(year_id=year.id)}


class TestOpenYear:
    def test_extends_for_the_unit_and_those_below_with_the_reason(self, world, admin, five):
        _year, periods = opened(admin)

        def deadline(number, unit):
            found = planning.deadline_for(
                period=periods[number], employee_id=world.people["staf"].id, unit_path=world.paths[unit]
            )
            return found.at, found.reason

        assert deadline(5, "lain") == deadline(5, "root") == (night(SATURDAY), "")
        assert deadline(5, "dinas") == deadline(5, "bidang") == (night(MONDAY), REASON)
        assert deadline(4, "dinas") == (night(date(2027, 5, 5)), "")
        rows = PeriodExtension.objects.all()
        assert {(row.unit_id, row.granted_by_name) for row in rows} == {(world.units["dinas"].id, "Admin Uji")}
        entry = AuditEntry.objects.filter(event="planning.period.extended", subject_id=str(periods[5].id)).get()
        assert (entry.data["reason"], entry.data["unit"]) == (REASON, str(world.units["dinas"].id))

    def test_leaves_days_on_which_the_agency_does_not_work_either(self, world, admin, five):
        _year, periods = opened(admin, shift=False)

        sunday = next(number for number, row in periods.items() if row.fill_deadline == night(date(2027, 9, 5)))
        assert not PeriodExtension.objects.filter(period=periods[sunday]).exists()
        assert PeriodExtension.objects.filter(period=periods[5]).exists()

    def test_the_preview_tells_the_same_and_writes_nothing(self, world, admin, five):
        people.refresh_directory(on=cycle.JULY.date())

        preview = planning.preview_year(actor=admin, settings=settings(), at=cycle.JULY)

        assert not PerformanceYear.objects.filter(year=2027).exists()
        assert not PeriodExtension.objects.exists()
        told = {(row.unit_id, row.number, row.after) for row in preview.unit_deadlines}
        opened(admin)
        made = {
            (row.unit_id, row.period.number, planning.day_of(row.fill_deadline))
            for row in PeriodExtension.objects.select_related("period")
        }
        assert told == made
        assert (preview.later_units, preview.later_periods) == (1, len(made))

    def test_without_calendars_of_units_nothing_is_extended(self, world, admin):
        opened(admin)

        assert not PeriodExtension.objects.exists()
        assert not AuditEntry.objects.filter(event="planning.period.extended").exists()
