"""Units, posts and calendars: dated changes, audit rows, refusals."""

from __future__ import annotations

from datetime import date

import pytest

from ekinerja.audit.models import AuditEntry
from ekinerja.kernel.actor import Role
from ekinerja.kernel.errors import Conflict, NotAllowed, NotFound, RuleNotMet
from ekinerja.kernel.tenancy import context
from ekinerja.organisation import public as organisation
from ekinerja.organisation.models import PositionClass, UnitVersion
from tests.factories.regency import AT

pytestmark = pytest.mark.django_db
START, MAY, TODAY = date(2026, 1, 1), date(2026, 5, 1), date(2026, 6, 15)


@pytest.fixture
def admin(actor_factory, in_agency):
    return actor_factory(Role.AGENCY_ADMIN)


def create(actor, code, parent=None, on=START, **more):
    values = {"name": f"Unit {code}", "kind": "OPD", "head_title": f"Kepala {code}", **more}
    return organisation.create_unit(actor=actor, parent_id=parent and parent.id, code=code, on=on, at=AT, **values)


@pytest.fixture
def tree(admin):
    """Root 1 with offices 2 and 3; 4 below 2, 5 below 4."""
    root = create(admin, "1")
    two, three = create(admin, "2", root), create(admin, "3", root)
    four = create(admin, "4", two)
    return {"1": root, "2": two, "3": three, "4": four, "5": create(admin, "5", four)}


def move(actor, unit, parent, on=MAY):
    return organisation.move_unit(actor=actor, unit_id=unit.id, parent_id=parent.id, decree_number="P/1", on=on, at=AT)


class TestMoveUnit:
    def test_takes_everything_below_along_from_that_day(self, admin, tree):
        move(admin, tree["4"], tree["3"])

        paths = {
            day: organisation.units.get_unit(unit_id=tree["5"].id, on=day).path for day in (date(2026, 4, 30), MAY)
        }
        assert list(paths.values()) == ["1.2.4.5.", "1.3.4.5."]
        assert organisation.units.get_unit(unit_id=tree["4"].id, on=MAY).parent_id == tree["3"].id
        assert AuditEntry.objects.get(event="organisation.unit.moved").data["after"] == "1.3.4."

    def test_refuses_below_itself_and_before_a_later_change(self, admin, tree):
        with pytest.raises(RuleNotMet):
            move(admin, tree["2"], tree["5"])
        move(admin, tree["4"], tree["3"])
        with pytest.raises(Conflict):
            move(admin, tree["4"], tree["2"], on=date(2026, 3, 1))

    def test_refuses_while_a_unit_below_changes_later(self, admin, tree):
        organisation.rename_unit(
            actor=admin, unit_id=tree["5"].id, name="Baru", kind="OPD", decree_number="", on=date(2026, 9, 1), at=AT
        )

        with pytest.raises(Conflict, match="Unit 5"):
            move(admin, tree["4"], tree["3"])
        move(admin, tree["4"], tree["3"], on=date(2026, 9, 1))

        assert organisation.units.get_unit(unit_id=tree["5"].id, on=date(2026, 9, 1)).path == "1.3.4.5."


class TestRenameUnit:
    def test_keeps_the_old_name_before_that_day(self, admin, tree):
        organisation.rename_unit(
            actor=admin, unit_id=tree["2"].id, name="Nama Baru", kind="OPD", decree_number="P/2", on=MAY, at=AT
        )

        history = organisation.units.unit_history(unit_id=tree["2"].id)
        assert [unit.name for unit in history] == ["Nama Baru", "Unit 2"]
        assert organisation.units.get_unit(unit_id=tree["2"].id, on=date(2026, 4, 30)).name == "Unit 2"

    def test_refuses_others(self, tree, actor_factory, other_agency):
        def rename(actor):
            organisation.rename_unit(
                actor=actor, unit_id=tree["2"].id, name="X", kind="OPD", decree_number="", on=MAY, at=AT
            )

        with pytest.raises(NotAllowed):
            rename(actor_factory(Role.UNIT_CLERK))
        with pytest.raises(NotFound):
            rename(actor_factory(Role.AGENCY_ADMIN, agency=other_agency))
        with context.agency(other_agency), pytest.raises(NotFound):
            rename(actor_factory(Role.AGENCY_ADMIN, agency=other_agency))
        assert UnitVersion.objects.filter(unit_id=tree["2"].id).count() == 1


