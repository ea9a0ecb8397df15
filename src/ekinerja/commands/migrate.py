"""`ekinerja migrate`: brings the tables up to date as the owner and renews the program's rights on them."""

from __future__ import annotations

import argparse
from urllib.parse import unquote, urlsplit

import psycopg
from psycopg import sql

from ekinerja.commands import console, environment, postgres_roles

WAIT_FOR_LOCK = "5s"
WITHOUT_RIGHTS = """
    SELECT relname, relkind FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relowner = (SELECT oid FROM pg_roles WHERE rolname = current_user)
      AND CASE relkind WHEN 'S' THEN NOT has_sequence_privilege(%(app)s, oid, 'USAGE')
                       WHEN 'r' THEN NOT has_table_privilege(%(app)s, oid, 'SELECT')
                       WHEN 'p' THEN NOT has_table_privilege(%(app)s, oid, 'SELECT')
                       WHEN 'v' THEN NOT has_table_privilege(%(app)s, oid, 'SELECT')
                       ELSE false END
"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Everything is passed on to Django's migrate."""


def run(options: argparse.Namespace) -> int:
    """Migrate and say what was done."""
    prepared = environment.prepare()
    try:
        migrate(options.rest)
    finally:
        prepared.close()
    console.step("Basis data mutakhir.")
    return 0


def migrate(words: list[str] | None = None) -> None:
    """Apply what is missing; a statement that waits longer than five seconds for a lock gives up."""
    application = environment.variable("DATABASE_URL")
    grant(application)
    environment.django(as_owner=True)
    from django.core.management import call_command
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(f"SET lock_timeout = '{WAIT_FOR_LOCK}'")
    call_command("migrate", *(words or []), interactive=False, verbosity=1 if words else 0)
    connection.close()
    grant(application)


def grant(application_url: str) -> None:
    """
    Give the program's role the rights on rows of all tables, also of those made before the role.

    Tables on which the role has some right already are left alone: a migration may have taken rights away (audit).
    """
    app = unquote(urlsplit(application_url).username or "")
    with psycopg.connect(environment.owner_url(), autocommit=True) as connection:
        row = connection.execute("SELECT current_user").fetchone()
        owner = str(row[0]) if row else ""
        if not app or app == owner:
            return
        postgres_roles.grant_defaults(connection, owner=owner, app=app)
        for name, kind in connection.execute(WITHOUT_RIGHTS, {"app": app}).fetchall():
            rights = "USAGE, SELECT ON SEQUENCE" if kind == "S" else "SELECT, INSERT, UPDATE, DELETE ON TABLE"
            statement = sql.SQL("GRANT {} {} TO {}")
            connection.execute(statement.format(sql.SQL(rights), sql.Identifier("public", name), sql.Identifier(app)))
