"""Every address declares who may open it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver, path

from ekinerja.kernel.actor import Role
from ekinerja.web import guard
from tests.architecture.sources import assert_none


def routes(patterns: list[Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """All addresses with their views."""
    for pattern in patterns:
        where = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, where)
        elif isinstance(pattern, URLPattern):
            yield where, pattern.callback


def undeclared(patterns: list[Any]) -> list[str]:
    known = {"public", "signed-in", *Role}
    found = []
    for where, view in routes(patterns):
        access = getattr(view, "access", "")
        if not access or not set(access.split(",")) <= known:
            code = getattr(view, "__code__", None)
            place = f"{code.co_filename}:{code.co_firstlineno}" if code else repr(view)
            found.append(f"{place}: /{where}: decorate the view with guard.public, signed_in or role(...)")
    return found


def test_every_view_declares_its_access() -> None:
    assert_none(undeclared(get_resolver().url_patterns))


def test_there_are_addresses() -> None:
    assert len(list(routes(get_resolver().url_patterns))) > 10


def test_an_undeclared_view_is_found() -> None:
    def view(request: Any) -> HttpResponse:
        return HttpResponse()

    assert undeclared([path("x/", view)])
    assert not undeclared([path("x/", guard.public(view))])
    assert not undeclared([path("x/", guard.role(Role.AGENCY_ADMIN, Role.FINANCE)(view))])
