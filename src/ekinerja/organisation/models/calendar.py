"""Working days and holidays, and which unit works by which."""

from __future__ import annotations

from django.contrib.postgres.fields import DateRangeField
from django.db import models

from ekinerja.kernel.tenancy.constraints import NoOverlap
from ekinerja.kernel.tenancy.fields import TenantForeignKey
from ekinerja.kernel.tenancy.models import TenantModel
from ekinerja.organisation.models.unit import Unit


class WorkCalendar(TenantModel):
    """
    One row is a pattern of working days of an agency (five-day offices, six-day schools).

    Statutory term: hari kerja. ``weekdays`` are ISO numbers, Monday is 1. ``minutes`` is one day's work.

    .. no_pii: no persons.
    """

    code = models.CharField(max_length=20)
    name = models.CharField(max_length=100)
    weekdays = models.JSONField(default=list)
    minutes = models.SmallIntegerField(default=450)
    is_default = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "code"], name="organisation_calendar_code"),
            models.UniqueConstraint(
                fields=["agency"], condition=models.Q(is_default=True), name="organisation_calendar_default"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Holiday(TenantModel):
    """
    One row is a day on which a calendar does not work.

    Statutory term: hari libur. ``kind`` tells national, joint leave and local apart.

    .. no_pii: no persons.
    """

    calendar = TenantForeignKey(WorkCalendar, on_delete=models.PROTECT, related_name="holidays")
    day = models.DateField()
    name = models.CharField(max_length=150)
    kind = models.CharField(max_length=15, default="LIBUR_NASIONAL")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "calendar", "day"], name="organisation_holiday_day")]

    def __str__(self) -> str:
        return self.name


class UnitCalendar(TenantModel):
    """
    One row is the calendar a unit works by during a period; units below follow it until one has its own.

    Statutory term: kalender kerja unit.

    .. no_pii: no persons.
    """

    unit = TenantForeignKey(Unit, on_delete=models.PROTECT, related_name="calendars")
    calendar = TenantForeignKey(WorkCalendar, on_delete=models.PROTECT, related_name="units")
    period = DateRangeField()

    class Meta:
        constraints = [NoOverlap(name="organisation_unitcal_period", key="unit", period="period")]
        indexes = [
            models.Index(fields=["agency", "unit"], name="organisation_unitcal_unit"),
            models.Index(fields=["agency", "calendar"], name="organisation_unitcal_cal"),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id}: {self.calendar_id}"
