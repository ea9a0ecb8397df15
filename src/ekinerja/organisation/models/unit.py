"""Units of an agency: an identity, and its dated name, kind and place in the tree."""

from __future__ import annotations

from django.contrib.postgres.fields import DateRangeField
from django.db import models

from ekinerja.kernel.tenancy.constraints import NoOverlap
from ekinerja.kernel.tenancy.fields import TenantForeignKey
from ekinerja.kernel.tenancy.models import TenantModel
from ekinerja.organisation.data import UnitKind


class Unit(TenantModel):
    """
    One row is one unit for as long as it exists, whatever its name or place.

    Statutory term: unit organisasi. ``code`` is its fixed part of every path.

    .. no_pii: names of public bodies only; ``leader_source_id`` is the key of a person elsewhere.
    """

    code = models.CharField(max_length=20)
    source_id = models.CharField(max_length=64, blank=True, default="")
    leader_source_id = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        verbose_name = "unit"
        constraints = [
            models.UniqueConstraint(fields=["agency", "code"], name="organisation_unit_code"),
            models.UniqueConstraint(
                fields=["agency", "source_id"],
                condition=~models.Q(source_id=""),
                name="organisation_unit_source",
            ),
        ]

    def __str__(self) -> str:
        return self.code


class UnitVersion(TenantModel):
    """
    One row is what a unit was called and where it stood during a period.

    ``path`` is the codes from the root to the unit, each followed by a point (``000001.000014.``);
    a subtree is every path that starts with the unit's. Superseded versions stay for ever.

    .. no_pii: names of public bodies only.
    """

    unit = TenantForeignKey(Unit, on_delete=models.PROTECT, related_name="versions")
    name = models.CharField(max_length=250)
    kind = models.CharField(max_length=20, default=UnitKind.OTHER)
    head_title = models.CharField(max_length=250, blank=True, default="")
    parent = TenantForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    path = models.TextField(db_collation="C")
    depth = models.SmallIntegerField(default=0)
    period = DateRangeField()
    decree_number = models.CharField(max_length=100, blank=True, default="")

    class Meta:
        constraints = [NoOverlap(name="organisation_unitversion_period", key="unit", period="period")]
        indexes = [
            models.Index(fields=["agency", "unit"], name="organisation_unitv_unit"),
            models.Index(fields=["agency", "parent"], name="organisation_unitv_parent"),
            models.Index(fields=["agency", "path"], name="organisation_unitv_path"),
        ]

    def __str__(self) -> str:
        return self.name
