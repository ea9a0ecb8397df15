"""What the organisation is to reach: goals of the performance tree, their indicators and targets, and agreements."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from ekinerja.kernel.tenancy.constraints import NoOverlap
from ekinerja.kernel.tenancy.fields import TenantForeignKey
from ekinerja.kernel.tenancy.models import TenantModel
from ekinerja.planning.data import (
    Accumulation,
    AgreementAction,
    AgreementState,
    Direction,
    GoalKind,
    PersonSnapshot,
    codes_of,
)
from ekinerja.planning.models.steps import Step


class Goal(TenantModel):
    """
    One goal of the organisation: a node of the performance tree (pohon kinerja, PermenPANRB 89/2021).

    ``unit`` is the unit that answers for it; none means the whole agency, that is its head (regent, minister).
    ``first_year`` to ``last_year``, both included, are the years of the strategic plan (renstra) it belongs to.
    Retired, never deleted, once plans or agreements tell of it. In no year do two goals in force have one code.
    .. no_pii:
    """

    parent = TenantForeignKey("planning.Goal", on_delete=models.PROTECT, related_name="children", null=True)
    unit = TenantForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+", null=True)
    unit_path = models.TextField(blank=True, default="", db_collation="C")
    kind = models.CharField(max_length=12, default=GoalKind.STRATEGIC.value)
    code = models.CharField(max_length=40, blank=True, default="")
    text = models.TextField()
    first_year = models.PositiveSmallIntegerField()
    last_year = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField(default=1)
    retired_at = models.DateTimeField(null=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        db_table = "planning_goal"
        ordering = ["number", "id"]
        indexes = [
            models.Index(fields=["agency", "unit_path"], name="planning_goal_unit"),
            models.Index(fields=["agency", "parent"], name="planning_goal_parent"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=codes_of(GoalKind)), name="planning_goal_kind"),
            models.CheckConstraint(condition=~Q(text=""), name="planning_goal_text"),
            models.CheckConstraint(condition=Q(last_year__gte=F("first_year")), name="planning_goal_years"),
            NoOverlap(
                name="planning_goal_code_once",
                key="code",
                period=("first_year", "last_year"),
                condition=Q(retired_at__isnull=True) & ~Q(code=""),
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]


class GoalIndicator(TenantModel):
    """
    One indicator of a goal (indikator kinerja utama or of a programme), with its unit of measure.

    .. no_pii:
    """

    goal = TenantForeignKey("planning.Goal", on_delete=models.CASCADE, related_name="indicators")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    measure = models.CharField(max_length=80, blank=True, default="")
    accumulation = models.CharField(max_length=12, default=Accumulation.LAST.value)
    direction = models.CharField(max_length=12, default=Direction.HIGHER.value)
    source = models.CharField(max_length=250, blank=True, default="")
    retired_at = models.DateTimeField(null=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        db_table = "planning_goal_indicator"
        ordering = ["number", "id"]
        indexes = [models.Index(fields=["agency", "goal", "number"], name="planning_goal_indicator_goal")]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="planning_goal_indicator_text"),
            models.CheckConstraint(
                condition=Q(accumulation__in=codes_of(Accumulation)) & Q(direction__in=codes_of(Direction)),
                name="planning_goal_indicator_kinds",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]


class GoalTarget(TenantModel):
    """
    Target and achievement of a goal's indicator in one year (``quarter`` 0) or one quarter of it (1 to 4).

    .. pii: name of the person who recorded the achievement; kept with the goal
    """

    indicator = TenantForeignKey("planning.GoalIndicator", on_delete=models.CASCADE, related_name="targets")
    year = models.PositiveSmallIntegerField()
    quarter = models.PositiveSmallIntegerField(default=0)
    target = models.DecimalField(max_digits=20, decimal_places=4, null=True)
    target_text = models.CharField(max_length=250, blank=True, default="")
    achieved = models.DecimalField(max_digits=20, decimal_places=4, null=True)
    achieved_note = models.TextField(blank=True, default="")
    achieved_at = models.DateTimeField(null=True)
    achieved_by_name = models.CharField(max_length=250, blank=True, default="")

    class Meta:
        db_table = "planning_goal_target"
        ordering = ["year", "quarter"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "indicator", "year", "quarter"], name="planning_goal_target_unique"
            ),
            models.CheckConstraint(condition=Q(quarter__range=(0, 4)), name="planning_goal_target_quarter"),
        ]

    def __str__(self) -> str:
        return f"{self.year}/{self.quarter}"


class Agreement(TenantModel):
    """
    A performance agreement (perjanjian kinerja) of one unit's head with the superior for a year.

    ``number`` counts the agreements of a unit and year; the second and later ones are changes (perubahan). The
    content is read from the unit's goals while it is a draft and frozen in ``content`` when it is agreed.
    ``first`` and ``second`` are snapshots of the head (pihak pertama) and the superior (pihak kedua).
    .. pii: names, NIP, ranks and posts of both parties; kept as long as the year's records
    """

    year = TenantForeignKey("planning.PerformanceYear", on_delete=models.PROTECT, related_name="agreements")
    unit = TenantForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+", null=True)
    unit_path = models.TextField(blank=True, default="", db_collation="C")
    number = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=14, default=AgreementState.DRAFT.value)
    first_employee = TenantForeignKey("people.Employee", on_delete=models.PROTECT, related_name="+", null=True)
    second_employee = TenantForeignKey("people.Employee", on_delete=models.PROTECT, related_name="+", null=True)
    first = models.JSONField(default=dict)
    second = models.JSONField(default=dict)
    content = models.JSONField(default=dict)
    note = models.TextField(blank=True, default="")
    signed_on = models.DateField(null=True)
    submitted_at = models.DateTimeField(null=True)
    agreed_at = models.DateTimeField(null=True)
    agreed_by_name = models.CharField(max_length=250, blank=True, default="")
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        db_table = "planning_agreement"
        ordering = ["unit_path", "number"]
        indexes = [
            models.Index(fields=["agency", "year", "unit_path"], name="planning_agreement_unit"),
            models.Index(fields=["agency", "second_employee", "state"], name="planning_agreement_second"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["agency", "year", "unit", "number"], name="planning_agreement_unique"),
            models.UniqueConstraint(
                fields=["agency", "year", "number"],
                name="planning_agreement_agency_unique",
                condition=Q(unit__isnull=True),
            ),
            models.CheckConstraint(condition=Q(state__in=codes_of(AgreementState)), name="planning_agreement_state"),
            models.CheckConstraint(
                condition=~Q(state=AgreementState.AGREED.value) | Q(agreed_at__isnull=False),
                name="planning_agreement_agreed_has_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_path} {self.number}"

    @property
    def first_party(self) -> PersonSnapshot | None:
        """The head of the unit (pihak pertama)."""
        return PersonSnapshot.from_json(self.first)

    @property
    def second_party(self) -> PersonSnapshot | None:
        """The superior (pihak kedua)."""
        return PersonSnapshot.from_json(self.second)


class AgreementBudget(TenantModel):
    """
    One programme of an agreement with its budget in whole rupiah and where the money comes from.

    .. no_pii:
    """

    agreement = TenantForeignKey("planning.Agreement", on_delete=models.CASCADE, related_name="budgets")
    number = models.PositiveSmallIntegerField()
    programme = models.CharField(max_length=400)
    amount = models.DecimalField(max_digits=20, decimal_places=2)
    source = models.CharField(max_length=120, blank=True, default="")

    class Meta:
        db_table = "planning_agreement_budget"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "agreement", "number"], name="planning_budget_unique"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="planning_budget_amount"),
        ]

    def __str__(self) -> str:
        return self.programme[:60]


class AgreementTransition(Step):
    """
    One step in the life of a performance agreement: what was done, by whom, when, with which note. Append-only.

    .. pii: name of the person who acted; kept with the agreement
    """

    agreement = TenantForeignKey("planning.Agreement", on_delete=models.CASCADE, related_name="transitions")

    class Meta(Step.Meta):
        db_table = "planning_agreement_transition"
        indexes = [models.Index(fields=["agency", "agreement", "at"], name="planning_agreement_step")]
        constraints = [
            models.CheckConstraint(
                condition=Q(action__in=codes_of(AgreementAction)), name="planning_agreement_step_action"
            ),
            models.CheckConstraint(
                condition=Q(before__in=codes_of(AgreementState)) & Q(after__in=codes_of(AgreementState)),
                name="planning_agreement_step_states",
            ),
        ]


class GoalImport(TenantModel):
    """
    One uploaded file of goals, kept between its preview and its run; ``rows`` are its cells as text.

    .. pii: name of the person who uploaded the file; kept with the agency's records
    """

    file_name = models.CharField(max_length=250)
    year = models.PositiveSmallIntegerField()
    rows = models.JSONField(default=list)
    counts = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    created_by_id = models.UUIDField(null=True)
    created_by_name = models.CharField(max_length=250, blank=True, default="")
    done_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "planning_goal_import"
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["agency", "created_at"], name="planning_goal_import_time")]

    def __str__(self) -> str:
        return self.file_name
