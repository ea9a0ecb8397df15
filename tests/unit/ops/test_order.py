"""The order of the suite: what takes long begins first, whatever else a file holds stays together."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.conftest import pytest_collection_modifyitems


def item(path: str, name: str, **marks: pytest.Mark) -> Any:
    return SimpleNamespace(path=Path(path), name=name, get_closest_marker=marks.get)


def test_long_files_come_first_and_keep_their_tests_together():
    items = [
        item("a", "quick"),
        item("b", "quick too"),
        item("b", "long", timeout=pytest.mark.timeout(400).mark),
        item("c", "browser", browser=pytest.mark.browser.mark),
        item("d", "longest", timeout=pytest.mark.timeout(600).mark),
        item("a", "last"),
    ]

    pytest_collection_modifyitems(items)

    assert [one.name for one in items] == ["longest", "quick too", "long", "browser", "quick", "last"]
