"""Fixtures of a small agency."""

from tests.factories.cycle_fixtures import other_world, world

__all__ = ["other_world", "world"]
