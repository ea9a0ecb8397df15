"""
The demo: a living regency of 7,362 invented people with eleven months of a year, and a small second agency.

Everything goes through the services that an agency uses. Loading again changes nothing; a load that was
killed goes on where it stopped.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from django.db import connection, transaction

from ekinerja.commands.demo_data import agencies, signing_in, years
from ekinerja.commands.demo_data.cases import Cases
from ekinerja.kernel import actor as actors
from ekinerja.kernel import clock
from ekinerja.kernel.tenancy import context
from ekinerja.people import public as people
from ekinerja.planning import public as planning
from ekinerja.reporting import public as reporting

Progress = Callable[[str], None]
Account = tuple[str, str, str, str]  # part, name, login, password
FIRST_FULL_MONTH = 3


def load(progress: Progress, analyse: Callable[[], object]) -> list[Account]:
    """
    Load whatever is missing of both agencies (people, year, counts of it) and return who is ready to sign in.

    ``analyse`` lets the database look at what was loaded before more is built on it: until it knows how much there
    is, it chooses ways that take twice as long.
    """
    at, today = clock.now(), clock.today()
    year = today.year if today.month >= FIRST_FULL_MONTH else today.year - 1
    until = today if year == today.year else date(year, 12, 31)
    both = [(agencies.ensure_agency(*identity, at=at), identity[1]) for identity in (agencies.MAIN, agencies.SMALL)]
    main_id = both[0][0]
    for agency_id, name in both:
        progress(name)
        load_people(agency_id, small=agency_id != main_id, until=until, at=at, progress=progress)
    analyse()
    for agency_id, name in both:
        progress(name)
        load_year(agency_id, year=year, until=until, at=at, progress=progress)
    progress("Hitungan beranda")
    analyse()
    return accounts()


def accounts() -> list[Account]:
    """Finish what is not finished of both agencies, and return who is ready to sign in."""
    at, today = clock.now(), clock.today()
    found = []
    for identity, parts in ((agencies.MAIN, signing_in.MAIN_PARTS), (agencies.SMALL, signing_in.SMALL_PARTS)):
        found += finish_agency(agencies.ensure_agency(*identity, at=at), parts, on=today, at=at)
    return found


def load_people(agency_id: int, *, small: bool, until: date, at: datetime, progress: Progress) -> None:
    """Import units and people of one agency, unless they are there."""
    with context.agency(agency_id), transaction.atomic():
        people_there = bool(people.identities())
    if not people_there:
        agencies.import_files(agency_id, small=small, at=at, on=until, progress=progress)


def load_year(agency_id: int, *, year: int, until: date, at: datetime, progress: Progress) -> None:
    """Load what happened in the year until a day, unless the year is there."""
    with context.agency(agency_id), transaction.atomic():
        if planning.years.find_year(year=year) is not None:
            return
        cases = Cases(agency_id=agency_id, year=year, today=until, at=at)
        moved = cases.apply()
        check_at_once()
        years.load_year(agency_id=agency_id, year=year, today=until, at=at, moved=moved, progress=progress)
        cases.ask_for_corrections()


def finish_agency(agency_id: int, parts: tuple[signing_in.Part, ...], *, on: date, at: datetime) -> list[Account]:
    """
    Let people sign in, then count who stands where (which tells who never did) and gather the library, each once.

    The library is what the first night would gather; until then nobody finds a wording to start from.
    """
    with context.agency(agency_id), transaction.atomic():
        found = signing_in.cast(agency_id=agency_id, parts=parts, on=on, at=at)
        if not reporting.is_counted():
            reporting.recount_all(at=at)
            reporting.count_gaps(at=at)
            planning.gather_library(actor=actors.system(agency_id), at=at)
    return found


def check_at_once() -> None:
    """Let foreign keys be checked with each statement of this transaction; left to its end, that is a long wait."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
