"""What tests commit is gone before the next one, whether it was little or much."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction

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
