"""System checks that production must pass: they look at the database, so they run only when asked to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, register
from django.db import DatabaseError

from ekinerja.kernel import health

OLDEST_SERVER = 150000


@register(deploy=True)
def database_role(databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    """Refuse a role for which row-level security would not hold, and a server that is too old."""
    if not databases:
        return []
    try:
        role, server = health.role(), health.server()
    except DatabaseError as error:
        return [Error(f"Basis data tidak menjawab: {error}", id="ekinerja.E001")]
    found: list[CheckMessage] = []
    if not role.is_safe:
        found.append(
            Error(
                f"Peran basis data `{role.name}` adalah superuser, melewati pengamanan baris, atau memiliki tabel.",
                hint="DATABASE_URL harus memakai peran aplikasi; peran pemilik hanya untuk DATABASE_OWNER_URL.",
                id="ekinerja.E002",
            )
        )
    if server.version_number < OLDEST_SERVER:
        found.append(Error(f"PostgreSQL {server.version} terlalu lama.", hint="Pakai 15 ke atas.", id="ekinerja.E003"))
    return found