class TestCloseUnit:
    def test_ends_and_stays_in_history(self, admin, tree):
        with pytest.raises(RuleNotMet):
            organisation.close_unit(actor=admin, unit_id=tree["4"].id, reason="gabung", on=MAY, at=AT)
        organisation.close_unit(actor=admin, unit_id=tree["5"].id, reason="gabung", on=MAY, at=AT)

        with pytest.raises(NotFound):
            organisation.units.get_unit(unit_id=tree["5"].id, on=MAY)
        assert organisation.units.find_latest(unit_id=tree["5"].id).ends_on == MAY

    def test_refuses_while_a_unit_opens_below_later(self, admin, tree):
        create(admin, "6", tree["5"], on=date(2026, 9, 1))

        with pytest.raises(RuleNotMet):
            organisation.close_unit(actor=admin, unit_id=tree["5"].id, reason="digabung", on=MAY, at=AT)


class TestCreateUnit:
    def test_refuses_a_taken_or_broken_code(self, admin, tree):
        with pytest.raises(Conflict):
            create(admin, "2")
        with pytest.raises(RuleNotMet):
            create(admin, "2.3")


class TestPositions:
    def test_class_changes_are_dated(self, admin, tree):
        want = organisation.PositionWanted(tree["2"].id, "Analis", "PELAKSANA")
        first = organisation.open_position(actor=admin, want=want, position_class=7, on=START, at=AT)
        second = organisation.open_position(actor=admin, want=want, position_class=8, on=MAY, at=AT)
        again = organisation.open_position(actor=admin, want=want, position_class=8, on=TODAY, at=AT)

        assert first.id == second.id == again.id
        assert organisation.positions.get_position(position_id=first.id, on=date(2026, 4, 30)).position_class == 7
        assert organisation.positions.get_position(position_id=first.id, on=MAY).position_class == 8
        assert PositionClass.objects.filter(position_id=first.id).count() == 2


class TestCalendar:
    def test_working_days_leave_out_weekends_and_holidays(self, admin):
        calendar = organisation.keep_calendar.save_calendar(
            actor=admin, code="lima", name="Lima hari", weekdays=[1, 2, 3, 4, 5], minutes=450, at=AT
        )
        organisation.keep_calendar.add_holiday(
            actor=admin, calendar_id=calendar.id, day=date(2026, 8, 17), name="Kemerdekaan",
            kind=organisation.HolidayKind.NATIONAL, at=AT,
        )  # fmt: skip

        days = organisation.calendars.working_days(first=date(2026, 8, 14), last=date(2026, 8, 19))

        assert [day.day for day in days] == [14, 18, 19]

    def test_a_holiday_may_be_of_all_calendars_and_another_one_may_become_the_own(self, admin, actor_factory):
        keep = organisation.keep_calendar
        five = keep.save_calendar(actor=admin, code="", name="Lima hari", weekdays=[1, 2, 3, 4, 5], minutes=450, at=AT)
        six = keep.save_calendar(
            actor=admin, code="", name="Enam hari", weekdays=[1, 2, 3, 4, 5, 6], minutes=375, at=AT
        )
        again = keep.save_calendar(actor=admin, code="", name="Lima hari", weekdays=[1], minutes=450, at=AT)
        day = {"day": date(2026, 8, 17), "name": "Kemerdekaan", "kind": organisation.HolidayKind.NATIONAL, "at": AT}

        keep.add_holiday(actor=admin, calendar_id=six.id, **day)
        made = keep.add_holiday(actor=admin, calendar_id=None, **day)
        keep.choose_calendar(actor=admin, calendar_id=six.id, at=AT)

        assert (five.code, six.code, again.code) == ("LIMA-HARI", "ENAM-HARI", "LIMA-HARI-2")
        assert {row.calendar_id for row in made} == {five.id, again.id}
        with pytest.raises(Conflict):
            keep.add_holiday(actor=admin, calendar_id=None, **day)
        days = organisation.calendars.working_days(first=date(2026, 8, 14), last=date(2026, 8, 19))
        assert [row.day for row in days] == [14, 15, 18, 19]
        with pytest.raises(NotAllowed):
            keep.choose_calendar(actor=actor_factory(Role.UNIT_CLERK), calendar_id=five.id, at=AT)

    def test_refuses_no_day_impossible_minutes_and_others(self, admin, actor_factory):
        def save(actor=admin, weekdays=(1,), minutes=450):
            organisation.keep_calendar.save_calendar(
                actor=actor, code="x", name="X", weekdays=list(weekdays), minutes=minutes, at=AT
            )

        with pytest.raises(RuleNotMet):
            save(weekdays=())
        with pytest.raises(RuleNotMet):
            save(minutes=5)
        with pytest.raises(NotAllowed):
            save(actor=actor_factory(Role.UNIT_CLERK))
