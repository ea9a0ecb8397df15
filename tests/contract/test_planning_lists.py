"""Lists of the year for partners: disturbances, and people without a rater."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from ekinerja.kernel.tenancy import context
from ekinerja.people.models import Appointment
from ekinerja.people.public import refresh_directory
from ekinerja.planning.models import Downtime, PerformanceYear
from tests.contract.checking import checked
from tests.factories import cycle

pytestmark = pytest.mark.django_db


def downtime(month: int, reason: str, year: int = 2026, hour: int = 2) -> Downtime:
    return Downtime.objects.create(
        started_at=datetime(year, month, 31, hour, tzinfo=UTC),
        ended_at=datetime(year, month, 31, hour + 2, tzinfo=UTC),
        reason=reason,
        recorded_at=cycle.FEBRUARY,
        recorded_by_name="Admin",
    )


class TestDowntimes:
    def test_are_listed_for_admins_by_year_the_latest_first(self, caller, world, other_world, admin):
        downtime(1, "Padam")
        downtime(3, "Jaringan putus")
        # Already the year 2026 in the agency's own time zone.
        turn = downtime(12, "Tahun baru", year=2025, hour=18)
        downtime(12, "Tahun lama", year=2025)
        with context.agency(other_world.agency_id):
            downtime(1, "Rahasia tetangga")

        status, found = checked(admin, "get", "downtimes", query="?year=2026")

        assert status == 200
        assert [row["reason"] for row in found] == ["Jaringan putus", "Padam", "Tahun baru"]
        assert (found[-1]["id"], found[-1]["recorded_by"]) == (str(turn.id), "Admin")
        assert len(checked(admin, "get", "downtimes")[1]) == 4
        assert checked(caller("kabid"), "get", "downtimes")[0] == 403

    def test_a_year_that_only_another_agency_opened_does_not_exist(self, world, other_world, admin):
        with context.agency(other_world.agency_id):
            PerformanceYear.objects.filter(year=2026).update(year=2031)

        assert checked(admin, "get", "downtimes", query="?year=2031")[0] == 404
        assert checked(admin, "get", "downtimes", query="?year=1999")[0] == 404


class TestPeopleWithoutRater:
    def test_are_listed_for_admins_page_by_page(self, caller, world, other_world, admin):
        for made in (world, other_world):
            with context.agency(made.agency_id):
                gone = DateRange(date(2020, 1, 1), date(2021, 1, 1))
                Appointment.objects.filter(employee=made.people["orang_lain"]).update(period=gone)
                refresh_directory(on=cycle.FEBRUARY.date())

        status, found = checked(admin, "get", "people-without-rater")

        lonely = world.people["orang_lain"]
        assert (status, found["total"], found["page"]) == (200, 1, 1)
        assert [(row["employee_id"], row["nip"]) for row in found["items"]] == [(str(lonely.id), lonely.nip)]
        assert checked(admin, "get", "people-without-rater", query="?page=2")[1]["items"] == []
        assert checked(admin, "get", "people-without-rater", query="?year=2027")[1]["total"] == 1
        assert checked(caller("kabid"), "get", "people-without-rater")[0] == 403
