"""Whether the tables are those of this version; once they are, the answer is remembered for the process."""

from __future__ import annotations

from functools import cache

from ekinerja.kernel import health


class _NotCurrent(Exception):
    """Keeps a negative answer out of the cache."""


def are_current() -> bool:
    """Whether every migration of this version is applied."""
    try:
        return _once_current()
    except _NotCurrent:
        return False


@cache
def _once_current() -> bool:
    if health.unapplied_migrations():
        raise _NotCurrent
    return True
