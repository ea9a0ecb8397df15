"""
The tenant column and foreign keys between tenant models.

Django sees one scalar key ``id``; the database gets ``PRIMARY KEY (agency_id, id)`` and foreign keys
``(agency_id, x_id) -> (agency_id, id)``. The schema editor of our backend does the second part, these
fields make every join, forward access and prefetch carry the agency.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models.fields.related_descriptors import ForwardManyToOneDescriptor

from ekinerja.kernel.tenancy import context

AGENCY_MODEL = "organisation.Agency"


class TenantKey(models.ForeignKey):  # type: ignore[type-arg]
    """The tenant column ``agency_id``: never null, never changed; a new row takes the ambient agency."""

    def __init__(self, to: Any = AGENCY_MODEL, on_delete: Any = models.PROTECT, **options: Any) -> None:
        options.setdefault("related_name", "+")
        options.setdefault("default", context.current_or_none)
        options["db_index"] = False
        super().__init__(to, on_delete, **options)

    def deconstruct(self) -> Any:
        """Leave out of migrations what the class itself decides, so that they import no living code."""
        name, path, args, options = super().deconstruct()
        for decided_here in ("default", "related_name", "db_index"):
            options.pop(decided_here, None)
        return name, path, args, options


class TenantForwardDescriptor(ForwardManyToOneDescriptor):  # type: ignore[type-arg]
    """Prefetches the target rows by agency and id."""

    def get_prefetch_querysets(self, instances: Any, querysets: Any = None) -> Any:
        """Return Django's answer with its queryset limited to the agencies of the instances."""
        queryset, *rest = super().get_prefetch_querysets(instances, querysets)
        agencies = {instance.agency_id for instance in instances}
        return (queryset.filter(agency_id__in=agencies), *rest)


class TenantForeignKey(models.ForeignKey):  # type: ignore[type-arg]
    """
    A foreign key from one tenant model to another.

    One column in Django; ``(agency_id, x_id) -> (agency_id, id)`` in the database and in every join.
    Has no index of its own: declare ``Index(fields=["agency", "x"])`` or a constraint that starts so.
    """

    forward_related_accessor_class = TenantForwardDescriptor

    def __init__(self, to: Any, on_delete: Any, **options: Any) -> None:
        options.setdefault("db_index", False)
        super().__init__(to, on_delete, **options)

    def get_joining_fields(self, reverse_join: bool = False) -> Any:
        """Return the column pairs of a join, the agency first."""
        pairs = super().get_joining_fields(reverse_join)
        here = required_tenant_field(self.model)
        there = required_tenant_field(self.remote_field.model)
        return ((there, here) if reverse_join else (here, there), *pairs)

    def get_extra_descriptor_filter(self, instance: Any) -> dict[str, Any]:
        """Load the target of ``instance.x`` within the instance's own agency."""
        return {"agency_id": instance.agency_id}


class TenantOneToOneField(TenantForeignKey, models.OneToOneField):  # type: ignore[type-arg,misc]
    """
    A one-to-one relation between tenant models.

    Not unique by itself (that would be unique in the nation): the model declares
    ``UniqueConstraint(fields=["agency", "x"])``.
    """

    def __init__(self, to: Any, on_delete: Any, **options: Any) -> None:
        super().__init__(to, on_delete, **options)
        self._unique = False


def tenant_field(model: Any) -> TenantKey | None:
    """Return the tenant column of a model, or ``None`` for reference and local models."""
    for field in model._meta.local_concrete_fields:
        if isinstance(field, TenantKey):
            return field
    return None


def required_tenant_field(model: Any) -> TenantKey:
    """
    Return the tenant column of a model.

    :raises context.TenancyError: the model has none
    """
    field = tenant_field(model)
    if field is None:
        raise context.TenancyError(f"{model._meta.label} is not a tenant model.")
    return field


@lru_cache(maxsize=1)
def tenant_tables() -> dict[str, TenantKey]:
    """Return the tenant column of every tenant table, by table name."""
    return {
        model._meta.db_table: field
        for model in apps.get_models(include_auto_created=True)
        if (field := tenant_field(model)) is not None
    }
