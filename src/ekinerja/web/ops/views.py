"""`/healthz`: the process lives. `/readyz`: it can serve. `/metrics`: numbers for Prometheus."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ekinerja.kernel import health
from ekinerja.web.guard import public
from ekinerja.web.ops import measures, tables

LOOPBACK = {"127.0.0.1", "::1", ""}


@public
@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """Answer without touching anything else."""
    return HttpResponse("ok\n", content_type="text/plain")


@public
@require_safe
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """Answer 200 when the database answers and its tables are those of this version, else 503 with the reason."""
    if not health.answers():
        return JsonResponse({"ready": False, "reason": "database"}, status=503)
    try:
        current = tables.are_current()
    except DatabaseError:
        return JsonResponse({"ready": False, "reason": "database"}, status=503)
    if not current:
        return JsonResponse({"ready": False, "reason": "migrations"}, status=503)
    return JsonResponse({"ready": True})


@public
@require_safe
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """Return the numbers to a reader on this machine, or to one that knows EKINERJA_METRICS_TOKEN."""
    if not _may_read(request):
        return HttpResponseNotFound()
    content, content_type = measures.exposition()
    return HttpResponse(content, content_type=content_type)


def _may_read(request: HttpRequest) -> bool:
    """Whether the request comes from this machine and no proxy, or carries the token."""
    token = settings.METRICS_TOKEN
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if token:
        return secrets.compare_digest(given.encode(), token.encode())
    forwarded = request.headers.get("X-Forwarded-For") or request.headers.get("Forwarded")
    return not forwarded and request.META.get("REMOTE_ADDR", "") in LOOPBACK
