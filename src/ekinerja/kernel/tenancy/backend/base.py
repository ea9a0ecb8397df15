"""The database wrapper: Django's own for PostgreSQL with our compiler, schema editor and cursors."""

from __future__ import annotations

from typing import Any

from django.db.backends.postgresql import base, features, operations

from ekinerja.kernel.tenancy.backend.cursors import TenantCursor, TenantDebugCursor
from ekinerja.kernel.tenancy.backend.lock import RowLock
from ekinerja.kernel.tenancy.backend.schema import SchemaEditor
from ekinerja.kernel.tenancy.fields import tenant_field


class DatabaseOperations(operations.DatabaseOperations):
    """Names our compiler."""

    compiler_module = "ekinerja.kernel.tenancy.backend.compiler"


class DatabaseFeatures(features.DatabaseFeatures):
    """What differs because the key in the database is ``(agency_id, id)``."""

    def allows_group_by_selected_pks_on_model(self, model: Any) -> bool:
        """Group tenant rows by all selected columns: ``id`` alone is not the database's key."""
        return tenant_field(model) is None and bool(super().allows_group_by_selected_pks_on_model(model))


class DatabaseWrapper(base.DatabaseWrapper):
    """
    A connection that tells the database for which agency each statement is.

    See ``RowLock`` for how; everything that runs statements goes through ``make_cursor``.
    """

    SchemaEditorClass = SchemaEditor
    ops_class = DatabaseOperations
    features_class = DatabaseFeatures

    def __init__(self, settings_dict: dict[str, Any], alias: str = "default") -> None:
        # A server-side cursor outlives its statement, and a pooler may give its connection away.
        settings_dict["DISABLE_SERVER_SIDE_CURSORS"] = True
        super().__init__(settings_dict, alias)
        self.row_lock = RowLock()

    def make_cursor(self, cursor: Any) -> TenantCursor:
        """Return a cursor that names the agency before each statement."""
        return TenantCursor(cursor, self)

    def make_debug_cursor(self, cursor: Any) -> TenantDebugCursor:
        """Return the same with Django's log of statements."""
        return TenantDebugCursor(cursor, self)

    def _savepoint_rollback(self, sid: str) -> None:
        super()._savepoint_rollback(sid)  # type: ignore[misc]
        self.row_lock.forget()
