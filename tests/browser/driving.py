"""Driving pages: whatever follows a click looks at the page that comes, not at the one that goes."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import expect


@contextmanager
def arriving(page: Any) -> Iterator[None]:
    """Wait until the page that the inner steps lead to is there, its scripts included."""
    with page.expect_navigation() as arrival:
        yield
    assert arrival.value is not None, "it stayed on the page"


def follow(control: Any) -> None:
    """Click a link or a button and wait until the page that it leads to is there."""
    with arriving(control.page):
        control.click()


def shows(place: Any, *words: str) -> None:
    """Wait until the words can be read there: in an element, or in the content of a page."""
    for word in words:
        expect(_content(place)).to_contain_text(word, use_inner_text=True)


def hides(place: Any, *words: str) -> None:
    """The words cannot be read there; call after ``shows``, or it says nothing about a page still to come."""
    for word in words:
        expect(_content(place)).not_to_contain_text(word, use_inner_text=True)


def turn(page: Any, *, width: int, dark: bool = False) -> None:
    """Make the window as wide, light or dark."""
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme="dark" if dark else "light")


def _content(place: Any) -> Any:
    return place if hasattr(place, "page") else place.get_by_role("main")


def keep(page: Any, name: str) -> None:
    """Keep a picture when a folder for them is named."""
    folder = os.environ.get("EKINERJA_PICTURES")
    if folder:
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)
