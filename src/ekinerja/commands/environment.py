"""What every command needs before Django: the data folder, the database with its two roles, the secret key."""

from __future__ import annotations

import os
import re
import secrets
import sys
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit, urlunsplit

import psycopg
from psycopg import sql

from ekinerja.commands import console, postgres, postgres_roles

PROJECT = Path(__file__).resolve().parents[3]
LOCAL = "ekinerja.config.settings.local"
PRODUCTION = "ekinerja.config.settings.production"


@dataclass
class Prepared:
    """The data folder and, when it is our own, the database server."""

    home: Path
    cluster: postgres.Cluster | None

    def start_database(self, *, dies_with_parent: bool = False) -> None:
        """
        See to it that the own server answers; a given one is its keeper's affair.

        :raises PostgresUnavailable: when it cannot be started
        """
        if self.cluster is not None:
            self.cluster = postgres.ensure_running(self.home, located=self.cluster, dies_with_parent=dies_with_parent)

    def close(self) -> None:
        """Stop the server if this process started it and nobody else uses it."""
        close_connections()
        if self.cluster and self.cluster.started_here:
            self.cluster.stop_when_unused()


def home() -> Path:
    """Return the data folder, made when missing; everything the program writes is below it."""
    folder = Path(os.environ.get("EKINERJA_HOME") or PROJECT / ".ekinerja").expanduser().resolve()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise console.Failure(
            f"Folder data {folder} tidak dapat dibuat ({error.strerror}). "
            "Isi EKINERJA_HOME dengan folder yang dapat ditulis akun ini."
        ) from error
    os.environ["EKINERJA_HOME"] = str(folder)
    return folder


def prepare(*, settings: str = LOCAL, dies_with_parent: bool = False) -> Prepared:
    """
    Set the variables that Django's settings read, and see to it that the database answers.

    :raises Failure: when the given server cannot be reached
    :raises PostgresUnavailable: when there is none and none can be started
    """
    prepared = describe(settings=settings)
    prepared.start_database(dies_with_parent=dies_with_parent)
    return prepared


def describe(*, settings: str = LOCAL) -> Prepared:
    """
    Set the variables that Django's settings read; the own database server is named, but not started yet.

    :raises Failure: when the given server cannot be reached
    :raises PostgresUnavailable: when there is none and none can be made
    """
    folder = home()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", settings)
    if not os.environ.get("EKINERJA_SECRET_KEY") and not os.environ.get("EKINERJA_SECRET_KEY_FILE"):
        os.environ["EKINERJA_SECRET_KEY_FILE"] = str(secret(folder / "kunci"))
    cluster = None
    if not (os.environ.get("DATABASE_URL") or os.environ.get("DATABASE_URL_FILE")):
        cluster = postgres.locate(folder)
        os.environ.update(cluster.environment())
    else:
        separate_roles(folder)
    return Prepared(folder, cluster)


def django(*, as_owner: bool = False) -> None:
    """Start Django in this process; as the owner for what changes structure or copies everything."""
    if as_owner:
        os.environ["DATABASE_URL"] = owner_url()
    import django as framework

    framework.setup()


def close_connections() -> None:
    """Close Django's connections and their pools, if Django runs in this process."""
    if "django.db" not in sys.modules or not sys.modules["django.apps"].apps.ready:
        return
    from django.db import connections

    for connection in connections.all(initialized_only=True):
        connection.close()
        if hasattr(connection, "close_pool"):
            connection.close_pool()


def owner_url() -> str:
    """Return the address for the role that owns the tables."""
    return variable("DATABASE_OWNER_URL") or variable("DATABASE_URL")


def variable(name: str) -> str:
    """Return a variable, or the content of the file that NAME_FILE points to, or nothing."""
    if value := os.environ.get(name):
        return value
    file = os.environ.get(f"{name}_FILE")
    return Path(file).read_text(encoding="utf-8").strip() if file else ""


def secret(file: Path) -> Path:
    """Return a file with a generated secret of 64 characters that only its owner can read."""
    if not file.exists():
        descriptor = os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
            stream.write(secrets.token_urlsafe(48))
    return file


def separate_roles(folder: Path) -> None:
    """
    With a server of one's own and only DATABASE_URL, make the second role, so that row-level security works.

    The given role stays the owner; the program gets a role of its own without ownership. When the given role may
    not make roles, the variable for the owner must be set.
    """
    if variable("DATABASE_OWNER_URL"):
        return
    owner = variable("DATABASE_URL")
    name = urlsplit(owner).path.lstrip("/") or "ekinerja"
    role = re.sub(r"\W", "_", name)[:50] + "_app"
    password = secret(folder / f"sandi-{role}").read_text(encoding="utf-8")
    try:
        with psycopg.connect(owner, autocommit=True, connect_timeout=10) as connection:
            make_program_role(connection, role, password)
    except psycopg.errors.InsufficientPrivilege as error:
        raise console.Failure(
            "DATABASE_URL memakai peran yang tidak boleh membuat peran lain. Buat dua peran (pemilik dan "
            "aplikasi, lihat docs/runbooks/production.md), lalu isi DATABASE_OWNER_URL dan DATABASE_URL."
        ) from error
    except psycopg.OperationalError as error:
        raise console.Failure(f"Basis data pada DATABASE_URL tidak menjawab: {str(error).strip()}") from error
    os.environ["DATABASE_OWNER_URL"] = owner
    os.environ["DATABASE_URL"] = with_login(owner, role, password)


def make_program_role(connection: psycopg.Connection[tuple[object, ...]], role: str, password: str) -> None:
    """Make or refresh the program's role, and give it rights on rows of what the connected role owns."""
    known = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone()
    statement = sql.SQL("{verb} ROLE {role} LOGIN PASSWORD {password}")
    verb = sql.SQL("ALTER" if known else "CREATE")
    connection.execute(statement.format(verb=verb, role=sql.Identifier(role), password=sql.Literal(password)))
    row = connection.execute("SELECT current_user").fetchone()
    postgres_roles.grant_defaults(connection, owner=str(row[0]) if row else "", app=role)


def with_login(url: str, role: str, password: str) -> str:
    """Return the same address with another role and password."""
    parts = urlsplit(url)
    place = parts.netloc.rpartition("@")[2]
    return urlunsplit(parts._replace(netloc=f"{quote(role)}:{quote(password, safe='')}@{place}"))
