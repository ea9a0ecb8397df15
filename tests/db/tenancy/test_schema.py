"""The schema editor: what migrations make of tenant models, step by step, in the mode of the run."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import Q
from django.test.utils import isolate_apps

from ekinerja.kernel.tenancy import catalog, context
from ekinerja.kernel.tenancy.backend.schema import partition_names
from ekinerja.kernel.tenancy.constraints import NoOverlap
from ekinerja.kernel.tenancy.fields import TenantForeignKey, TenantKey
from ekinerja.organisation.models import Agency
from tests.db.tenancy.battery_app.models import Unit
from tests.plugins import testdb

pytestmark = pytest.mark.django_db(transaction=True)
EMULATED = settings.TENANCY_MODE == "emulate"
TABLE = "battery_planted"


@pytest.fixture
def owner() -> Iterator[None]:
    with testdb.as_owner(connection.settings_dict["NAME"]):
        try:
            yield
        finally:
            connection.close()
            with testdb.owner_connection(connection.settings_dict["NAME"]) as past_django:
                past_django.execute(f"DROP TABLE IF EXISTS {TABLE}")


def planted_model(**members: Any) -> Any:
    """A model as migrations see it: flat, without our base class."""
    meta = members.pop("meta", {})
    fields = {
        "agency": TenantKey(Agency),
        "id": models.UUIDField(primary_key=True),
        "code": models.CharField(max_length=9),
        "starts_on": models.DateField(),
        "ends_before": models.DateField(null=True),
        "__module__": __name__,
        "Meta": type("Meta", (), {"app_label": "battery", "db_table": TABLE, **meta}),
        **members,
    }
    with isolate_apps("tests.db.tenancy.battery_app"):
        return type("Planted", (models.Model,), fields)


def create(model: Any) -> None:
    with connection.schema_editor() as editor:
        editor.create_model(model)


def query(sql: str, *values: Any) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


def constraints(kind: str, table: str = TABLE) -> dict[str, str]:
    return dict(
        query(
            "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint"
            " WHERE conrelid = to_regclass(%s) AND contype = %s AND (conparentid = 0 OR contype <> 'f')",
            table,
            kind,
        )
    )


@pytest.mark.usefixtures("owner")
class TestCreateModel:
    def test_key_foreign_key_and_lock(self) -> None:
        create(planted_model(unit=TenantForeignKey(Unit, models.PROTECT)))

        assert list(constraints("p").values()) == ["PRIMARY KEY (agency_id, id)"]
        to_unit = [text for text in constraints("f").values() if "battery_unit" in text]
        assert to_unit == [
            "FOREIGN KEY (agency_id, unit_id) REFERENCES battery_unit(agency_id, id) DEFERRABLE INITIALLY DEFERRED"
        ]
        assert catalog.catalog_violations(connection, {TABLE}) == []

    @pytest.mark.skipif(not EMULATED, reason="only mode emulate has partitions")
    def test_partitions_are_locked_and_named_after_the_table(self) -> None:
        unique = models.UniqueConstraint(fields=["agency", "code"], name="planted_code")
        partial = models.UniqueConstraint(fields=["agency", "code"], condition=Q(code="x"), name="planted_part")
        create(planted_model(meta={"constraints": [unique, partial]}))

        for number, partition in enumerate(partition_names(TABLE)):
            assert f"planted_code_s{number}" in constraints("u", partition)
            assert query("SELECT 1 FROM pg_class WHERE relname = %s", f"planted_part_s{number}")
        assert catalog.catalog_violations(connection, set(partition_names(TABLE))) == []

    def test_program_may_use_the_new_table(self) -> None:
        create(planted_model())

        assert query("SELECT has_table_privilege('ekinerja_app', %s, 'INSERT')", TABLE) == [(True,)]
        assert query("SELECT has_table_privilege('ekinerja_app', %s, 'TRUNCATE')", TABLE) == [(False,)]


@pytest.mark.usefixtures("owner")
class TestChanges:
    def test_foreign_key_added_and_removed_later(self) -> None:
        model = planted_model()
        create(model)
        field = TenantForeignKey(Unit, models.PROTECT, null=True)
        field.set_attributes_from_name("unit")
        field.model = model
        field.opts = model._meta
        model._meta.add_field(field)

        with connection.schema_editor() as editor:
            editor.add_field(model, field)
        added = [text for text in constraints("f").values() if "battery_unit" in text]
        assert len(added) == 1
        assert added[0].startswith("FOREIGN KEY (agency_id, unit_id)")

        with connection.schema_editor() as editor:
            assert editor._constraint_names(model, ["unit_id"], foreign_key=True) == [
                name for name, text in constraints("f").items() if text == added[0]
            ]
            editor.remove_field(model, field)
        assert [text for text in constraints("f").values() if "battery_unit" in text] == []

    def test_an_existing_table_cannot_get_an_agency(self) -> None:
        model = planted_model()
        editor = connection.schema_editor()
        with pytest.raises(context.TenancyError, match="make a new table"):
            editor.add_field(model, TenantKey(Agency))

    def test_no_overlap_added_and_removed_later(self) -> None:
        model = planted_model()
        create(model)
        constraint = NoOverlap(name="planted_overlap", key="code", period=("starts_on", "ends_before"))
        tables = partition_names(TABLE) if EMULATED else [TABLE]

        with connection.schema_editor() as editor:
            editor.add_constraint(model, constraint)
        for table in tables:
            (text,) = constraints("x", table).values()
            assert "textrange(code, code, '[]'::text) WITH &&" in text.replace("(code)::text", "code")
            assert "daterange(starts_on, ends_before, '[)'::text) WITH &&" in text
        with connection.schema_editor() as editor:
            editor.remove_constraint(model, constraint)
        for table in tables:
            assert constraints("x", table) == {}

    def test_renamed_with_its_partitions(self) -> None:
        model = planted_model()
        create(model)
        with connection.schema_editor() as editor:
            editor.alter_db_table(model, TABLE, "battery_renamed")
            model._meta.db_table = "battery_renamed"
            editor.add_constraint(model, NoOverlap(name="renamed", key="code", period=("starts_on", "ends_before")))
            assert catalog.catalog_violations(connection, {"battery_renamed"}) == []
            editor.alter_db_table(model, "battery_renamed", TABLE)
        tables = partition_names(TABLE) if EMULATED else [TABLE]
        assert all(len(constraints("x", table)) == 1 for table in tables)

    def test_index_built_concurrently(self) -> None:
        model = planted_model()
        create(model)
        index = models.Index(fields=["agency", "code"], name="planted_code")
        with connection.schema_editor(atomic=False) as editor:
            editor.add_index(model, index, concurrently=True)
        assert query("SELECT 1 FROM pg_class WHERE relname = 'planted_code'")
        with connection.schema_editor(atomic=False) as editor:
            editor.remove_index(model, index, concurrently=True)
        assert not query("SELECT 1 FROM pg_class WHERE relname = 'planted_code'")


@pytest.mark.usefixtures("owner")
class TestDataMigrations:
    def test_see_the_rows_of_every_agency(self) -> None:
        from django.db import transaction

        for number in (1, 2):
            Agency.objects.create(id=number, code=f"A{number}", name=f"Agency {number}")
            with context.agency(number), transaction.atomic():
                Unit.objects.create(name="n", path="n")

        with connection.schema_editor() as editor:
            assert isinstance(editor, BaseDatabaseSchemaEditor)
            assert Unit.objects.count() == 2
            assert Unit.objects.filter(name="n").update(name="m") == 2
        assert context.current() is None
