"""How Django finds the account of a session; it never checks a password itself (``services.sign_in`` does)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from ekinerja.access.models import Account


class Backend:
    """Loads the account together with its agency: one query for each request."""

    def authenticate(self, request: Any, **credentials: Any) -> None:
        """Refuse: passwords are checked by the sign-in service, which also counts and records."""
        return

    def get_user(self, user_id: UUID | str) -> Account | None:
        """Return the account of a running session, unless it was closed meanwhile."""
        return Account.objects.select_related("agency").filter(pk=user_id, is_active=True).first()
