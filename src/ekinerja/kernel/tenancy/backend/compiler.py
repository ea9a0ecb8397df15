"""
SQL compilers that add ``agency_id = N`` to every query and subquery on a tenant table.

Always, also when the code filters by agency itself: the two are joined by AND. Only the base table needs
it; joined tenant tables carry the agency in their join condition (``TenantForeignKey``), anything else is
refused. Subqueries, unions and aggregates compile their inner queries through the same classes.
"""

from __future__ import annotations

from typing import Any

from django.db.models.lookups import Exact
from django.db.models.sql import compiler
from django.db.models.sql.where import AND, WhereNode

from ekinerja.kernel.tenancy import context
from ekinerja.kernel.tenancy.fields import TenantForeignKey, TenantKey, tenant_field, tenant_tables

SQLAggregateCompiler = compiler.SQLAggregateCompiler


def scope(query: Any) -> WhereNode | None:
    """
    Return the condition that a query's base table needs, or ``None`` when it needs none.

    :raises context.Unscoped: a tenant table without an ambient agency, or joined without the agency
    """
    if query.model is None or query.combinator:
        return None
    if not any(query.alias_refcount[alias] for alias in query.alias_map):
        query.get_initial_alias()
    base = _check_joins(query)
    field = tenant_tables().get(query.alias_map[base].table_name) if base else None
    if base is None or field is None:
        return None
    ambient = context.current()
    if ambient is None:
        raise context.Unscoped(
            f"A query on {query.model._meta.label} has no agency: enter context.agency(...) around it."
        )
    if ambient is context.ALL:
        return None
    conditions: list[Any] = [Exact(field.get_col(base, field), ambient)]
    return WhereNode(conditions, AND)


def _check_joins(query: Any) -> str | None:
    """Return the alias of the base table; refuse joins to tenant tables that do not carry the agency."""
    base: str | None = None
    for alias, source in query.alias_map.items():
        if not query.alias_refcount[alias]:
            continue
        if source.join_type is None:
            base = base or alias
        elif source.table_name in tenant_tables() and not _carries_agency(source):
            raise context.Unscoped(
                f"The join from {query.model._meta.label} to {source.table_name} does not carry the agency: "
                "relate tenant models by TenantForeignKey only."
            )
    return base


def _carries_agency(join: Any) -> bool:
    field = getattr(join.join_field, "field", join.join_field)
    return isinstance(field, TenantForeignKey)


def add_scope(query: Any) -> None:
    """Add the agency to a query for good; for statements that are compiled once."""
    condition = scope(query)
    if condition is not None:
        query.where.add(condition, AND)


def refuse_outside_transaction(query: Any, connection: Any) -> None:
    """
    Refuse a write to a tenant table that could not be checked by the database.

    :raises context.OutsideTransaction: no transaction is open
    """
    if tenant_field(query.model) is not None and not connection.in_atomic_block:
        raise context.OutsideTransaction(
            f"A write to {query.model._meta.label} needs a transaction: put it into transaction.atomic()."
        )


class SQLCompiler(compiler.SQLCompiler):
    """SELECT, also as a subquery."""

    def as_sql(self, *args: Any, **options: Any) -> Any:
        """Compile with the scope, and leave the query as it was: it may be used again in another agency."""
        condition = scope(self.query)
        if condition is None:
            return super().as_sql(*args, **options)
        written = self.query.where
        self.query.where = WhereNode([condition, written] if written else [condition], AND)
        try:
            return super().as_sql(*args, **options)
        finally:
            self.query.where = written


class SQLInsertCompiler(compiler.SQLInsertCompiler):
    """INSERT: every row belongs to the ambient agency."""

    def as_sql(self, *args: Any, **options: Any) -> Any:
        """
        Check the agency of the rows, then compile.

        :raises context.ForeignAgency: a row of another agency, or rows of several
        """
        field = tenant_field(self.query.model)
        if field is not None:
            check_rows(field, self.query.objs)
        return super().as_sql(*args, **options)

    def execute_sql(self, *args: Any, **options: Any) -> Any:
        """Insert within a transaction."""
        refuse_outside_transaction(self.query, self.connection)
        return super().execute_sql(*args, **options)


def check_rows(field: TenantKey, rows: Any) -> None:
    """
    Check that rows to be inserted belong together, to the ambient agency.

    :raises context.Unscoped: no ambient agency
    :raises context.ForeignAgency: a row of another agency, or rows of several
    """
    label = field.model._meta.label
    ambient = context.current()
    if ambient is None:
        raise context.Unscoped(f"A new {label} has no agency: enter context.agency(...) around it.")
    agencies = {getattr(row, field.attname) for row in rows}
    if None in agencies:
        raise context.Unscoped(f"A new {label} does not name its agency.")
    if len(agencies) > 1:
        raise context.ForeignAgency(f"New rows of {label} mix the agencies {sorted(agencies)}.")
    if ambient is not context.ALL and agencies - {ambient}:
        raise context.ForeignAgency(f"A new {label} is of agency {agencies.pop()}, not of {ambient}.")


class SQLDeleteCompiler(compiler.SQLDeleteCompiler):
    """DELETE."""

    def _as_sql(self, query: Any) -> Any:
        add_scope(query)
        return super()._as_sql(query)  # type: ignore[misc]

    def execute_sql(self, *args: Any, **options: Any) -> Any:
        """Delete within a transaction."""
        refuse_outside_transaction(self.query, self.connection)
        return super().execute_sql(*args, **options)


class SQLUpdateCompiler(compiler.SQLUpdateCompiler):
    """UPDATE: the agency of a row never changes."""

    def pre_sql_setup(self, *args: Any, **options: Any) -> Any:
        """
        Prepare the statement and add the scope to what Django made of it.

        :raises context.ForeignAgency: the agency itself is assigned
        """
        query: Any = self.query
        if any(isinstance(field, TenantKey) for field, *_ in query.values):
            raise context.ForeignAgency(
                f"The agency of {query.model._meta.label} cannot be changed: make a new row there."
            )
        result = super().pre_sql_setup(*args, **options)
        add_scope(self.query)
        return result

    def execute_sql(self, *args: Any, **options: Any) -> Any:
        """Update within a transaction."""
        refuse_outside_transaction(self.query, self.connection)
        return super().execute_sql(*args, **options)


__all__ = [
    "SQLAggregateCompiler",
    "SQLCompiler",
    "SQLDeleteCompiler",
    "SQLInsertCompiler",
    "SQLUpdateCompiler",
]
