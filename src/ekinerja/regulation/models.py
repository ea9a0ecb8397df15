"""What an agency decided for itself, in the shape of the law: dated, with its basis, approved by a second person."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from ekinerja.kernel.tenancy.models import TenantModel


class ValueState(models.TextChoices):
    """States of an agency's value: proposed by one person, decided by another, replaced by a newer decision."""

    PROPOSED = "DIUSULKAN", _("Diusulkan")
    IN_FORCE = "BERLAKU", _("Berlaku")
    REFUSED = "DITOLAK", _("Ditolak")
    REPLACED = "DIGANTI", _("Diganti")


class AgencyValue(TenantModel):
    """
    One value of one parameter from a day on, as the agency decided; it goes before the value in ``law/``.

    Never changed once in force; a newer decision for the same day replaces it and both stay.

    .. pii:: names of the officials who proposed and decided; kept with the decision.
    """

    key = models.CharField(max_length=80)
    since = models.DateField()
    value = models.JSONField()
    basis = models.CharField(max_length=250)
    state = models.CharField(max_length=10, choices=ValueState.choices, default=ValueState.PROPOSED)
    proposed_at = models.DateTimeField()
    proposed_by_id = models.UUIDField(null=True)
    proposed_by_name = models.CharField(max_length=250)
    decided_at = models.DateTimeField(null=True)
    decided_by_id = models.UUIDField(null=True)
    decided_by_name = models.CharField(max_length=250, blank=True)
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "key", "since"],
                condition=models.Q(state=ValueState.IN_FORCE),
                name="agency_value_in_force_uq",
            ),
            models.CheckConstraint(condition=models.Q(state__in=ValueState.values), name="agency_value_state_ck"),
        ]
        indexes = [models.Index(fields=["agency", "key", "-since"], name="agency_value_key_ix")]

    def __str__(self) -> str:
        return f"{self.key} {self.since}"
