"""
The test database: made and migrated once as owner, copied for each run, used as the program's account.

A template database is kept per tenancy mode and per state of the migrations, so a run starts with a file
copy (about 0.2 s) instead of all migrations. ``--reuse-db`` keeps the run's own copy, ``--create-db``
makes the template afresh. Workers of pytest-xdist get a copy each.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from psycopg import sql

from ekinerja.commands.postgres_roles import grant_defaults

PROJECT = Path(__file__).resolve().parents[2]
SOURCE = PROJECT / "src" / "ekinerja"
PREFIX = "ekinerja_uji"


def owner_connection(dbname: str) -> psycopg.Connection[Any]:
    """Connect as the owner of the database, past Django."""
    return _connect(settings.DATABASE_OWNER, dbname)


def _connect(account: dict[str, Any], dbname: str) -> psycopg.Connection[Any]:
    parameters = {
        "dbname": dbname,
        "user": account["USER"],
        "password": account["PASSWORD"],
        "host": account["HOST"],
        "port": account["PORT"],
        **account["OPTIONS"],
    }
    parameters.pop("server_side_binding", None)  # Django's word, not the driver's
    return psycopg.connect(**{name: value for name, value in parameters.items() if value}, autocommit=True)


@contextmanager
def as_owner(dbname: str) -> Iterator[None]:
    """Point Django's connection at a database as its owner; afterwards back to where it was."""
    connection = connections["default"]
    names = ("USER", "PASSWORD", "NAME")
    kept = {name: connection.settings_dict[name] for name in names}
    owner = settings.DATABASE_OWNER
    connection.close()
    connection.settings_dict.update(USER=owner["USER"], PASSWORD=owner["PASSWORD"], NAME=dbname)
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(kept)


def fingerprint() -> str:
    """Return a short digest of everything that shapes the tables."""
    digest = hashlib.sha256(settings.TENANCY_MODE.encode())
    files = [
        *SOURCE.glob("*/migrations/*.py"),
        *(PROJECT / "tests").glob("db/*/*/migrations/*.py"),
        *(SOURCE / "kernel" / "tenancy").rglob("*.py"),
        *(PROJECT / "requirements").glob("base.txt"),
    ]
    for file in sorted(files):
        digest.update(file.name.encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()[:12]


@contextmanager
def only_one() -> Iterator[None]:
    """Hold a lock between the workers of a run and between runs, while the template is made or copied."""
    with _lock_file("template").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


@contextmanager
def reserved(target: str) -> Iterator[str]:
    """Keep a database name for this run; another name is taken while another run on this server has it."""
    with _lock_file(target).open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            target = f"{target}_{os.getpid()}"
        yield target


def _lock_file(what: str) -> Path:
    """Return the lock file of something on this server."""
    owner = settings.DATABASE_OWNER
    server = hashlib.sha256(f"{owner['HOST']}:{owner['PORT']}".encode()).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"{PREFIX}-{server}-{what}.lock"


def ensure_template(*, afresh: bool) -> str:
    """Return the name of the migrated template for the present migrations; made when it is not there."""
    mode = settings.TENANCY_MODE
    name = f"{PREFIX}_{mode}_{fingerprint()}"
    with owner_connection("postgres") as owner:
        known = {row[0] for row in owner.execute("SELECT datname FROM pg_database")}
        if name in known and not afresh:
            return name
        for old in known:
            if old.startswith(f"{PREFIX}_{mode}_"):
                drop(owner, old)
        owner.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(f"{name}_new")))
    # On a server of our own template1 has these rights already; on somebody else's it has not.
    with owner_connection(f"{name}_new") as owner:
        app_role = settings.DATABASES["default"]["USER"]
        grant_defaults(owner, owner=settings.DATABASE_OWNER["USER"], app=app_role)
    with as_owner(f"{name}_new"):
        call_command("migrate", verbosity=0, interactive=False)
    with owner_connection("postgres") as owner:
        owner.execute(
            sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(f"{name}_new"), sql.Identifier(name))
        )
    return name


def copy_template(template: str, target: str) -> None:
    """Make the run's own database as a copy of the template."""
    with owner_connection("postgres") as owner:
        drop(owner, target)
        owner.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY").format(
                sql.Identifier(target), sql.Identifier(template)
            )
        )


def exists(dbname: str) -> bool:
    """Whether there is such a database."""
    with owner_connection("postgres") as owner:
        found = owner.execute("SELECT 1 FROM pg_database WHERE datname = %s", [dbname]).fetchone()
    return found is not None


def drop(owner: psycopg.Connection[Any], dbname: str) -> None:
    """Drop a database if it is there; connections that threads of a test left open are ended first."""
    _end_connections(owner, dbname)
    with _connect(settings.DATABASES["default"], "postgres") as program:
        _end_connections(program, dbname)
    owner.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(dbname)))


