"""Fixtures of the yearly cycle: one agency with its year open, another one with the same shape."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from ekinerja.kernel.tenancy import context
from tests.factories import cycle


@pytest.fixture
def other_world(other_agency: Any) -> cycle.World:
    """The other agency with its own people and plans."""
    with context.agency(other_agency):
        world = cycle.make_world(other_agency.pk)
        cycle.open_2026(world)
        return world


@pytest.fixture
def world(agency: Any, other_world: cycle.World) -> Iterator[cycle.World]:
    """The agency under test; the test runs in its context."""
    with context.agency(agency):
        made = cycle.make_world(agency.pk)
        cycle.open_2026(made)
        yield made
