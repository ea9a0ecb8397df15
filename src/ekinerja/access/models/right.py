"""What an account may do in an agency, since when, until when, by whose decision."""

from __future__ import annotations

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import F, Q

from ekinerja.access.data import FactorRule
from ekinerja.kernel.actor import Role
from ekinerja.kernel.ids import uuid7
from ekinerja.kernel.tenancy.fields import TenantForeignKey
from ekinerja.kernel.tenancy.models import TenantModel


class NationalGrant(models.Model):
    """
    The right to enter any agency through an elevated session, for a time.

    Statutory term: operator nasional.

    .. no_pii:
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    account = models.ForeignKey("access.Account", on_delete=models.PROTECT, related_name="+")
    period = DateRangeField()
    granted_by = models.UUIDField(null=True)
    granted_at = models.DateTimeField()
    reason = models.CharField(max_length=300)
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.UUIDField(null=True)

    class Meta:
        indexes = (models.Index(fields=["account"], name="national_grant_account"),)


class RoleGrant(TenantModel):
    """
    A role given to an account over the whole agency or one unit and what is below it, for a time.

    Revoking keeps the row and says when, by whom and why. Statutory term: pemberian peran.

    .. no_pii:
    """

    account_id = models.UUIDField()
    role = models.CharField(max_length=20, choices=[(item.value, item.value) for item in Role])
    unit = TenantForeignKey("organisation.Unit", on_delete=models.PROTECT, null=True, related_name="+")
    period = DateRangeField()
    granted_by = models.UUIDField(null=True)
    granted_at = models.DateTimeField()
    reason = models.CharField(max_length=300)
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.UUIDField(null=True)
    revoked_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = (
            models.Index(fields=["agency", "account_id"], name="role_grant_account"),
            models.Index(fields=["agency", "unit"], name="role_grant_unit"),
        )


class Delegation(TenantModel):
    """
    A rater lets a colleague work on the rater's inbox for some days; the rater stays answerable.

    Statutory term: pelimpahan wewenang.

    .. no_pii:
    """

    from_employee_id = models.UUIDField()
    to_employee_id = models.UUIDField()
    what = models.CharField(max_length=20)
    period = DateRangeField()
    reason = models.CharField(max_length=300)
    granted_by = models.UUIDField()
    granted_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.UUIDField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=~Q(from_employee_id=F("to_employee_id")), name="delegation_to_another"),
        )
        indexes = (
            models.Index(fields=["agency", "to_employee_id"], name="delegation_to"),
            models.Index(fields=["agency", "from_employee_id"], name="delegation_from"),
        )


class ElevatedSession(TenantModel):
    """
    A stated reason, a few minutes, one session: administrative access instead of a superuser.

    Statutory term: akses administratif sementara.

    .. no_pii:
    """

    account_id = models.UUIDField()
    session_hash = models.CharField(max_length=64)
    reason = models.CharField(max_length=300)
    started_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (models.CheckConstraint(condition=Q(ends_at__gt=F("started_at")), name="elevated_has_end"),)
        indexes = (models.Index(fields=["agency", "account_id", "ends_at"], name="elevated_account"),)


class AccessPolicy(TenantModel):
    """
    What an agency decided about signing in; without a row the defaults of the program hold.

    .. no_pii:
    """

    second_factor = models.CharField(
        max_length=20, choices=[(item.value, item.value) for item in FactorRule], default=FactorRule.OPTIONAL
    )
    code_days = models.PositiveSmallIntegerField(default=14)
    idle_minutes = models.PositiveSmallIntegerField(default=120)
    session_hours = models.PositiveSmallIntegerField(default=12)
    decided_by = models.UUIDField(null=True)
    decided_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["agency"], name="access_policy_one"),)
