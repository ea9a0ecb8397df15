"""Tables of the audit trail: entries that are only ever added, and the seals that chain them."""

from __future__ import annotations

from django.db import models

from ekinerja.kernel.tenancy.models import TenantModel


class AuditEntry(TenantModel):
    """
    One thing somebody did, written in the transaction in which it happened.

    Never changed and never deleted: the application's role may only insert, and set ``sealed_in`` once
    (see the migration). ``digest`` covers every other column, so a change by another road is found.

    .. pii:: actor_name (who acted); kept as long as the agency's record, PP 71/2019 on electronic systems.
    """

    at = models.DateTimeField()
    event = models.CharField(max_length=60)
    actor_account_id = models.UUIDField(null=True)
    actor_employee_id = models.UUIDField(null=True)
    actor_name = models.CharField(max_length=250)
    acting_for_id = models.UUIDField(null=True)
    elevated = models.BooleanField(default=False)
    subject_type = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=60, blank=True)
    sensitive = models.BooleanField(default=False)
    data = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)
    sealed_in = models.IntegerField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["agency", "-at", "-id"], name="audit_entry_at_ix"),
            models.Index(fields=["agency", "subject_id", "-at"], name="audit_entry_subject_ix"),
            models.Index(fields=["agency", "actor_account_id", "-at"], name="audit_entry_actor_ix"),
            models.Index(fields=["agency", "sealed_in", "id"], name="audit_entry_seal_ix"),
            models.Index(fields=["agency", "event", "-at"], name="audit_entry_event_ix"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.event}"


class AuditSeal(TenantModel):
    """
    A link of the agency's hash chain: it fixes a batch of entries and the link before it.

    .. no_pii::
    """

    number = models.IntegerField()
    sealed_at = models.DateTimeField()
    entry_count = models.IntegerField()
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "number"], name="audit_seal_number_uq")]

    def __str__(self) -> str:
        return f"segel {self.number}"
