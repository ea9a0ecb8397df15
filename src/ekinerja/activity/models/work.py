"""What an employee plans, reaches and proves in one period."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from ekinerja.activity.data import PeriodAction, PeriodState
from ekinerja.kernel.tenancy.fields import TenantForeignKey
from ekinerja.kernel.tenancy.models import TenantModel
from ekinerja.planning.data import codes_of


class PeriodWork(TenantModel):
    """
    How far one plan's period is filled; made with the first entry.

    Moves from empty over action plan and realisation to submitted and rated (activity.data.TRANSITIONS).
    .. no_pii:
    """

    plan = TenantForeignKey("planning.Plan", on_delete=models.PROTECT, related_name="+")
    period = TenantForeignKey("planning.Period", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=14, default=PeriodState.EMPTY.value)
    submitted_at = models.DateTimeField(null=True)
    rated_at = models.DateTimeField(null=True)
    revision = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()

    class Meta:
        db_table = "activity_period_work"
        constraints = [
            models.UniqueConstraint(fields=["agency", "plan", "period"], name="activity_work_unique"),
            models.CheckConstraint(condition=Q(state__in=codes_of(PeriodState)), name="activity_work_state"),
        ]
        indexes = [models.Index(fields=["agency", "period", "state"], name="activity_work_period")]

    def __str__(self) -> str:
        return self.state


class PeriodMove(TenantModel):
    """
    One step in the life of a period's filling. Append-only.

    .. pii: name of the person who acted; kept with the plan
    """

    work = TenantForeignKey("activity.PeriodWork", on_delete=models.PROTECT, related_name="moves")
    action = models.CharField(max_length=12)
    before = models.CharField(max_length=14)
    after = models.CharField(max_length=14)
    actor_name = models.CharField(max_length=250)
    note = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        db_table = "activity_period_move"
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["agency", "work", "at"], name="activity_move_work")]
        constraints = [
            models.CheckConstraint(condition=Q(action__in=codes_of(PeriodAction)), name="activity_move_action"),
        ]

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"


class ActionStep(TenantModel):
    """
    One line of the action plan (rencana aksi) of an outcome in a period.

    .. no_pii:
    """

    outcome = TenantForeignKey("planning.Outcome", on_delete=models.PROTECT, related_name="+")
    period = TenantForeignKey("planning.Period", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()

    class Meta:
        db_table = "activity_action_step"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "outcome", "period", "number"], name="activity_step_unique"),
            models.CheckConstraint(condition=~Q(text=""), name="activity_step_text"),
        ]

    def __str__(self) -> str:
        return self.text[:60]


class Realisation(TenantModel):
    """
    What was reached for one indicator in one period, in numbers or words, with an explanation.

    .. no_pii:
    """

    indicator = TenantForeignKey("planning.Indicator", on_delete=models.PROTECT, related_name="+")
    period = TenantForeignKey("planning.Period", on_delete=models.PROTECT, related_name="+")
    number = models.DecimalField(max_digits=20, decimal_places=4, null=True)
    text = models.TextField(blank=True)
    explanation = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()

    class Meta:
        db_table = "activity_realisation"
        constraints = [
            models.UniqueConstraint(fields=["agency", "indicator", "period"], name="activity_realisation_unique"),
        ]

    def __str__(self) -> str:
        return str(self.number if self.number is not None else self.text[:60])

    @property
    def is_filled(self) -> bool:
        """Whether something was reached and said."""
        return self.number is not None or bool(self.text.strip())


class EvidenceLink(TenantModel):
    """
    One piece of evidence (bukti dukung) of an outcome in a period: an https address with a title.

    .. no_pii:
    """

    outcome = TenantForeignKey("planning.Outcome", on_delete=models.PROTECT, related_name="+")
    period = TenantForeignKey("planning.Period", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=250)
    url = models.CharField(max_length=1000, blank=True)
    added_at = models.DateTimeField()

    class Meta:
        db_table = "activity_evidence_link"
        ordering = ["added_at", "id"]
        indexes = [models.Index(fields=["agency", "outcome", "period"], name="activity_evidence_outcome")]
        constraints = [
            models.CheckConstraint(condition=Q(url="") | Q(url__startswith="https://"), name="activity_evidence_https"),
            models.CheckConstraint(condition=~Q(title=""), name="activity_evidence_title"),
        ]

    def __str__(self) -> str:
        return self.title
