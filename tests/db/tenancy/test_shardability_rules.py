"""Every rule finds its planted violation, and good models pass."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import connection, models, transaction
from django.test.utils import isolate_apps

from ekinerja.kernel.ids import uuid7
from ekinerja.kernel.tenancy import catalog, context, shardability
from ekinerja.kernel.tenancy.constraints import NoOverlap
from ekinerja.kernel.tenancy.fields import TenantForeignKey, TenantKey, TenantOneToOneField
from ekinerja.kernel.tenancy.models import TenantModel
from ekinerja.organisation.models import Agency
from tests.db.tenancy.battery_app.models import Employee, Unit
from tests.plugins import testdb

LOCAL = ContentType


def rules(*checked: Any) -> set[str]:
    return {violation.rule for violation in shardability.model_violations(checked)}


def tenant_model(**members: Any) -> Any:
    """Make a tenant model with extra members, in a registry of its own."""
    meta = members.pop("meta", {})
    members["__module__"] = __name__
    members["Meta"] = type("Meta", (), {"app_label": "battery", **meta})
    return type("Tenant", (TenantModel,), members)


def any_model(base: Any = models.Model, name: str = "Planted", **members: Any) -> Any:
    meta = members.pop("meta", {})
    members["__module__"] = __name__
    members["Meta"] = type("Meta", (), {"app_label": "battery", **meta})
    return type(name, (base,), members)


@pytest.fixture(autouse=True)
def own_registry() -> Iterator[None]:
    with isolate_apps("tests.db.tenancy.battery_app"):
        yield


class TestModelRules:
    def test_the_battery_is_good(self) -> None:
        assert shardability.model_violations(apps.get_app_config("battery").get_models()) == []

    def test_a_good_model_passes(self) -> None:
        good = tenant_model(
            day=models.DateField(),
            unit=TenantForeignKey(Unit, models.PROTECT),
            meta={
                "indexes": [
                    models.Index(fields=["agency", "-day"], name="good_day"),
                    models.Index("agency", models.functions.Lower("day"), name="good_lower"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=["agency", "day"], name="good_unique"),
                    models.UniqueConstraint("agency", models.functions.Lower("day"), name="good_expression"),
                    NoOverlap(name="good_overlap", key="unit", period="day"),
                ],
            },
        )
        assert rules(good) == set()

    def test_r01_unclassified(self) -> None:
        assert rules(any_model()) == {"R01"}

    def test_r01_two_kinds(self, settings: Any) -> None:
        settings.LOCAL_MODELS = ("battery.Tenant",)
        assert rules(tenant_model()) == {"R01"}

    def test_r02_two_tenant_columns(self) -> None:
        assert "R02" in rules(tenant_model(other=TenantKey()))

    def test_r02_wrong_name(self) -> None:
        members = {"owner": TenantKey(Agency), "id": models.UUIDField(primary_key=True, default=uuid7)}
        assert rules(any_model(**members)) == {"R02"}

    def test_r02_nullable(self) -> None:
        members = {
            "agency": TenantKey(Agency, null=True),
            "id": models.UUIDField(primary_key=True, default=uuid7),
        }
        assert rules(any_model(**members)) == {"R02"}

    def test_r02_wrong_target(self) -> None:
        members = {"agency": TenantKey(LOCAL), "id": models.UUIDField(primary_key=True, default=uuid7)}
        assert rules(any_model(**members)) == {"R02"}

    def test_r02_the_column_is_never_changed(self, ours: Any) -> None:
        with context.agency(ours.agency_id), pytest.raises(context.ForeignAgency), transaction.atomic():
            Unit.objects.update(agency=2)

    @pytest.mark.parametrize(
        "key",
        [
            models.BigAutoField(primary_key=True),
            models.UUIDField(primary_key=True),
            models.CharField(primary_key=True, max_length=9),
        ],
    )
    def test_r03_another_key(self, key: Any) -> None:
        assert "R03" in rules(any_model(agency=TenantKey(Agency), id=key))

    @pytest.mark.parametrize(
        "members",
        [
            {"code": models.CharField(max_length=9, unique=True)},
            {"code": models.CharField(max_length=9, unique_for_date="day"), "day": models.DateField()},
            {"code": models.CharField(max_length=9), "meta": {"unique_together": [("code", "id")]}},
            {
                "code": models.CharField(max_length=9),
                "meta": {"constraints": [models.UniqueConstraint(fields=["code"], name="x")]},
            },
            {
                "code": models.CharField(max_length=9),
                "meta": {"constraints": [models.UniqueConstraint(models.functions.Lower("code"), name="x")]},
            },
            {
                "code": models.CharField(max_length=9),
                "meta": {"constraints": [ExclusionConstraint(name="x", expressions=[("code", "=")])]},
            },
        ],
    )
    def test_r04_unique_in_the_nation(self, members: Any) -> None:
        assert rules(tenant_model(**members)) == {"R04"}

    def test_r05_plain_foreign_key_between_tenants(self) -> None:
        planted = tenant_model(unit=models.ForeignKey(Unit, models.PROTECT, db_index=False))
        assert rules(planted) == {"R05"}

    def test_r05_tenant_to_local(self) -> None:
        planted = tenant_model(kind=models.ForeignKey(LOCAL, models.PROTECT, db_index=False))
        assert rules(planted) == {"R05"}

    def test_r05_local_to_tenant(self, settings: Any) -> None:
        settings.LOCAL_MODELS = ("battery.Planted",)
        assert rules(any_model(unit=models.ForeignKey(Unit, models.PROTECT))) == {"R05"}

    def test_r05_reference_to_tenant_and_to_local(self, settings: Any) -> None:
        settings.REFERENCE_MODELS = ("battery.Planted",)
        assert rules(any_model(unit=models.ForeignKey(Unit, models.PROTECT))) == {"R05"}
        settings.REFERENCE_MODELS = ("battery.Other",)
        assert rules(any_model(name="Other", kind=models.ForeignKey(LOCAL, models.PROTECT))) == {"R05"}

    def test_r06_one_to_one_without_its_constraint(self) -> None:
        assert rules(tenant_model(employee=TenantOneToOneField(Employee, models.CASCADE))) == {"R06"}

    def test_r07_implicit_many_to_many(self) -> None:
        assert rules(tenant_model(units=models.ManyToManyField(Unit))) == {"R07"}

    def test_r08_generic_foreign_key(self) -> None:
        planted = tenant_model(
            kind_id=models.IntegerField(),
            object_id=models.UUIDField(),
            thing=GenericForeignKey("kind_id", "object_id"),
        )
        assert rules(planted) == {"R08"}

    def test_r09_inheritance_from_a_concrete_model(self) -> None:
        parent = tenant_model()
        child = any_model(parent, "Child")
        assert "R09" in rules(child) or "R01" in rules(child)

    @pytest.mark.parametrize("fields", [["day"], ["day", "agency"]])
    def test_r10_index_without_agency_in_front(self, fields: list[str]) -> None:
        indexes = [models.Index(fields=fields, name="x")]
        assert rules(tenant_model(day=models.DateField(), meta={"indexes": indexes})) == {"R10"}

    def test_r10_index_of_a_single_column(self) -> None:
        assert rules(tenant_model(day=models.DateField(db_index=True))) == {"R10"}

    @pytest.mark.parametrize(("length", "found"), [(50, set()), (51, {"R11"})])
    def test_r11_long_table_name(self, length: int, found: set[str]) -> None:
        assert rules(tenant_model(meta={"db_table": "x" * length})) == found


class TestSqlRules:
    @pytest.mark.parametrize(
        ("rule", "sql"),
        [
            ("S1", "CREATE TRIGGER x BEFORE INSERT ON t EXECUTE FUNCTION f()"),
            ("S1", "create or replace constraint trigger x after insert on t"),
            ("S2", "CREATE OR REPLACE RULE x AS ON INSERT TO t DO NOTHING"),
            ("S3", "ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES u ON DELETE SET NULL"),
            ("S3", "ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES u ON UPDATE SET DEFAULT"),
            ("S4", "CREATE UNIQUE INDEX x ON t (nip)"),
            ("S5", "LISTEN board"),
            ("S5", "NOTIFY board, 'x'"),
            ("S5", "SELECT pg_notify('board', 'x')"),
            ("S6", "CREATE TABLE t () INHERITS (u)"),
            ("S7", "CREATE TEMP TABLE t (a int)"),
            ("S7", "CREATE UNLOGGED TABLE t (a int)"),
            ("S8", "SELECT set_config('app.agency_id', '1', false)"),
            ("S8", "SET app.agency_id = '1'"),
            ("S8", "SET SESSION app.agency_id = '1'"),
            ("Q1", "SELECT pg_advisory_xact_lock(1)"),
        ],
    )
    def test_a_planted_violation_is_found(self, rule: str, sql: str) -> None:
        assert [violation.rule for violation in shardability.text_violations(sql, "x.py:1")] == [rule]

    @pytest.mark.parametrize(
        "sql",
        [
            "CREATE UNIQUE INDEX x ON t (agency_id, nip)",
            "SET LOCAL app.agency_id = '1'",
            "ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES u ON DELETE RESTRICT",
            "CREATE TABLE t (a int)",
            "Listen to what the user says",
        ],
    )
    def test_good_sql_passes(self, sql: str) -> None:
        assert shardability.text_violations(sql, "x.py:1") == []

    def test_sources_are_read_without_their_docstrings(self, tmp_path: Path) -> None:
        file = tmp_path / "planted.py"
        file.write_text('"""CREATE TRIGGER x."""\n\n\nSQL = "CREATE TRIGGER x"\nBELL = "LISTEN board"\n')

        found = shardability.source_violations([file], root=tmp_path)
        assert [str(violation).split(": ")[:2] for violation in found] == [
            ["planted.py:4", "S1"],
            ["planted.py:5", "S5"],
        ]
        allowed = {"planted.py": ["S5"]}
        listening = shardability.source_violations([file], root=tmp_path, allowed=allowed)
        assert [violation.rule for violation in listening] == ["S1"]


BAD_TABLES = """
    CREATE TABLE bad_key (agency_id integer, id uuid PRIMARY KEY);
    ALTER TABLE bad_key ENABLE ROW LEVEL SECURITY;
    CREATE TABLE bad_unique (agency_id integer, id uuid, nip text UNIQUE, PRIMARY KEY (agency_id, id));
    CREATE TABLE bad_foreign (agency_id integer, id uuid, parent_id uuid REFERENCES bad_key ON DELETE SET NULL,
                              number serial, PRIMARY KEY (agency_id, id));
    CREATE TABLE bad_local (id integer PRIMARY KEY, parent_id uuid REFERENCES bad_key);
    CREATE FUNCTION bad_function() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
    CREATE TRIGGER bad_trigger BEFORE INSERT ON bad_unique FOR EACH ROW EXECUTE FUNCTION bad_function();
