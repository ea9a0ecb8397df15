"""Templates compile and hold no inline style or script (the Content-Security-Policy refuses them)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.template import engines

from tests.architecture.sources import PACKAGE, PROJECT, assert_none

TEMPLATES = PACKAGE / "web" / "templates"
LONGEST = 200
INLINE = (
    (re.compile(r"<[^>{]*\sstyle\s*=", re.IGNORECASE), "inline style; use a class"),
    (re.compile(r"<style\b", re.IGNORECASE), "style element; put it into frontend/src"),
    (re.compile(r"<script\b(?![^>]*\bsrc\s*=)(?![^>]*application/(ld\+)?json)", re.IGNORECASE), "inline script"),
    (re.compile(r"<[^>{]*\son[a-z]+\s*=", re.IGNORECASE), "event handler; use a module in frontend/src"),
    (re.compile(r"(href|action)\s*=\s*[\"']javascript:", re.IGNORECASE), "javascript: address"),
    (re.compile(r"\|\s*safe\b"), "|safe; return Markup from a component or escape"),
)


def pages() -> list[Path]:
    return sorted(TEMPLATES.rglob("*.html"))


def inline(text: str) -> list[tuple[int, str]]:
    return [
        (text.count("\n", 0, match.start()) + 1, advice)
        for pattern, advice in INLINE
        for match in pattern.finditer(text)
    ]


def test_nothing_inline() -> None:
    assert_none(
        [
            f"{file.relative_to(PROJECT)}:{line}: {advice}"
            for file in pages()
            for line, advice in inline(file.read_text(encoding="utf-8"))
        ]
    )


@pytest.mark.parametrize(
    "planted",
    [
        '<p style="color:red">',
        "<style>p{}</style>",
        "<script>alert(1)</script>",
        '<button class="x" onclick="f()">',
        '<a href="javascript:f()">',
        "{{ text | safe }}",
    ],
)
def test_inline_is_found(planted: str) -> None:
    assert inline(planted)


def test_modules_and_data_are_allowed() -> None:
    assert not inline('<script type="module" src="{{ asset("main.js") }}"></script>')
    assert not inline('<script type="application/json" id="d">{{ data }}</script>')


@pytest.mark.parametrize("file", pages(), ids=lambda file: str(file.relative_to(TEMPLATES)))
def test_template_compiles(file: Path) -> None:
    environment = engines["jinja2"].env
    environment.compile(file.read_text(encoding="utf-8"), name=str(file.relative_to(TEMPLATES)), filename=str(file))


def test_templates_are_short() -> None:
    assert_none(
        [
            f"{file.relative_to(PROJECT)}:1: {lines} lines; split into parts (at most {LONGEST})"
            for file in pages()
            if file.parent.name != "components" and (lines := file.read_text(encoding="utf-8").count("\n")) > LONGEST
        ]
    )
