"""Sixty operations of the ORM see and touch the rows of one agency, in one shard."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from django.db import connection, transaction

from ekinerja.kernel.tenancy import context
from tests.db.tenancy.battery import OPERATIONS, Operation
from tests.db.tenancy.battery_app.models import DailyLog, Employee, Unit
from tests.db.tenancy.conftest import Planted

SCOPED = '"agency_id" = '


def census() -> dict[str, list[Any]]:
    """All rows of the present agency, as they are."""
    return {model.__name__: sorted(model.objects.values_list(), key=str) for model in (Unit, Employee, DailyLog)}


@pytest.mark.parametrize(("function", "expected"), [pytest.param(f, e, id=name) for name, f, e in OPERATIONS])
def test_operation_stays_in_its_agency(
    ours: Planted, theirs: Planted, function: Operation, expected: Any, django_assert_max_num_queries: Any
) -> None:
    with context.agency(theirs.agency_id):
        before = census()

    with context.agency(ours.agency_id), transaction.atomic(), django_assert_max_num_queries(40) as seen:
        result = function(ours)

    if expected is not ...:
        assert result == expected
    with context.agency(theirs.agency_id):
        assert census() == before
    unscoped = [query["sql"] for query in seen.captured_queries if not _names_agency(query["sql"])]
    assert unscoped == []


def _names_agency(sql: str) -> bool:
    """Whether a logged statement that touches the battery's tables names the agency."""
    if '"battery_' not in sql and "battery_" not in sql:
        return True
    return SCOPED in sql or sql.startswith("INSERT") or "agency_id = " in sql


def test_battery_is_complete() -> None:
    assert len(OPERATIONS) >= 60
    assert len({name for name, *_ in OPERATIONS}) == len(OPERATIONS)


def test_runs_as_the_programs_account(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_user, rolsuper, rolbypassrls,"
            " (SELECT tableowner FROM pg_tables WHERE tablename = 'battery_employee')"
            " FROM pg_roles WHERE rolname = current_user"
        )
        user, is_super, bypasses, owner = cursor.fetchone()
    assert not is_super
    assert not bypasses
    assert owner != user


@pytest.mark.skipif(settings.TENANCY_MODE != "emulate", reason="only partitions show shards")
def test_guard_saw_the_statements(ours: Planted, one_shard_guard: Any) -> None:
    with context.agency(ours.agency_id):
        Employee.objects.count()

    assert one_shard_guard.checked > 0
