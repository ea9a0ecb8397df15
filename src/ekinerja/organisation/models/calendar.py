"""Working days and holidays."""

from __future__ import annotations

from django.db import models

from ekinerja.kernel.tenancy.fields import TenantForeignKey
from ekinerja.kernel.tenancy.models import TenantModel


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
