"""Ranks and status of people over time."""

from __future__ import annotations

from django.contrib.postgres.fields import DateRangeField
from django.db import models

from ekinerja.kernel.tenancy.constraints import NoOverlap
from ekinerja.kernel.tenancy.fields import TenantForeignKey
from ekinerja.kernel.tenancy.models import TenantModel
from ekinerja.people.data import CivilStatus, Status
from ekinerja.people.models.employee import Employee


class RankRecord(TenantModel):
    """
    One row is one person's rank during a period: I/a to IV/e, or the group of a contract employee.

    Statutory term: golongan ruang.

    .. pii: rank of an official; printed on the plan; kept as long as the personnel file.
    """

    employee = TenantForeignKey(Employee, on_delete=models.PROTECT, related_name="ranks")
    code = models.CharField(max_length=6)
    period = DateRangeField()
    decree_number = models.CharField(max_length=100, blank=True, default="")

    class Meta:
        constraints = [NoOverlap(name="people_rank_period", key="employee", period="period")]
        indexes = [models.Index(fields=["agency", "employee"], name="people_rank_employee")]

    def __str__(self) -> str:
        return self.code


class StatusRecord(TenantModel):
    """
    One row is one person's legal standing during a period.

    Statutory term: riwayat kedudukan hukum. ``civil_status`` tells PNS, CPNS and PPPK apart.

    .. pii: leave, study, retirement, death; decides who is in the cycle; kept as long as the personnel file.
    """

    employee = TenantForeignKey(Employee, on_delete=models.PROTECT, related_name="statuses")
    status = models.CharField(max_length=25, choices=[(s, s) for s in Status])
    civil_status = models.CharField(max_length=4, choices=[(s, s) for s in CivilStatus])
    period = DateRangeField()
    reason = models.CharField(max_length=300, blank=True, default="")
    decree_number = models.CharField(max_length=100, blank=True, default="")

    class Meta:
        constraints = [NoOverlap(name="people_status_period", key="employee", period="period")]
        indexes = [models.Index(fields=["agency", "employee"], name="people_status_employee")]

    def __str__(self) -> str:
        return self.status
