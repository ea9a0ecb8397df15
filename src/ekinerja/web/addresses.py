"""Paths of named pages that take no argument, remembered: the menu asks for all of them on every page."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.urls import NoReverseMatch, get_script_prefix, get_urlconf, reverse


def page(name: str) -> str | None:
    """Return the path of a page, or ``None`` where this installation does not have it."""
    return _find(name, get_urlconf() or settings.ROOT_URLCONF, get_script_prefix())


@lru_cache(maxsize=1024)
def _find(name: str, urlconf: Any, _prefix: str) -> str | None:
    try:
        return reverse(name, urlconf=urlconf)
    except NoReverseMatch:
        return None
