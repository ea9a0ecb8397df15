"""What tests commit is gone before the next one, whether it was little or much."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from psycopg import sql

from ekinerja.kernel.tenancy import context
from ekinerja.organisation.models import Agency
from tests.factories import cycle
from tests.plugins import testdb

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("few_bytes", [testdb.FEW_BYTES, 0], ids=["rows deleted", "tables truncated"])
def test_leaves_what_migrations_filled_and_starts_numbers_again(monkeypatch: Any, few_bytes: int) -> None:
    monkeypatch.setattr(testdb, "FEW_BYTES", few_bytes)
    name = connection.settings_dict["NAME"]
    before = testdb.filled_tables(name)
    kinds = ContentType.objects.count()
    agency = Agency.objects.create(code="KAB-WAY-RAJABASA", name="Kabupaten Way Rajabasa", time_zone="Asia/Jakarta")
    with transaction.atomic(), context.agency(agency):
        world = cycle.make_world(agency.pk)
        cycle.open_2026(world)
        cycle.agreed(world)
    cleaner = testdb.Cleaner(name, keep=before)
    cleaner.empty()
    cleaner.close()
    assert testdb.filled_tables(name) == before
    assert ContentType.objects.count() == kinds
    assert Agency.objects.create(code="B", name="B", time_zone="Asia/Jakarta").pk == 1


def test_survives_the_end_of_its_connection() -> None:
    name = connection.settings_dict["NAME"]
    cleaner = testdb.Cleaner(name, keep=testdb.filled_tables(name))
    cleaner.empty()
    with testdb.owner_connection("postgres") as owner:
        testdb._end_connections(owner, name)
    Agency.objects.create(code="B", name="B", time_zone="Asia/Jakarta")
    cleaner.empty()
    cleaner.close()
    assert not Agency.objects.exists()


WAITING = """
    SELECT EXISTS (SELECT FROM pg_locks WHERE relation = %s::regclass AND mode = 'ShareLock' AND NOT granted)
"""


def test_lets_a_request_that_is_still_writing_come_to_its_end() -> None:
    name = connection.settings_dict["NAME"]
    cleaner = testdb.Cleaner(name, keep=testdb.filled_tables(name))
    with ThreadPoolExecutor(1) as thread, testdb.owner_connection(name) as request:
        tables = [row[0] for row in request.execute(testdb.TABLES) if row[0] not in cleaner.keep]
        hold = sql.SQL("LOCK TABLE {} IN ROW EXCLUSIVE MODE")
        with request.transaction():
            request.execute(hold.format(sql.Identifier(tables[-1])))
            emptying = thread.submit(cleaner.empty)
            while request.execute(WAITING, [tables[-1]]).fetchone() != (True,):
                time.sleep(0.01)
            request.execute(hold.format(sql.Identifier(tables[0])))
        emptying.result(timeout=20)
    cleaner.close()
