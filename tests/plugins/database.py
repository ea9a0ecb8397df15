"""
Gives the test run its PostgreSQL server before Django reads its settings.

When DATABASE_URL is not set, a throw-away server (fast, not durable) is started under
``$EKINERJA_HOME/uji`` and both addresses are put into the environment: DATABASE_URL (the program's
account, row-level security applies) and DATABASE_OWNER_URL (owns and migrates the test database).
"""

from __future__ import annotations

import atexit
import os
from pathlib import Path

import pytest

from ekinerja.commands import environment, postgres

PROJECT = Path(__file__).resolve().parents[2]


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests() -> None:
    """Start or find the server; workers of pytest-xdist inherit the variables of their parent."""
    os.environ.setdefault("EKINERJA_HOME", str(PROJECT / ".ekinerja"))
    if os.environ.get("DATABASE_URL"):
        environment.separate_roles(environment.home())
        return
    cluster = postgres.ensure_running(Path(os.environ["EKINERJA_HOME"]) / "uji", durable=False)
    os.environ.update(cluster.environment())
    atexit.register(stop_when_unused, cluster)


def stop_when_unused(cluster: postgres.Cluster) -> None:
    """Stop the server at the end of the process, if this run started it and nobody else uses it."""
    if cluster.started_here:
        cluster.stop_when_unused()
