"""Tells the database the ambient agency, by ``SET LOCAL`` and only when it differs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from psycopg.pq import TransactionStatus

from ekinerja.kernel.tenancy import context, policy

# Statements on rows; DDL, VACUUM, SET and transaction control are left alone outside a transaction.
ON_ROWS = re.compile(
    r"[\s(]*(SELECT|WITH|INSERT|UPDATE|DELETE|MERGE|COPY|EXPLAIN|TABLE|VALUES|DECLARE)\b", re.IGNORECASE
)


class RowLock:
    """
    The agency that the open transaction was told, for one connection.

    ``SET LOCAL`` ends with the transaction and is undone by ROLLBACK TO a savepoint, so it can leak neither
    through a pooler nor into the next request. It is sent lazily: before the first statement of a
    transaction that has an ambient agency, and again when the ambient agency changed inside it.
    Outside a transaction a statement on rows gets a transaction of its own.
    """

    def __init__(self) -> None:
        self._told: str | None = policy.NOBODY

    def forget(self) -> None:
        """Assume nothing: what was told may have been undone by a savepoint's rollback."""
        self._told = None

    @contextmanager
    def statement(self, connection: Any, sql: Any) -> Iterator[None]:
        """Run one statement with the ambient agency told to the database."""
        status = connection.pgconn.transaction_status
        if status == TransactionStatus.IDLE:
            self._told = policy.NOBODY
            if connection.autocommit:
                with self._own_transaction(connection, sql):
                    yield
                return
        if status != TransactionStatus.INERROR:
            self._tell(connection)
        yield

    @contextmanager
    def _own_transaction(self, connection: Any, sql: Any) -> Iterator[None]:
        """Give a single statement its own transaction when there is an agency to be told."""
        if wanted() == policy.NOBODY or not ON_ROWS.match(_text(sql, connection)):
            yield
            return
        with connection.transaction():
            self._tell(connection)
            yield
        self._told = policy.NOBODY

    def _tell(self, connection: Any) -> None:
        value = wanted()
        if value == self._told:
            return
        with connection.cursor() as cursor:
            cursor.execute(policy.set_local(value) + _limit(), prepare=False)
        self._told = value


def wanted() -> str:
    """Return the value of the database variable for the ambient agency."""
    ambient = context.current()
    if ambient is None:
        return policy.NOBODY
    return policy.EVERYONE if ambient is context.ALL else str(ambient)


def _limit() -> str:
    """Return what ends a statement nobody waits for any more, so that it does not hold a thread of the server."""
    return f"; SET LOCAL statement_timeout = '{settings.QUERY_SECONDS}s'" if settings.QUERY_SECONDS else ""


def _text(sql: Any, connection: Any) -> str:
    return sql if isinstance(sql, str) else str(sql.as_string(connection))
