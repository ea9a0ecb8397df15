"""Servers of these tests' own: they are killed, so they must not be the one of the run."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from ekinerja.commands import postgres


@pytest.fixture(scope="module")
def own_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A data folder for the tests of one module; making one takes a second or more."""
    yield from _home(tmp_path_factory.mktemp("server"))


@pytest.fixture
def fresh_home(tmp_path: Path) -> Iterator[Path]:
    """A data folder in which nothing has been made yet."""
    yield from _home(tmp_path)


def _home(folder: Path) -> Iterator[Path]:
    """Hand out a folder, and remove it together with its server, wherever its data lies."""
    home = folder / "data"
    home.mkdir()
    yield home
    for pid in leftover_postmasters(home):
        os.kill(pid, signal.SIGKILL)
    postgres.remove_data(home)


def leftover_postmasters(home: Path) -> list[int]:
    """Servers of this folder that a failed test left running."""
    found = []
    for data in home.glob("pg[0-9][0-9]"):
        found += postgres._processes_of(data.resolve())
    return found
