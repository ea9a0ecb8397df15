"""Signed-in browsers in the cycle's small agency."""

from tests.web.cycle.conftest import browser, other_world, today_is, world

__all__ = ["browser", "other_world", "today_is", "world"]
