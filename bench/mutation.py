"""
Mutation testing of ``ekinerja.rules``: plants small faults and counts how many the tests notice.

Runs in a copy, so that the working tree is never touched: ``python bench/mutation.py [--folder DIR] [--children N]``.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COPIED = ("src/ekinerja/rules", "src/ekinerja/regulation/lawbook", "law", "tests/unit/rules", "tests/unit/law")
FILES = ("src/ekinerja/__init__.py", "src/ekinerja/regulation/__init__.py", "src/ekinerja/commands/__init__.py")
SETUP = """[mutmut]
paths_to_mutate=src/ekinerja/rules/
tests_dir=tests/unit/rules
    tests/unit/law
also_copy=
    law
    src
    tests
debug=False
"""
CONFTEST = """from hypothesis import HealthCheck, settings
settings.register_profile("faults", max_examples=8, deadline=None, database=None, derandomize=True,
                          suppress_health_check=list(HealthCheck))
settings.load_profile("faults")
"""
PYPROJECT = """[tool.pytest.ini_options]
pythonpath = ["src", "."]
addopts = "-q -p no:django -p no:cacheprovider"
"""


def copy(folder: Path) -> None:
    for name in COPIED:
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "test_purity.py"))
    sources = [ROOT / name for name in FILES] + sorted((ROOT / "src/ekinerja/commands").glob("hitung*.py"))
    for path in sources:
        target = folder / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, target)
    for name in ("tests", "tests/unit"):
        (folder / name / "__init__.py").touch()
    (folder / "tests" / "conftest.py").write_text(CONFTEST)
    (folder / "setup.cfg").write_text(SETUP)
    (folder / "pyproject.toml").write_text(PYPROJECT)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, default=None)
    parser.add_argument("--children", type=int, default=2)
    parser.add_argument("names", nargs="*", help="mutants or patterns, e.g. 'ekinerja.rules.credit*'; all when none")
    options = parser.parse_args()
    folder = options.folder or Path(tempfile.mkdtemp(prefix="mutation-"))
    copy(folder)
    # The purity test reads the source, which mutmut rewrites; properties run with few examples, once per fault.
    os.environ["EKINERJA_EXAMPLES"] = "8"
    mutmut = str(Path(sys.executable).with_name("mutmut"))
    subprocess.run([mutmut, "run", "--max-children", str(options.children), *options.names], cwd=folder, check=False)
    listed = subprocess.run(
        [mutmut, "results", "--all", "true"], cwd=folder, check=True, capture_output=True, text=True
    ).stdout
    states: dict[str, int] = {}
    for state in re.findall(r": (.+)$", listed, flags=re.MULTILINE):
        states[state] = states.get(state, 0) + 1
    (folder / "results.txt").write_text(listed)
    killed = states.get("killed", 0) + states.get("timeout", 0)
    total = sum(states.values()) - states.get("not checked", 0)
    print(states)
    print(f"killed {killed} of {total}: {100 * killed / total:.1f} %")
    print(f"each mutant: {folder / 'results.txt'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
