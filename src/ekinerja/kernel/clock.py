"""The only place that reads the clock; called at the edges, passed on as an argument."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


def now() -> datetime:
    """Return the present instant in UTC."""
    return datetime.now(UTC)


def today(time_zone: str = "Asia/Jakarta") -> date:
    """Return today's date in the given zone (WIB by default)."""
    return now().astimezone(ZoneInfo(time_zone)).date()
