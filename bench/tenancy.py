"""
What the two locks between agencies cost: row-level security and SET LOCAL, against the same without them.

Run by hand: ``python -m bench.tenancy`` (needs nothing; starts its own server under ``$EKINERJA_HOME/uji``).
Prints a Markdown table for ``docs/benchmarks.md``.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(PROJECT / "src"), str(PROJECT)]

AGENCIES = 50
PEOPLE_EACH = 4_000
ROUNDS = 400
DATABASE = "ekinerja_bench_tenancy"
ONE_AGENCY = 25
PER_ROW = (
    "agency_id = nullif(nullif(current_setting('app.agency_id', true), ''), '*')::integer"
    " OR current_setting('app.agency_id', true) = '*'"
)


def main() -> None:
    """Fill a database, measure, print."""
    _django()
    from django.db import connection

    from ekinerja.kernel.tenancy import context
    from tests.plugins import testdb

    template = testdb.ensure_template(afresh=False)
    testdb.copy_template(template, DATABASE)
    connection.settings_dict["NAME"] = DATABASE
    try:
        _fill()
        with context.agency(ONE_AGENCY):
            rows = [*_transactions(), *_statements(), *_prefix_search()]
    finally:
        connection.close()
        with testdb.owner_connection("postgres") as owner:
            testdb.drop(owner, DATABASE)
    print("| what | without | with both locks | difference |\n| --- | --- | --- | --- |")
    for name, without, with_locks in rows:
        difference = f"{with_locks - without:+.3f} ms"
        print(f"| {name} | {without:.3f} ms | {with_locks:.3f} ms | {difference} |")


def _django() -> None:
    from ekinerja.commands import postgres

    home = Path(os.environ.setdefault("EKINERJA_HOME", str(PROJECT / ".ekinerja")))
    os.environ.update(postgres.ensure_running(home / "uji", durable=False).environment())
    os.environ["DJANGO_SETTINGS_MODULE"] = "ekinerja.config.settings.test"
    import django

    django.setup()


def _fill() -> None:
    """Make fifty agencies of four thousand people each in four hundred units, as the owner."""
    from tests.plugins import testdb

    with testdb.owner_connection(DATABASE) as owner, owner.transaction():
        owner.execute("SET LOCAL app.agency_id = '*'")
        owner.execute(
            "INSERT INTO organisation_agency SELECT (jsonb_populate_record(NULL::organisation_agency,"
            " jsonb_build_object('id', n, 'code', 'A' || n, 'name', 'Agency ' || n, 'kind', 'KABUPATEN',"
            " 'province', '', 'time_zone', 'Asia/Jakarta', 'source_id', ''))).*"
            " FROM generate_series(1, %s) n",
            [AGENCIES],
        )
        owner.execute(
            "INSERT INTO battery_unit (agency_id, id, path, name)"
            " SELECT a, gen_random_uuid(), to_char(n / 20, 'FM0000') || '.' || to_char(n, 'FM0000'), 'u'"
            " FROM generate_series(1, %s) a, generate_series(1, 400) n",
            [AGENCIES],
        )
        owner.execute(
            "INSERT INTO battery_employee (agency_id, id, nip, name, unit_id, is_active)"
            " SELECT u.agency_id, gen_random_uuid(), u.path || n, 'n', u.id, true"
            " FROM battery_unit u, generate_series(1, %s) n",
            [PEOPLE_EACH // 400],
        )
    with testdb.owner_connection(DATABASE) as owner:
        owner.execute("CREATE INDEX battery_unit_prefix ON battery_unit (agency_id, path text_pattern_ops)")
        owner.execute("VACUUM ANALYZE")


Row = tuple[str, float, float]


def _transactions() -> Iterator[Row]:
    from django.db import connection, transaction

    from tests.db.tenancy.battery_app.models import Employee

    key = Employee.objects.values_list("pk", flat=True)[2_000]

    def reads(count: int) -> Callable[[], None]:
        def work() -> None:
            with transaction.atomic():
                for _ in range(count):
                    Employee.objects.get(pk=key)

        return work

    for name, work in (
        ("transaction with 1 read by key", reads(1)),
        ("transaction with 12 reads by key", reads(12)),
    ):
        yield name, *_compare(work)
    assert connection.get_autocommit()


def _statements() -> Iterator[Row]:
    from django.db import transaction
    from django.db.models import Count

    from tests.db.tenancy.battery_app.models import Employee, Unit

    def inside(query: Callable[[], Any]) -> Callable[[], None]:
        def work() -> None:
            with transaction.atomic():
                query()

        return work

    count = inside(lambda: Employee.objects.filter(is_active=True).count())
    join = inside(lambda: list(Unit.objects.annotate(n=Count("employees")).values_list("path", "n")))
    page = inside(lambda: list(Employee.objects.select_related("unit").order_by("nip")[:25]))
    yield f"count {PEOPLE_EACH:,} rows of one agency of {AGENCIES}", *_compare(count, rounds=100)
    yield "400 units with their number of people", *_compare(join, rounds=100)
    yield "a page of 25 people with their units", *_compare(page, rounds=100)
    with _policy(PER_ROW):
        without, with_policy = _compare(count, rounds=100)
    yield "the same count, policy evaluated per row (rejected)", without, with_policy


def _prefix_search() -> Iterator[Row]:
    """Text prefix: LIKE is not leakproof, so under row-level security it filters after the index on agency."""
    from django.db import transaction

    from tests.db.tenancy.battery_app.models import Unit

    def like() -> None:
        with transaction.atomic():
            assert Unit.objects.filter(path__startswith="0007.").count() == 20

    def between() -> None:
        with transaction.atomic():
            assert Unit.objects.filter(path__gte="0007.", path__lt="0007/").count() == 20

    yield "units below a path, LIKE", *_compare(like, rounds=200)
    yield "units below a path, >= and <", *_compare(between, rounds=200)


def _compare(work: Callable[[], None], rounds: int = ROUNDS) -> tuple[float, float]:
    """Return the median milliseconds without the locks and with them, interleaved in turns."""
    without: list[float] = []
    with_locks: list[float] = []
    for _ in range(4):
        with _unlocked():
            without += _times(work, rounds // 4)
        with_locks += _times(work, rounds // 4)
    return statistics.median(without), statistics.median(with_locks)


def _times(work: Callable[[], None], rounds: int) -> list[float]:
    for _ in range(5):
        work()
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1000)
    return times


TABLES = ("battery_unit", "battery_employee")


@contextmanager
def _unlocked() -> Iterator[None]:
    """Switch row-level security off in the database and SET LOCAL off in the connection."""
    from ekinerja.kernel.tenancy.backend.lock import RowLock

    tell = RowLock._tell
    _owner_runs("ALTER TABLE {} DISABLE ROW LEVEL SECURITY")
    RowLock._tell = lambda self, connection: None  # type: ignore[method-assign]
    try:
        yield
    finally:
        RowLock._tell = tell  # type: ignore[method-assign]
        _owner_runs("ALTER TABLE {} ENABLE ROW LEVEL SECURITY")


@contextmanager
def _policy(predicate: str) -> Iterator[None]:
    from ekinerja.kernel.tenancy import policy

    change = "ALTER POLICY tenant ON {} USING (" + predicate + ") WITH CHECK (" + predicate + ")"
    _owner_runs(change)
    try:
        yield
    finally:
        _owner_runs(change.replace(predicate, policy.PREDICATE))


def _owner_runs(statement: str) -> None:
    from tests.plugins import testdb

    with testdb.owner_connection(DATABASE) as owner:
        for table in TABLES:
            owner.execute(statement.format(table))


if __name__ == "__main__":
    main()
