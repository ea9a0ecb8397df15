"""Units, employees, their logs, posts and appointments: the shapes that real modules use."""

from __future__ import annotations

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import Q

from ekinerja.kernel.tenancy.constraints import NoOverlap
from ekinerja.kernel.tenancy.fields import TenantForeignKey, TenantOneToOneField
from ekinerja.kernel.tenancy.models import TenantModel


class Unit(TenantModel):
    parent = TenantForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    path = models.CharField(max_length=100)
    name = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "path"], name="battery_unit_path")]
        indexes = [models.Index(fields=["agency", "parent"], name="battery_unit_parent")]

    def __str__(self) -> str:
        return self.name


class Employee(TenantModel):
    nip = models.CharField(max_length=18)
    name = models.CharField(max_length=200, blank=True)
    unit = TenantForeignKey(Unit, models.PROTECT, related_name="employees")
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "nip"], name="battery_employee_nip")]
        indexes = [models.Index(fields=["agency", "unit"], name="battery_employee_unit")]

    def __str__(self) -> str:
        return self.nip


class Profile(TenantModel):
    employee = TenantOneToOneField(Employee, models.CASCADE, related_name="profile")
    motto = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "employee"], name="battery_profile_employee")]


class DailyLog(TenantModel):
    employee = TenantForeignKey(Employee, models.CASCADE, related_name="logs")
    unit = TenantForeignKey(Unit, models.PROTECT, related_name="+")
    day = models.DateField()
    text = models.CharField(max_length=500)

    class Meta:
        indexes = [
            models.Index(fields=["agency", "employee", "day"], name="battery_log_employee"),
            models.Index(fields=["agency", "unit", "day"], name="battery_log_unit"),
        ]


class Appointment(TenantModel):
    employee = TenantForeignKey(Employee, models.CASCADE, related_name="appointments")
    kind = models.CharField(max_length=20, default="DEFINITIF")
    period = DateRangeField()

    class Meta:
        constraints = [
            NoOverlap(name="battery_appointment_overlap", key="employee", condition=Q(kind="DEFINITIF")),
        ]
        indexes = [models.Index(fields=["agency", "employee"], name="battery_appointment_employee")]


class Absence(TenantModel):
    employee = TenantForeignKey(Employee, models.CASCADE, related_name="absences")
    reason = models.CharField(max_length=20)
    starts_on = models.DateField()
    ends_before = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            NoOverlap(
                name="battery_absence_overlap",
                key=("employee", "reason"),
                period=("starts_on", "ends_before"),
                violation_error_message="Ketidakhadiran ini sudah tercatat.",
            ),
        ]
        indexes = [models.Index(fields=["agency", "employee"], name="battery_absence_employee")]
