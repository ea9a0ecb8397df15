"""Working days and holidays by the JSON interface."""

from __future__ import annotations

import pytest

from ekinerja.audit.models import AuditEntry
from ekinerja.kernel.actor import Role
from ekinerja.kernel.tenancy import context
from ekinerja.organisation.models import Holiday, WorkCalendar
from tests.contract.checking import checked

pytestmark = pytest.mark.django_db
FIVE = {"name": "Lima hari", "weekdays": [1, 2, 3, 4, 5]}
INDEPENDENCE = {"day": "2026-08-17", "name": "HUT Kemerdekaan"}


class TestCalendars:
    def test_are_made_changed_and_chosen_by_admins(self, admin, caller, world):
        status, first = checked(admin, "post", "calendars", FIVE)
        assert (status, first["code"], first["is_default"], first["minutes"]) == (201, "LIMA-HARI", True, 450)
        _status, second = checked(
            admin, "post", "calendars", {"name": "Sekolah", "weekdays": [1, 2, 3, 4, 5, 6], "minutes": 375}
        )
        assert second["is_default"] is False
        changed = {**FIVE, "name": "Kantor", "minutes": 480}
        status, row = checked(admin, "put", "calendars/{calendar_id}", changed, calendar_id=first["id"])
        assert (status, row["name"], row["code"], row["minutes"]) == (200, "Kantor", "LIMA-HARI", 480)
        status, chosen = checked(admin, "post", "calendars/{calendar_id}/choose", calendar_id=second["id"])
        assert (status, chosen["is_default"]) == (200, True)
        listed = checked(caller("staf"), "get", "calendars")[1]
        assert [(row["name"], row["is_default"]) for row in listed] == [("Sekolah", True), ("Kantor", False)]
        assert AuditEntry.objects.filter(event="organisation.calendar.saved").count() == 3

    @pytest.mark.parametrize(
        "more", [{"weekdays": []}, {"weekdays": [8]}, {"minutes": 20}, {"name": " "}, {"name": "x" * 101}]
    )
    def test_refuse_what_cannot_be(self, admin, world, more):
        assert checked(admin, "post", "calendars", {**FIVE, **more})[0] == 422
        assert not WorkCalendar.objects.exists()

    def test_are_written_by_nobody_else(self, caller, world):
        row = WorkCalendar.objects.create(code="5", name="Lima hari", weekdays=[1, 2, 3, 4, 5])
        ids = {"calendar_id": row.id}
        holiday = Holiday.objects.create(calendar=row, day="2026-08-17", name="HUT")
        others = (caller("staf"), caller("klerk", Role.UNIT_CLERK), caller("pimpinan", Role.LEADER))
        for other in (*others, caller("sebagian", Role.AGENCY_ADMIN, unit="dinas")):
            assert checked(other, "post", "calendars", FIVE)[0] == 403
            assert checked(other, "put", "calendars/{calendar_id}", FIVE, **ids)[0] == 403
            assert checked(other, "post", "calendars/{calendar_id}/choose", **ids)[0] == 403
            assert checked(other, "post", "holidays", INDEPENDENCE)[0] == 403
            assert checked(other, "delete", "holidays/{holiday_id}", holiday_id=holiday.id)[0] == 403


class TestHolidays:
    def test_are_added_to_the_calendars_that_lack_them_and_removed(self, admin, caller, world, other_world):
        with context.agency(other_world.agency_id):
            theirs = WorkCalendar.objects.create(code="5", name="Tetangga", weekdays=[1])
            Holiday.objects.create(calendar=theirs, day="2026-08-17", name="Rahasia tetangga")
        one = WorkCalendar.objects.create(code="5", name="Lima hari", weekdays=[1, 2, 3, 4, 5])
        WorkCalendar.objects.create(code="6", name="Enam hari", weekdays=[1, 2, 3, 4, 5, 6])

        status, made = checked(admin, "post", "holidays", {**INDEPENDENCE, "calendar_id": one.id})
        assert (status, [row["calendar"] for row in made]) == (201, ["Lima hari"])
        _status, rest = checked(admin, "post", "holidays", {**INDEPENDENCE, "kind": "LIBUR_NASIONAL"})
        assert [row["calendar"] for row in rest] == ["Enam hari"]
        assert checked(admin, "post", "holidays", INDEPENDENCE)[0] == 409
        assert checked(admin, "post", "holidays", {**INDEPENDENCE, "kind": "PIKNIK"})[0] == 422
        assert checked(admin, "post", "holidays", {**INDEPENDENCE, "calendar_id": theirs.id})[0] == 404

        status, listed = checked(caller("staf"), "get", "holidays")
        assert (status, [row["name"] for row in listed]) == (200, [INDEPENDENCE["name"]] * 2)
        assert checked(caller("staf"), "get", "holidays", query="?year=2027")[1] == []
        assert checked(admin, "delete", "holidays/{holiday_id}", holiday_id=made[0]["id"]) == (204, None)
        assert checked(admin, "delete", "holidays/{holiday_id}", holiday_id=made[0]["id"])[0] == 404

    def test_need_a_calendar(self, admin, world):
        assert checked(admin, "post", "holidays", INDEPENDENCE)[0] == 404
