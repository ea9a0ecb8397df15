"""Fingerprints of sources: a step whose sources have not changed is not repeated."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path

from ekinerja.commands.environment import PROJECT

PACKAGE = PROJECT / "src" / "ekinerja"


def of_database() -> str:
    """Return the fingerprint of everything that shapes the example's database."""
    sources = [*PACKAGE.glob("*/migrations/*.py"), *(PACKAGE / "commands").glob("demo_*.py")]
    sources += (PACKAGE / "commands" / "demo_data").glob("**/*.py")
    return digest(sources, version("django"), version("procrastinate"))


def of_static() -> str:
    """Return the fingerprint of the built front end and of the other static files."""
    sources: list[Path] = []
    for folder in (PROJECT / "frontend" / "dist", PACKAGE / "web" / "static"):
        sources += [path for path in folder.rglob("*") if path.is_file()]
    return digest(sources, version("django"))


def digest(files: Iterable[Path], *more: str) -> str:
    """Return the fingerprint of names and contents."""
    total = hashlib.sha256("|".join(more).encode())
    for path in sorted(files):
        total.update(str(path.relative_to(PROJECT)).encode())
        total.update(path.read_bytes())
    return total.hexdigest()
