"""Rules of law: standard library only, no clock, no input or output, no chance, no float."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import ekinerja.rules

FOLDER = Path(ekinerja.rules.__file__).parent
FILES = sorted(FOLDER.rglob("*.py"))
FORBIDDEN_MODULES = {"time", "random", "secrets", "os", "io", "pathlib", "socket", "subprocess", "logging", "uuid"}
FORBIDDEN_NAMES = {"open", "input", "print", "eval", "exec", "compile", "float", "globals", "__import__"}
CLOCK = {"now", "today", "utcnow", "fromtimestamp", "time", "monotonic"}


def offences(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (f"import {a.name}" for a in node.names if not _allowed(a.name))
        elif isinstance(node, ast.ImportFrom) and not _allowed(node.module or ""):
            yield f"from {node.module}"
        elif isinstance(node, ast.Constant) and isinstance(node.value, float):
            yield f"float {node.value}"
        elif isinstance(node, ast.Name) and node.id in FORBIDDEN_NAMES:
            yield f"name {node.id}"
        elif isinstance(node, ast.Attribute) and node.attr in CLOCK:
            yield f"clock {node.attr}"
        elif isinstance(node, (ast.Global, ast.Nonlocal)):
            yield "global state"


def _allowed(module: str) -> bool:
    top = module.split(".")[0]
    if module.startswith("ekinerja.rules"):
        return True
    return top in sys.stdlib_module_names and top not in FORBIDDEN_MODULES


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(FOLDER)))
def test_rule_is_pure(path: Path) -> None:
    assert list(offences(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    "planted",
    [
        "import yaml",
        "from django.db import models",
        "from ekinerja.kernel import clock",
        "import random",
        "x = 0.5",
        "from datetime import date\nday = date.today()",
        "open('x')",
        "float('1')",
    ],
)
def test_catches_a_planted_offence(planted: str) -> None:
    assert list(offences(planted))
