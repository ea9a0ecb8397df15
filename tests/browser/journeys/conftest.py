"""
The journeys: one small regency, taken in through the real import, its people in real browsers.

The program runs in this process and stands at 3 February 2026, when January may still be filled.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from ekinerja.access import public as access
from ekinerja.access.models import Account, RoleGrant
from ekinerja.kernel import clock
from ekinerja.kernel.actor import Role, system
from ekinerja.kernel.tenancy import context
from ekinerja.people.models import DirectoryEntry
from tests.browser.driving import follow
from tests.factories import cycle
from tests.factories.people_files import Row, as_csv, make_people, make_units
from tests.factories.regency import take_in

PASSWORD = "kuda laut menari 7"
NOON = cycle.FEBRUARY


@pytest.fixture
def time_is(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Set the time of the program, and of Django's sessions, which end by it."""

    def set_time(at: datetime) -> None:
        monkeypatch.setattr(clock, "now", lambda: at)
        monkeypatch.setattr(timezone, "now", lambda: at)

    set_time(NOON)
    return set_time


def files(total: int = 10) -> tuple[list[Row], list[Row]]:
    """Return the rows of ref-unor and data-utama: two offices of two divisions, their heads and some staff."""
    units = make_units(offices=2, parts=2, schools=0)
    persons = make_people(units, total)
    division = next(unit for unit in units if unit["NamaUnor"] == "Bidang 1 Dinas 1")
    for row in persons[-3:]:
        row.update(
            unorId=division["Id"], unorNama=division["NamaUnor"], unorIndukId=division["Id"], jenisJabatanId="4",
            jenisJabatan="Pelaksana", jabatanNama="Pengadministrasi", kode_jenjang_jabatan="", kelas_jabatan="5",
        )  # fmt: skip
    return units, persons


@pytest.fixture
def administrator(agency: Any, time_is: Any) -> Account:
    """The agency's first administrator, who is no employee yet."""
    account = Account(login="198001012005011001", name="Ibu Admin", agency=agency, activated_at=NOON)
    account.set_password(PASSWORD)
    with transaction.atomic(), context.agency(agency):
        account.save(force_insert=True)
        give(account, Role.AGENCY_ADMIN)
    return account


@dataclass
class Town:
    """Whom the journeys are about; ``entries`` by part: chief > head > employee, and a clerk beside."""

    agency: Any
    entries: dict[str, DirectoryEntry] = field(default_factory=dict)

    def account(self, part: str) -> Account:
        """Return the account that the import made."""
        return Account.objects.get(login=self.entries[part].nip)

    def name(self, part: str) -> str:
        """Return the full name as pages show it."""
        return self.entries[part].display_name

    def actor(self, part: str) -> Any:
        """Return the person as the services see them."""
        actor = access.actor_for_request(self.account(part), at=NOON)
        assert actor is not None
        return actor


@pytest.fixture
def town(agency: Any, actor_factory: Any, time_is: Any, settings: Any, live_server: Any) -> Town:
    """Take units and people in, give everybody an account, open the year 2026."""
    settings.BASE_URL = live_server.url
    with transaction.atomic(), context.agency(agency):
        units, persons = files()
        administrator = actor_factory(Role.AGENCY_ADMIN)
        take_in(administrator, as_csv(units), "ref-unor.csv")
        take_in(administrator, as_csv(persons), "data-utama.csv")
        access.sync_accounts(actor=system(agency.pk), at=NOON)
        cycle.open_2026(cycle.World(agency.pk))
        made = Town(agency)
        for part, nip in _parts(units, persons).items():
            made.entries[part] = DirectoryEntry.objects.get(nip=nip)
        give(made.account("clerk"), Role.UNIT_CLERK, made.entries["chief"].unit)
    return made


def _parts(units: list[Row], persons: list[Row]) -> dict[str, str]:
    by_id = {row["id"]: row["nipBaru"] for row in persons}
    lead = {unit["NamaUnor"]: by_id[unit["PemimpinPnsId"]] for unit in units[1:]}
    employee, colleague, clerk = (row["nipBaru"] for row in persons[-3:])
    return {
        "chief": lead["Dinas Nomor 1"],
        "head": lead["Bidang 1 Dinas 1"],
        "employee": employee,
        "colleague": colleague,
        "clerk": clerk,
    }


def give(account: Account, role: Role, unit: Any = None) -> None:
    """Give somebody a role; call inside the agency's context and a transaction."""
    RoleGrant.objects.create(
        account_id=account.id,
        role=role,
        unit=unit,
        period=DateRange(date(2020, 1, 1), None),
        granted_at=NOON,
        reason="SK uji 1/2020",
    )


@pytest.fixture
def active(town: Town) -> Callable[[str], Account]:
    """Return somebody's account with a password set; its owner signs in with it."""

    def make(part: str) -> Account:
        account = town.account(part)
        account.set_password(PASSWORD)
        account.activated_at = NOON
        account.save()
        return account

    return make


@pytest.fixture
def enter(open_page: Callable[..., Any], active: Callable[[str], Account]) -> Callable[..., Any]:
    """Open a browser and sign somebody in through the page; returns the page after it."""

    def sign_in(part: str, path: str = "/beranda/", **options: Any) -> Any:
        page = open_page(f"/masuk/?next={path}", **options)
        fill_sign_in(page, active(part).login)
        page.wait_for_url(f"**{path}")
        return page

    return sign_in


def fill_sign_in(page: Any, login: str, password: str = PASSWORD) -> None:
    """Sign in on the page that asks for it."""
    page.get_by_label("NIP atau NIPPPK").fill(login)
    page.locator("#id_password").fill(password)
    follow(page.get_by_role("button", name="Masuk", exact=True))


@pytest.fixture
def look(assert_accessible: Callable[[Any], None], assert_fits: Callable[[Any], None]) -> Callable[[Any, str], None]:
    """Check the page for barriers and width; keep its picture where EKINERJA_PICTURES names a folder."""

    def check(page: Any, name: str) -> None:
        page.wait_for_load_state()
        if folder := os.environ.get("EKINERJA_PICTURES"):
            page.screenshot(path=Path(folder) / f"perjalanan-{name}.png", full_page=True)
            page.screenshot(path=Path(folder) / f"perjalanan-{name}-layar.png")
        assert_fits(page)
        assert_accessible(page)

    return check


@pytest.fixture
def run_jobs() -> Callable[[], None]:
    """Let a real worker do what is queued, until nothing is left."""

    def work() -> None:
        failures: list[BaseException] = []
        worker = threading.Thread(target=_work, args=(failures,))
        worker.start()
        worker.join(timeout=90)
        assert not worker.is_alive(), "the worker did not finish"
        assert not failures, failures

    return work


def _work(failures: list[BaseException]) -> None:
    from procrastinate.contrib.django import app

    try:
        with app.replace_connector(app.connector.get_worker_connector()):  # type: ignore[attr-defined]
            app.run_worker(wait=False, listen_notify=False, install_signal_handlers=False)
    except BaseException as error:  # noqa: BLE001 - told to the test's own thread
        failures.append(error)
