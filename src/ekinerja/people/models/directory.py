"""The present picture of everybody, kept for fast lists and search."""

from __future__ import annotations

from django.db import models

from ekinerja.kernel.tenancy.fields import TenantForeignKey, TenantOneToOneField
from ekinerja.kernel.tenancy.models import TenantModel
from ekinerja.people.models.employee import Employee


class DirectoryEntry(TenantModel):
    """
    One row is one person as of today; written by every change and refreshed each night.

    Derived, never the source of a decision about a past day. ``id`` equals the employee's id.

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

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "employee"], name="people_directory_employee")]
        indexes = [
            models.Index(fields=["agency", "name_sort", "id"], name="people_directory_name"),
            models.Index(fields=["agency", "unit_path", "name_sort"], name="people_directory_unit"),
            models.Index(fields=["agency", "nip"], name="people_directory_nip"),
            models.Index(fields=["agency", "unit"], name="people_directory_unit_id"),
        ]

    def __str__(self) -> str:
        return self.nip


class NameWord(TenantModel):
    """
    One row is one word of a person's name as it sounds, for search; follows from the name.

    Found by ranges of text: under row-level security PostgreSQL uses an index only for comparisons that
    cannot leak, which the operators of arrays and LIKE are not.

    .. pii: parts of names; same reason and retention as Employee.
    """

    derived_from = "employee"

    employee = TenantForeignKey(Employee, on_delete=models.PROTECT, related_name="+")
    word = models.CharField(max_length=150, db_collation="C")
    skeleton = models.CharField(max_length=150, db_collation="C")

    class Meta:
        indexes = [
            models.Index(fields=["agency", "word", "employee"], name="people_nameword_word"),
            models.Index(fields=["agency", "skeleton", "employee"], name="people_nameword_skeleton"),
            models.Index(fields=["agency", "employee"], name="people_nameword_employee"),
        ]

    def __str__(self) -> str:
        return self.word
