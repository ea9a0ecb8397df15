"""Who may import whom: the contracts of ``.importlinter`` and the doors of the modules."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.sources import PACKAGE, PROJECT, Source, assert_none, offences, parse

# These have no door: what they contain is for everybody below whom they stand, or for nobody.
OPEN = {"kernel", "rules"}
EDGES = {"config", "web", "api", "commands", "integrations"}
# Plain data may be imported past the door: no Django in it (contract data-is-plain), so models can use it too.
PLAIN = {"data"}
LAWBOOK = ["regulation", "lawbook"]  # reads law/ without a database, for `ekinerja hitung`


def test_contracts_hold() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [str(linter), "--no-cache", "--no-logo", "--config", str(PROJECT / ".importlinter")],
        cwd=PROJECT,
        env={"PYTHONPATH": str(PROJECT / "src"), "PATH": "/usr/bin:/bin", "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def modules_with_doors() -> set[str]:
    packages = {folder.name for folder in PACKAGE.iterdir() if (folder / "__init__.py").exists()}
    return packages - OPEN - EDGES


def past_the_door(source: Source) -> Iterator[tuple[int, str]]:
    """Other modules import only ``ekinerja.<module>.public``."""
    for node in ast.walk(source.tree):
        for target in imported(node):
            parts = target.split(".")
            if len(parts) < 2 or parts[0] != "ekinerja" or parts[1] in (OPEN | EDGES | {source.module}):
                continue
            if parts[1] in modules_with_doors() and not _allowed(source, parts):
                yield (
                    getattr(node, "lineno", 0),
                    f"imports {target}; write `from ekinerja.{parts[1]} import public as {parts[1]}`",
                )


def _allowed(source: Source, parts: list[str]) -> bool:
    """The door, plain data, and what ``config`` joins: the handlers and events of the modules."""
    inner = parts[2] if len(parts) > 2 else ""
    if inner == "public" or inner in PLAIN or parts[1:3] == LAWBOOK:
        return True
    return source.module == "config" and inner in ("tasks", "events")


def imported(node: ast.AST) -> list[str]:
    """The dotted names that an import statement brings in."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
        if node.module.count(".") == 1:
            return [f"{node.module}.{alias.name}" for alias in node.names]
        return [node.module]
    return []


def test_modules_are_entered_by_their_door() -> None:
    assert_none(offences(lambda source: [] if source.is_migration else past_the_door(source)))


@pytest.mark.parametrize(
    "planted",
    [
        "from ekinerja.people import models",
        "from ekinerja.people.models import Employee",
        "import ekinerja.people.services.move",
        "def f():\n    from ekinerja.people.selectors import persons",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from ekinerja.people.models import Employee",
    ],
)
def test_a_way_past_the_door_is_found(planted: str) -> None:
    assert offences(past_the_door, among=[parse(planted, "src/ekinerja/planning/planted.py")])


@pytest.mark.parametrize(
    "allowed",
    [
        "from ekinerja.people import public as people",
        "from ekinerja.kernel.errors import NotFound",
        "from ekinerja.planning.models import Plan",
        "from ekinerja.rules import rating",
        "from ekinerja.people.data import EmployeeKind",
    ],
)
def test_the_door_itself_is_allowed(allowed: str) -> None:
    assert not offences(past_the_door, among=[parse(allowed, "src/ekinerja/planning/planted.py")])


def not_a_door(source: Source) -> Iterator[tuple[int, str]]:
    """``public.py`` holds a docstring, imports and ``__all__``; nothing else."""
    if not source.name.endswith("/public.py"):
        return
    listed = False
    for place, node in enumerate(source.tree.body):
        if place == 0 and isinstance(node, ast.Expr):
            continue
        if isinstance(node, ast.Assign) and [getattr(t, "id", "") for t in node.targets] == ["__all__"]:
            listed = True
        elif not isinstance(node, ast.Import | ast.ImportFrom):
            yield node.lineno, "a door holds only imports and __all__; move this to services/ or selectors/"
    if not listed:
        yield 1, "a door lists its names in __all__"


def test_doors_are_only_doors() -> None:
    assert_none(offences(not_a_door))


def test_logic_in_a_door_is_found() -> None:
    door = parse("from x import y\n__all__ = ['y']\ndef f(): ...", "src/ekinerja/planted/public.py")
    assert offences(not_a_door, among=[door])
    assert offences(not_a_door, among=[parse("from x import y", "src/ekinerja/planted/public.py")])


def beyond_standard_library(source: Source) -> Iterator[tuple[int, str]]:
    """Rules of law use the standard library and each other."""
    if source.module != "rules":
        return
    for node in ast.walk(source.tree):
        for target in imported(node):
            top = target.split(".")[0]
            if top not in sys.stdlib_module_names and not target.startswith("ekinerja.rules"):
                yield node.lineno, f"imports {target}; rules use the standard library only"


def test_rules_are_pure() -> None:
    assert_none(offences(beyond_standard_library))


def test_an_impure_rule_is_found() -> None:
    for planted in ("import django", "from ekinerja.kernel import clock", "import yaml"):
        assert offences(beyond_standard_library, among=[parse(planted, "src/ekinerja/rules/planted.py")])
    pure = "from decimal import Decimal\nfrom ekinerja.rules.explained import Step"
    assert not offences(beyond_standard_library, among=[parse(pure, "src/ekinerja/rules/planted.py")])


def test_planted_upward_import_breaks_the_contract(tmp_path: Path) -> None:
    package = tmp_path / "ekinerja"
    for name in ("people", "kernel", "config", "web", "api", "reporting"):
        (package / name).mkdir(parents=True)
        (package / name / "__init__.py").write_text("")
    (package / "__init__.py").write_text("")
    (package / "kernel" / "clock.py").write_text("from ekinerja.people import public\n")
    (package / "people" / "public.py").write_text("")
    layers = (PROJECT / ".importlinter").read_text().split("[importlinter:contract:rules-are-pure]")[0]
    here = ("config", "web", "api", "reporting", "people", "kernel")
    lines = [line for line in layers.splitlines() if not _absent_layer(line, here)]
    (tmp_path / ".importlinter").write_text("\n".join(lines))
    done = subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports")), "--no-cache", "--config", ".importlinter"],
        cwd=tmp_path,
        env={"PYTHONPATH": str(tmp_path), "PATH": "/usr/bin:/bin", "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done.stdout + done.stderr
    assert "ekinerja.kernel is not allowed to import ekinerja.people" in done.stdout


def _absent_layer(line: str, here: tuple[str, ...]) -> bool:
    """Whether a line of the contract names only layers that the planted package does not have."""
    word = line.strip()
    if not line.startswith("    ") or word.startswith("#") or word == "ekinerja":
        return False
    return word.split(" ")[0] not in here
