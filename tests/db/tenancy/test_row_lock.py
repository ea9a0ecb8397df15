"""The second lock: row-level security, told the agency by SET LOCAL inside the transaction."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest
from django.db import connection, transaction
from django.db.utils import DataError, OperationalError, ProgrammingError

from ekinerja.kernel.tenancy import context, policy
from ekinerja.kernel.tenancy.backend import compiler
from tests.db.tenancy.battery import OPERATIONS
from tests.db.tenancy.battery_app.models import DailyLog, Employee, Unit
from tests.db.tenancy.conftest import Planted, plant
from tests.plugins import testdb

# Raw statements without the agency show what the database alone protects.
pytestmark = pytest.mark.several_shards


def told() -> str | None:
    """What the database was told, asked past Django so that asking changes nothing."""
    with connection.connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('app.agency_id', true)")
        return cursor.fetchone()[0]


def count_raw(table: str = "battery_employee") -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        return cursor.fetchone()[0]


@pytest.fixture
def without_scope(monkeypatch: pytest.MonkeyPatch) -> None:
    """A broken build in which the compilers forgot the agency."""
    monkeypatch.setattr(compiler, "scope", lambda query: None)
    monkeypatch.setattr(compiler, "check_rows", lambda field, rows: None)


class TestRawSql:
    def test_sees_the_rows_of_the_ambient_agency(self, ours: Planted, theirs: Planted) -> None:
        with context.agency(ours.agency_id):
            assert count_raw() == 15

    def test_sees_nothing_without_an_agency(self, ours: Planted, theirs: Planted) -> None:
        assert count_raw() == 0

    def test_sees_everything_over_all_agencies(self, ours: Planted, theirs: Planted) -> None:
        with context.all_agencies():
            assert count_raw() == 30

    def test_cannot_write_rows_of_another_agency(self, ours: Planted, theirs: Planted) -> None:
        insert = "INSERT INTO battery_unit (agency_id, id, path, name) VALUES (%s, gen_random_uuid(), 'x', 'x')"
        with context.agency(ours.agency_id), connection.cursor() as cursor:
            cursor.execute(insert, [ours.agency_id])
            with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
                cursor.execute(insert, [theirs.agency_id])
            cursor.execute("UPDATE battery_employee SET name = 'stolen' WHERE agency_id = %s", [theirs.agency_id])
            assert cursor.rowcount == 0
            with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
                cursor.execute("UPDATE battery_unit SET agency_id = %s", [theirs.agency_id])

    def test_copy_out_is_limited_and_copy_in_is_refused(self, ours: Planted, theirs: Planted) -> None:
        with context.agency(ours.agency_id), connection.cursor() as cursor:
            with cursor.copy("COPY (SELECT nip FROM battery_employee) TO STDOUT") as rows:
                assert len(list(rows.rows())) == 15
            with pytest.raises(psycopg.Error, match="row-level security"), transaction.atomic():
                with cursor.copy("COPY battery_unit (agency_id, id, path, name) FROM STDIN") as rows:
                    rows.write_row([theirs.agency_id, "0" * 32, "x", "x"])

    def test_the_programs_account_cannot_lift_the_lock(self, ours: Planted) -> None:
        for attempt in (
            "ALTER TABLE battery_employee DISABLE ROW LEVEL SECURITY",
            "DROP POLICY tenant ON battery_employee",
            "SET LOCAL ROLE ekinerja_owner",
            "TRUNCATE battery_employee",
        ):
            with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(attempt)

    def test_a_value_that_is_no_agency_fails(self, ours: Planted) -> None:
        with pytest.raises(DataError), transaction.atomic():
            connection.connection.execute("SET LOCAL app.agency_id = 'semua'")
            connection.row_lock.forget()
            with connection.wrap_database_errors:
                connection.connection.execute("SELECT count(*) FROM battery_employee")


class TestLocksHoldAlone:
    def test_without_the_query_scope_nothing_leaks(self, ours: Planted, theirs: Planted, without_scope: None) -> None:
        with context.agency(ours.agency_id):
            assert Employee.objects.count() == 15
            assert DailyLog.objects.filter(employee__unit__name="u1").count() == 15
            assert Employee.objects.filter(agency_id=theirs.agency_id).count() == 0
            assert Employee.objects.filter(pk=theirs.employees[0].pk).first() is None
            assert DailyLog.objects.update(text="y") == 45
            assert DailyLog.objects.all().delete()[0] == 45
            with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
                Unit.objects.create(agency_id=theirs.agency_id, name="n", path="n")
        with context.agency(theirs.agency_id):
            assert DailyLog.objects.filter(text="t").count() == 45

    def test_without_the_query_scope_and_without_an_agency_nothing_is_seen(
        self, ours: Planted, theirs: Planted, without_scope: None
    ) -> None:
        assert Employee.objects.count() == 0
        assert Unit.objects.filter(agency_id=ours.agency_id).count() == 0

    @pytest.mark.parametrize(("function", "expected"), [pytest.param(f, e, id=name) for name, f, e in OPERATIONS])
    def test_battery_without_the_query_scope(
        self, ours: Planted, theirs: Planted, without_scope: None, function: Any, expected: Any
    ) -> None:
        with context.agency(ours.agency_id), transaction.atomic():
            result = function(ours)

        if expected is not ...:
            assert result == expected
        with context.agency(theirs.agency_id):
            assert (Unit.objects.count(), Employee.objects.count(), DailyLog.objects.count()) == (4, 15, 45)

    @pytest.mark.django_db(transaction=True)
    def test_without_row_level_security_the_query_scope_protects(self) -> None:
        ours, theirs = committed_plants()
        with lifted_lock(), context.agency(ours.agency_id), transaction.atomic():
            assert count_raw() == 30
            for name, function, expected in OPERATIONS:
                with transaction.atomic():
                    result = function(copy.deepcopy(ours))
                    transaction.set_rollback(True)
                assert expected is ... or result == expected, name
        with context.agency(theirs.agency_id), transaction.atomic():
            assert (Unit.objects.count(), Employee.objects.count(), DailyLog.objects.count()) == (4, 15, 45)


def committed_plants() -> tuple[Planted, Planted]:
    from ekinerja.organisation.models import Agency

    for number in (1, 2):
        Agency.objects.create(id=number, code=f"A{number}", name=f"Agency {number}")
    with transaction.atomic():
        return plant(1), plant(2)


@contextmanager
def lifted_lock() -> Iterator[None]:
    """Switch row-level security off as the owner, as if an operator had done so."""
    tables = ("battery_unit", "battery_employee", "battery_dailylog")
    connection.close()
    dbname = connection.settings_dict["NAME"]
    try:
        with testdb.owner_connection(dbname) as owner:
            for table in tables:
                owner.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")
        yield
    finally:
        connection.close()
        with testdb.owner_connection(dbname) as owner:
            for table in tables:
                owner.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")


class TestTelling:
    def test_is_lazy_and_once_per_transaction(self, ours: Planted) -> None:
        sent: list[str] = []
        original = policy.set_local

        def spy(value: str) -> str:
            sent.append(value)
            return original(value)

        with pytest.MonkeyPatch.context() as patch, context.agency(ours.agency_id):
            patch.setattr(policy, "set_local", spy)
            with transaction.atomic():
                pass
            assert sent == []
            connection.row_lock.forget()
            for _ in range(3):
                Employee.objects.count()
            assert sent == ["1"]

    def test_ends_a_statement_that_nobody_waits_for_any_more(self, ours: Planted, settings: Any) -> None:
        settings.QUERY_SECONDS = 1
        connection.row_lock.forget()

        with (
            context.agency(ours.agency_id),
            pytest.raises(OperationalError, match="timeout"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute("SELECT pg_sleep(20)")

        with context.agency(ours.agency_id):
            assert Employee.objects.count() == 15

    def test_follows_changes_inside_one_transaction(self, ours: Planted, theirs: Planted) -> None:
        with context.agency(ours.agency_id):
            assert Employee.objects.count() == 15
            assert told() == "1"
            with context.agency(theirs.agency_id):
                assert count_raw() == 15
                assert told() == "2"
            with context.all_agencies():
                assert count_raw() == 30
                assert told() == "*"
            assert count_raw() == 15
            assert told() == "1"
        assert count_raw() == 0
        assert told() == ""

    def test_survives_the_rollback_of_a_savepoint(self, ours: Planted, theirs: Planted) -> None:
        with context.agency(ours.agency_id):
            count_raw()
            with pytest.raises(ZeroDivisionError), transaction.atomic():
                with context.agency(theirs.agency_id):
                    assert count_raw() == 15
                raise ZeroDivisionError
            assert count_raw() == 15
            assert told() == "1"

    def test_is_told_again_when_the_savepoint_that_told_it_is_undone(self, ours: Planted, theirs: Planted) -> None:
        count_raw()
        with context.agency(ours.agency_id):
            with pytest.raises(ZeroDivisionError), transaction.atomic():
                assert count_raw() == 15
                raise ZeroDivisionError
            assert count_raw() == 15

    def test_survives_a_statement_error_in_a_savepoint(self, ours: Planted) -> None:
        with context.agency(ours.agency_id):
            with pytest.raises(ProgrammingError), transaction.atomic():
                count_raw("no_such_table")
            assert count_raw() == 15

    def test_savepoint_that_is_released_keeps_the_inner_value_known(self, ours: Planted, theirs: Planted) -> None:
        with context.agency(ours.agency_id):
            count_raw()
            with transaction.atomic(), context.agency(theirs.agency_id):
                count_raw()
                assert told() == "2"
            assert count_raw() == 15
            assert told() == "1"


@pytest.mark.django_db(transaction=True)
class TestTransactions:
    def test_nothing_is_left_for_the_next_transaction(self) -> None:
        ours, theirs = committed_plants()
        with context.agency(ours.agency_id), transaction.atomic():
            assert count_raw() == 15
        assert told() in (None, "")
        with transaction.atomic():
            assert count_raw() == 0

    def test_nothing_is_left_after_a_rollback(self) -> None:
        ours, theirs = committed_plants()
        with pytest.raises(ZeroDivisionError), context.agency(ours.agency_id), transaction.atomic():
            count_raw()
            raise ZeroDivisionError
        assert told() in (None, "")
        with context.agency(theirs.agency_id), transaction.atomic():
            assert {employee.agency_id for employee in Employee.objects.all()} == {theirs.agency_id}

    def test_a_read_outside_a_transaction_gets_its_own(self) -> None:
        ours, theirs = committed_plants()
        with context.agency(ours.agency_id):
            assert Employee.objects.count() == 15
            assert count_raw() == 15
            assert sum(1 for _ in DailyLog.objects.iterator(10)) == 45
            assert connection.get_autocommit()
        assert told() in (None, "")
        assert count_raw() == 0

    def test_a_write_outside_a_transaction_is_refused(self) -> None:
        ours, theirs = committed_plants()
        with context.agency(ours.agency_id):
            for write in (
                lambda: Unit.objects.create(name="n", path="n"),
                lambda: Unit.objects.update(name="n"),
                lambda: DailyLog.objects.filter(text="t")._raw_delete("default"),
                lambda: Employee(pk=ours.employees[0].pk, unit=ours.units[1], nip="1").save(),
            ):
                with pytest.raises(context.OutsideTransaction, match=r"transaction\.atomic"):
                    write()
        with context.agency(ours.agency_id), transaction.atomic():
            assert DailyLog.objects.count() == 45

    def test_concurrent_connections_do_not_share_the_agency(self) -> None:
        ours, theirs = committed_plants()
        other = connection.copy()
        try:
            with context.agency(ours.agency_id), transaction.atomic():
                assert count_raw() == 15
                with other.cursor() as cursor:
                    with context.agency(theirs.agency_id):
                        cursor.execute("SELECT array_agg(DISTINCT agency_id) FROM battery_employee")
                        assert cursor.fetchone() == ([theirs.agency_id],)
                    cursor.execute("SELECT current_setting('app.agency_id', true)")
                    assert cursor.fetchone()[0] == "1" or other.get_autocommit()
                assert count_raw() == 15
        finally:
            other.close()

    def test_a_row_locked_by_one_agency_does_not_block_another(self) -> None:
        ours, theirs = committed_plants()
        other = connection.copy()
        try:
            with context.agency(ours.agency_id), transaction.atomic():
                list(Employee.objects.select_for_update())
                with context.agency(theirs.agency_id), other.cursor() as cursor:
                    cursor.execute("BEGIN")
                    cursor.execute("SET LOCAL lock_timeout = '1s'")
                    cursor.execute("SELECT id FROM battery_employee FOR UPDATE")
                    assert len(cursor.fetchall()) == 15
                    cursor.execute("COMMIT")
        finally:
            other.close()


class TestEveryTable:
    def test_is_locked_for_its_owner_too(self, db: None) -> None:
        from ekinerja.kernel.tenancy.fields import tenant_tables

        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT relname FROM pg_class c WHERE relname = ANY(%s) AND relrowsecurity"
                " AND relforcerowsecurity AND EXISTS (SELECT 1 FROM pg_policy WHERE polrelid = c.oid)",
                [list(tenant_tables())],
            )
            locked = {name for (name,) in cursor.fetchall()}
        assert locked == set(tenant_tables())

    def test_owner_without_an_agency_sees_nothing(self, db: None) -> None:
        connection.close()
        with testdb.owner_connection(connection.settings_dict["NAME"]) as owner, owner.transaction():
            owner.execute("SET LOCAL app.agency_id = '*'")
            owner.execute(
                "INSERT INTO organisation_agency SELECT (jsonb_populate_record(NULL::organisation_agency,"
                ' \'{"id": 7, "code": "x", "name": "x", "kind": "x", "province": "",'
                ' "time_zone": "Asia/Jakarta", "source_id": ""}\')).*'
            )
            owner.execute(
                "INSERT INTO battery_unit (agency_id, id, path, name) VALUES (7, gen_random_uuid(), 'x', 'x')"
            )
            assert owner.execute("SELECT count(*) FROM battery_unit").fetchone() == (1,)
            owner.execute("SET LOCAL app.agency_id = ''")
            assert owner.execute("SELECT count(*) FROM battery_unit").fetchone() == (0,)
            raise psycopg.Rollback


def test_set_local_refuses_anything_but_an_agency() -> None:
    assert policy.set_local("7") == "SET LOCAL app.agency_id = '7'"
    for wrong in ("7'; DROP TABLE x; --", "-1", "semua", "1.5"):
        with pytest.raises(ValueError, match="Not an agency"):
            policy.set_local(wrong)
