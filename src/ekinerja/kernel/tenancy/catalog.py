"""The D rules: what the database really has after migrating, read from its own catalogue."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ekinerja.kernel.tenancy.shardability import Violation

UNIQUE_INDEXES = """
    SELECT t.relname, i.relname, x.indisprimary,
           ARRAY(SELECT a.attname::text FROM unnest(x.indkey) WITH ORDINALITY k(number, place)
                 JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.number ORDER BY k.place)
    FROM pg_index x JOIN pg_class t ON t.oid = x.indrelid JOIN pg_class i ON i.oid = x.indexrelid
    WHERE x.indisunique AND t.relname = ANY(%s)
"""
FOREIGN_KEYS = """
    SELECT t.relname, r.relname, k.conname, k.confdeltype::text, k.confupdtype::text,
           ARRAY(SELECT attname::text FROM unnest(k.conkey) WITH ORDINALITY u(number, place)
                 JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.number ORDER BY place),
           ARRAY(SELECT attname::text FROM unnest(k.confkey) WITH ORDINALITY u(number, place)
                 JOIN pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = u.number ORDER BY place)
    FROM pg_constraint k JOIN pg_class t ON t.oid = k.conrelid JOIN pg_class r ON r.oid = k.confrelid
    WHERE k.contype = 'f' AND k.conparentid = 0 AND NOT t.relispartition
"""
TRIGGERS = """
    SELECT c.relname, g.tgname FROM pg_trigger g JOIN pg_class c ON c.oid = g.tgrelid
    WHERE NOT g.tgisinternal AND c.relname = ANY(%s)
"""
SEQUENCES = """
    SELECT DISTINCT c.relname, s.relname FROM pg_class c JOIN pg_depend d ON d.refobjid = c.oid
    JOIN pg_class s ON s.oid = d.objid AND s.relkind = 'S' WHERE c.relname = ANY(%s)
"""
UNLOCKED = """
    SELECT c.relname FROM pg_class c WHERE c.relname = ANY(%s) AND c.relnamespace = 'public'::regnamespace
    AND NOT (c.relrowsecurity AND c.relforcerowsecurity
             AND EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid))
"""
NULLS_OR_DEFAULTS = ("n", "d")


def catalog_violations(connection: Any, tables: set[str]) -> list[Violation]:
    """Return the broken D rules of the tenant tables."""
    with connection.cursor() as cursor:
        return [
            Violation(rule, where, advice)
            for check in (_indexes, _foreign_keys, _triggers, _sequences, _locks)
            for rule, where, advice in check(cursor, tables)
        ]


Found = Iterator[tuple[str, str, str]]


def _rows(cursor: Any, query: str, tables: set[str] | None = None) -> list[Any]:
    cursor.execute(query, None if tables is None else [sorted(tables)])
    return list(cursor.fetchall())


def _indexes(cursor: Any, tables: set[str]) -> Found:
    with_key = set()
    for table, index, is_primary, columns in _rows(cursor, UNIQUE_INDEXES, tables):
        if is_primary:
            with_key.add(table)
            if columns[:1] != ["agency_id"]:
                yield "D1", f"{table}.{index}", f"the primary key must start with agency_id, is {columns}"
        if "agency_id" not in columns:
            yield "D2", f"{table}.{index}", "a unique index must contain agency_id"
    for table in sorted(tables - with_key):
        yield "D1", table, "there is no primary key (or no table): run the migrations"


def _foreign_keys(cursor: Any, tables: set[str]) -> Found:
    for table, target, name, on_delete, on_update, columns, target_columns in _rows(cursor, FOREIGN_KEYS):
        where = f"{table}.{name}"
        if target in tables and table in tables and not _same_place(columns, target_columns):
            yield "D3", where, "the foreign key must carry agency_id at the same place on both sides"
        if target in tables and table not in tables:
            yield "D3", where, f"a table without agency points to the tenant table {target}"
        if table in tables and {on_delete, on_update} & set(NULLS_OR_DEFAULTS):
            yield "D4", where, "no SET NULL or SET DEFAULT in the database"


def _same_place(columns: list[str], target_columns: list[str]) -> bool:
    if "agency_id" not in columns or "agency_id" not in target_columns:
        return False
    return columns.index("agency_id") == target_columns.index("agency_id")


def _triggers(cursor: Any, tables: set[str]) -> Found:
    for table, trigger in _rows(cursor, TRIGGERS, tables):
        yield "D5", f"{table}.{trigger}", "no triggers on tenant tables"


def _sequences(cursor: Any, tables: set[str]) -> Found:
    for table, sequence in _rows(cursor, SEQUENCES, tables):
        yield "D6", f"{table}.{sequence}", "no sequences on tenant tables; use a counter row per agency"


def _locks(cursor: Any, tables: set[str]) -> Found:
    for (table,) in _rows(cursor, UNLOCKED, tables):
        yield "D7", table, "row-level security must be enabled, forced and have a policy"
