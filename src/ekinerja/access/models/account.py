"""Accounts and their open sessions: national tables, because a NIP is unique in the nation."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models import Q

from ekinerja.access.data import normalise_login
from ekinerja.kernel.ids import uuid7


class AccountManager(models.Manager["Account"]):
    """Finds accounts by the name they sign in with."""

    def get_by_natural_key(self, login: str) -> Account:
        """Return the account with this login, however it was typed."""
        return self.get(login=normalise_login(login))


class Account(AbstractBaseUser):
    """
    One person's (or operator's) key to the program.

    Born unusable by import, becomes usable by activation with a one-time code, ends by deactivation; never
    deleted, because audit rows name it. Statutory term: akun pengguna.

    .. pii: name, NIP, e-mail, telephone; why: sign-in and notices; kept while the agency keeps the personnel file
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    login = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=200)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=20, blank=True)
    agency = models.ForeignKey("organisation.Agency", on_delete=models.PROTECT, null=True, related_name="+")
    employee_id = models.UUIDField(null=True)
    born_on = models.DateField(null=True)
    language = models.CharField(max_length=2, default="id")
    is_active = models.BooleanField(default=True)
    activated_at = models.DateTimeField(null=True)
    password_changed_at = models.DateTimeField(null=True)
    recorded_at = models.DateTimeField(null=True)

    USERNAME_FIELD = "login"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = AccountManager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["agency", "employee_id"],
                condition=Q(employee_id__isnull=False),
                name="account_one_per_employee",
            ),
            models.CheckConstraint(
                condition=Q(employee_id__isnull=True) | Q(agency__isnull=False),
                name="account_employee_has_agency",
            ),
        )
        indexes = (models.Index(fields=["agency", "activated_at"], name="account_agency_activated"),)

    def __str__(self) -> str:
        return self.login

    def set_rehashed(self, password: str) -> None:
        """Store the same password again with today's hashing parameters."""
        self.set_password(password)
        type(self).objects.filter(pk=self.pk).update(password=self.password)


class Session(AbstractBaseSession):
    """
    One open browser session; a row ends by sign-out, by expiry or by its owner's hand.

    .. pii: IP address and browser name; why: the owner recognises a stranger; deleted when the session ends
    """

    account = models.ForeignKey(Account, on_delete=models.CASCADE, null=True, related_name="+")
    ip = models.GenericIPAddressField(null=True)
    user_agent = models.CharField(max_length=200, blank=True)
    signed_in_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=["account", "seen_at"], name="session_account_seen"),)

    @classmethod
    def get_session_store_class(cls) -> type:
        """Return the store that writes these rows."""
        from ekinerja.access.sessions import SessionStore

        return SessionStore
