"""Working teams (tim kerja) and the role-outcome matrix of a leader's plan."""

from __future__ import annotations

from datetime import date

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import Q

from ekinerja.kernel.tenancy.fields import TenantForeignKey
from ekinerja.kernel.tenancy.models import TenantModel


class Team(TenantModel):
    """
    A working team in a unit or across units, with leader, days and decree (PermenPANRB 7/2022).

    The leader gives assignments and feedback and is not by that the members' rater. Ended, never deleted.
    .. no_pii:
    """

    name = models.CharField(max_length=250)
    purpose = models.TextField(blank=True, default="")
    unit = TenantForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+", null=True)
    unit_path = models.TextField(blank=True, default="", db_collation="C")
    leader = TenantForeignKey("people.Employee", on_delete=models.PROTECT, related_name="+")
    period = DateRangeField()
    decree_number = models.CharField(max_length=120, blank=True, default="")
    decree_date = models.DateField(null=True)
    created_by_employee_id = models.UUIDField(null=True)
    created_at = models.DateTimeField()
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        db_table = "planning_team"
        ordering = ["name", "id"]
        indexes = [
            models.Index(fields=["agency", "leader"], name="planning_team_leader"),
            models.Index(fields=["agency", "unit_path"], name="planning_team_unit"),
        ]
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="planning_team_name")]

    def __str__(self) -> str:
        return self.name

    @property
    def last_day(self) -> date | None:
        """The last day the team works, if it has one."""
        upper = self.period.upper
        return None if upper is None else date.fromordinal(upper.toordinal() - 1)


class TeamMember(TenantModel):
    """
    One member of a team: an employee of the agency, or somebody of another agency kept as words.

    .. pii: name, NIP and agency of a member from outside; kept as long as the team
    """

    team = TenantForeignKey("planning.Team", on_delete=models.CASCADE, related_name="members")
    employee = TenantForeignKey("people.Employee", on_delete=models.PROTECT, related_name="+", null=True)
    outside_name = models.CharField(max_length=250, blank=True, default="")
    outside_nip = models.CharField(max_length=18, blank=True, default="")
    outside_agency = models.CharField(max_length=250, blank=True, default="")
    task = models.CharField(max_length=250, blank=True, default="")
    joined_on = models.DateField()
    left_on = models.DateField(null=True)

    class Meta:
        db_table = "planning_team_member"
        ordering = ["joined_on", "id"]
        indexes = [models.Index(fields=["agency", "employee"], name="planning_team_member_person")]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "team", "employee"],
                name="planning_team_member_unique",
                condition=Q(employee__isnull=False, left_on__isnull=True),
            ),
            models.CheckConstraint(
                condition=Q(employee__isnull=False) ^ ~Q(outside_name=""), name="planning_team_member_one"
            ),
        ]

    def __str__(self) -> str:
        return self.outside_name or str(self.employee_id)


class MatrixMember(TenantModel):
    """
    Somebody borrowed for the matrix of a leader's plan, beside the leader's own subordinates and team members.

    .. no_pii:
    """

    plan = TenantForeignKey("planning.Plan", on_delete=models.CASCADE, related_name="matrix_members")
    employee = TenantForeignKey("people.Employee", on_delete=models.PROTECT, related_name="+")
    added_by_name = models.CharField(max_length=250)
    added_at = models.DateTimeField()

    class Meta:
        db_table = "planning_matrix_member"
        constraints = [
            models.UniqueConstraint(fields=["agency", "plan", "employee"], name="planning_matrix_member_unique")
        ]

    def __str__(self) -> str:
        return str(self.employee_id)


class MatrixCell(TenantModel):
    """
    What one member owes to one outcome of the leader (matriks pembagian peran dan hasil).

    ``made`` is the draft outcome that the cell became in the member's plan; without one the cell waits until
    the member has a plan that can be edited.
    .. pii: name of the person who wrote the cell; kept with the plan
    """

    outcome = TenantForeignKey("planning.Outcome", on_delete=models.CASCADE, related_name="cells")
    employee = TenantForeignKey("people.Employee", on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    made = TenantForeignKey("planning.Outcome", on_delete=models.PROTECT, related_name="made_from", null=True)
    changed_by_name = models.CharField(max_length=250)
    changed_at = models.DateTimeField()
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        db_table = "planning_matrix_cell"
        indexes = [models.Index(fields=["agency", "employee"], name="planning_cell_employee")]
        constraints = [
            models.UniqueConstraint(fields=["agency", "outcome", "employee"], name="planning_cell_unique"),
        ]

    def __str__(self) -> str:
        return self.text[:60]
