"""Reads the sources for the architecture tests; an offence names file, line and what to do."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
PACKAGE = PROJECT / "src" / "ekinerja"


@dataclass(frozen=True)
class Source:
    """One Python file, parsed."""

    name: str
    text: str
    tree: ast.Module

    @property
    def is_migration(self) -> bool:
        return "/migrations/" in self.name

    @property
    def module(self) -> str:
        """The top package below ``ekinerja``: ``people``, ``web``, …"""
        parts = self.name.removeprefix("src/ekinerja/").split("/")
        return parts[0] if len(parts) > 1 else ""


Check = Callable[[Source], Iterable[tuple[int, str]]]


def parse(text: str, name: str = "src/ekinerja/planted/planted.py") -> Source:
    """Make a source from text; for planted violations."""
    return Source(name, text, ast.parse(text))


@cache
def sources() -> tuple[Source, ...]:
    """All Python files of the program."""
    files = sorted(file for file in PACKAGE.rglob("*.py") if "__pycache__" not in file.parts)
    return tuple(parse(file.read_text(encoding="utf-8"), str(file.relative_to(PROJECT))) for file in files)


def offences(check: Check, *, among: Iterable[Source] | None = None) -> list[str]:
    """Run a check over sources and write what it found as ``file:line: what to do``."""
    return [
        f"{source.name}:{line}: {advice}"
        for source in (sources() if among is None else among)
        for line, advice in check(source)
    ]


def assert_none(found: list[str]) -> None:
    """Fail with one offence per line."""
    assert not found, f"{len(found)} offence(s):\n" + "\n".join(found)


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """All functions and methods, nested ones too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def dotted(node: ast.AST) -> str:
    """The dotted name of an expression such as ``timezone.now``, or an empty string."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        left = dotted(node.value)
        return f"{left}.{node.attr}" if left else ""
    return ""
