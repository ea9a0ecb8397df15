"""`ekinerja test`: style, types, direction of imports and every test; nothing is skipped in silence."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from xml.etree import ElementTree

from ekinerja.commands import chromium, console, environment, postgres

TOOLS = Path(sys.executable).parent


@dataclass(frozen=True)
class Outcome:
    """How one step ended."""

    name: str
    passed: bool
    seconds: float
    note: str = ""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Anything else goes to pytest, and then only pytest runs."""
    parser.usage = "./ekinerja test [--paralel N] [pilihan pytest, misalnya tests/db/people -x]"
    parser.add_argument("--paralel", type=int, default=os.cpu_count() or 1, help="jumlah proses pengujian")


def run(options: argparse.Namespace) -> int:
    """Run all steps, also after one has failed, and close with one line."""
    started = time.monotonic()
    home = environment.home()
    os.environ["EKINERJA_CHROMIUM"] = chromium.ensure()
    with_database(home)
    if options.rest:
        return subprocess.call([tool("pytest"), *options.rest], cwd=environment.PROJECT)  # noqa: S603
    outcomes = list(side_by_side(options.paralel))
    outcomes += [suite(name, mode, paths, home, options.paralel) for name, mode, paths in SUITES]
    console.say()
    for outcome in outcomes:
        word = "LULUS" if outcome.passed else "GAGAL"
        console.say(f"  {word}  {outcome.name:<22} {outcome.seconds:6.1f} detik  {outcome.note}")
    return close(outcomes, time.monotonic() - started)


def with_database(home: Path) -> None:
    """See that a PostgreSQL server answers: one of our own for tests, or the given one."""
    if environment.variable("DATABASE_URL"):
        environment.separate_roles(home)
        return
    cluster = postgres.ensure_running(home / "uji", durable=False, dies_with_parent=True)
    os.environ.update(cluster.environment())


def tool(name: str) -> str:
    """Return a program of the environment."""
    return str(TOOLS / name)


# Each uses one processor; the longest comes first, so that the others fit beside it.
CHECKS: tuple[tuple[str, list[str]], ...] = (
    ("jenis (mypy)", [tool("mypy")]),
    ("gaya (ruff check)", [tool("ruff"), "check", "."]),
    ("bentuk (ruff format)", [tool("ruff"), "format", "--check", "."]),
    ("arah impor", [tool("lint-imports"), "--no-cache"]),
)


# What holds only with partitioned tables is tried in the second run (tenancy mode emulate); our own server has none.
SUITES: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("pengujian", "plain", ()),
    (
        "pengujian terpartisi",
        "emulate",
        ("tests/db", "--ignore=tests/db/ops/test_postgres.py", "-m", "not full_size and not combinations"),
    ),
)


# All migrations, once a mode: done while the types are checked, because the tests would have to wait for it.
TEMPLATE = [sys.executable, "-m", "tests.plugins.testdb"]


def side_by_side(processes: int) -> Iterator[Outcome]:
    """Run the checks, and make what the tests start from, as many at a time as the machine has processors."""
    steps: list[tuple[str, list[str], str]] = [(name, command, "plain") for name, command in CHECKS]
    steps += [(f"basis data uji ({mode})", TEMPLATE, mode) for _, mode, _ in SUITES]
    with ThreadPoolExecutor(max_workers=max(processes, 1)) as pool:
        yield from pool.map(lambda step: check(step[0], step[1], {"EKINERJA_TENANCY": step[2]}, kept=True), steps)


def suite(name: str, mode: str, paths: tuple[str, ...], home: Path, processes: int) -> Outcome:
    """Run the tests in one tenancy mode."""
    results = home / f"hasil-uji-{mode}.xml"
    results.unlink(missing_ok=True)
    command = [tool("pytest"), "--quiet", f"--junitxml={results}", *paths]
    if processes > 1:
        # In the order of tests/conftest.py, long files first: no process is left alone with one at the end.
        command += ["-n", str(processes), "--dist", "loadfile", "--no-loadscope-reorder"]
    outcome = check(name, command, {"EKINERJA_TENANCY": mode})
    return replace(outcome, note=counted(results))


def check(name: str, command: list[str], variables: dict[str, str] | None = None, *, kept: bool = False) -> Outcome:
    """Run one step with its output on the terminal; ``kept`` until it ends, where others run beside it."""
    console.step(f"{name} …")
    started = time.monotonic()
    settings = {"DJANGO_SETTINGS_MODULE": "ekinerja.config.settings.test"}
    done = subprocess.run(  # noqa: S603
        command,
        cwd=environment.PROJECT,
        env=os.environ | settings | (variables or {}),
        stdout=subprocess.PIPE if kept else None,
        stderr=subprocess.STDOUT if kept else None,
        text=True,
        check=False,
    )
    if done.stdout:
        console.say(f"· {name}:\n{done.stdout.rstrip()}")
    return Outcome(name, done.returncode == 0, time.monotonic() - started)


def counted(results: Path) -> str:
    """Return how many tests there were, and each reason for which one was skipped."""
    try:
        suites = list(ElementTree.parse(results).getroot().iter("testsuite"))  # noqa: S314
    except (OSError, ElementTree.ParseError):
        return "(tanpa hasil)"
    total, failed, skipped = (
        sum(int(suite.get(name, 0)) for suite in suites for name in names)
        for names in (("tests",), ("failures", "errors"), ("skipped",))
    )
    reasons = {element.get("message", "") for suite in suites for element in suite.iter("skipped")}
    shown = f"; dilewati {skipped}: {'; '.join(sorted(reasons))}" if skipped else ""
    return f"{total} pengujian, {failed} gagal{shown}"


def close(outcomes: list[Outcome], seconds: float) -> int:
    """Print the closing line and return the exit code."""
    failed = [outcome.name for outcome in outcomes if not outcome.passed]
    took = f"{int(seconds // 60)} menit {int(seconds % 60)} detik"
    console.say()
    if failed:
        console.say(f"  Belum lulus: {', '.join(failed)}. ({took})")
        return 1
    tests = "; ".join(outcome.note for outcome in outcomes if outcome.note)
    console.say(f"  Semua lulus: {len(CHECKS)} pemeriksaan; {tests}. ({took})")
    return 0
