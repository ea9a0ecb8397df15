"""Calendars of units: dated, inherited down the tree, and which days are off in them only."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from ekinerja.audit.models import AuditEntry
from ekinerja.kernel.actor import Role
from ekinerja.kernel.errors import Conflict, NotAllowed, NotFound, RuleNotMet
from ekinerja.kernel.tenancy import context
from ekinerja.organisation import public as organisation
from ekinerja.organisation.models import Holiday, Unit, UnitCalendar, WorkCalendar
from tests.factories.regency import AT

pytestmark = pytest.mark.django_db
START, MAY, JUNE, TODAY = date(2026, 1, 1), date(2026, 5, 1), date(2026, 6, 1), date(2026, 6, 15)
SATURDAY, MONDAY = date(2026, 6, 6), date(2026, 6, 8)
FIVE, SIX, SHIFT = [1, 2, 3, 4, 5], [1, 2, 3, 4, 5, 6], [1, 2, 3, 4, 5, 6, 7]


@pytest.fixture
def admin(world):
    return world.official(Role.AGENCY_ADMIN)


@pytest.fixture
def calendars(world):
    """Six days for the agency, five days and shifts for units."""
    return {
        name: WorkCalendar.objects.create(code=name, name=name, weekdays=days, is_default=name == "enam")
        for name, days in (("enam", SIX), ("lima", FIVE), ("gilir", SHIFT))
    }


@pytest.fixture
def give(world, admin, calendars):
    def give(unit, calendar, on=START, actor=None):
        return organisation.assign_calendar(
            actor=actor or admin, unit_id=world.units[unit].id, calendar_id=calendars[calendar].id, on=on, at=AT
        )

    return give


def end(actor, row, on):
    organisation.end_calendar(actor=actor, assignment_id=row.id, on=on, at=AT)


def codes(world, on=TODAY):
    paths = {world.units[name].id: path for name, path in world.paths.items()}
    found = organisation.unit_calendars.calendars_of(paths=paths, on=on)
    return {name: found[unit.id] and found[unit.id].code for name, unit in world.units.items()}


def off(*days):
    found = organisation.unit_calendars.days_off(days=set(days or (SATURDAY,)), on=TODAY)
    return [(row.unit_path.count("."), row.calendar, row.day, row.after) for row in found]


class TestAssignCalendar:
    def test_is_inherited_until_a_unit_has_its_own(self, world, give, django_assert_num_queries):
        give("dinas", "lima")
        give("bidang", "gilir", MAY)

        with django_assert_num_queries(2):
            assert codes(world) == {"root": "enam", "dinas": "lima", "bidang": "gilir", "lain": "enam"}
        assert codes(world, START)["bidang"] == "lima"

    def test_ends_what_the_unit_had_and_is_recorded(self, world, give):
        first = give("dinas", "lima")
        give("dinas", "gilir", MAY)
        give("dinas", "enam", MAY)

        first.refresh_from_db()
        assert first.period.upper == MAY
        assert [codes(world, day)["dinas"] for day in (START, MAY)] == ["lima", "enam"]
        assert UnitCalendar.objects.count() == 2
        entry = AuditEntry.objects.filter(event="organisation.unit_calendar.set").order_by("id").last()
        assert entry.data == {"calendar": "enam", "from": "2026-05-01"}

    def test_refuses_the_same_again_and_days_before_a_later_one(self, give):
        give("dinas", "lima", MAY)

        with pytest.raises(Conflict, match="sudah memakai"):
            give("dinas", "lima", JUNE)
        with pytest.raises(Conflict, match="sesudah tanggal itu"):
            give("dinas", "gilir", START)

    def test_the_database_refuses_an_overlap(self, world, give, calendars):
        give("dinas", "lima")

        with pytest.raises(IntegrityError), transaction.atomic():
            UnitCalendar.objects.create(
                unit=world.units["dinas"], calendar=calendars["gilir"], period=DateRange(MAY, JUNE)
            )

    def test_is_the_agency_admins(self, world, other_world, give):
        row = give("dinas", "lima")
        clerk, kin = world.official(Role.UNIT_CLERK), world.official(Role.AGENCY_ADMIN, path=world.paths["dinas"])
        for actor in (clerk, kin):
            with pytest.raises(NotAllowed):
                give("dinas", "gilir", MAY, actor=actor)
            with pytest.raises(NotAllowed):
                end(actor, row, MAY)
        with pytest.raises(NotFound):
            give("dinas", "gilir", date(2019, 1, 1))
        with context.agency(other_world.agency_id):
            stranger = other_world.official(Role.AGENCY_ADMIN)
            with pytest.raises(NotFound):
                end(stranger, row, MAY)
            with pytest.raises(NotFound):
                give("dinas", "gilir", MAY, actor=stranger)
            with pytest.raises(NotFound):
                organisation.assign_calendar(
                    actor=stranger, unit_id=other_world.units["dinas"].id, calendar_id=row.calendar_id, on=MAY, at=AT
                )


class TestEndCalendar:
    def test_leaves_the_unit_to_the_one_above(self, world, admin, give):
        row = give("dinas", "lima")

        end(admin, row, MAY)

        assert [codes(world, day)["dinas"] for day in (START, MAY)] == ["lima", "enam"]
        assert AuditEntry.objects.get(event="organisation.unit_calendar.ended").data["calendar"] == "lima"
        assert not organisation.unit_calendars.list_assignments(on=TODAY)

    def test_on_its_first_day_takes_it_back_and_refuses_other_days(self, admin, give):
        row = give("dinas", "lima", MAY)
        for day in (START, date(2026, 4, 30)):
            with pytest.raises(RuleNotMet):
                end(admin, row, day)
        end(admin, row, JUNE)
        with pytest.raises(RuleNotMet):
            end(admin, row, JUNE)

        end(admin, row, MAY)

        assert not UnitCalendar.objects.exists()
        with pytest.raises(NotFound):
            end(admin, row, MAY)


class TestDaysOff:
    def test_are_those_on_which_the_agency_works(self, give, calendars, django_assert_num_queries):
        give("dinas", "lima")
        give("lain", "gilir")
        Holiday.objects.create(calendar=calendars["lima"], day=MONDAY, name="Libur daerah")

        with django_assert_num_queries(4):
            found = off(SATURDAY, date(2026, 6, 7), MONDAY)

        tuesday = date(2026, 6, 9)
        assert found == [(2, "lima", SATURDAY, tuesday), (2, "lima", MONDAY, tuesday)]

    def test_count_only_while_the_unit_has_the_calendar(self, admin, give):
        row = give("dinas", "lima", SATURDAY)
        assert off(date(2026, 5, 30)) == []
        end(admin, row, MONDAY)
        assert off() == [(2, "lima", SATURDAY, MONDAY)]
        assert off(date(2026, 6, 13)) == []

    def test_a_unit_below_stands_in_the_list_only_if_it_needs_longer(self, give, calendars):
        give("dinas", "lima")
        give("bidang", "lima")
        assert off() == [(2, "lima", SATURDAY, MONDAY)]

        calendars["gilir"].weekdays = [2, 3, 4]
        calendars["gilir"].save()
        give("bidang", "gilir", MAY)

        assert off() == [(2, "lima", SATURDAY, MONDAY), (3, "gilir", SATURDAY, date(2026, 6, 9))]

    def test_nothing_without_calendars_of_units(self, calendars, django_assert_num_queries):
        with django_assert_num_queries(1):
            assert off() == []
        assert organisation.unit_calendars.days_off(days=(), on=TODAY) == []

    def test_a_unit_that_opens_later_counts_and_one_that_closed_does_not(self, world, admin, give):
        unit = organisation.create_unit(
            actor=admin, parent_id=world.units["root"].id, code="9", name="Baru", kind="OPD", head_title="",
            on=date(2026, 8, 1), at=AT,
        )  # fmt: skip
        world.units["baru"] = Unit.objects.get(id=unit.id)
        give("baru", "lima", date(2026, 8, 1))
        give("lain", "lima")
        organisation.close_unit(actor=admin, unit_id=world.units["lain"].id, reason="gabung", on=JUNE, at=AT)

        assert off(SATURDAY, date(2026, 8, 8)) == [(2, "lima", date(2026, 8, 8), date(2026, 8, 10))]
