"""Signed-in browsers in the cycle's small agency, counted as on the third of February."""

from tests.web.home.conftest import browser, count, other_world, today_is, world

__all__ = ["browser", "count", "other_world", "today_is", "world"]
