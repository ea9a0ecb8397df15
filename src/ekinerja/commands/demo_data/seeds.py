"""Chance without chance: the same word always gives the same number, so that every load is the same."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import TypeVar
from uuid import UUID

T = TypeVar("T")


def number(*words: object) -> int:
    """Return a number that follows from the words alone."""
    text = "/".join(str(word) for word in words)
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big")


def share(*words: object) -> float:
    """Return a fraction from 0 to 1 that follows from the words alone."""
    return (number(*words) % 10_000) / 10_000


def pick(choices: Sequence[T], *words: object) -> T:
    """Return one of the choices."""
    return choices[number(*words) % len(choices)]


def weighted(choices: Sequence[tuple[T, float]], *words: object) -> T:
    """Return one of the choices by its share; shares add up to one."""
    left = share(*words)
    for choice, weight in choices:
        left -= weight
        if left < 0:
            return choice
    return choices[-1][0]


def uuid7(at: datetime, *words: object) -> UUID:
    """Return a UUIDv7 of the instant whose other bits follow from the words."""
    milliseconds = int(at.timestamp() * 1000)
    high, low = number("a", *words) & 0xFFF, number("b", *words) & ((1 << 62) - 1)
    return UUID(int=(milliseconds << 80) | (7 << 76) | (high << 64) | (2 << 62) | low)
