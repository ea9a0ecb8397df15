"""The rules R, S, Q1 and D of ``docs/tenancy.md`` over all models, sources and the migrated database."""

from __future__ import annotations

from django.apps import apps
from django.db import connection

from ekinerja.kernel.tenancy import catalog, shardability
from ekinerja.kernel.tenancy.fields import tenant_tables
from tests.architecture.sources import PACKAGE, PROJECT, assert_none

# Which file may break which rule, and why. A new entry needs a reason.
ALLOWED = {
    # A simulation works on the rows of a file, in one connection, and never with tables of agencies.
    "src/ekinerja/regulation/lawbook/bulk/tables.py": ("S7",),
}


def test_models() -> None:
    models = apps.get_models(include_auto_created=True)
    assert_none([str(violation) for violation in shardability.model_violations(models)])


def test_sources() -> None:
    # The rules themselves spell what they forbid.
    own = {PACKAGE / "kernel" / "tenancy" / name for name in ("shardability.py", "catalog.py")}
    files = [file for file in sorted(PACKAGE.rglob("*.py")) if file not in own]
    found = shardability.source_violations(files, root=PROJECT, allowed=ALLOWED)
    assert_none([str(violation) for violation in found])


def test_every_exception_is_needed() -> None:
    files = [PROJECT / name for name in ALLOWED]
    broken = {violation.where.split(":")[0] for violation in shardability.source_violations(files, root=PROJECT)}
    assert broken == set(ALLOWED), f"remove from ALLOWED: {set(ALLOWED) - broken}"


def test_database(db: None) -> None:
    found = catalog.catalog_violations(connection, set(tenant_tables()))
    assert_none([str(violation) for violation in found])


def test_migrations_are_complete(db: None) -> None:
    from io import StringIO

    from django.core.management import call_command

    out = StringIO()
    try:
        call_command("makemigrations", check=True, dry_run=True, stdout=out, verbosity=1)
    except SystemExit as stopped:
        raise AssertionError(f"run makemigrations:\n{out.getvalue()}") from stopped
