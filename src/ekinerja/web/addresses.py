"""Paths of named pages, remembered: a page asks for those of its whole menu, a list for the same one in each row."""

from __future__ import annotations

from functools import lru_cache
from uuid import UUID

from django.conf import settings
from django.urls import NoReverseMatch, reverse


def page(name: str, *ids: UUID) -> str | None:
    """Return the path of a page that takes nothing but ids, or ``None`` where this installation does not have it."""
    pattern = _find(name, len(ids), settings.ROOT_URLCONF)
    return pattern and pattern.format(*ids)


@lru_cache(maxsize=2048)
def _find(name: str, count: int, urlconf: str) -> str | None:
    """Return the path with ``{}`` in the places of the ids."""
    places = [UUID(int=number) for number in range(count)]
    try:
        path = reverse(name, args=places, urlconf=urlconf)
    except NoReverseMatch:
        return None
    path = path.replace("{", "{{").replace("}", "}}")
    for place in places:
        path = path.replace(str(place), "{}")
    return path
