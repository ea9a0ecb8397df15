"""Performance years of an agency, their periods and the extensions of a period's deadline."""

from __future__ import annotations

from datetime import datetime

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import F, Q

from ekinerja.kernel.tenancy.constraints import NoOverlap
from ekinerja.kernel.tenancy.fields import TenantForeignKey
from ekinerja.kernel.tenancy.models import TenantModel
from ekinerja.planning.data import Periodicity, PeriodKind, YearState, codes_of

ENDED_WITH_REASON = Q(ended_at=None, ended_reason="") | Q(ended_at__isnull=False) & ~Q(ended_reason="")


class PerformanceYear(TenantModel):
    """
    One calendar year in which the agency manages performance, monthly or quarterly.

    Lives from opening to closing; never deleted. ``signing_place`` and ``head_name`` (of the regent, mayor, minister)
    are printed on the year's documents; empty ones are left out.
    .. pii: the name of the head of the agency, a public office; kept as long as the year
    """

    year = models.PositiveSmallIntegerField()
    periodicity = models.CharField(max_length=12)
    state = models.CharField(max_length=10, default=YearState.OPEN.value)
    plan_deadline = models.DateTimeField()
    opened_at = models.DateTimeField()
    opened_by_name = models.CharField(max_length=250)
    signing_place = models.CharField(max_length=100, blank=True, default="")
    head_name = models.CharField(max_length=250, blank=True, default="")

    class Meta:
        db_table = "planning_year"
        constraints = [
            models.UniqueConstraint(fields=["agency", "year"], name="planning_year_unique"),
            models.CheckConstraint(condition=Q(state__in=codes_of(YearState)), name="planning_year_state"),
            models.CheckConstraint(
                condition=Q(periodicity__in=codes_of(Periodicity)), name="planning_year_periodicity"
            ),
        ]

    def __str__(self) -> str:
        return str(self.year)


class Period(TenantModel):
    """
    One evaluation period of a year: a month, a quarter or the whole year (number 0).

    ``span`` is half-open. From ``fill_opens_on`` on (empty: from its first day) realisations may be submitted.
    ``fill_deadline`` (batas pengisian) is the last instant at which an employee may
    submit without an extension.
    .. no_pii:
    """

    year = TenantForeignKey("planning.PerformanceYear", on_delete=models.PROTECT, related_name="periods")
    kind = models.CharField(max_length=10)
    number = models.PositiveSmallIntegerField()
    span = DateRangeField()
    fill_opens_on = models.DateField(null=True)
    fill_deadline = models.DateTimeField()

    class Meta:
        db_table = "planning_period"
        constraints = [
            models.UniqueConstraint(fields=["agency", "year", "kind", "number"], name="planning_period_unique"),
            models.CheckConstraint(condition=Q(kind__in=codes_of(PeriodKind)), name="planning_period_kind"),
            models.CheckConstraint(
                condition=Q(kind=PeriodKind.ANNUAL.value, number=0)
                | Q(kind=PeriodKind.PERIODIC.value, number__range=(1, 12)),
                name="planning_period_number",
            ),
            NoOverlap(
                name="planning_period_no_overlap",
                key="year",
                period="span",
                condition=Q(kind=PeriodKind.PERIODIC.value),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"


class Downtime(TenantModel):
    """
    A time in which the program could not be used; deadlines that fell into it move later by as long.

    .. pii: name of the person who recorded it; kept as long as the year
    """

    started_at = models.DateTimeField()
    ended_at = models.DateTimeField()
    reason = models.TextField()
    recorded_at = models.DateTimeField()
    recorded_by_name = models.CharField(max_length=250)

    class Meta:
        db_table = "planning_downtime"
        ordering = ["-started_at"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="planning_downtime_reason"),
            models.CheckConstraint(condition=Q(ended_at__gt=F("started_at")), name="planning_downtime_order"),
        ]

    def __str__(self) -> str:
        return f"{self.started_at:%Y-%m-%d}"


class PlanExtension(TenantModel):
    """
    A later last day for plans of a year: for everybody, one unit with those below it, or one person.

    Append-only; the latest deadline that applies counts. One that is ended counts until ``ended_at``, no earlier.
    .. pii: names a person whose deadline was moved; kept as long as the year
    """

    year = TenantForeignKey("planning.PerformanceYear", on_delete=models.PROTECT, related_name="extensions")
    unit = TenantForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+", null=True)
    unit_path = models.TextField(blank=True, default="", db_collation="C")
    employee = TenantForeignKey("people.Employee", on_delete=models.PROTECT, related_name="+", null=True)
    downtime = TenantForeignKey("planning.Downtime", on_delete=models.PROTECT, related_name="+", null=True)
    plan_deadline = models.DateTimeField()
    reason = models.TextField()
    granted_at = models.DateTimeField()
    granted_by_name = models.CharField(max_length=250)
    ended_at = models.DateTimeField(null=True)
    ended_reason = models.TextField(blank=True, default="")
    ended_by_name = models.CharField(max_length=250, blank=True, default="")

    class Meta:
        db_table = "planning_plan_extension"
        indexes = [models.Index(fields=["agency", "year"], name="planning_plan_extension_year")]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="planning_plan_extension_reason"),
            models.CheckConstraint(condition=ENDED_WITH_REASON, name="planning_plan_extension_ended"),
            models.CheckConstraint(condition=Q(unit=None) | Q(employee=None), name="planning_plan_extension_one"),
        ]

    def __str__(self) -> str:
        return f"{self.year_id} → {self.plan_deadline:%Y-%m-%d}"

    @property
    def deadline(self) -> datetime:
        """Until when there is more time, as it was granted."""
        return self.plan_deadline


class PeriodExtension(TenantModel):
    """
    A later deadline for everybody, one unit with those below it, or one person, with its reason.

    Append-only; the latest deadline that applies counts. One that is ended counts until ``ended_at``, no earlier.
    ``downtime`` is set on those the program gave itself.
    .. pii: names a person whose deadline was moved; kept as long as the period
    """

    period = TenantForeignKey("planning.Period", on_delete=models.PROTECT, related_name="extensions")
    unit = TenantForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+", null=True)
    unit_path = models.TextField(blank=True, default="", db_collation="C")
    employee = TenantForeignKey("people.Employee", on_delete=models.PROTECT, related_name="+", null=True)
    downtime = TenantForeignKey("planning.Downtime", on_delete=models.PROTECT, related_name="+", null=True)
    fill_deadline = models.DateTimeField()
    reason = models.TextField()
    granted_at = models.DateTimeField()
    granted_by_name = models.CharField(max_length=250)
    ended_at = models.DateTimeField(null=True)
    ended_reason = models.TextField(blank=True, default="")
    ended_by_name = models.CharField(max_length=250, blank=True, default="")

    class Meta:
        db_table = "planning_period_extension"
        indexes = [models.Index(fields=["agency", "period"], name="planning_extension_period")]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="planning_extension_reason"),
            models.CheckConstraint(condition=ENDED_WITH_REASON, name="planning_extension_ended"),
            models.CheckConstraint(condition=Q(unit=None) | Q(employee=None), name="planning_extension_unit_or_person"),
        ]

    def __str__(self) -> str:
        return f"{self.period_id} → {self.fill_deadline:%Y-%m-%d}"

    @property
    def deadline(self) -> datetime:
        """Until when there is more time, as it was granted."""
        return self.fill_deadline
