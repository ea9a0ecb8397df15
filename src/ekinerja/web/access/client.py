"""Where a request comes from, and which accounts its browser has signed in to before."""

from __future__ import annotations

import secrets
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.http import url_has_allowed_host_and_scheme

from ekinerja.access import public as access

COOKIE = "peramban"
SALT = "ekinerja.access.browser"
YEAR = 365 * 24 * 3600
REMEMBERED = 12


def client_of(request: HttpRequest, login: str = "") -> access.Client:
    """Return where the attempt comes from; ``trusted`` when this browser has signed in to this login before."""
    browser = _browser(request)
    return access.Client(
        ip=address_of(request),
        browser_id=browser["id"],
        trusted=bool(login) and access.login_mark(login=login) in browser["known"],
        user_agent=request.headers.get("User-Agent", "")[:200],
    )


def address_of(request: HttpRequest) -> str:
    """Return the client's address; ``X-Forwarded-For`` counts only when a trusted proxy wrote it."""
    address = str(request.META.get("REMOTE_ADDR", ""))
    hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",") if hop.strip()]
    while address in settings.TRUSTED_PROXIES and hops:
        address = hops.pop()
    return address


def keep_browser(request: HttpRequest, response: HttpResponse, login: str = "") -> HttpResponse:
    """Give the browser its name, and remember with it that it has signed in to ``login``."""
    browser = _browser(request)
    if login:
        mark = access.login_mark(login=login)
        browser["known"] = [mark, *(old for old in browser["known"] if old != mark)][:REMEMBERED]
    elif COOKIE in request.COOKIES:
        return response
    response.set_cookie(
        COOKIE,
        signing.dumps(browser, salt=SALT),
        max_age=YEAR,
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )
    return response


def _browser(request: Any) -> dict[str, Any]:
    if not hasattr(request, "browser_cookie"):
        try:
            request.browser_cookie = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=YEAR)
        except signing.BadSignature:
            request.browser_cookie = {"id": secrets.token_urlsafe(12), "known": []}
    browser: dict[str, Any] = request.browser_cookie
    return browser


def safe_next(request: HttpRequest, target: str) -> str:
    """Return the address to go on to, if it is one of ours; otherwise nothing."""
    ours = url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return target if target.startswith("/") and ours else ""
