"""What a plan and a performance agreement tell of each step of their lives."""

from __future__ import annotations

from django.db import models

from ekinerja.kernel.tenancy.models import TenantModel


class Step(TenantModel):
    """
    One step in a life: what was done, by whom, when, with which note. Append-only.

    .. pii: name of the person who acted; kept with what the step belongs to
    """

    action = models.CharField(max_length=14)
    before = models.CharField(max_length=14)
    after = models.CharField(max_length=14)
    actor_employee_id = models.UUIDField(null=True)
    actor_name = models.CharField(max_length=250)
    note = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        abstract = True
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"
