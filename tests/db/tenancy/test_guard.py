"""The guard of mode ``emulate`` sees what would visit several nodes; here it is asked by hand."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.db import connection

from ekinerja.kernel.tenancy import context
from tests.db.tenancy.battery_app.models import Employee
from tests.db.tenancy.conftest import Planted
from tests.plugins.shards import OneShardGuard, SeveralShards

pytestmark = [
    pytest.mark.several_shards,
    pytest.mark.skipif(settings.TENANCY_MODE != "emulate", reason="only partitions show shards"),
]
WITHOUT_AGENCY = (
    "SELECT count(*) FROM battery_employee",
    "UPDATE battery_employee SET name = 'x'",
    "DELETE FROM battery_dailylog",
    "SELECT 1 FROM battery_employee e JOIN battery_unit u ON u.id = e.unit_id WHERE e.agency_id = 1",
    "WITH x AS (SELECT id FROM battery_unit) SELECT * FROM x",
)


@pytest.mark.parametrize("sql", WITHOUT_AGENCY)
def test_statement_over_several_shards_fails(ours: Planted, sql: str) -> None:
    guard = OneShardGuard()
    with context.agency(ours.agency_id), connection.execute_wrapper(guard), connection.cursor() as cursor:
        with pytest.raises(SeveralShards):
            cursor.execute(sql)
    with pytest.raises(SeveralShards):
        guard.assert_clean()


def test_work_over_all_agencies_is_left_alone(ours: Planted) -> None:
    guard = OneShardGuard()
    with context.all_agencies(), connection.execute_wrapper(guard):
        Employee.objects.count()
    guard.assert_clean()
    assert guard.checked == 0


def test_one_shard_passes(ours: Planted) -> None:
    guard = OneShardGuard()
    with context.agency(ours.agency_id), connection.execute_wrapper(guard):
        Employee.objects.filter(logs__unit__name="u1").count()
    guard.assert_clean()
    assert guard.checked == 1


def test_a_statement_that_passed_is_asked_again_for_other_agencies(ours: Planted) -> None:
    guard = OneShardGuard()
    among = "SELECT count(*) FROM battery_employee WHERE agency_id IN (%s, %s, %s, %s, %s, %s, %s, %s)"
    with context.agency(ours.agency_id), connection.execute_wrapper(guard), connection.cursor() as cursor:
        for _ in range(2):
            cursor.execute(among, [ours.agency_id] * 8)
        with pytest.raises(SeveralShards):
            cursor.execute(among, list(range(1, 9)))
    assert guard.checked == 3


def test_what_several_shards_failed_for_fails_again(ours: Planted) -> None:
    guard = OneShardGuard()
    with context.agency(ours.agency_id), connection.execute_wrapper(guard), connection.cursor() as cursor:
        for _ in range(2):
            with pytest.raises(SeveralShards):
                cursor.execute(WITHOUT_AGENCY[0])
    assert len(guard.found) == 2
