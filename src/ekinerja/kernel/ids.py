"""Identifiers: UUID version 7, ordered by time, made by whoever creates the row."""

from __future__ import annotations

import os
import time
import uuid


def uuid7() -> uuid.UUID:
    """
    Return a new UUIDv7 (RFC 9562, method 3): milliseconds, then the fraction of the millisecond, then 62 random bits.

    The fraction (12 bits, about 0.24 microseconds) keeps rows made one after the other in their order.
    """
    nanoseconds = time.time_ns()
    milliseconds, rest = divmod(nanoseconds, 1_000_000)
    fraction = rest * 4096 // 1_000_000
    low = int.from_bytes(os.urandom(8), "big") >> 2
    return uuid.UUID(int=(milliseconds << 80) | (7 << 76) | (fraction << 64) | (2 << 62) | low)
