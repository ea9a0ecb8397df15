"""How far planning is, counted per unit, so that boards never sum raw rows."""

from __future__ import annotations

from django.db import models

from ekinerja.kernel.tenancy.fields import TenantForeignKey
from ekinerja.kernel.tenancy.models import TenantModel


class UnitTally(TenantModel):
    """
    One unit's plans of one year by state, beside the people who should plan and those outside the cycle.

    Recounted for its unit by every step of a plan, for all units each night and on demand.
    .. no_pii:
    """

    year = TenantForeignKey("planning.PerformanceYear", on_delete=models.PROTECT, related_name="+")
    unit = TenantForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+")
    unit_path = models.TextField(db_collation="C")
    people_count = models.PositiveIntegerField(default=0)
    excluded_count = models.PositiveIntegerField(default=0)
    planning_count = models.PositiveIntegerField(default=0)
    draft_count = models.PositiveIntegerField(default=0)
    submitted_count = models.PositiveIntegerField(default=0)
    returned_count = models.PositiveIntegerField(default=0)
    agreed_count = models.PositiveIntegerField(default=0)
    closed_count = models.PositiveIntegerField(default=0)
    counted_at = models.DateTimeField()

    class Meta:
        db_table = "planning_unit_tally"
        constraints = [models.UniqueConstraint(fields=["agency", "year", "unit"], name="planning_tally_unique")]
        indexes = [models.Index(fields=["agency", "year", "unit_path"], name="planning_tally_path")]

    def __str__(self) -> str:
        return self.unit_path
