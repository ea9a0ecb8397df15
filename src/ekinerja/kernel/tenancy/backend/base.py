from django.conf import settings
from django.db.backends.postgresql import base, schema, operations, features
from ekinerja.kernel.tenancy.fields import TenantForeignKey, tenant_field
class SchemaEditor(schema.DatabaseSchemaEditor):
    @property
    def mode(self): return getattr(settings, "TENANCY_MODE", "plain")       # plain | emulate | citus
    def __enter__(self):
        r = super().__enter__()
        if self.mode == "citus" and self.atomic_migration and not self.collect_sql:
            super().execute("SET LOCAL citus.multi_shard_modify_mode TO 'sequential'")
        return r
    def _iter_column_sql(self, ct, params, model, field, *a):
        for part in super()._iter_column_sql(ct, params, model, field, *a):
            if part == "PRIMARY KEY" and tenant_field(model): continue
            yield part
    def table_sql(self, model):
        tf = tenant_field(model)
        if not tf or type(model._meta.pk).__name__ == "CompositePrimaryKey": 
            if tf and self.mode == "emulate":
                keep = self.sql_create_table; self.sql_create_table = keep + ' PARTITION BY HASH ("%s")' % tf.column
                try: return super().table_sql(model)
                finally: self.sql_create_table = keep
            return super().table_sql(model)
        keep = self.sql_create_table
        cols = '"%s", "%s"' % (tf.column, model._meta.pk.column)
        self.sql_create_table = keep.replace("%(definition)s)", "%(definition)s, PRIMARY KEY (" + cols + "))")
        if self.mode == "emulate": self.sql_create_table += ' PARTITION BY HASH ("%s")' % tf.column
        try: return super().table_sql(model)
        finally: self.sql_create_table = keep
    def create_model(self, model):
        super().create_model(model)
        t = model._meta.db_table; tf = tenant_field(model)
        if self.mode == "emulate" and tf:
            for i in range(4): self.execute('CREATE TABLE "%s_s%d" PARTITION OF "%s" FOR VALUES WITH (MODULUS 4, REMAINDER %d)' % (t, i, t, i))
        if self.mode == "citus":
            if tf: self.execute("SELECT create_distributed_table('%s','%s')" % (t, tf.column))
            elif model._meta.label in getattr(settings, "REFERENCE_MODELS", ()): self.execute("SELECT create_reference_table('%s')" % t)
    def _create_fk_sql(self, model, field, suffix):
        st = super()._create_fk_sql(model, field, suffix)
        if isinstance(field, TenantForeignKey):
            l, r = tenant_field(model), tenant_field(field.remote_field.model)
            st.parts["column"].columns = [l.column, field.column]
            st.parts["to_column"].columns = [r.column, field.target_field.column]
        return st
    def add_field(self, model, field):
        keep = self.sql_create_column_inline_fk
        if isinstance(field, TenantForeignKey): self.sql_create_column_inline_fk = None
        try: return super().add_field(model, field)
        finally: self.sql_create_column_inline_fk = keep
    def _constraint_names(self, model, column_names=None, **kw):
        r = super()._constraint_names(model, column_names, **kw)
        tf = tenant_field(model)
        if tf and column_names and len(column_names) == 1 and kw.get("foreign_key"):
            r += super()._constraint_names(model, [tf.column, *column_names], **kw)
        if self.mode == "emulate" and r:                    # hide the per-partition children of partitioned FKs
            with self.connection.cursor() as c:
                c.execute("SELECT conname FROM pg_constraint WHERE conrelid=%s::regclass AND conparentid<>0", [self.quote_name(model._meta.db_table)])
                kids = {x[0] for x in c.fetchall()}
            r = [n for n in r if n not in kids]
        return r
    def add_index(self, model, index, concurrently=False):
        return super().add_index(model, index, **({} if self.mode == "emulate" else {"concurrently": concurrently}))
    def add_constraint(self, model, constraint):
        if self.mode == "emulate" and type(constraint).__name__ == "ExclusionConstraint": return     # PG15/16 cannot; PG17 can
        return super().add_constraint(model, constraint)
class Ops(operations.DatabaseOperations):
    compiler_module = "ekinerja.kernel.tenancy.backend.compiler"
class Features(features.DatabaseFeatures):
    def allows_group_by_selected_pks_on_model(self, model):     # the database PK is (agency_id, id), not id
        return tenant_field(model) is None and super().allows_group_by_selected_pks_on_model(model)
class DatabaseWrapper(base.DatabaseWrapper):
    SchemaEditorClass = SchemaEditor
    ops_class = Ops
    features_class = Features
