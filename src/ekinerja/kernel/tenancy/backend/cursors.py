"""Cursors that name the agency to the database before each statement."""

from __future__ import annotations

from typing import Any

from django.db.backends.postgresql.base import CursorDebugWrapper
from django.db.backends.utils import CursorWrapper


class _NamesAgency:
    """The part common to plain and logging cursors."""

    db: Any
    cursor: Any

    def _execute(self, sql: Any, params: Any, *ignored: Any) -> Any:
        with self.db.row_lock.statement(self.db.connection, sql):
            return super()._execute(sql, params, *ignored)  # type: ignore[misc]

    def _executemany(self, sql: Any, param_list: Any, *ignored: Any) -> Any:
        with self.db.row_lock.statement(self.db.connection, sql):
            return super()._executemany(sql, param_list, *ignored)  # type: ignore[misc]

    def callproc(self, procname: Any, params: Any = None, kparams: Any = None) -> Any:
        """Call a database function."""
        with self.db.row_lock.statement(self.db.connection, "SELECT"):
            return super().callproc(procname, params, kparams)  # type: ignore[misc]

    def copy(self, statement: Any, *args: Any, **options: Any) -> Any:
        """Start a COPY; it needs an open transaction (PostgreSQL refuses COPY FROM into tenant tables)."""
        with self.db.row_lock.statement(self.db.connection, "SET"):
            return self.cursor.copy(statement, *args, **options)


class TenantCursor(_NamesAgency, CursorWrapper):
    """The ordinary cursor."""


class TenantDebugCursor(_NamesAgency, CursorDebugWrapper):
    """The cursor that logs its statements."""
