"""People employed by an agency."""

from __future__ import annotations

from django.db import models

from ekinerja.kernel.ids import uuid7
from ekinerja.kernel.tenancy.models import TenantModel
from ekinerja.people.data import EmployeeKind, display_name


class Employee(TenantModel):
    """
    One row is one person's employment in one agency; a move to another agency makes a new row there.

    ``person_id`` links the rows of one person across agencies without a foreign key. Never deleted.

    .. pii: name, NIP, birth, sex, e-mail, phone; needed to identify the official in plans, ratings and
       documents (UU 20/2023); kept as long as the personnel file.
    """

    person_id = models.UUIDField(default=uuid7)
    nip = models.CharField(max_length=18)
    name = models.CharField(max_length=150)
    front_title = models.CharField(max_length=60, blank=True, default="")
    back_title = models.CharField(max_length=100, blank=True, default="")
    birth_place = models.CharField(max_length=100, blank=True, default="")
    birth_date = models.DateField(null=True, blank=True)
    sex = models.CharField(max_length=1, blank=True, default="", choices=[("M", "Laki-laki"), ("F", "Perempuan")])
    email = models.EmailField(max_length=200, blank=True, default="")
    phone = models.CharField(max_length=30, blank=True, default="")
    kind = models.CharField(max_length=4, choices=[(k, k) for k in EmployeeKind])
    education = models.CharField(max_length=30, blank=True, default="")
    civil_servant_since = models.DateField(null=True, blank=True)
    source_id = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "nip"], name="people_employee_nip"),
            models.UniqueConstraint(
                fields=["agency", "source_id"], condition=~models.Q(source_id=""), name="people_employee_source"
            ),
        ]
        indexes = [models.Index(fields=["agency", "person_id"], name="people_employee_person")]

    def __str__(self) -> str:
        return self.nip

    @property
    def display_name(self) -> str:
        """Return the name with titles."""
        return display_name(self.name, self.front_title, self.back_title)
