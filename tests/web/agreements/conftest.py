"""Browsers of the small agency, as for the pages of the cycle."""

from tests.web.cycle.conftest import browser, other_world, today_is, world

__all__ = ["browser", "other_world", "today_is", "world"]
