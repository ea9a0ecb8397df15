"""Positions of a unit and their class over time."""

from __future__ import annotations

from django.contrib.postgres.fields import DateRangeField
from django.db import models

from ekinerja.kernel.tenancy.constraints import NoOverlap
from ekinerja.kernel.tenancy.fields import TenantForeignKey
from ekinerja.kernel.tenancy.models import TenantModel
from ekinerja.organisation.data import PositionKind
from ekinerja.organisation.models.unit import Unit


class Position(TenantModel):
    """
    One row is one post of a unit; several people may hold the same functional or executing post.

    Statutory term: jabatan. ``grade`` is the jenjang code of a functional post (PT, MU, MA, TR, MH, PY).
    ``is_head`` never changes: who holds the post carries it too, bound to it by a foreign key.

    .. no_pii: titles of posts only.
    """

    unit = TenantForeignKey(Unit, on_delete=models.PROTECT, related_name="positions")
    title = models.CharField(max_length=250)
    kind = models.CharField(max_length=12, choices=[(k, k) for k in PositionKind])
    echelon = models.CharField(max_length=6, blank=True, default="")
    grade = models.CharField(max_length=4, blank=True, default="")
    is_head = models.BooleanField(default=False)
    is_open = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "unit", "title", "kind", "grade"], name="organisation_position_same"
            ),
            models.UniqueConstraint(
                fields=["agency", "unit"],
                condition=models.Q(is_head=True, is_open=True),
                name="organisation_position_head",
            ),
            models.UniqueConstraint(fields=["agency", "id", "is_head"], name="organisation_position_is_head"),
        ]

    def __str__(self) -> str:
        return self.title


class PositionClass(TenantModel):
    """
    One row is the class of a post during a period; pay reads it.

    Statutory term: kelas jabatan. From 1 to 17.

    .. no_pii: posts only.
    """

    position = TenantForeignKey(Position, on_delete=models.PROTECT, related_name="classes")
    value = models.SmallIntegerField()
    period = DateRangeField()

    class Meta:
        constraints = [
            NoOverlap(name="organisation_positionclass_period", key="position", period="period"),
            models.CheckConstraint(
                condition=models.Q(value__gte=1, value__lte=17), name="organisation_positionclass_range"
            ),
        ]
        indexes = [models.Index(fields=["agency", "position"], name="organisation_posclass_pos")]

    def __str__(self) -> str:
        return str(self.value)
