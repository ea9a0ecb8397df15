from django.db import models
from django.db.models.fields.related_descriptors import ForwardManyToOneDescriptor
from . import context
class TenantKey(models.ForeignKey):
    """The one tenant column. Column name is always agency_id; type int; never null; never editable."""
    def __init__(self, to="organisation.Agency", **kw):
        kw.setdefault("on_delete", models.PROTECT); kw.setdefault("related_name", "+"); kw.setdefault("db_index", False)
        kw.setdefault("default", context.current_or_none)
        super().__init__(to, **kw)
class TenantForward(ForwardManyToOneDescriptor):
    def get_prefetch_querysets(self, instances, querysets=None):
        r = super().get_prefetch_querysets(instances, querysets)
        rel = tenant_field(self.field.remote_field.model)
        ids = {i.agency_id for i in instances}
        return (r[0].filter(**{f"{rel.attname}__in": ids}),) + r[1:]
class TenantForeignKey(models.ForeignKey):
    """FK between two tenant models: one column in Django, (agency_id, x_id) -> (agency_id, id) in the database and in every JOIN."""
    forward_related_accessor_class = TenantForward
    def __init__(self, *a, **kw):
        kw.setdefault("db_index", False)     # composite index (agency_id, x_id) is declared in Meta instead
        super().__init__(*a, **kw)
    def get_joining_fields(self, reverse_join=False):
        base = super().get_joining_fields(reverse_join)
        l, r = tenant_field(self.model), tenant_field(self.remote_field.model)
        return ((r, l) if reverse_join else (l, r),) + tuple(base)
    def get_extra_descriptor_filter(self, instance):
        return {"agency_id": instance.agency_id}
class TenantOneToOneField(TenantForeignKey, models.OneToOneField):
    def __init__(self, to, on_delete, **kw):
        kw.pop("unique", None)
        models.OneToOneField.__init__(self, to, on_delete, **kw); self._unique = False
def tenant_field(model):
    for f in model._meta.local_concrete_fields:
        if isinstance(f, TenantKey): return f
    return None
