"""What proves that somebody is the owner of an account, and what slows down guessing; national tables."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from ekinerja.access.data import Channel, FactorKind, Purpose, TokenScope
from ekinerja.kernel.ids import uuid7


class OneTimeCode(models.Model):
    """
    A short code that lets its holder set a password once.

    Only a keyed hash is stored; the code itself is shown or sent once. A newer code of the same account ends
    the older one. Statutory term: kode sekali pakai.

    .. pii: reason of a hand-over may name people; kept 5 years with the audit trail
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    account = models.ForeignKey("access.Account", on_delete=models.CASCADE, related_name="+")
    purpose = models.CharField(max_length=10, choices=[(item.value, item.value) for item in Purpose])
    channel = models.CharField(max_length=10, choices=[(item.value, item.value) for item in Channel])
    hash = models.CharField(max_length=64)
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    issued_by = models.UUIDField(null=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["account"],
                condition=Q(used_at__isnull=True, ended_at__isnull=True),
                name="code_one_open_per_account",
            ),
        )
        indexes = (models.Index(fields=["account", "issued_at"], name="code_account_issued"),)


class SecondFactor(models.Model):
    """
    A second proof beside the password: an authenticator app, a passkey, or one printed recovery code.

    ``secret`` is encrypted (app), the public credential (passkey) or a keyed hash (recovery code).
    ``counter`` is the last accepted time step (app) or signature counter (passkey): a replay is refused.

    .. no_pii:
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    account = models.ForeignKey("access.Account", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=[(item.value, item.value) for item in FactorKind])
    name = models.CharField(max_length=60, blank=True)
    secret = models.TextField()
    credential_id = models.CharField(max_length=400, blank=True)
    counter = models.BigIntegerField(default=0)
    drift_seconds = models.IntegerField(default=0)
    created_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["account"], condition=Q(kind="APLIKASI"), name="factor_one_app_per_account"
            ),
            models.UniqueConstraint(
                fields=["credential_id"], condition=~Q(credential_id=""), name="factor_credential_once"
            ),
        )
        indexes = (models.Index(fields=["account", "kind"], name="factor_account_kind"),)


class Throttle(models.Model):
    """
    How often one key (a login from one browser or network) failed lately; the key is a keyed hash.

    .. no_pii:
    """

    key = models.CharField(max_length=64, primary_key=True)
    failures = models.PositiveIntegerField(default=0)
    window_from = models.DateTimeField()
    blocked_until = models.DateTimeField(null=True)

    class Meta:
        indexes = (models.Index(fields=["window_from"], name="throttle_window"),)


class AccessToken(models.Model):
    """
    A key with which a program of the account's owner uses the JSON interface, for reading or also for writing.

    Only a keyed hash is stored; the key is shown once. ``beginning`` is its first letters, to tell keys apart.
    Ends by itself at ``expires_at``, or when it is revoked. Statutory term: token akses pribadi.

    .. no_pii:
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    account = models.ForeignKey("access.Account", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=80)
    scope = models.CharField(max_length=6, choices=[(item.value, item.value) for item in TokenScope])
    beginning = models.CharField(max_length=12)
    hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=~Q(name=""), name="token_has_name"),
            models.CheckConstraint(condition=Q(scope__in=[item.value for item in TokenScope]), name="token_scope"),
        )
        indexes = (models.Index(fields=["account", "created_at"], name="token_account_created"),)

    def __str__(self) -> str:
        return self.beginning