"""
EXPECTED = {
    "D1": "bad_key.bad_key_pkey",
    "D2": "bad_unique.bad_unique_nip_key",
    "D3": "bad_foreign.bad_foreign_parent_id_fkey",
    "D4": "bad_foreign.bad_foreign_parent_id_fkey",
    "D5": "bad_unique.bad_trigger",
    "D6": "bad_foreign.bad_foreign_number_seq",
    "D7": "bad_key",
}


@pytest.mark.django_db(transaction=True)
class TestCatalogue:
    def test_planted_violations_are_found(self) -> None:
        bad = {"bad_key", "bad_unique", "bad_foreign", "bad_missing"}
        connection.close()
        with testdb.owner_connection(connection.settings_dict["NAME"]) as owner:
            owner.execute(BAD_TABLES)
            try:
                found = catalog.catalog_violations(connection, bad)
            finally:
                connection.close()
                owner.execute("DROP TABLE bad_local, bad_foreign, bad_unique, bad_key")
                owner.execute("DROP FUNCTION bad_function")

        places = {(violation.rule, violation.where) for violation in found}
        assert set(EXPECTED.items()) <= places
        assert ("D3", "bad_local.bad_local_parent_id_fkey") in places
        assert ("D1", "bad_missing") in places

    def test_the_battery_is_good(self) -> None:
        tables = {model._meta.db_table for model in apps.get_app_config("battery").get_models()}
        assert len(tables) >= 6
        assert catalog.catalog_violations(connection, tables) == []
