"""
The three accounts of our own PostgreSQL server, its database and the rights in it.

``ekinerja_admin`` (superuser, only for this launcher and `doctor`), ``ekinerja_owner`` (owns the database, runs
migrations) and ``ekinerja_app`` (the program: no ownership, row-level security applies).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import psycopg
from psycopg import sql

ADMIN, OWNER, APP = "ekinerja_admin", "ekinerja_owner", "ekinerja_app"


def make(
    url: Callable[[str, str], str], passwords: Mapping[str, str], *, database: str, may_create_databases: bool
) -> None:
    """Make or refresh accounts, database and default rights; ``url`` gives the address for an account and database."""
    with psycopg.connect(url(ADMIN, "postgres"), autocommit=True) as connection:
        for role in (OWNER, APP):
            known = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone()
            create = role == OWNER and may_create_databases
            connection.execute(
                sql.SQL(
                    "{verb} ROLE {role} LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE {extra} PASSWORD {password}"
                ).format(
                    verb=sql.SQL("ALTER" if known else "CREATE"),
                    role=sql.Identifier(role),
                    extra=sql.SQL("CREATEDB" if create else "NOCREATEDB"),
                    password=sql.Literal(passwords[role]),
                )
            )
        known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database]).fetchone()
        if not known:
            connection.execute(
                sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(database), sql.Identifier(OWNER))
            )
    for dbname in ("template1", database):
        with psycopg.connect(url(ADMIN, dbname), autocommit=True) as connection:
            grant_defaults(connection, owner=OWNER, app=APP)


def grant_defaults(connection: psycopg.Connection[tuple[object, ...]], *, owner: str, app: str) -> None:
    """Give the program's account the rights on everything the owner will create: rows, never structure."""
    names = {"owner": sql.Identifier(owner), "app": sql.Identifier(app)}
    for statement in (
        "ALTER DEFAULT PRIVILEGES FOR ROLE {owner} GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {app}",
        "ALTER DEFAULT PRIVILEGES FOR ROLE {owner} GRANT USAGE, SELECT ON SEQUENCES TO {app}",
        "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
        "GRANT USAGE ON SCHEMA public TO {app}",
    ):
        connection.execute(sql.SQL(statement).format(**names))
