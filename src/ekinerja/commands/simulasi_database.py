"""A PostgreSQL connection for a simulation: the given server, or a throw-away one; only temporary tables are made."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

from ekinerja.commands import postgres, postgres_roles

Connection = psycopg.Connection[tuple[Any, ...]]


@contextmanager
def database() -> Iterator[Connection]:
    """Give a connection whose temporary tables vanish with it."""
    given = os.environ.get("DATABASE_URL")
    if given:
        with psycopg.connect(given) as connection:
            yield connection
        return
    home = Path(tempfile.mkdtemp(prefix="ekinerja-simulasi-"))
    try:
        home.chmod(0o755)
        with (
            postgres.ensure_running(home, durable=False, dies_with_parent=True) as cluster,
            psycopg.connect(cluster.url(postgres_roles.OWNER)) as connection,
        ):
            yield connection
    finally:
        shutil.rmtree(home, ignore_errors=True)
