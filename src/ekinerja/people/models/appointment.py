"""Who holds which post, and who acts in it."""

from __future__ import annotations

from django.contrib.postgres.fields import DateRangeField
from django.db import models

from ekinerja.kernel.tenancy.constraints import NoOverlap
from ekinerja.kernel.tenancy.fields import TenantForeignKey
from ekinerja.kernel.tenancy.models import TenantModel
from ekinerja.people.data import AppointmentKind
from ekinerja.people.models.employee import Employee


class Appointment(TenantModel):
    """
    One row is one person's holding of a post during a period.

    A person holds at most one definitive post on a day and may act in others (PLT, PLH, PJ). A head post
    without a current appointment is vacant. ``position_class`` is what the decree or import said.
    ``is_head`` is that of the post (a foreign key holds it to it), so that the database sees to it that
    nobody shares a head post.

    .. pii: career of an official; needed to find the rater and the class; kept as long as the personnel file.
    """

    employee = TenantForeignKey(Employee, on_delete=models.PROTECT, related_name="appointments")
    unit = TenantForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+")
    position = TenantForeignKey("organisation.Position", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=[(k, k) for k in AppointmentKind])
    period = DateRangeField()
    is_head = models.BooleanField(default=False)
    position_class = models.SmallIntegerField(null=True, blank=True)
    decree_number = models.CharField(max_length=100, blank=True, default="")
    decree_date = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        constraints = [
            NoOverlap(
                name="people_appointment_definitive",
                key="employee",
                period="period",
                condition=models.Q(kind="DEFINITIF"),
            ),
            NoOverlap(
                name="people_appointment_head",
                key="position",
                period="period",
                condition=models.Q(kind="DEFINITIF", is_head=True),
                deferred=True,
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "employee"], name="people_appointment_employee"),
            models.Index(fields=["agency", "unit"], name="people_appointment_unit"),
            models.Index(fields=["agency", "position"], name="people_appointment_position"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.period}"
