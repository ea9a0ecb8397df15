"""
A guard for tenancy mode ``emulate``: every statement on tenant tables must lie in one shard.

Before a statement runs for the first time with these values, its plan is asked for; when the planner could not
prune the hash partitions to a single one, the same statement would visit several nodes of a Citus cluster. Explicit
work over all agencies (``context.all_agencies()``) is left out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import psycopg
from django.db.backends.utils import CursorWrapper
from psycopg.pq import PipelineStatus

from ekinerja.kernel.tenancy import context
from ekinerja.kernel.tenancy.fields import tenant_tables

EXPLAINABLE = re.compile(r"[\s(]*(SELECT|WITH|INSERT|UPDATE|DELETE|MERGE)\b", re.IGNORECASE)
PARTITION = re.compile(r"^(?P<table>\w+)_s(?P<shard>\d)$")
# Values that cannot say which agency is meant: with other ones a statement visits the same shards.
WITHOUT_AGENCY = (UUID, date, Decimal)
PASSED: set[Hashable] = set()


class SeveralShards(AssertionError):
    """A statement would visit more than one shard."""


class OneShardGuard:
    """An execute wrapper of Django's; remembers what it found, for tests that swallow errors."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self.checked = 0

    def __call__(self, execute: Callable[..., Any], sql: Any, params: Any, many: bool, where: dict[str, Any]) -> Any:
        """Check, then run the statement."""
        if not many and isinstance(sql, str) and context.current() is not context.ALL and _relevant(sql):
            self.checked += 1
            same = _likeness(where["cursor"], sql, params)
            if same not in PASSED:
                self._ask(where["cursor"], sql, params, same)
        return execute(sql, params, many, where)

    def _ask(self, cursor: CursorWrapper, sql: str, params: Any, same: Hashable) -> None:
        """Ask for the plan; a statement in one shard is not asked for again in this process."""
        shards = _shards(cursor, sql, params)
        if shards is None:
            return  # it fails by itself
        if len(shards) > 1:
            self.found.append(sql)
            raise SeveralShards(f"This statement is not limited to one agency: {sql[:400]}")
        PASSED.add(same)

    def assert_clean(self) -> None:
        """
        Fail when a statement over several shards was seen, even if the test caught the error.

        :raises SeveralShards: with the statements
        """
        if self.found:
            raise SeveralShards("\n".join(self.found))


def _relevant(sql: str) -> bool:
    if not EXPLAINABLE.match(sql):
        return False
    return not tenant_tables().keys().isdisjoint(re.findall(r"\w+", sql))


def _likeness(cursor: CursorWrapper, sql: str, params: Any) -> Hashable:
    """Return what the shards of a statement depend on: database, words, and all values that may name an agency."""
    values = params.items() if isinstance(params, dict) else enumerate(params or ())
    shown = tuple(
        (name, type(value).__name__ if isinstance(value, WITHOUT_AGENCY) else repr(value)) for name, value in values
    )
    return cursor.db.settings_dict["NAME"], sql, shown


def _shards(cursor: CursorWrapper, sql: str, params: Any) -> set[int] | None:
    """Return the shards in the statement's plan; none for an invalid statement."""
    try:
        with _asking(cursor.db) as database:
            connection = database.connection
            with database.row_lock.statement(connection, sql), connection.transaction(), connection.cursor() as own:
                own.execute(f"EXPLAIN (FORMAT JSON, COSTS OFF) {sql}", params)
                (plan,) = own.fetchone()
    except psycopg.Error:
        return None
    tree = json.loads(plan) if isinstance(plan, str) else plan
    return {int(found["shard"]) for name in _relations(tree) if (found := PARTITION.match(name))}


@contextmanager
def _asking(database: Any) -> Iterator[Any]:
    """Give the statement's own connection, or another one while it is busy with a pipeline that cannot be asked."""
    if database.connection.pgconn.pipeline_status == PipelineStatus.OFF:
        yield database
        return
    aside = database.copy()
    aside.connect()
    # The name of the agency is told to a transaction.
    aside.set_autocommit(False)
    try:
        yield aside
    finally:
        aside.rollback()
        aside.close()


def _relations(node: Any) -> list[str]:
    """Return the names of all tables that a plan reads or writes."""
    if isinstance(node, list):
        return [name for part in node for name in _relations(part)]
    if not isinstance(node, dict):
        return []
    own = [node["Relation Name"]] if "Relation Name" in node else []
    return own + [name for part in node.values() for name in _relations(part)]
