"""Fixtures of all tests: the test database, two agencies, their contexts and actors."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings
from django.db import connections
from django.test import TransactionTestCase

from ekinerja.kernel.actor import Actor, Grant, Role
from ekinerja.kernel.ids import uuid7
from ekinerja.kernel.tenancy import context
from tests.plugins import testdb
from tests.plugins.shards import OneShardGuard


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "several_shards: runs statements over several agencies on purpose")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put files first that take long by their own word, so that no process is left alone with one at the end."""
    length: dict[Path, float] = {}
    for item in items:
        length[item.path] = max(length.get(item.path, 0), _length(item))
    items.sort(key=lambda item: -length[item.path])


def _length(item: pytest.Item) -> float:
    """Return the seconds a test may take where it says so; one with a browser is long in any case."""
    declared = item.get_closest_marker("timeout")
    if declared and declared.args:
        return float(declared.args[0])
    return 1 if item.get_closest_marker("browser") else 0


def pytest_collection_finish() -> None:
    """Take everything loaded until now out of the search for garbage: it stays until the end."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest,
    django_test_environment: None,
    django_db_blocker: Any,
    django_db_keepdb: bool,
    django_db_createdb: bool,
    django_db_modify_db_settings: None,
) -> Iterator[None]:
    """Make the test database as its owner; everything after runs as the program's account."""
    connection = connections["default"]
    with testdb.reserved(connection.settings_dict["TEST"]["NAME"]) as target:
        with django_db_blocker.unblock(), testdb.only_one():
            connection.close()
            template = testdb.ensure_template(afresh=django_db_createdb)
            marker = f"{target} {template}"
            if not (django_db_keepdb and _kept(target, marker)):
                testdb.copy_template(template, target)
                _remember(target, marker)
            for alias in connections:
                settings.DATABASES[alias]["NAME"] = connections[alias].settings_dict["NAME"] = target
            cleaner = testdb.Cleaner(target, keep=testdb.filled_tables(template))
        original = TransactionTestCase._fixture_teardown
        TransactionTestCase._fixture_teardown = _emptying(cleaner)  # type: ignore[method-assign]
        yield
        TransactionTestCase._fixture_teardown = original  # type: ignore[method-assign]
        cleaner.close()
        if not django_db_keepdb:
            with django_db_blocker.unblock():
                connections.close_all()
                with testdb.owner_connection("postgres") as owner:
                    testdb.drop(owner, target)


def _emptying(cleaner: testdb.Cleaner) -> Callable[[TransactionTestCase], None]:
    """After a test that commits: the owner empties the tables, which the program's account may not."""

    def teardown(test: TransactionTestCase) -> None:
        connections["default"].close()
        cleaner.empty()

    return teardown


def _remember(target: str, marker: str) -> None:
    with testdb.owner_connection("postgres") as owner:
        owner.execute(
            testdb.sql.SQL("COMMENT ON DATABASE {} IS {}").format(
                testdb.sql.Identifier(target), testdb.sql.Literal(marker)
            )
        )


def _kept(target: str, marker: str) -> bool:
    """Whether the database of an earlier run was copied from the same template."""
    with testdb.owner_connection("postgres") as owner:
        row = owner.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", [target]
        ).fetchone()
    return row is not None and row[0] == marker


@pytest.fixture(autouse=True)
def one_shard_guard(request: pytest.FixtureRequest) -> Iterator[OneShardGuard | None]:
    """
    In mode ``emulate``: a statement that would reach more than one shard fails the test.

    A test marked ``several_shards`` does so on purpose.
    """
    uses_database = {"db", "transactional_db", "live_server"} & set(request.fixturenames)
    on_purpose = request.node.get_closest_marker("several_shards")
    if (
        settings.TENANCY_MODE != "emulate"
        or on_purpose
        or not (uses_database or request.node.get_closest_marker("django_db"))
    ):
        yield None
        return
    guard = OneShardGuard()
    with connections["default"].execute_wrapper(guard):
        yield guard
    guard.assert_clean()


def _make_agency(number: int, code: str, name: str) -> Any:
    from ekinerja.organisation.models import Agency

    return Agency.objects.get_or_create(id=number, defaults={"code": code, "name": name, "time_zone": "Asia/Jakarta"})[
        0
    ]


@pytest.fixture
def other_agency(db: None) -> Any:
    """A second agency, whose rows must stay unseen (id 2)."""
    return _make_agency(2, "KAB-LAIN", "Pemerintah Kabupaten Lain")


@pytest.fixture
def agency(other_agency: Any) -> Any:
    """The agency under test (id 1); the other one is always there as well."""
    return _make_agency(1, "KAB-WAY-RAJABASA", "Pemerintah Kabupaten Way Rajabasa")


@pytest.fixture
def in_agency(agency: Any) -> Iterator[Any]:
    """Run the test inside the agency's context."""
    with context.agency(agency):
        yield agency


@pytest.fixture
def actor_factory(agency: Any) -> Callable[..., Actor]:
    """
    Make actors: ``actor_factory(Role.UNIT_CLERK, unit_path="1.2")``.

    Options: ``agency`` (object or id), ``employee_id``, ``account_id``, ``unit_id``, ``unit_path``, ``name``.
    """

    def make(
        *roles: Role,
        agency: Any = agency,
        employee_id: UUID | None = None,
        account_id: UUID | None = None,
        unit_id: UUID | None = None,
        unit_path: str = "",
        name: str = "Siti Rahmawati, S.AP.",
        **others: Any,
    ) -> Actor:
        grants = tuple(Grant(role, unit_id, unit_path) for role in roles or (Role.EMPLOYEE,))
        number = getattr(agency, "pk", agency)
        return Actor(account_id or uuid7(), number, employee_id, name, grants, **others)

    return make
