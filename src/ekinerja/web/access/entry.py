"""From proof to session: what lies between a right password and the home page."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect

from ekinerja.access import public as access
from ekinerja.web.access.client import client_of, keep_browser, safe_next

PENDING = "pending"
PENDING_FOR = timedelta(minutes=10)
BACKEND = "ekinerja.access.backend.Backend"


def hold(request: HttpRequest, *, account_id: UUID, means: str, target: str, at: datetime) -> None:
    """Remember, for ten minutes, that the first proof was given; this is not yet a session."""
    request.session.cycle_key()
    request.session[PENDING] = {
        "account_id": str(account_id),
        "means": means,
        "next": target,
        "at": at.isoformat(),
    }


def held(request: HttpRequest, at: datetime) -> dict[str, Any] | None:
    """Return what ``hold`` remembered, unless it is too old."""
    pending: dict[str, Any] | None = request.session.get(PENDING)
    if pending is None or datetime.fromisoformat(pending["at"]) + PENDING_FOR < at:
        return None
    return pending


def open_session(request: HttpRequest, *, account_id: UUID, means: str, target: str, at: datetime) -> HttpResponse:
    """Open a new session for the account, remember the browser and go on to ``target`` or home."""
    account = access.get_account(account_id=account_id)
    client = client_of(request, account.login)
    request.session.flush()
    login(request, account, backend=BACKEND)
    limits = access.session_limits(account=account)
    request.session.set_expiry(at + timedelta(hours=limits.session_hours))
    request.session.update(
        {
            "idle_minutes": limits.idle_minutes,
            "ip": client.ip,
            "user_agent": client.user_agent,
            "signed_in_at": at.isoformat(),
            "means": means,
        }
    )
    access.complete_sign_in(account=account, client=client, means=means, at=at)
    response: HttpResponse = (
        HttpResponseRedirect(safe_next(request, target)) if safe_next(request, target) else redirect("/")
    )
    if account.language in {"id", "en"} and account.language != "id":
        response.set_cookie("django_language", account.language, samesite="Lax", secure=request.is_secure())
    return keep_browser(request, response, account.login)
