"""What tests in a browser assert, they wait for: a page that is still coming looks like one that is wrong."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.architecture.sources import PROJECT, Source, assert_none, offences, parse

# What Playwright answers at once, from the page that is there at that moment.
AT_ONCE = {
    "all_inner_texts", "all_text_contents", "content", "count", "get_attribute", "inner_text", "input_value",
    "is_checked", "is_disabled", "is_enabled", "is_hidden", "is_visible", "text_content", "url",
}  # fmt: skip


def looks_once(source: Source) -> Iterator[tuple[int, str]]:
    """Assertions about a page wait until they hold; nothing waits for a number of seconds."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Attribute) and node.attr == "wait_for_timeout":
            yield node.lineno, "wait_for_timeout; wait for what is to happen"
        if not isinstance(node, ast.Assert):
            continue
        for part in ast.walk(node.test):
            if isinstance(part, ast.Attribute) and part.attr in AT_ONCE and "objects" not in ast.unparse(part):
                yield part.lineno, f"assert … {part.attr}; use expect(), or shows() and hides() from driving.py"


def test_tests_in_a_browser_wait_for_what_they_assert() -> None:
    files = sorted((PROJECT / "tests" / "browser").rglob("*.py"))
    assert files
    assert_none(
        offences(
            looks_once,
            among=[parse(file.read_text(encoding="utf-8"), str(file.relative_to(PROJECT))) for file in files],
        )
    )


def test_planted_looks_are_found() -> None:
    for text in (
        "assert page.get_by_role('heading').count()",
        "assert 'x' in page.inner_text('main')",
        "assert '/masuk/' in page.url",
        "page.wait_for_timeout(100)",
    ):
        assert offences(looks_once, among=[parse(text)]), text
    for text in ("expect(page).to_have_url('/masuk/')", "assert Plan.objects.count() == 1", "code = cell.inner_text()"):
        assert not offences(looks_once, among=[parse(text)]), text
