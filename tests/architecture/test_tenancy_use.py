"""Work over all agencies is explicit, rare and listed."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.architecture.sources import Source, assert_none, dotted, offences, parse, sources

# Who may work over all agencies, and why. A new entry needs a reason.
ALL_AGENCIES = {
    "src/ekinerja/kernel/tenancy/backend/schema.py": "migrations see every row",
}


# Who may name the variable outside the kernel: programs of PostgreSQL that know no context.
NAMES_VARIABLE = {"src/ekinerja/commands/archive.py": "pg_dump and pg_restore copy the rows of all agencies"}


def works_over_all_agencies(source: Source) -> Iterator[tuple[int, str]]:
    if source.name in ALL_AGENCIES or source.is_migration:
        return
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call) and dotted(node.func).split(".")[-1] == "all_agencies":
            yield node.lineno, "all_agencies(); enter one agency, or list the module here with its reason"


def sets_the_variable_itself(source: Source) -> Iterator[tuple[int, str]]:
    if source.name.startswith("src/ekinerja/kernel/") or source.is_migration or source.name in NAMES_VARIABLE:
        return
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and "app.agency_id" in node.value:
            yield node.lineno, "names app.agency_id; enter context.agency(...), the backend tells the database"


def test_only_listed_modules_work_over_all_agencies() -> None:
    assert_none(offences(works_over_all_agencies))


def test_every_listed_module_still_does() -> None:
    present = {source.name: source.text for source in sources()}
    stale = [name for name in ALL_AGENCIES if "all_agencies" not in present.get(name, "")]
    assert not stale, f"remove from ALL_AGENCIES: {stale}"


def test_nobody_else_tells_the_database_the_agency() -> None:
    assert_none(offences(sets_the_variable_itself))


def test_planted_violations_are_found() -> None:
    assert offences(works_over_all_agencies, among=[parse("with context.all_agencies(): pass")])
    assert offences(works_over_all_agencies, among=[parse("with all_agencies(): pass")])
    assert offences(sets_the_variable_itself, among=[parse("x = \"SET LOCAL app.agency_id = '1'\"")])
