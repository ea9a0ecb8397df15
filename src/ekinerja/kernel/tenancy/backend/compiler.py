from functools import lru_cache
from django.apps import apps
from django.db.models.sql import compiler as c
from django.db.models.sql.compiler import *
from django.db.models.lookups import Exact, In
from ekinerja.kernel.tenancy import context
from ekinerja.kernel.tenancy.fields import tenant_field
@lru_cache(None)
def by_table():
    return {m._meta.db_table: tenant_field(m) for m in apps.get_models(include_auto_created=True) if tenant_field(m)}
def has_tenant(node, col):
    """a constant filter on the tenant column, in a conjunctive position"""
    if node.negated or (node.connector != "AND" and len(node.children) > 1): return False
    for ch in node.children:
        if hasattr(ch, "children"):
            if has_tenant(ch, col): return True
        elif isinstance(ch, (Exact, In)) and getattr(getattr(ch.lhs, "target", None), "column", None) == col:
            r = ch.rhs
            if not hasattr(r, "resolve_expression"): return True     # literal, not OuterRef / F / subquery
    return False
def scope(q):
    if q.model is None or q.combinator: return
    for alias, j in q.alias_map.items():
        if q.alias_refcount.get(alias): break
    else:
        if q.alias_map: return
        alias = q.get_initial_alias(); j = q.alias_map[alias]
    tf = by_table().get(getattr(j, "table_name", None))
    if tf is None: return
    a = context.current()
    if a is context.ALL or has_tenant(q.where, tf.column): return
    if a is None: raise context.Unscoped(f"query on {q.model._meta.label} without an agency")
    q.where.add(Exact(tf.get_col(alias), a), "AND")
class SQLCompiler(c.SQLCompiler):
    def as_sql(self, *a, **kw):
        scope(self.query); return super().as_sql(*a, **kw)
class SQLInsertCompiler(c.SQLInsertCompiler): pass
class SQLDeleteCompiler(c.SQLDeleteCompiler):
    def as_sql(self, *a, **kw):
        scope(self.query); return super().as_sql(*a, **kw)
class SQLUpdateCompiler(c.SQLUpdateCompiler):
    def pre_sql_setup(self):
        scope(self.query); r = super().pre_sql_setup(); scope(self.query); return r
class SQLAggregateCompiler(c.SQLAggregateCompiler): pass
