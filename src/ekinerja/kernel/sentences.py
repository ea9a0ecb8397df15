"""Sentences with names in them."""

from __future__ import annotations

import re

DOUBLE_STOP = re.compile(r"(?<!\.)\.\.(?!\.)")


def one_stop(text: str) -> str:
    """Write one full stop where a sentence ends with a title: ``ajukan ke Budi, M.Pd..`` has one too many."""
    return DOUBLE_STOP.sub(".", text)
