"""The shape of a backup: one tar file with the database, the files and a manifest that proves both."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import tarfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import psycopg
from psycopg import sql

from ekinerja.commands import console, environment
from ekinerja.commands import postgres_binaries as binaries

FORMAT = 1
DUMP = "basisdata.dump"
MANIFEST = "manifest.json"
FILES = "berkas"
# Row-level security holds for the owner too; a copy of everything says so.
EVERY_AGENCY = "-c app.agency_id=*"
TABLES = (
    "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"
    " AND relkind IN ('r', 'p') AND NOT relispartition ORDER BY relname"
)
RIGHTS = """
    SELECT c.relname, '', string_agg(a.privilege_type, ',' ORDER BY a.privilege_type)
    FROM pg_class c, aclexplode(c.relacl) a
    WHERE c.relnamespace = 'public'::regnamespace AND a.grantee = (SELECT oid FROM pg_roles WHERE rolname = %(app)s)
    GROUP BY 1
    UNION ALL
    SELECT c.relname, t.attname, string_agg(a.privilege_type, ',' ORDER BY a.privilege_type)
    FROM pg_class c JOIN pg_attribute t ON t.attrelid = c.oid, aclexplode(t.attacl) a
    WHERE c.relnamespace = 'public'::regnamespace AND a.grantee = (SELECT oid FROM pg_roles WHERE rolname = %(app)s)
    GROUP BY 1, 2
    ORDER BY 1, 2
"""


@dataclass(frozen=True)
class Manifest:
    """What a backup holds; ``digests`` are SHA-256 by name inside the tar file."""

    format: int
    made_at: str
    program: str
    postgres: str
    key_fingerprint: str
    migrations: list[str]
    rows: dict[str, int]
    rights: list[list[str]]
    digests: dict[str, str]

    def to_bytes(self) -> bytes:
        """Return the manifest as JSON."""
        return json.dumps(asdict(self), indent=1, sort_keys=True, ensure_ascii=False).encode()


def read_manifest(archive: tarfile.TarFile) -> Manifest:
    """
    Return the manifest of an open backup.

    :raises Failure: when there is none, or it is of another shape
    """
    try:
        stream = archive.extractfile(MANIFEST)
        content: dict[str, Any] = json.loads(stream.read()) if stream else {}
        manifest = Manifest(**content)
    except (KeyError, TypeError, ValueError, tarfile.TarError) as error:
        raise console.Failure("Berkas ini bukan cadangan e-Kinerja: manifest.json tidak ada atau rusak.") from error
    if manifest.format != FORMAT:
        raise console.Failure(f"Bentuk cadangan {manifest.format} tidak dikenal versi program ini ({FORMAT}).")
    return manifest


def digest(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def key_fingerprint() -> str:
    """Return a fingerprint of the secret key; it tells keys apart and gives nothing away."""
    key = environment.variable("EKINERJA_SECRET_KEY")
    return hashlib.sha256(b"ekinerja.backup" + key.encode()).hexdigest()[:16]


def connect_as_owner() -> psycopg.Connection[Any]:
    """Connect as the owner, for all agencies."""
    return psycopg.connect(environment.owner_url(), options=EVERY_AGENCY)


def count_rows(connection: psycopg.Connection[Any]) -> dict[str, int]:
    """Return the number of rows of every table."""
    found = {}
    for (name,) in connection.execute(TABLES).fetchall():
        row = connection.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(name))).fetchone()
        found[name] = int(row[0]) if row else 0
    return found


def applied_migrations(connection: psycopg.Connection[Any]) -> list[str]:
    """Return the applied migrations as ``app.name``."""
    rows = connection.execute("SELECT app || '.' || name FROM django_migrations ORDER BY 1").fetchall()
    return [str(row[0]) for row in rows]


def program_role() -> str:
    """Return the name of the program's role."""
    return unquote(urlsplit(environment.variable("DATABASE_URL")).username or "")


def program_rights(connection: psycopg.Connection[Any]) -> list[list[str]]:
    """Return the program's rights: table, column or nothing, rights joined by commas."""
    return [list(row) for row in connection.execute(RIGHTS, {"app": program_role()}).fetchall()]


def client(name: str, arguments: list[str], prepared: environment.Prepared) -> None:
    """
    Run pg_dump or pg_restore as the owner; the password goes by the environment, never by the command line.

    :raises Failure: with what the program said
    """
    url = urlsplit(environment.owner_url())
    query = dict(parse_qsl(url.query))
    variables = {
        "PGHOST": query.get("host") or unquote(url.hostname or ""),
        "PGPORT": str(url.port or query.get("port", "")),
        "PGUSER": unquote(url.username or ""),
        "PGPASSWORD": unquote(url.password or ""),
        "PGDATABASE": unquote(url.path.lstrip("/")),
        "PGSSLMODE": query.get("sslmode", ""),
        "PGOPTIONS": EVERY_AGENCY,
    }
    given = {key: value for key, value in variables.items() if value}
    installation = prepared.cluster.installation if prepared.cluster else newest()
    done = subprocess.run(  # noqa: S603
        [installation.program(name), *arguments],
        env=binaries.environment() | given,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise console.Failure(f"{name} gagal: {done.stderr.strip()[-2000:]}")


def newest() -> binaries.Installation:
    """Return the newest client programs: they can read any older server."""
    return max(binaries.installations(), key=lambda one: one.major, default=None) or binaries.choose()


def private_file(path: Path) -> int:
    """Open a new file that only its owner can read; a backup holds personal data."""
    return os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
