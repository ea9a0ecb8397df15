"""Ratings of people in a period, and what their unit achieved."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from ekinerja.kernel.tenancy.fields import TenantForeignKey
from ekinerja.kernel.tenancy.models import TenantModel
from ekinerja.rules.rating import BehaviourRating, OrganisationLevel, Rating, ResultRating

RESULT_CODES = [item.value for item in ResultRating]
BEHAVIOUR_CODES = [item.value for item in BehaviourRating]
RATING_CODES = [item.value for item in Rating]
LEVEL_CODES = [item.value for item in OrganisationLevel]


class OrganisationAchievement(TenantModel):
    """
    One unit's capaian kinerja organisasi in one period, as decided one level up (SE MenPANRB 3/2023).

    A correction is a new row with its reason; ``is_current`` marks the one that counts.
    .. pii: name of the official who decided; kept with the ratings it shaped
    """

    unit = TenantForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+")
    period = TenantForeignKey("planning.Period", on_delete=models.PROTECT, related_name="+")
    level = models.CharField(max_length=16)
    basis = models.TextField(blank=True)
    is_current = models.BooleanField(default=True)
    decided_by_name = models.CharField(max_length=250)
    decided_at = models.DateTimeField()

    class Meta:
        db_table = "evaluation_organisation_achievement"
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "unit", "period"],
                condition=Q(is_current=True),
                name="evaluation_achievement_current",
            ),
            models.CheckConstraint(condition=Q(level__in=LEVEL_CODES), name="evaluation_achievement_level"),
        ]

    def __str__(self) -> str:
        return self.level


class Review(TenantModel):
    """
    One final evaluation of one plan in one period. Never changed: a correction is a new version.

    ``predicate`` comes from the quadrant; ``explanation`` holds its steps with their articles. ``corrects``
    names the version before and ``reason`` says why; only ``is_current`` of that version is switched off.
    ``plan_version`` is the agreed content it was rated against. Snapshots say who rated whom in which post.
    .. pii: names, NIP, posts and ratings of an employee; kept as long as the personnel file
    """

    plan = TenantForeignKey("planning.Plan", on_delete=models.PROTECT, related_name="+")
    period = TenantForeignKey("planning.Period", on_delete=models.PROTECT, related_name="+")
    version = models.PositiveSmallIntegerField(default=1)
    is_current = models.BooleanField(default=True)
    corrects = TenantForeignKey("evaluation.Review", on_delete=models.PROTECT, related_name="+", null=True)
    reason = models.TextField(blank=True)
    plan_version = models.PositiveSmallIntegerField(default=1)
    results_rating = models.CharField(max_length=8)
    behaviour_rating = models.CharField(max_length=8)
    predicate = models.CharField(max_length=16)
    organisation_level = models.CharField(max_length=16, blank=True)
    explanation = models.JSONField(default=list)
    recommendation = models.TextField(blank=True)
    employee_snapshot = models.JSONField(default=dict)
    rater_snapshot = models.JSONField(default=dict)
    superior_snapshot = models.JSONField(default=dict)
    finalised_by_name = models.CharField(max_length=250)
    finalised_at = models.DateTimeField()

    class Meta:
        db_table = "evaluation_review"
        indexes = [models.Index(fields=["agency", "period", "predicate"], name="evaluation_review_period")]
        constraints = [
            models.UniqueConstraint(fields=["agency", "plan", "period", "version"], name="evaluation_review_version"),
            models.UniqueConstraint(
                fields=["agency", "plan", "period"],
                condition=Q(is_current=True),
                name="evaluation_review_current",
            ),
            models.CheckConstraint(condition=Q(results_rating__in=RESULT_CODES), name="evaluation_review_results"),
            models.CheckConstraint(
                condition=Q(behaviour_rating__in=BEHAVIOUR_CODES), name="evaluation_review_behaviour"
            ),
            models.CheckConstraint(condition=Q(predicate__in=RATING_CODES), name="evaluation_review_predicate"),
            models.CheckConstraint(
                condition=Q(organisation_level__in=["", *LEVEL_CODES]), name="evaluation_review_level"
            ),
            models.CheckConstraint(
                condition=Q(version=1, corrects__isnull=True) | Q(version__gt=1) & ~Q(reason=""),
                name="evaluation_review_correction_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.predicate
