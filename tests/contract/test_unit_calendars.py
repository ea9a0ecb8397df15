"""Calendars of units by the JSON interface."""

from __future__ import annotations

from datetime import date

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from ekinerja.audit.models import AuditEntry
from ekinerja.kernel.actor import Role
from ekinerja.kernel.tenancy import context
from ekinerja.organisation.models import UnitCalendar, WorkCalendar
from ekinerja.planning.models import PeriodExtension
from tests.contract.checking import checked

pytestmark = pytest.mark.django_db
END = "unit-calendars/{assignment_id}/end"


@pytest.fixture
def five(world):
    WorkCalendar.objects.create(code="6", name="Enam hari", weekdays=[1, 2, 3, 4, 5, 6], is_default=True)
    return WorkCalendar.objects.create(code="5", name="Lima hari", weekdays=[1, 2, 3, 4, 5])


@pytest.fixture
def body(world, five):
    return {"unit_id": world.units["dinas"].id, "calendar_id": five.id, "starts_on": "2026-01-01"}


def test_are_given_listed_and_ended(admin, caller, world, body):
    status, row = checked(admin, "post", "unit-calendars", body)
    assert (status, row["calendar"], row["starts_on"], row["ends_before"]) == (201, "Lima hari", "2026-01-01", None)
    assert checked(admin, "post", "unit-calendars", body)[0] == 409
    assert checked(caller("staf"), "get", "unit-calendars") == (200, [row])

    end = {"assignment_id": row["id"]}
    assert checked(admin, "post", END, {"ends_before": "2025-12-31"}, **end)[0] == 422
    assert checked(admin, "post", END, {"ends_before": "2026-02-01"}, **end) == (204, None)

    assert checked(caller("rekan"), "get", "unit-calendars") == (200, [])
    events = AuditEntry.objects.filter(event__startswith="organisation.unit_calendar.").order_by("event")
    assert [entry.event.rpartition(".")[2] for entry in events] == ["ended", "set"]


def test_are_written_by_nobody_else(caller, world, body):
    row = UnitCalendar.objects.create(
        unit=world.units["lain"], calendar_id=body["calendar_id"], period=DateRange(date(2026, 1, 1), None)
    )
    for other in (caller("staf"), caller("sebagian", Role.AGENCY_ADMIN, unit="dinas")):
        assert checked(other, "post", "unit-calendars", body)[0] == 403
        assert checked(other, "post", END, {"ends_before": "2026-02-01"}, assignment_id=row.id)[0] == 403


def test_of_another_agency_are_not_there(admin, world, other_world, body):
    with context.agency(other_world.agency_id):
        theirs = WorkCalendar.objects.create(code="5", name="Tetangga", weekdays=[1])
        row = UnitCalendar.objects.create(
            unit=other_world.units["dinas"], calendar=theirs, period=DateRange(date(2026, 1, 1), None)
        )
    assert checked(admin, "get", "unit-calendars") == (200, [])
    assert checked(admin, "post", END, {"ends_before": "2026-02-01"}, assignment_id=row.id)[0] == 404
    assert checked(admin, "post", "unit-calendars", {**body, "calendar_id": theirs.id})[0] == 404
    assert checked(admin, "post", "unit-calendars", {**body, "unit_id": other_world.units["dinas"].id})[0] == 404


def test_move_deadlines_of_a_year_that_is_opened(admin, world, body):
    checked(admin, "post", "unit-calendars", body)
    year = {"year": 2027, "plan_deadline": "2027-01-30", "annual_deadline": "2028-01-10"}

    status, preview = checked(admin, "post", "years/preview", year)

    assert status == 200
    told = [row for row in preview["unit_deadlines"] if row["number"] == 5]
    assert [(row["calendar"], row["before"], row["after"]) for row in told] == [
        ("Lima hari", "2027-06-05", "2027-06-07")
    ]
    assert checked(admin, "post", "years", year)[0] == 201
    assert PeriodExtension.objects.count() == len(preview["unit_deadlines"])
