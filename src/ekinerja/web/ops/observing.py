"""Around every request: its id in all log lines, one line when it is answered, and the counters."""

from __future__ import annotations

import time
from collections.abc import Callable

import structlog
from django.http import HttpRequest, HttpResponse

from ekinerja.web.ops import measures

GetResponse = Callable[[HttpRequest], HttpResponse]
UNKNOWN = "-"
QUIET = {"ops:healthz", "ops:readyz", "ops:metrics"}
log = structlog.get_logger("ekinerja.request")


def observe(get_response: GetResponse) -> GetResponse:
    """Measure the request; log ids and the route only, never names, numbers or what was typed."""

    def middleware(request: HttpRequest) -> HttpResponse:
        started = time.perf_counter()
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=getattr(request, "id", ""))
        response = get_response(request)
        seconds = time.perf_counter() - started
        match = request.resolver_match
        route = match.view_name or UNKNOWN if match else UNKNOWN
        measures.observe(method=request.method or "", route=route, status=response.status_code, seconds=seconds)
        if route not in QUIET:
            _write(request, response, route, seconds)
        return response

    return middleware


def _write(request: HttpRequest, response: HttpResponse, route: str, seconds: float) -> None:
    """Write the line of one request."""
    actor = getattr(request, "actor", None)
    log.info(
        "request",
        method=request.method,
        route=route,
        status=response.status_code,
        milliseconds=round(seconds * 1000, 1),
        agency_id=getattr(actor, "agency_id", None),
        account_id=str(actor.account_id) if actor is not None and actor.account_id else None,
    )
