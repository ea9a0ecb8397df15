"""A person's plan for a year or part of it, and the history of its states."""

from __future__ import annotations

from datetime import date, datetime

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import Q

from ekinerja.kernel.tenancy.constraints import NoOverlap
from ekinerja.kernel.tenancy.fields import TenantForeignKey
from ekinerja.kernel.tenancy.models import TenantModel
from ekinerja.planning.data import (
    Approach,
    PersonSnapshot,
    PlanAction,
    PlanOrigin,
    PlanState,
    PositionGroup,
    codes_of,
)
from ekinerja.planning.models.steps import Step


class Plan(TenantModel):
    """
    One Sasaran Kinerja Pegawai (SKP): one person in one post for one stretch of a year.

    Drafted by the employee, submitted to the rater, agreed or returned; after agreement only reopened with a
    reason or closed, never deleted. ``post_key`` tells one person's posts apart, so that periods never overlap
    in the same post. ``unit_path`` is where the post stood in the tree. ``employee``, ``rater`` and
    ``superior`` snapshots are taken on submission and frozen on agreement.
    ``revision`` grows with every change of the plan or its parts. ``origin`` and ``prepared_by_name`` tell of a plan
    that somebody else wrote beforehand; it stays a draft until its owner has confirmed it by submitting it.
    .. pii: names, NIP, ranks and posts of employee, rater and superior; kept as long as the evaluation record
    """

    year = TenantForeignKey("planning.PerformanceYear", on_delete=models.PROTECT, related_name="plans")
    employee = TenantForeignKey("people.Employee", on_delete=models.PROTECT, related_name="+")
    unit = TenantForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+", null=True)
    unit_path = models.TextField(blank=True, default="", db_collation="C")
    position_id_then = models.UUIDField(null=True)
    post_key = models.UUIDField()
    period = DateRangeField()
    position_group = models.CharField(max_length=12)
    approach = models.CharField(max_length=12)
    state = models.CharField(max_length=14, default=PlanState.DRAFT.value)
    rater_employee = TenantForeignKey("people.Employee", on_delete=models.PROTECT, related_name="+", null=True)
    employee_snapshot = models.JSONField(default=dict)
    rater_snapshot = models.JSONField(default=dict)
    superior_snapshot = models.JSONField(default=dict)
    origin = models.CharField(max_length=12, default=PlanOrigin.OWN.value)
    prepared_by_name = models.CharField(max_length=250, blank=True, default="")
    submitted_at = models.DateTimeField(null=True)
    agreed_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    revision = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        db_table = "planning_plan"
        indexes = [
            models.Index(fields=["agency", "employee", "year"], name="planning_plan_employee"),
            models.Index(fields=["agency", "rater_employee", "state"], name="planning_plan_rater"),
            models.Index(fields=["agency", "year", "unit_path"], name="planning_plan_unit"),
            models.Index(fields=["agency", "year", "state"], name="planning_plan_year"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=codes_of(PlanState)), name="planning_plan_state"),
            models.CheckConstraint(condition=Q(approach__in=codes_of(Approach)), name="planning_plan_approach"),
            models.CheckConstraint(condition=Q(origin__in=codes_of(PlanOrigin)), name="planning_plan_origin"),
            models.CheckConstraint(condition=Q(position_group__in=codes_of(PositionGroup)), name="planning_plan_group"),
            models.CheckConstraint(
                condition=~Q(state__in=[PlanState.AGREED.value, PlanState.CLOSED.value]) | Q(agreed_at__isnull=False),
                name="planning_plan_agreed_has_time",
            ),
            NoOverlap(name="planning_plan_no_overlap", key="post_key", period="period"),
        ]

    def __str__(self) -> str:
        return f"SKP {self.id}"

    @property
    def person(self) -> PersonSnapshot:
        """The employee as kept with the plan."""
        return PersonSnapshot.from_json(self.employee_snapshot) or PersonSnapshot(name="")

    @property
    def rater(self) -> PersonSnapshot | None:
        """The rater as kept with the plan."""
        return PersonSnapshot.from_json(self.rater_snapshot)

    @property
    def superior(self) -> PersonSnapshot | None:
        """The rater's superior as kept with the plan."""
        return PersonSnapshot.from_json(self.superior_snapshot)

    @property
    def rater_is_outside(self) -> bool:
        """Whether the rater is known but no civil servant (a regent)."""
        return bool(self.rater_snapshot) and self.rater_employee_id is None

    @property
    def last_day(self) -> date:
        """The last day the plan covers."""
        return date.fromordinal(self.period.upper.toordinal() - 1)

    @property
    def is_editable(self) -> bool:
        """Whether the employee may change the content."""
        return self.state in (PlanState.DRAFT, PlanState.RETURNED)

    @property
    def tells_aspects(self) -> bool:
        """Whether the form has a column for the aspect or perspective; the qualitative one of JA/JF has none."""
        return self.position_group == PositionGroup.SENIOR or self.approach == Approach.QUANTITATIVE

    def touch(self, *, at: datetime) -> None:
        """Count one change."""
        self.revision += 1
        self.changed_at = at


class PlanTransition(Step):
    """
    One step in the life of a plan: what was done, by whom, when, with which note. Append-only.

    .. pii: name of the person who acted; kept with the plan
    """

    plan = TenantForeignKey("planning.Plan", on_delete=models.CASCADE, related_name="transitions")

    class Meta(Step.Meta):
        db_table = "planning_plan_transition"
        indexes = [models.Index(fields=["agency", "plan", "at"], name="planning_transition_plan")]
        constraints = [
            models.CheckConstraint(condition=Q(action__in=codes_of(PlanAction)), name="planning_transition_action"),
            models.CheckConstraint(
                condition=Q(before__in=codes_of(PlanState)) & Q(after__in=codes_of(PlanState)),
                name="planning_transition_states",
            ),
        ]


class PlanVersion(TenantModel):
    """
    The content of a plan as it was agreed; written once per agreement, never changed.

    Shows what a mid-year change altered, and what earlier periods were rated against.
    .. no_pii:
    """

    plan = TenantForeignKey("planning.Plan", on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    agreed_at = models.DateTimeField()
    agreed_by_name = models.CharField(max_length=250)

    class Meta:
        db_table = "planning_plan_version"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "plan", "number"], name="planning_version_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} v{self.number}"
