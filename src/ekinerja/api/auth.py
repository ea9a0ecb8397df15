"""Who calls: a browser with its session and CSRF token, or a program with a personal access token."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja.security import HttpBearer
from ninja.security.apikey import APIKeyCookie

from ekinerja.access import public as access
from ekinerja.kernel.actor import Actor
from ekinerja.kernel.errors import NotAllowed

SAFE = ("GET", "HEAD", "OPTIONS")


class Token(HttpBearer):
    """A personal access token, made on the profile page; ``BACA`` tokens may only read."""

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        """
        Return the actor that the middleware recognised by the token.

        :raises NotAllowed: the token may only read
        """
        bearer = getattr(request, "bearer", None)
        if bearer is None:
            return None
        if bearer.scope != access.TokenScope.WRITE and request.method not in SAFE:
            raise NotAllowed(_("Token ini hanya boleh membaca. Buat token yang boleh mengubah."))
        actor: Actor = bearer.actor
        return actor


class Browser(APIKeyCookie):
    """The session of somebody signed in; a change also needs the header ``X-CSRFToken``."""

    param_name = settings.SESSION_COOKIE_NAME

    def _get_key(self, request: HttpRequest) -> str | None:
        """Return the session's key; only somebody who has one is asked for the CSRF token."""
        if self.param_name not in request.COOKIES:
            return None
        key: str | None = super()._get_key(request)
        return key

    def authenticate(self, request: Any, key: str | None) -> Actor | None:
        """Return the actor of the session, in an agency."""
        actor: Actor | None = getattr(request, "actor", None)
        if actor is None or actor.agency_id is None or getattr(request, "bearer", None) is not None:
            return None
        return actor
