"""Errors as JSON: one shape, with the status of the kind of error, and findings that name the field."""

from __future__ import annotations

import logging
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, AuthorizationError, HttpError, ValidationError

from ekinerja.kernel.errors import DomainError, Finding

logger = logging.getLogger("ekinerja.api")
PLACES = ("path", "query", "body", "header", "cookie", "form")


def install(api: NinjaAPI) -> None:
    """Give the interface its answers for everything that can go wrong."""

    @api.exception_handler(DomainError)
    def domain(request: HttpRequest, error: DomainError) -> HttpResponse:
        return _answer(api, request, error.status, error.code, error.message, error.findings, error.fields)

    @api.exception_handler(ValidationError)
    def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
        message = _("Isian tidak sesuai dengan skema. Lihat findings.")
        findings = tuple(Finding("api.invalid", str(row["msg"]), field=_field(row["loc"])) for row in error.errors)
        return _answer(api, request, 422, "api.invalid", message, findings)

    @api.exception_handler(AuthenticationError)
    def unknown(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
        message = _("Masuk dahulu, atau kirim token akses yang masih berlaku.")
        answer = _answer(api, request, 401, "api.not_signed_in", message)
        answer.headers["WWW-Authenticate"] = 'Bearer realm="e-Kinerja"'
        return answer

    @api.exception_handler(AuthorizationError)
    def refused(request: HttpRequest, error: AuthorizationError) -> HttpResponse:
        return _answer(api, request, 403, "api.not_allowed", _("Anda tidak berwenang melakukan tindakan ini."))

    @api.exception_handler(Http404)
    def missing(request: HttpRequest, error: Http404) -> HttpResponse:
        return _answer(api, request, 404, "api.not_found", _("Data tidak ditemukan."))

    @api.exception_handler(HttpError)
    def other(request: HttpRequest, error: HttpError) -> HttpResponse:
        if isinstance(error.__cause__, DomainError):
            return domain(request, error.__cause__)
        return _answer(api, request, error.status_code, "api.refused", str(error))

    @api.exception_handler(Exception)
    def failed(request: HttpRequest, error: Exception) -> HttpResponse:
        logger.exception("api_failed", exc_info=error)
        request.failed = True  # type: ignore[attr-defined]
        return _answer(api, request, 500, "api.failed", _("Terjadi gangguan. Coba lagi, atau hubungi admin sistem."))


def _answer(
    api: NinjaAPI,
    request: HttpRequest,
    status: int,
    code: str,
    message: str,
    findings: tuple[Finding, ...] = (),
    fields: dict[str, Any] | None = None,
) -> HttpResponse:
    error: dict[str, Any] = {
        "code": code,
        "message": message,
        "findings": [
            {"code": row.code, "message": row.message, "field": row.field, "citation": row.citation} for row in findings
        ],
    }
    if fields:
        error["fields"] = fields
    return api.create_response(request, {"error": error}, status=status)


def _field(place: Any) -> str:
    """Return where the value stands, without the word for the kind of place and the name of the argument."""
    parts = [str(part) for part in place]
    if parts and parts[0] in PLACES:
        parts = parts[2:] if parts[0] == "body" and len(parts) > 2 else parts[1:]  # noqa: PLR2004
    return ".".join(parts)
