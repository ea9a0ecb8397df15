"""English pages for tests: the compiled catalogue, and what a page still says in Indonesian."""

from __future__ import annotations

import html
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.architecture import catalogue

SKIPPED = re.compile(r"<(script|style|textarea)\b.*?</\1>", re.DOTALL)
TAG = re.compile(r"<[^>]*>")


@pytest.fixture
def english(tmp_path: Path, settings: Any) -> None:
    """Compile the English catalogue into a folder of the test."""
    folder = tmp_path / "en" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.mo").write_bytes(catalogue.compiled(catalogue.english()))
    settings.LOCALE_PATHS = [tmp_path]


def left_in_indonesian(body: str) -> set[str]:
    """The texts of a page that the catalogue would have written otherwise."""
    texts = (html.unescape(text).strip() for text in TAG.split(SKIPPED.sub("", body)))
    return {text for text in texts if text in _indonesian()}


@cache
def _indonesian() -> frozenset[str]:
    every = {(catalogue.forms(message.id)[0], catalogue.forms(message.string)[0]) for message in catalogue.english()}
    english = {text for _, text in every}
    return frozenset(text for text, translated in every if text and text != translated and text not in english)
