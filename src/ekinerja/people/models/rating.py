"""Raters named by decision instead of by the tree, and the requests that led there."""

from __future__ import annotations

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.utils.translation import gettext_lazy as _

from ekinerja.kernel.tenancy.constraints import NoOverlap
from ekinerja.kernel.tenancy.fields import TenantForeignKey
from ekinerja.kernel.tenancy.models import TenantModel
from ekinerja.people.models.employee import Employee


class CorrectionState(models.TextChoices):
    """States of a request: asked, then granted, refused or withdrawn."""

    ASKED = "DIAJUKAN", _("Diajukan")
    GRANTED = "DISETUJUI", _("Disetujui")
    REFUSED = "DITOLAK", _("Ditolak")
    WITHDRAWN = "DITARIK", _("Ditarik")


class RaterCorrection(TenantModel):
    """
    One employee's request to have the rater corrected; at most one is open at a time.

    ``shown_label`` is what the program had answered; ``proposed`` may be empty when the employee only
    knows that the answer is wrong. The decision names the rater, the day it starts, and a note.

    .. pii:: ties employees to their superior; kept with the plans it concerns.
    """

    employee = TenantForeignKey(Employee, models.PROTECT, related_name="+")
    shown_label = models.CharField(max_length=330)
    shown_reason = models.CharField(max_length=1000, blank=True)
    proposed = TenantForeignKey(Employee, models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=500)
    state = models.CharField(max_length=10, choices=CorrectionState.choices, default=CorrectionState.ASKED)
    asked_at = models.DateTimeField()
    asked_by_id = models.UUIDField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by_id = models.UUIDField(null=True)
    decided_by_name = models.CharField(max_length=250, blank=True)
    decision_note = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "employee"],
                condition=models.Q(state=CorrectionState.ASKED),
                name="rater_correction_open_uq",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=CorrectionState.values), name="rater_correction_state_ck"
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "state", "asked_at"], name="rater_correction_state_ix"),
            models.Index(fields=["agency", "employee", "-asked_at"], name="rater_correction_person_ix"),
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.asked_at:%Y-%m-%d}"


class RaterOverride(TenantModel):
    """
    The rater of one employee during a period, by decision; it goes before the unit tree.

    Ended, never deleted: a past day keeps its answer.

    .. pii:: ties employees to their superior; kept with the plans it concerns.
    """

    employee = TenantForeignKey(Employee, models.PROTECT, related_name="+")
    rater = TenantForeignKey(Employee, models.PROTECT, related_name="+")
    correction = TenantForeignKey(RaterCorrection, models.PROTECT, null=True, related_name="+")
    period = DateRangeField()
    reason = models.CharField(max_length=500)
    decided_at = models.DateTimeField()
    decided_by_id = models.UUIDField(null=True)

    class Meta:
        constraints = [NoOverlap(name="rater_override_no_overlap", key="employee", period="period")]
        indexes = [
            models.Index(fields=["agency", "employee"], name="rater_override_employee_ix"),
            models.Index(fields=["agency", "rater"], name="rater_override_rater_ix"),
        ]

    def __str__(self) -> str:
        return str(self.period)
