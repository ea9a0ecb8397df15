"""Fixtures of the yearly cycle."""

from tests.factories.cycle_fixtures import other_world, world

__all__ = ["other_world", "world"]
