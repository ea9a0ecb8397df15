"""Typed reading of environment variables; a missing or malformed value is an error that names the variable."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit


class SettingError(RuntimeError):
    """A setting is missing or malformed; the message says which and what is expected."""


def text(name: str, default: str | None = None) -> str:
    """Return the variable, or the content of the file named by ``NAME_FILE``, or the default."""
    if value := os.environ.get(name):
        return value
    if file := os.environ.get(f"{name}_FILE"):
        return Path(file).read_text(encoding="utf-8").strip()
    if default is None:
        raise SettingError(f"Setelan {name} (atau {name}_FILE) belum diisi.")
    return default


def flag(name: str, default: bool | None = None) -> bool:
    """Return a yes/no variable: 1, true, yes or 0, false, no."""
    value = text(name, None if default is None else str(int(default))).lower()
    if value in {"1", "true", "yes"}:
        return True
    if value in {"0", "false", "no"}:
        return False
    raise SettingError(f"Setelan {name} harus 1 atau 0, bukan {value!r}.")


def number(name: str, default: int | None = None) -> int:
    """Return a whole-number variable."""
    value = text(name, None if default is None else str(default))
    try:
        return int(value)
    except ValueError:
        raise SettingError(f"Setelan {name} harus bilangan bulat, bukan {value!r}.") from None


def words(name: str, default: str | None = None) -> list[str]:
    """Return a comma-separated variable as a list without blanks."""
    return [part.strip() for part in text(name, default).split(",") if part.strip()]


def database(name: str, default: str | None = None) -> dict[str, Any]:
    """Return Django's database dictionary from ``postgresql://user:password@host:port/name?option=value``."""
    url = urlsplit(text(name, default))
    if url.scheme not in {"postgres", "postgresql"}:
        raise SettingError(f"Setelan {name} harus berupa alamat postgresql://…")
    options: dict[str, Any] = dict(parse_qsl(url.query))
    host = options.pop("host", None) or unquote(url.hostname or "")
    return {
        "ENGINE": "ekinerja.kernel.tenancy.backend",
        "NAME": unquote(url.path.lstrip("/")) or "ekinerja",
        "USER": unquote(url.username or ""),
        "PASSWORD": unquote(url.password or ""),
        "HOST": host,
        "PORT": str(url.port or options.pop("port", "")),
        "OPTIONS": options,
    }


def prepared(database: dict[str, Any]) -> dict[str, Any]:
    """
    Return the same database with statements that the server plans once and then repeats.

    Row-level security makes planning a good part of a short query. Behind a pooler that gives connections away after
    each transaction and does not know prepared statements, set ``EKINERJA_PREPARED=0``.
    """
    options = {"server_side_binding": True, "prepare_threshold": 5 if flag("EKINERJA_PREPARED", default=True) else None}
    return database | {"OPTIONS": database["OPTIONS"] | options}


def pooled(database: dict[str, Any]) -> dict[str, Any]:
    """Return the same database with a pool of connections: one per thread of the server, and one more."""
    pool = {"min_size": 1, "max_size": number("EKINERJA_THREADS", 4) + 1, "timeout": 10}
    changed = database | {"CONN_MAX_AGE": 0, "CONN_HEALTH_CHECKS": True}
    return changed | {"OPTIONS": database["OPTIONS"] | {"pool": pool}}