def _end_connections(account: psycopg.Connection[Any], dbname: str) -> None:
    """End an account's own connections to a database; nobody may end those of others."""
    account.execute(
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
        " WHERE datname = %s AND usename = current_user AND pid <> pg_backend_pid()",
        [dbname],
    )


def filled_tables(dbname: str) -> set[str]:
    """Return the tables that hold rows; after migrating, these are the ones that migrations filled."""
    with owner_connection(dbname) as owner, owner.transaction():
        owner.execute("SET LOCAL app.agency_id = '*'")
        return set(_with_rows(owner, [row[0] for row in owner.execute(TABLES)]))


class Cleaner:
    """
    Empties the tables of one database after each test that commits, but the ones that migrations filled.

    Its connection stays open: a new one would spend most of the time with getting to know hundreds of tables.
    """

    def __init__(self, dbname: str, *, keep: set[str]) -> None:
        self.dbname = dbname
        self.keep = keep
        self._owner: psycopg.Connection[Any] | None = None

    def empty(self) -> None:
        """
        Remove what a test committed; waits for what its threads are still writing.

        A request that is still under way takes its tables in another order, so both may wait for each other: the
        database then ends one of them. If it is this one, it begins again and the request comes to its end meanwhile.
        """
        for _attempt in range(ATTEMPTS - 1):
            with suppress(psycopg.errors.DeadlockDetected):
                self._empty()
                return
        self._empty()

    def _empty(self) -> None:
        owner = self._connection()
        with owner.transaction():
            owner.execute("SET LOCAL lock_timeout = '20s'")
            owner.execute("SET LOCAL app.agency_id = '*'")
            tables = [row[0] for row in owner.execute(TABLES) if row[0] not in self.keep]
            owner.execute(sql.SQL("LOCK TABLE {} IN SHARE MODE").format(_listed(tables)))
            sizes = {table: size for table, size in owner.execute(USED) if table not in self.keep}
            if sum(sizes.values()) > FEW_BYTES:
                owner.execute(sql.SQL("TRUNCATE {} RESTART IDENTITY CASCADE").format(_listed(list(sizes))))
            filled = _with_rows(owner, list(sizes))
            for table in sorted(filled, key=tables.index):
                owner.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(table)))
            owner.execute(RESTART, [list(self.keep)])

    def close(self) -> None:
        """End the connection."""
        if self._owner is not None:
            self._owner.close()

    def _connection(self) -> psycopg.Connection[Any]:
        """Return the connection; a test that ends connections may have ended this one too."""
        if self._owner is not None:
            try:
                self._owner.execute("SELECT")
            except psycopg.OperationalError:
                self._owner = None
        if self._owner is None:
            self._owner = owner_connection(self.dbname)
        return self._owner


ATTEMPTS = 5
# Up to this size deleting rows is faster than giving every table and index that refers to them a new file.
FEW_BYTES = 8_000_000
# Partitions are emptied with their table. A reference that is checked at once must be gone before its aim.
TABLES = """
    SELECT relname FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition
    ORDER BY EXISTS (SELECT FROM pg_constraint WHERE conrelid = pg_class.oid AND contype = 'f' AND NOT condeferrable)
        DESC, relname
"""
# The tables that take room, with their partitions: all others never held a row.
USED = """
    SELECT relname, sum(pg_relation_size(coalesce(part.relid, pg_class.oid)))::bigint
    FROM pg_class LEFT JOIN LATERAL pg_partition_tree(pg_class.oid) AS part ON relkind = 'p' AND part.isleaf
    WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition
    GROUP BY relname HAVING sum(pg_relation_size(coalesce(part.relid, pg_class.oid))) > 0
"""
RESTART = """
    SELECT setval(seqrelid::regclass, seqstart, false)
    FROM pg_sequence JOIN pg_depend ON pg_depend.objid = seqrelid AND deptype IN ('a', 'i')
        AND classid = 'pg_class'::regclass AND refclassid = 'pg_class'::regclass
        JOIN pg_class AS owning ON owning.oid = refobjid
    WHERE owning.relnamespace = 'public'::regnamespace AND owning.relname <> ALL(%s)
        AND pg_sequence_last_value(seqrelid) IS NOT NULL
"""


def _listed(tables: list[str]) -> sql.Composed:
    return sql.SQL(", ").join(map(sql.Identifier, tables))


def _with_rows(owner: psycopg.Connection[Any], tables: list[str]) -> list[str]:
    """Return those of the tables that hold rows, asked in one statement: this is done after every test that commits."""
    each = sql.SQL("SELECT {} WHERE EXISTS (SELECT FROM {})")
    asked = [each.format(sql.Literal(table), sql.Identifier(table)) for table in tables]
    return [row[0] for row in owner.execute(sql.SQL(" UNION ALL ").join(asked))] if asked else []


if __name__ == "__main__":
    # `ekinerja test` makes the template beside other work; the tests find it ready.
    import django

    django.setup()
    with only_one():
        ensure_template(afresh=False)
