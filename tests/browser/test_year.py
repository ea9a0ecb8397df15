"""The agency's year and the control room of planning in a real browser: they fit, they are accessible, they work."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from ekinerja.access.models import Account, RoleGrant
from ekinerja.kernel.actor import Role
from ekinerja.kernel.tenancy import context
from ekinerja.people import public as people
from ekinerja.planning import public as planning
from ekinerja.planning.models import Downtime
from ekinerja.reporting import public as reporting
from tests.browser.driving import follow, shows
from tests.factories import cycle

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]


@pytest.fixture
def admin(agency: Any) -> Account:
    """The administrator of an agency in which one plan waits, one is a draft and three are not begun."""
    with context.agency(agency), transaction.atomic():
        world = cycle.make_world(agency.pk)
        long = world.people["kabid"]
        long.name, long.front_title, long.back_title = "Muhammad Abdurrahman Wahid Al-Habsyi", "Drs. H.", "S.Sos., M.M."
        long.save()
        cycle.open_2026(world)
        people.refresh_directory(on=date(2026, 2, 3))
        Account.objects.create(
            login=long.nip, name=long.name, agency=agency, employee_id=long.id, activated_at=cycle.JANUARY
        )
        cycle.submitted(world, "staf")
        cycle.draft(world, "rekan")
        official = world.official(Role.AGENCY_ADMIN)
        planning.extend_plan(
            actor=official,
            year_id=world.year.id,  # type: ignore[union-attr]
            plan_deadline=planning.end_of_day(date(2027, 2, 20), "Asia/Jakarta"),
            reason="banjir di tiga kecamatan sehingga jaringan terputus sejak Senin",
            at=cycle.JANUARY,
            unit_id=world.units["dinas"].id,
        )
        reporting.recount_all(at=cycle.FEBRUARY)
        account = Account.objects.create(login="admin", name="Admin", agency=agency, activated_at=cycle.JANUARY)
        RoleGrant.objects.create(
            account_id=account.id, role=Role.AGENCY_ADMIN, period=DateRange(date(2020, 1, 1), None),
            granted_at=cycle.JANUARY, reason="uji",
        )  # fmt: skip
    return account


def test_pages_fit_and_are_accessible(admin: Account, open_page: Any, assert_no_barrier: Any) -> None:
    page = open_page("/monitoring/", account=admin, width=390)
    for name, address in (
        ("ruang", "/monitoring/"),
        ("pegawai", "/monitoring/pegawai/"),
        ("siklus", "/siklus/"),
        ("gangguan", "/siklus/gangguan/"),
        ("penyetuju", "/siklus/penyetuju/"),
        ("tanpa-penilai", "/siklus/tanpa-penilai/"),
        ("buka", "/siklus/buka/"),
    ):
        page.goto(address)
        if name == "buka":
            follow(page.get_by_role("button", name="Lihat yang akan terjadi"))
            page.get_by_text("batas jatuh pada hari libur").first.wait_for()
        assert_no_barrier(page, f"tahun-{name}")


def test_numbers_open_into_people_who_are_reminded(admin: Account, open_page: Any) -> None:
    page = open_page("/monitoring/", account=admin)
    follow(page.get_by_role("link", name="1 pegawai Dinas Kesehatan: Menunggu"))
    page.get_by_text("Menunggu Drs. H. Muhammad Abdurrahman").wait_for()
    for told in ("1 pegawai diingatkan.", "1 sudah diingatkan hari ini."):
        page.get_by_role("button", name="Ingatkan semua dalam daftar ini").click()
        follow(page.get_by_role("dialog").get_by_role("button", name="Ingatkan semua dalam daftar ini"))
        page.get_by_text(told).wait_for()


def test_a_disturbance_is_recorded_without_scripts(admin: Account, open_page: Any, agency: Any) -> None:
    page = open_page("/siklus/gangguan/", account=admin, scripts=False)
    page.get_by_label("Mulai").fill("2026-02-05T08:00")
    page.get_by_label("Selesai").fill("2026-02-05T20:00")
    page.get_by_label("Apa yang terjadi").fill("Listrik pusat data padam")
    follow(page.get_by_role("button", name="Lihat batas yang bergeser"))
    shows(page, "Januari 2026")
    follow(page.get_by_role("button", name="Catat gangguan"))
    shows(page, "Gangguan dicatat; 1 batas waktu bergeser.")
    with context.agency(agency), transaction.atomic():
        assert Downtime.objects.get().reason == "Listrik pusat data padam"
