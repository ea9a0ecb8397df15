"""Small functions, small modules, no drawers for odds and ends."""

from __future__ import annotations

from collections.abc import Iterator

from tests.architecture.sources import PACKAGE, PROJECT, Source, assert_none, functions, offences, parse

LONGEST_FUNCTION = 60
LONGEST_MODULE = 400
LONGEST_TEST_MODULE = 600
LONGEST_README = 60
DRAWERS = {"utils.py", "helpers.py", "util.py", "helper.py", "misc.py", "common.py"}


def too_long(source: Source) -> Iterator[tuple[int, str]]:
    if source.is_migration:
        return
    length = source.text.count("\n")
    if length > LONGEST_MODULE:
        yield 1, f"{length} lines; split the module by subject (at most {LONGEST_MODULE})"
    for function in functions(source.tree):
        lines = (function.end_lineno or function.lineno) - function.lineno + 1
        if lines > LONGEST_FUNCTION:
            yield function.lineno, f"{function.name} has {lines} lines; split it (at most {LONGEST_FUNCTION})"


def test_functions_and_modules_are_small() -> None:
    assert_none(offences(too_long))


def test_a_long_function_and_a_long_module_are_found() -> None:
    assert offences(too_long, among=[parse("def f():\n" + "    x = 1\n" * 60)])
    assert not offences(too_long, among=[parse("def f():\n" + "    x = 1\n" * 59)])
    assert offences(too_long, among=[parse("x = 1\n" * 401)])


def test_test_modules_are_small() -> None:
    long = [
        f"{file.relative_to(PROJECT)}:1: {lines} lines; split the test module (at most {LONGEST_TEST_MODULE})"
        for file in sorted((PROJECT / "tests").rglob("*.py"))
        if (lines := file.read_text(encoding="utf-8").count("\n")) > LONGEST_TEST_MODULE
    ]
    assert_none(long)


def test_no_drawers() -> None:
    assert_none(
        [
            f"{file.relative_to(PROJECT)}:1: name the file after what it does"
            for file in sorted(PACKAGE.rglob("*.py"))
            if file.name in DRAWERS
        ]
    )


def test_readmes_are_short() -> None:
    assert_none(
        [
            f"{file.relative_to(PROJECT)}:1: {lines} lines; a module's README has at most {LONGEST_README}"
            for file in sorted(PACKAGE.rglob("README.md"))
            if (lines := file.read_text(encoding="utf-8").count("\n")) > LONGEST_README
        ]
    )
