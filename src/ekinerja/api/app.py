"""The interface itself: its version, who may call, its errors, and its operations."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.operation import Operation

from ekinerja.api import errors
from ekinerja.api.auth import Browser, Token
from ekinerja.api.parsing import Reader
from ekinerja.api.routes import (
    agreements,
    calendars,
    cascade,
    descent,
    downtimes,
    figures,
    files,
    goals,
    jobs,
    matrix,
    me,
    periods,
    plan_changes,
    plan_help,
    plans,
    rater_corrections,
    raters,
    teams,
    unit_calendars,
    years,
)

DESCRIPTION = """\
The same doors and policies as the screens. Sign in with a browser session (changes need `X-CSRFToken`), or send a
personal access token from the profile page as `Authorization: Bearer ekn_…`. Decimal numbers are strings. Objects of
another agency, and those you may not know of, answer 404. Times carry their offset; days are those of the agency.
"""


class Api(NinjaAPI):
    """An interface whose operations bear the names of their functions."""

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """Return the name of an operation, as generated clients will call it."""
        return str(operation.view_func.__name__)


def build() -> NinjaAPI:
    """Return the interface with everything attached."""
    api = Api(
        title="e-Kinerja",
        version="1",
        description=DESCRIPTION,
        openapi_url=None,
        docs_url=None,
        auth=[Token(), Browser()],
        parser=Reader(),
        urls_namespace="api",
    )
    errors.install(api)
    for prefix, module, tag in (
        ("", me, "Caller"),
        ("/years", years, "Years"),
        ("/periods", periods, "Years"),
        ("/downtimes", downtimes, "Years"),
        ("", calendars, "Calendars"),
        ("", unit_calendars, "Calendars"),
        ("/goals", goals, "Goals"),
        ("/agreements", agreements, "Agreements"),
        ("/plans", plans, "Plans"),
        ("/plans", plan_help, "Plans"),
        ("/plans", plan_changes, "Plans"),
        ("/plans", descent, "Plans"),
        ("/plans", matrix, "Matrix"),
        ("", files, "Documents"),
        ("/cascade", cascade, "Cascade"),
        ("/teams", teams, "Teams"),
        ("", figures, "Figures"),
        ("", raters, "Figures"),
        ("", jobs, "Background work"),
        ("", rater_corrections, "Raters"),
    ):
        api.add_router(prefix, module.router, tags=[tag])
    return api


api = build()


@cache
def schema() -> dict[str, Any]:
    """Return the description as OpenAPI 3.1, with the answers every operation can give."""
    described: dict[str, Any] = dict(api.get_openapi_schema(path_prefix="/api/v1/"))
    return described


def openapi(request: HttpRequest) -> HttpResponse:
    """Answer with the description of the interface."""
    return api.create_response(request, schema(), status=200)
