"""What the database says about itself: answers, role, tables; read by the health pages, `run` and `doctor`."""

from __future__ import annotations

import importlib
import importlib.util
import pkgutil
from dataclasses import dataclass
from datetime import datetime

from django.apps import apps
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from ekinerja.kernel import clock


@dataclass(frozen=True)
class RoleFacts:
    """The role of this connection: what it may do that the program must not."""

    name: str
    is_superuser: bool
    bypasses_row_security: bool
    owned_tables: int

    @property
    def is_safe(self) -> bool:
        """Whether row-level security holds for this role, and it cannot change tables."""
        return not (self.is_superuser or self.bypasses_row_security or self.owned_tables)


@dataclass(frozen=True)
class ServerFacts:
    """The server: version, checksums, encoding, and how far its clock is from ours (seconds, signed)."""

    version: str
    version_number: int
    data_checksums: bool
    encoding: str
    clock_drift_seconds: float
    size_bytes: int


def answers() -> bool:
    """Whether the database answers a query now."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return bool(cursor.fetchone() == (1,))
    except DatabaseError:
        return False


def unapplied_migrations() -> list[str]:
    """
    Return the migrations that this version of the program knows and the database has not applied.

    Reads the names of the files only (no migration is imported), so it is cheap enough for `/readyz`.
    """
    applied = set(MigrationRecorder(connection).applied_migrations())
    return [f"{label}.{name}" for label, name in _known() if (label, name) not in applied]


def known_migrations() -> list[str]:
    """Return the migrations that this version of the program knows, as ``app.name``."""
    return [f"{label}.{name}" for label, name in _known()]


def _known() -> list[tuple[str, str]]:
    """Return application and name of every migration on disk."""
    return sorted((config.label, name) for config in apps.get_app_configs() for name in _migration_names(config.label))


def _migration_names(label: str) -> list[str]:
    """Return the names of an application's migrations on disk."""
    module, _ = MigrationLoader.migrations_module(label)
    if module is None or importlib.util.find_spec(module) is None:
        return []
    package = importlib.import_module(module)
    return [info.name for info in pkgutil.iter_modules(package.__path__) if info.name[0] not in "_~"]


def role() -> RoleFacts:
    """Return the facts of the role of this connection."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT r.rolname, r.rolsuper, r.rolbypassrls, (SELECT count(*) FROM pg_class c"
            " WHERE c.relowner = r.oid AND c.relkind IN ('r', 'p', 'v')"
            " AND c.relnamespace = 'public'::regnamespace) FROM pg_roles r WHERE r.rolname = current_user"
        )
        row = cursor.fetchone()
    return RoleFacts(*row)


def server() -> ServerFacts:
    """Return the facts of the server."""
    before = clock.now()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('server_version'), current_setting('server_version_num')::integer,"
            " current_setting('data_checksums') = 'on', current_setting('server_encoding'),"
            " clock_timestamp(), pg_database_size(current_database())"
        )
        version, number, checksums, encoding, theirs, size = cursor.fetchone()
    return ServerFacts(version, number, checksums, encoding, _drift(before, clock.now(), theirs), size)


def _drift(before: datetime, after: datetime, theirs: datetime) -> float:
    """Return how far their clock is ahead of the middle of our question and its answer."""
    return (theirs - (before + (after - before) / 2)).total_seconds()
