"""Addresses of the JSON interface; every operation is for the signed-in, its description for everybody."""

from __future__ import annotations

from typing import Any

from django.urls import URLPattern, path
from django.views.decorators.http import require_GET

from ekinerja.api import app, docs


def _patterns() -> list[URLPattern]:
    patterns: list[Any] = app.api._get_urls()
    found = [pattern for pattern in patterns if pattern.name != "api-root"]
    for pattern in found:
        pattern.callback.access = "signed-in"
    return found


openapi = require_GET(app.openapi)
openapi.access = "public"  # type: ignore[attr-defined]
documentation = require_GET(docs.show)
documentation.access = "public"  # type: ignore[attr-defined]

app_name = "api"
urlpatterns = [
    path("", documentation, name="docs"),
    path("openapi.json", openapi, name="openapi"),
    *_patterns(),
]
