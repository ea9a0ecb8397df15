"""Session store: the database row knows its owner, its browser and when it was last used."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from ekinerja.kernel import clock

TOUCH_AFTER = timedelta(minutes=2)


class SessionStore(DatabaseStore):
    """Ends a session when it was idle too long or reached its absolute end, whichever comes first."""

    @classmethod
    def get_model_class(cls) -> Any:
        """Return the table of sessions."""
        from ekinerja.access.models import Session

        return Session

    def load(self) -> dict[str, Any]:
        """Return the session's data, or nothing when it ended; notes now and then that it is in use."""
        row = self._get_session_from_db()  # type: ignore[attr-defined]
        if row is None:
            return {}
        data: dict[str, Any] = self.decode(row.session_data)
        now = clock.now()
        idle = data.get("idle_minutes")
        if idle and row.seen_at + timedelta(minutes=int(idle)) < now:
            self._session_key = None
            return {}
        if now - row.seen_at > TOUCH_AFTER:
            type(row).objects.filter(pk=row.pk).update(seen_at=now)
        return data

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        """Return the row for the session's data with the columns its owner sees in the list of sessions."""
        row: Any = super().create_model_instance(data)
        row.account_id = data.get(SESSION_KEY)
        row.ip = data.get("ip")
        row.user_agent = str(data.get("user_agent", ""))[:200]
        row.signed_in_at = datetime.fromisoformat(data["signed_in_at"]) if "signed_in_at" in data else None
        row.seen_at = clock.now()
        return row
