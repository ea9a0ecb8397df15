"""The present picture of everybody, kept for fast lists and search."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from ekinerja.kernel.tenancy.fields import TenantForeignKey, TenantOneToOneField
from ekinerja.kernel.tenancy.models import TenantModel
from ekinerja.people.models.employee import Employee


class DirectoryEntry(TenantModel):
    """
    One row is one person as of today; written by every change and refreshed each night.

    Derived, never the source of a decision about a past day. ``id`` equals the employee's id.
    ``search_tokens`` are pieces of the folded name and of the NIP.

    .. pii: name, NIP, post and status as shown in lists; same reason and retention as Employee.
    """

    derived_from = "employee"

    employee = TenantOneToOneField(Employee, on_delete=models.PROTECT, related_name="directory_entry")
    nip = models.CharField(max_length=18)
    name_sort = models.CharField(max_length=200, db_collation="C")
    display_name = models.CharField(max_length=330)
    kind = models.CharField(max_length=4)
    civil_status = models.CharField(max_length=4, blank=True, default="")
    status = models.CharField(max_length=25, blank=True, default="")
    in_service = models.BooleanField(default=True)
    rank = models.CharField(max_length=6, blank=True, default="")
    unit = TenantForeignKey("organisation.Unit", on_delete=models.PROTECT, null=True, related_name="+")
    unit_name = models.CharField(max_length=250, blank=True, default="")
    unit_path = models.TextField(blank=True, default="", db_collation="C")
    position = TenantForeignKey("organisation.Position", on_delete=models.PROTECT, null=True, related_name="+")
    position_title = models.CharField(max_length=250, blank=True, default="")
    position_kind = models.CharField(max_length=12, blank=True, default="")
    position_class = models.SmallIntegerField(null=True, blank=True)
    echelon = models.CharField(max_length=6, blank=True, default="")
    grade = models.CharField(max_length=4, blank=True, default="")
    is_head = models.BooleanField(default=False)
    acting_title = models.CharField(max_length=300, blank=True, default="")
    search_tokens = ArrayField(models.TextField(), default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "employee"], name="people_directory_employee")]
        indexes = [
            models.Index(fields=["agency", "name_sort", "id"], name="people_directory_name"),
            models.Index(fields=["agency", "unit_path", "name_sort"], name="people_directory_unit"),
            models.Index(fields=["agency", "nip"], name="people_directory_nip"),
            models.Index(fields=["agency", "unit"], name="people_directory_unit_id"),
            GinIndex(fields=["search_tokens"], name="people_directory_search"),
        ]

    def __str__(self) -> str:
        return self.nip
