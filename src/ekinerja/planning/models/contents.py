"""What is in a plan: outcomes, indicators, behaviour expectations and the three annex lists."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from ekinerja.kernel.tenancy.fields import TenantForeignKey
from ekinerja.kernel.tenancy.models import TenantModel
from ekinerja.planning.data import (
    Accumulation,
    Aspect,
    BehaviourValue,
    Cascade,
    Division,
    NoteKind,
    OutcomeClassification,
    OutcomeKind,
    Perspective,
    codes_of,
)


class Outcome(TenantModel):
    """
    One rencana hasil kerja (RHK) of a plan.

    ``intervened_outcome`` is the superior's (or a team leader's) outcome it serves, or ``goal`` the organisation's;
    ``intervened_text`` says the same in words and remains when that outcome goes. ``cascade`` says whether it is a
    part of the superior's achievement, then ``division`` by what it was divided and ``share`` which part it is.
    ``served_text`` holds what the superior's outcome said before it was changed or taken out, until the owner has
    taken note. ``revision`` counts changes of this row, so that two people at once find out. ``retired_at`` is set
    when it was taken out of the plan although periods already tell of it.
    .. no_pii:
    """

    plan = TenantForeignKey("planning.Plan", on_delete=models.CASCADE, related_name="outcomes")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, default=OutcomeKind.MAIN.value)
    classification = models.CharField(max_length=10, default=OutcomeClassification.ORGANISATION.value)
    text = models.TextField()
    intervened_outcome = TenantForeignKey(
        "planning.Outcome", on_delete=models.PROTECT, related_name="served_by", null=True
    )
    goal = TenantForeignKey("planning.Goal", on_delete=models.PROTECT, related_name="carried_by", null=True)
    intervened_text = models.TextField(blank=True)
    served_text = models.TextField(blank=True, default="")
    cascade = models.CharField(max_length=16, blank=True, default="")
    division = models.CharField(max_length=16, blank=True, default="")
    share = models.CharField(max_length=250, blank=True, default="")
    assigned_by = models.CharField(max_length=250, blank=True)
    retired_at = models.DateTimeField(null=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        db_table = "planning_outcome"
        ordering = ["number"]
        indexes = [
            models.Index(fields=["agency", "plan", "number"], name="planning_outcome_plan"),
            models.Index(
                fields=["agency", "intervened_outcome"],
                name="planning_outcome_intervened",
                condition=Q(intervened_outcome__isnull=False),
            ),
            models.Index(fields=["agency", "goal"], name="planning_outcome_goal", condition=Q(goal__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=codes_of(OutcomeKind)), name="planning_outcome_kind"),
            models.CheckConstraint(
                condition=Q(classification__in=codes_of(OutcomeClassification)), name="planning_outcome_class"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="planning_outcome_text"),
            models.CheckConstraint(
                condition=Q(goal=None) | Q(intervened_outcome=None), name="planning_outcome_serves_one"
            ),
            models.CheckConstraint(
                condition=Q(cascade__in=["", *codes_of(Cascade)]) & Q(division__in=["", *codes_of(Division)]),
                name="planning_outcome_cascade",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]


class Indicator(TenantModel):
    """
    One indikator kinerja individu of an outcome with its target, in numbers or told as a narrative.

    ``aspect`` holds the aspek (JA/JF) or the perspektif (JPT and heads of independent units). ``divides`` is the
    superior's indicator of which this one is a part (direct cascade); ``accumulation`` says how the parts of the
    year (``TargetPart``) make its target.
    .. no_pii:
    """

    outcome = TenantForeignKey("planning.Outcome", on_delete=models.CASCADE, related_name="indicators")
    number = models.PositiveSmallIntegerField()
    aspect = models.CharField(max_length=20, blank=True)
    text = models.TextField()
    target_number = models.DecimalField(max_digits=20, decimal_places=4, null=True)
    target_unit = models.CharField(max_length=80, blank=True)
    target_text = models.TextField(blank=True)
    accumulation = models.CharField(max_length=12, default=Accumulation.SUM.value)
    divides = TenantForeignKey("planning.Indicator", on_delete=models.PROTECT, related_name="parts", null=True)
    retired_at = models.DateTimeField(null=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        db_table = "planning_indicator"
        ordering = ["number"]
        indexes = [
            models.Index(fields=["agency", "outcome", "number"], name="planning_indicator_outcome"),
            models.Index(
                fields=["agency", "divides"], name="planning_indicator_divides", condition=Q(divides__isnull=False)
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(aspect__in=["", *codes_of(Aspect), *codes_of(Perspective)]),
                name="planning_indicator_aspect",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="planning_indicator_text"),
            models.CheckConstraint(
                condition=Q(accumulation__in=codes_of(Accumulation)), name="planning_indicator_accumulation"
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def has_target(self) -> bool:
        """Whether a number or a narrative says what is to be reached."""
        return self.target_number is not None or bool(self.target_text.strip())


class TargetPart(TenantModel):
    """
    What part of an indicator's yearly target falls to one month or quarter of the year.

    .. no_pii:
    """

    indicator = TenantForeignKey("planning.Indicator", on_delete=models.CASCADE, related_name="parts_of_year")
    period_number = models.PositiveSmallIntegerField()
    target = models.DecimalField(max_digits=20, decimal_places=4)

    class Meta:
        db_table = "planning_target_part"
        ordering = ["period_number"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "indicator", "period_number"], name="planning_part_unique"),
            models.CheckConstraint(condition=Q(period_number__range=(1, 12)), name="planning_part_period"),
        ]

    def __str__(self) -> str:
        return f"{self.period_number}: {self.target}"


class BehaviourExpectation(TenantModel):
    """
    The ekspektasi khusus pimpinan on one of the seven BerAKHLAK values; may be missing.

    .. no_pii:
    """

    plan = TenantForeignKey("planning.Plan", on_delete=models.CASCADE, related_name="expectations")
    value = models.CharField(max_length=24)
    text = models.TextField(blank=True)
    entered_by_name = models.CharField(max_length=250, blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        db_table = "planning_behaviour_expectation"
        constraints = [
            models.UniqueConstraint(fields=["agency", "plan", "value"], name="planning_expectation_unique"),
            models.CheckConstraint(condition=Q(value__in=codes_of(BehaviourValue)), name="planning_expectation_value"),
        ]

    def __str__(self) -> str:
        return self.value


class PlanNote(TenantModel):
    """
    One line of one of the three annex lists (lampiran SKP).

    .. no_pii:
    """

    plan = TenantForeignKey("planning.Plan", on_delete=models.CASCADE, related_name="notes")
    kind = models.CharField(max_length=28)
    number = models.PositiveSmallIntegerField()
    text = models.TextField()

    class Meta:
        db_table = "planning_plan_note"
        ordering = ["kind", "number"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "plan", "kind", "number"], name="planning_note_unique"),
            models.CheckConstraint(condition=Q(kind__in=codes_of(NoteKind)), name="planning_note_kind"),
            models.CheckConstraint(condition=~Q(text=""), name="planning_note_text"),
        ]

    def __str__(self) -> str:
        return self.text[:60]
