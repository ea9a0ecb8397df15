"""Roll-ups: where people stand in a period, kept by jobs so that no page adds up raw rows."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from ekinerja.kernel.tenancy.fields import TenantForeignKey
from ekinerja.kernel.tenancy.models import TenantModel
from ekinerja.reporting.data import PlanReason, PlanStanding, Standing


class PersonStanding(TenantModel):
    """
    Where one person stands in the period that is to be filled now; one row per person, replaced by each count.

    Derived, never the source of a decision. ``reason`` and ``citation`` say why somebody is outside the cycle.

    .. pii: ties a person to an unfinished duty; replaced every night
    """

    derived_from = "employee"

    employee = TenantForeignKey("people.Employee", on_delete=models.PROTECT, related_name="+")
    period = TenantForeignKey("planning.Period", on_delete=models.PROTECT, related_name="+")
    unit_path = models.TextField(blank=True, default="", db_collation="C")
    standing = models.CharField(max_length=20)
    reason = models.CharField(max_length=120, blank=True)
    citation = models.CharField(max_length=250, blank=True)
    counted_at = models.DateTimeField()

    class Meta:
        db_table = "reporting_person_standing"
        constraints = [
            models.UniqueConstraint(fields=["agency", "employee"], name="reporting_standing_person"),
            models.CheckConstraint(
                condition=Q(standing__in=[item.value for item in Standing]), name="reporting_standing_code"
            ),
        ]
        indexes = [models.Index(fields=["agency", "standing", "unit_path"], name="reporting_standing_unit")]

    def __str__(self) -> str:
        return self.standing


class UnitPeriodCount(TenantModel):
    """
    One unit (without those below) in one period: people by where they stand, and their predicates.

    The row of the annual period counts people by where they stand in planning the year.

    Recounted for its unit after every step of a plan or period, for all units each night and on demand.

    .. no_pii: counts only
    """

    derived_from = "unit"

    period = TenantForeignKey("planning.Period", on_delete=models.PROTECT, related_name="+")
    unit = TenantForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+")
    unit_path = models.TextField(db_collation="C")
    exempt_count = models.PositiveIntegerField(default=0)
    not_activated_count = models.PositiveIntegerField(default=0)
    no_rater_count = models.PositiveIntegerField(default=0)
    no_plan_count = models.PositiveIntegerField(default=0)
    draft_count = models.PositiveIntegerField(default=0)
    returned_count = models.PositiveIntegerField(default=0)
    unfilled_count = models.PositiveIntegerField(default=0)
    begun_count = models.PositiveIntegerField(default=0)
    submitted_count = models.PositiveIntegerField(default=0)
    rated_count = models.PositiveIntegerField(default=0)
    very_good_count = models.PositiveIntegerField(default=0)
    good_count = models.PositiveIntegerField(default=0)
    improve_count = models.PositiveIntegerField(default=0)
    poor_count = models.PositiveIntegerField(default=0)
    very_poor_count = models.PositiveIntegerField(default=0)
    plan_exempt_count = models.PositiveIntegerField(default=0)
    plan_none_count = models.PositiveIntegerField(default=0)
    plan_draft_count = models.PositiveIntegerField(default=0)
    plan_returned_count = models.PositiveIntegerField(default=0)
    plan_submitted_count = models.PositiveIntegerField(default=0)
    plan_agreed_count = models.PositiveIntegerField(default=0)
    counted_at = models.DateTimeField()

    class Meta:
        db_table = "reporting_unit_period_count"
        constraints = [
            models.UniqueConstraint(fields=["agency", "period", "unit"], name="reporting_count_unique"),
        ]
        indexes = [models.Index(fields=["agency", "period", "unit_path"], name="reporting_count_path")]

    def __str__(self) -> str:
        return self.unit_path


class PersonPlan(TenantModel):
    """
    Where one person stands in planning one year, why, for whom it waits and since when; replaced by each count.

    Derived, never the source of a decision. ``note`` says why somebody is outside the cycle, ``waits_name`` names a
    rater who has no account here.

    .. pii: ties a person to an unfinished duty; replaced every night
    """

    derived_from = "employee"

    year = TenantForeignKey("planning.PerformanceYear", on_delete=models.PROTECT, related_name="+")
    employee = TenantForeignKey("people.Employee", on_delete=models.PROTECT, related_name="+")
    unit_path = models.TextField(blank=True, default="", db_collation="C")
    standing = models.CharField(max_length=14)
    reason = models.CharField(max_length=24)
    note = models.CharField(max_length=160, blank=True, default="")
    plan_id_now = models.UUIDField(null=True)
    waits_for = TenantForeignKey("people.Employee", on_delete=models.PROTECT, related_name="+", null=True)
    waits_name = models.CharField(max_length=250, blank=True, default="")
    since = models.DateTimeField(null=True)
    counted_at = models.DateTimeField()

    class Meta:
        db_table = "reporting_person_plan"
        constraints = [
            models.UniqueConstraint(fields=["agency", "year", "employee"], name="reporting_plan_person"),
            models.CheckConstraint(
                condition=Q(standing__in=[item.value for item in PlanStanding]), name="reporting_plan_standing"
            ),
            models.CheckConstraint(
                condition=Q(reason__in=[item.value for item in PlanReason]), name="reporting_plan_reason"
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "year", "standing", "unit_path"], name="reporting_plan_state"),
            models.Index(fields=["agency", "year", "unit_path"], name="reporting_plan_unit"),
        ]

    def __str__(self) -> str:
        return self.standing


class ExportFile(TenantModel):
    """
    A table that was too large for one request, made by background work and fetched by who asked for it.

    Deleted after seven days.
    .. pii: the same columns as the list on screen; kept seven days
    """

    run_id = models.UUIDField()
    name = models.CharField(max_length=120)
    content = models.BinaryField()
    made_at = models.DateTimeField()

    class Meta:
        db_table = "reporting_export_file"
        constraints = [models.UniqueConstraint(fields=["agency", "run_id"], name="reporting_export_run")]

    def __str__(self) -> str:
        return self.name


class DataGap(TenantModel):
    """
    How many mistakes of one kind the agency's data have; recounted each night, after an import and on demand.

    .. no_pii: counts only
    """

    code = models.CharField(max_length=30)
    amount = models.PositiveIntegerField(default=0)
    counted_at = models.DateTimeField()

    class Meta:
        db_table = "reporting_data_gap"
        constraints = [models.UniqueConstraint(fields=["agency", "code"], name="reporting_gap_unique")]

    def __str__(self) -> str:
        return self.code
