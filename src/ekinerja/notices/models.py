"""Tables of the notifications."""

from __future__ import annotations

from django.db import models

from ekinerja.kernel.tenancy.fields import TenantForeignKey
from ekinerja.kernel.tenancy.models import TenantModel


class MailState(models.TextChoices):
    """What became of the e-mail of a notification."""

    NONE = "TANPA", "Tanpa surel"
    QUEUED = "ANTRE", "Menunggu dikirim"
    SENT = "TERKIRIM", "Terkirim"
    NO_ADDRESS = "TANPA_ALAMAT", "Tidak ada alamat surel"


class Notification(TenantModel):
    """
    One message to one employee; unread until opened or marked.

    ``key`` names the happening, so that a handler that runs twice tells it once.

    .. no_pii:: text names documents and colleagues by office, as the recipient sees them anyway.
    """

    employee = TenantForeignKey("people.Employee", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=120)
    title = models.CharField(max_length=200)
    body = models.TextField(blank=True)
    url = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    mail_state = models.CharField(max_length=12, choices=MailState.choices, default=MailState.NONE)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "employee", "key"], name="notification_key_uq"),
            models.CheckConstraint(condition=models.Q(mail_state__in=MailState.values), name="notification_mail_ck"),
        ]
        indexes = [
            models.Index(fields=["agency", "employee", "-created_at"], name="notification_list_ix"),
            models.Index(
                fields=["agency", "employee"], condition=models.Q(read_at=None), name="notification_unread_ix"
            ),
        ]

    def __str__(self) -> str:
        return self.title
