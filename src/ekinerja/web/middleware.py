"""What surrounds every request: security headers, the actor with agency and transaction, and domain errors."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from ekinerja.access import public as access
from ekinerja.kernel import clock
from ekinerja.kernel.errors import DomainError
from ekinerja.kernel.ids import uuid7
from ekinerja.kernel.tenancy import context
from ekinerja.organisation import public as organisation
from ekinerja.web.shell import errors

GetResponse = Callable[[HttpRequest], HttpResponse]
logger = logging.getLogger("ekinerja.web")

POLICY: Final = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "worker-src 'self'",
        "manifest-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
PERMISSIONS: Final = (
    "camera=(), microphone=(), geolocation=(), payment=(), usb=(), publickey-credentials-get=(self), "
    "publickey-credentials-create=(self)"
)
NULL: Final = "%00"
WITH_TOKENS: Final = "/api/"
# These say themselves that there is nothing under an address with a null character.
SAY_THEMSELVES: Final = (WITH_TOKENS, "/verifikasi/")
WITHOUT_ACTOR: Final = ("/static/", "/healthz", "/readyz", "/metrics", "/sw.js", "/luring/")


def security_headers(get_response: GetResponse) -> GetResponse:
    """Give the request its id and the response its policies; pages of signed-in people are never cached."""

    def middleware(request: Any) -> HttpResponse:
        request.id = str(uuid7())
        response = get_response(request)
        response.headers["X-Request-ID"] = request.id
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if getattr(request, "actor", None) is not None:
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    return middleware


def head_as_get(get_response: GetResponse) -> GetResponse:
    """Answer HEAD, with which monitors ask, as GET: a page names only what it does; the server leaves the body out."""

    def middleware(request: Any) -> HttpResponse:
        asked = request.method
        request.method = "GET" if asked == "HEAD" else asked
        response = get_response(request)
        request.method = asked
        return response

    return middleware


def chosen_language(get_response: GetResponse) -> GetResponse:
    """Use the language that the person chose; Indonesian otherwise, whatever the browser says."""

    def middleware(request: Any) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        request.LANGUAGE_CODE = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(request.LANGUAGE_CODE):
            response = get_response(request)
        response.headers.setdefault("Content-Language", request.LANGUAGE_CODE)
        return response

    return middleware


def actor_and_agency(get_response: GetResponse) -> GetResponse:
    """
    Set ``request.actor``, enter its agency and hold one transaction for the whole request.

    The response leaves after the commit. It is rolled back when the view raised or answered with 5xx;
    a view that catches a domain error keeps what it did, the failed service's own savepoint is undone.
    """

    def middleware(request: Any) -> HttpResponse:
        request.actor = None
        if request.path.startswith(WITHOUT_ACTOR):
            return get_response(request)
        with transaction.atomic():
            request.actor = _actor(request)
            _own_language(request)
            with _agency(request):
                response = get_response(request)
                _note_elevated(request, response)
            if getattr(request, "failed", False) or response.status_code >= 500:
                transaction.set_rollback(True)
        return response

    return middleware


def domain_errors(get_response: GetResponse) -> GetResponse:
    """
    Turn an anticipated error of a view into its page, or into a message for a partial update.

    An address with a null character is none of ours: the database cannot look for it. One that only takes a form says
    so: it is met by reloading, or by changing the language, after a form was refused.
    """

    def middleware(request: Any) -> Any:
        if NULL in request.META.get("QUERY_STRING", "") and not request.path.startswith(SAY_THEMSELVES):
            return errors.not_found(request)
        response = get_response(request)
        if response.status_code == 405 and not request.path.startswith(SAY_THEMSELVES):
            return errors.only_sent(request, allowed=response.headers.get("Allow", ""))
        return response

    def process_exception(request: Any, exception: Exception) -> HttpResponse | None:
        request.failed = True
        if not isinstance(exception, DomainError):
            return None
        logger.info(
            "domain_error", extra={"code": exception.code, "status": exception.status, "request_id": request.id}
        )
        return errors.domain(request, exception)

    middleware.process_exception = process_exception  # type: ignore[attr-defined]
    return middleware


def _actor(request: Any) -> Any:
    """Return who calls; a personal access token speaks for its owner, on the JSON interface only."""
    request.bearer = None
    sent = request.headers.get("Authorization", "")
    if request.path.startswith(WITH_TOKENS) and sent.startswith("Bearer "):
        request.bearer = access.keep_tokens.bearer_of(key=sent.removeprefix("Bearer ").strip(), at=clock.now())
        request.user = request.bearer.account if request.bearer else AnonymousUser()
        return request.bearer.actor if request.bearer else None
    if not request.user.is_authenticated:
        return None
    return access.actor_for_request(request.user, at=clock.now(), session=request.session)


def _own_language(request: Any) -> None:
    """Use the account's language on a device where none was chosen."""
    if request.actor is None or settings.LANGUAGE_COOKIE_NAME in request.COOKIES:
        return
    language = request.user.language
    if language in dict(settings.LANGUAGES) and language != request.LANGUAGE_CODE:
        translation.activate(language)
        request.LANGUAGE_CODE = language


def _note_elevated(request: Any, response: HttpResponse) -> None:
    """Put every page opened with administrative access into the audit trail, also one that only shows."""
    failed = getattr(request, "failed", False) or response.status_code >= 500
    if request.actor is not None and request.actor.elevated and not failed:
        access.elevate.record_elevated_request(
            actor=request.actor,
            method=request.method,
            path=request.path,
            status=response.status_code,
            at=clock.now(),
        )


@contextmanager
def _agency(request: Any) -> Iterator[None]:
    """Enter the actor's agency and its time zone; a national operator has neither until he chooses one."""
    actor = request.actor
    if actor is None or actor.agency_id is None:
        yield
        return
    own = request.user.agency
    agency = own if own is not None and own.pk == actor.agency_id else organisation.get_agency(actor.agency_id)
    request.agency_name = agency.name
    with context.agency(actor.agency_id), timezone.override(agency.time_zone):
        yield
