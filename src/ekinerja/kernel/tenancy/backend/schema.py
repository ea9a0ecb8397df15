"""The schema editor: composite keys, row-level security and the three modes, from ordinary migrations."""

from __future__ import annotations

from contextlib import ExitStack
from typing import Any, Self

from django.conf import settings
from django.db.backends.postgresql import schema

from ekinerja.kernel.tenancy import context, policy
from ekinerja.kernel.tenancy.constraints import NoOverlap
from ekinerja.kernel.tenancy.fields import TenantForeignKey, TenantKey, required_tenant_field, tenant_field
from ekinerja.kernel.tenancy.modes import Mode, current_mode

SHARDS = 4
LONGEST_NAME = 63
UNIQUE_INDEXES_OF_PARTITIONS = """
    SELECT child.relname, parent.relname, t.relname FROM pg_inherits i
    JOIN pg_class parent ON parent.oid = i.inhparent JOIN pg_class child ON child.oid = i.inhrelid
    JOIN pg_index x ON x.indexrelid = child.oid JOIN pg_class t ON t.oid = x.indrelid
    WHERE x.indisunique AND t.relname = ANY(%s)
"""


def partition_names(table: str) -> list[str]:
    """Return the names of the partitions of a tenant table in mode ``emulate``."""
    return [f"{table}_s{number}" for number in range(SHARDS)]


