"""Agencies: the tenants of the program."""

from __future__ import annotations

from django.db import models

from ekinerja.organisation.data import AgencyKind


class Agency(models.Model):
    """
    One row is one agency (regency, city, province, ministry) that runs its own year.

    Written rarely and alone, read everywhere: a reference table.

    .. no_pii: names of public bodies only.
    """

    id = models.AutoField(primary_key=True)
    code = models.CharField(max_length=20)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=[(k, k) for k in AgencyKind], default=AgencyKind.REGENCY)
    province = models.CharField(max_length=100, blank=True, default="")
    time_zone = models.CharField(max_length=40, default="Asia/Jakarta")
    source_id = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["code"], name="organisation_agency_code")]

    def __str__(self) -> str:
        return self.name
