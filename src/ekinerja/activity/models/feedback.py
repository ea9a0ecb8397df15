"""Continuous feedback on results and behaviour."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from ekinerja.activity.data import AuthorPart, Mark
from ekinerja.kernel.tenancy.fields import TenantForeignKey
from ekinerja.kernel.tenancy.models import TenantModel
from ekinerja.planning.data import BehaviourValue, codes_of


class Feedback(TenantModel):
    """
    One umpan balik berkelanjutan: what a rater or team leader said about one outcome or one behaviour value.

    Exactly one of ``outcome`` and ``behaviour`` is set. ``mark`` is a hint for the rating, never a score. Each
    author has one current text per subject and period; the audit trail keeps the earlier ones.
    .. pii: name of the author; kept with the plan
    """

    plan = TenantForeignKey("planning.Plan", on_delete=models.PROTECT, related_name="+")
    period = TenantForeignKey("planning.Period", on_delete=models.PROTECT, related_name="+")
    outcome = TenantForeignKey("planning.Outcome", on_delete=models.PROTECT, related_name="+", null=True)
    behaviour = models.CharField(max_length=24, blank=True)
    author_employee_id = models.UUIDField(null=True)
    author_name = models.CharField(max_length=250)
    author_part = models.CharField(max_length=16)
    mark = models.CharField(max_length=8, blank=True)
    text = models.TextField()
    revision = models.PositiveIntegerField(default=1)
    at = models.DateTimeField()

    class Meta:
        db_table = "activity_feedback"
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["agency", "plan", "period"], name="activity_feedback_plan")]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome__isnull=False, behaviour="")
                | Q(outcome__isnull=True, behaviour__in=codes_of(BehaviourValue)),
                name="activity_feedback_subject",
            ),
            models.CheckConstraint(condition=Q(mark__in=["", *codes_of(Mark)]), name="activity_feedback_mark"),
            models.CheckConstraint(condition=Q(author_part__in=codes_of(AuthorPart)), name="activity_feedback_part"),
            models.UniqueConstraint(
                fields=["agency", "plan", "period", "outcome", "behaviour", "author_employee_id"],
                nulls_distinct=False,
                name="activity_feedback_unique",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]
