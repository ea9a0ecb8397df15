"""The cycle's small agency with its directory filled."""

from tests.db.reporting.conftest import bare_world, other_world, world

__all__ = ["bare_world", "other_world", "world"]
