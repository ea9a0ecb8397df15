"""The cycle's small agency with its directory filled."""

from __future__ import annotations

from datetime import date

import pytest

from ekinerja.people import public as people
from tests.factories import cycle
from tests.factories.cycle_fixtures import other_world
from tests.factories.cycle_fixtures import world as bare_world

__all__ = ["bare_world", "other_world"]


@pytest.fixture
def world(bare_world: cycle.World) -> cycle.World:
    """The agency under test with the present picture of its people."""
    people.refresh_directory(on=date(2026, 2, 3))
    return bare_world
