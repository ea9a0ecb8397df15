"""The cascade reduced to what pictures need: who stands below whom, and how well outcomes are joined per unit."""

from __future__ import annotations

from django.db import models

from ekinerja.kernel.tenancy.fields import TenantForeignKey
from ekinerja.kernel.tenancy.models import TenantModel
from ekinerja.planning.data import PlanState

# The column of the superiors in which a person with a plan in this state counts; a closed one was agreed.
COUNTED = {
    None: "none_count",
    PlanState.DRAFT: "draft_count",
    PlanState.SUBMITTED: "submitted_count",
    PlanState.RETURNED: "returned_count",
    PlanState.AGREED: "agreed_count",
    PlanState.CLOSED: "agreed_count",
}


class CascadeNode(TenantModel):
    """
    One person in the line of raters of a year, with the counts of everybody below.

    ``path`` is the numbers from the top to the person, each of six digits and a point (``000003.000012.``), so that
    everybody below is one range of text; siblings are numbered as they are shown. ``rater`` is none at the top,
    then ``rater_label`` names a rater who is no civil servant, and is empty where nobody is known. ``plan`` is the
    plan that is shown, the latest of the year; its state is read from the plan itself. The counts are of the day of
    ``drawn_at``. Drawn anew each night and on demand.
    .. no_pii:
    """

    year = TenantForeignKey("planning.PerformanceYear", on_delete=models.PROTECT, related_name="+")
    employee = TenantForeignKey("people.Employee", on_delete=models.PROTECT, related_name="+")
    rater = TenantForeignKey("people.Employee", on_delete=models.PROTECT, related_name="+", null=True)
    rater_label = models.CharField(max_length=250, blank=True, default="")
    plan = TenantForeignKey("planning.Plan", on_delete=models.SET_NULL, related_name="+", null=True)
    unit_path = models.TextField(blank=True, default="", db_collation="C")
    path = models.TextField(db_collation="C")
    parent_path = models.TextField(blank=True, default="", db_collation="C")
    depth = models.PositiveSmallIntegerField(default=0)
    excluded = models.BooleanField(default=False)
    direct_count = models.PositiveIntegerField(default=0)
    below_count = models.PositiveIntegerField(default=0)
    none_count = models.PositiveIntegerField(default=0)
    draft_count = models.PositiveIntegerField(default=0)
    submitted_count = models.PositiveIntegerField(default=0)
    returned_count = models.PositiveIntegerField(default=0)
    agreed_count = models.PositiveIntegerField(default=0)
    excluded_count = models.PositiveIntegerField(default=0)
    drawn_at = models.DateTimeField()

    class Meta:
        db_table = "planning_cascade_node"
        constraints = [
            models.UniqueConstraint(fields=["agency", "year", "employee"], name="planning_cascade_unique"),
        ]
        indexes = [
            models.Index(fields=["agency", "year", "parent_path", "path"], name="planning_cascade_children"),
            models.Index(fields=["agency", "year", "path"], name="planning_cascade_path"),
            models.Index(fields=["agency", "year", "unit_path"], name="planning_cascade_unit"),
            models.Index(fields=["agency", "plan"], name="planning_cascade_plan"),
        ]

    def __str__(self) -> str:
        return self.path


class UnitAlignment(TenantModel):
    """
    How the outcomes of one unit's plans of a year are joined to something above them, and its goals to people.

    Each outcome counts once: joined to an outcome, to a goal, to words only, or to nothing. ``unjoined_people`` hold
    a plan of which no outcome serves an outcome or goal. ``deepest`` is the longest chain of outcomes that ends in
    the unit; ``depth_sum`` adds up all of them. Counted anew each night and on demand.
    .. no_pii:
    """

    year = TenantForeignKey("planning.PerformanceYear", on_delete=models.PROTECT, related_name="+")
    unit = TenantForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+")
    unit_path = models.TextField(db_collation="C")
    people_count = models.PositiveIntegerField(default=0)
    planning_count = models.PositiveIntegerField(default=0)
    unjoined_people = models.PositiveIntegerField(default=0)
    outcome_count = models.PositiveIntegerField(default=0)
    to_outcome = models.PositiveIntegerField(default=0)
    to_goal = models.PositiveIntegerField(default=0)
    to_words = models.PositiveIntegerField(default=0)
    to_nothing = models.PositiveIntegerField(default=0)
    deepest = models.PositiveSmallIntegerField(default=0)
    depth_sum = models.PositiveIntegerField(default=0)
    goal_count = models.PositiveIntegerField(default=0)
    uncarried_goals = models.PositiveIntegerField(default=0)
    counted_at = models.DateTimeField()

    class Meta:
        db_table = "planning_unit_alignment"
        constraints = [models.UniqueConstraint(fields=["agency", "year", "unit"], name="planning_alignment_unique")]
        indexes = [models.Index(fields=["agency", "year", "unit_path"], name="planning_alignment_path")]

    def __str__(self) -> str:
        return self.unit_path