class SchemaEditor(schema.DatabaseSchemaEditor):
    """
    Turns Django's scalar keys into ``(agency_id, id)`` and locks every tenant table.

    A migration runs over all agencies: its data steps see every row, although the owner is subject to
    row-level security like everybody else.
    """

    def __enter__(self) -> Self:
        self._over_all = ExitStack()
        self._over_all.enter_context(context.all_agencies())
        self._to_be_named: list[Any] = []
        super().__enter__()
        if current_mode() is Mode.CITUS and self.atomic_migration and not self.collect_sql:
            super().execute("SET LOCAL citus.multi_shard_modify_mode TO 'sequential'")
        return self

    def __exit__(self, *exception: Any) -> None:
        try:
            if exception[0] is None:
                self._finish()
            super().__exit__(*exception)
        finally:
            self._over_all.close()

    def _finish(self) -> None:
        """Run what was put off, so that the indexes it makes on partitions can be named."""
        while self.deferred_sql:
            self.execute(self.deferred_sql.pop(0), None)
        for model in self._to_be_named:
            self._name_partition_indexes(model)

    # Tables

    def _iter_column_sql(self, column_type: Any, params: Any, model: Any, field: Any, *rest: Any) -> Any:
        for part in super()._iter_column_sql(column_type, params, model, field, *rest):  # type: ignore[misc]
            if part == "PRIMARY KEY" and tenant_field(model):
                continue
            yield part

    def table_sql(self, model: Any) -> Any:
        """Return CREATE TABLE; a tenant table's key starts with the agency."""
        statement, params = super().table_sql(model)
        tenant = tenant_field(model)
        if tenant is None:
            return statement, params
        key = ", ".join(self.quote_name(column) for column in (tenant.column, model._meta.pk.column))
        columns, _, _ = statement.rpartition(")")
        statement = f"{columns}, PRIMARY KEY ({key}))"
        if current_mode() is Mode.EMULATE:
            statement += f" PARTITION BY HASH ({self.quote_name(tenant.column)})"
        return statement, params

    def create_model(self, model: Any) -> None:
        """Create the table, place it for the mode, and lock it."""
        super().create_model(model)
        tenant = tenant_field(model)
        if tenant is not None:
            self._place_tenant_table(model, tenant)
            self._lock(model)
        elif current_mode() is Mode.CITUS and model._meta.label in settings.REFERENCE_MODELS:
            self.execute(f"SELECT create_reference_table({self.quote_value(model._meta.db_table)})")

    def _place_tenant_table(self, model: Any, tenant: TenantKey) -> None:
        table = model._meta.db_table
        if current_mode() is Mode.CITUS:
            arguments = f"{self.quote_value(table)}, {self.quote_value(tenant.column)}"
            self.execute(f"SELECT create_distributed_table({arguments})")
        if current_mode() is not Mode.EMULATE:
            return
        for number, partition in enumerate(partition_names(table)):
            self.execute(
                f"CREATE TABLE {self.quote_name(partition)} PARTITION OF {self.quote_name(table)}"
                f" FOR VALUES WITH (MODULUS {SHARDS}, REMAINDER {number})"
            )
        for constraint in model._meta.constraints:
            self._add_to_partitions(model, constraint)
        self._to_be_named.append(model)

    def _name_partition_indexes(self, model: Any) -> None:
        """
        Name the unique indexes of partitions after the table's.

        A refusal then speaks of ``<constraint>_s2``, as it would of ``<constraint>_<shard>`` on Citus.
        """
        if self.collect_sql:
            return
        partitions = partition_names(model._meta.db_table)
        with self.connection.cursor() as cursor:
            cursor.execute(UNIQUE_INDEXES_OF_PARTITIONS, [partitions])
            rows = cursor.fetchall()
        for own, of_table, partition in rows:
            suffix = f"_s{partitions.index(partition)}"
            name = of_table[: LONGEST_NAME - len(suffix)] + suffix
            if name != own:
                self.execute(f"ALTER INDEX {self.quote_name(own)} RENAME TO {self.quote_name(name)}")

    def _lock(self, model: Any) -> None:
        """Put row-level security on the table, and on partitions that could be reached directly."""
        tables = [model._meta.db_table]
        if current_mode() is Mode.EMULATE:
            tables += partition_names(model._meta.db_table)
        for table in tables:
            for statement in policy.statements(table, self.quote_name):
                self.execute(statement)

    def alter_db_table(self, model: Any, old_db_table: str, new_db_table: str) -> None:
        """Rename a table, and its partitions with it."""
        super().alter_db_table(model, old_db_table, new_db_table)
        if current_mode() is not Mode.EMULATE or not tenant_field(model) or old_db_table == new_db_table:
            return
        names = zip(partition_names(old_db_table), partition_names(new_db_table), strict=True)
        for old, new in names:
            self.execute(f"ALTER TABLE {self.quote_name(old)} RENAME TO {self.quote_name(new)}")

    # Columns and foreign keys

    def add_field(self, model: Any, field: Any) -> None:
        """
        Add a column; a composite foreign key cannot be written inline, so it follows as a statement.

        :raises context.TenancyError: an existing table cannot become a tenant table
        """
        if isinstance(field, TenantKey):
            raise context.TenancyError(
                f"{model._meta.label} was made without an agency: make a new table, "
                "or move `agency` from AddField into CreateModel of the migration."
            )
        if not isinstance(field, TenantForeignKey):
            super().add_field(model, field)
            return
        inline = self.sql_create_column_inline_fk
        self.sql_create_column_inline_fk = None  # type: ignore[assignment]
        try:
            super().add_field(model, field)
        finally:
            self.sql_create_column_inline_fk = inline

    def _create_fk_sql(self, model: Any, field: Any, suffix: str) -> Any:
        statement = super()._create_fk_sql(model, field, suffix)  # type: ignore[misc]
        if isinstance(field, TenantForeignKey):
            here = required_tenant_field(model)
            there = required_tenant_field(field.remote_field.model)
            statement.parts["column"].columns = [here.column, field.column]
            statement.parts["to_column"].columns = [there.column, field.target_field.column]
        return statement

    def _constraint_names(self, model: Any, column_names: Any = None, **wanted: Any) -> list[str]:
        """Find constraints by Django's columns; a foreign key has the agency in front in the database."""
        found: list[str] = super()._constraint_names(model, column_names, **wanted)  # type: ignore[misc]
        tenant = tenant_field(model)
        if tenant is None:
            return found
        if wanted.get("foreign_key") and column_names and len(column_names) == 1:
            composite = [tenant.column, *column_names]
            found = found + super()._constraint_names(model, composite, **wanted)  # type: ignore[misc]
        if current_mode() is Mode.EMULATE and found:
            found = [name for name in found if name not in self._inherited_constraints(model)]
        return found

    def _inherited_constraints(self, model: Any) -> set[str]:
        """Return the constraints that a partitioned table's foreign keys have brought along."""
        with self.connection.cursor() as cursor:
            cursor.execute(
                "SELECT conname FROM pg_constraint WHERE conrelid = %s::regclass AND conparentid <> 0",
                [self.quote_name(model._meta.db_table)],
            )
            return {name for (name,) in cursor.fetchall()}

    # Indexes and constraints

    def add_index(self, model: Any, index: Any, concurrently: bool = False) -> None:
        """Add an index; a partitioned table cannot have one built concurrently."""
        partitioned = current_mode() is Mode.EMULATE and tenant_field(model) is not None
        super().add_index(model, index, concurrently=concurrently and not partitioned)

    def remove_index(self, model: Any, index: Any, concurrently: bool = False) -> None:
        """Remove an index, in the same way as it was added."""
        partitioned = current_mode() is Mode.EMULATE and tenant_field(model) is not None
        super().remove_index(model, index, concurrently=concurrently and not partitioned)

    def add_constraint(self, model: Any, constraint: Any) -> None:
        """Add a constraint; exclusion constraints go to each partition."""
        super().add_constraint(model, constraint)
        if current_mode() is Mode.EMULATE and tenant_field(model) is not None:
            self._add_to_partitions(model, constraint)
            self._to_be_named.append(model)

    def remove_constraint(self, model: Any, constraint: Any) -> None:
        """Remove a constraint; exclusion constraints from each partition."""
        super().remove_constraint(model, constraint)
        if current_mode() is Mode.EMULATE and isinstance(constraint, NoOverlap):
            for number, partition in enumerate(partition_names(model._meta.db_table)):
                name = self.quote_name(f"{constraint.name}_s{number}")
                self.execute(f"ALTER TABLE {self.quote_name(partition)} DROP CONSTRAINT {name}")

    def _add_to_partitions(self, model: Any, constraint: Any) -> None:
        if not isinstance(constraint, NoOverlap):
            return
        for number, partition in enumerate(partition_names(model._meta.db_table)):
            name = f"{constraint.name}_s{number}"
            self.execute(constraint.create_sql_on(model, self, table=partition, name=name), params=None)
