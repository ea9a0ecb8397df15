"""Pages of the frame itself: start, language, theme, search, help, components, offline page and service worker."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from ekinerja.web import addresses, assets
from ekinerja.web.guard import public

YEAR = 365 * 24 * 3600


@public
@require_GET
def start(request: Any) -> HttpResponse:
    """Send a signed-in person home and everybody else to the sign-in page."""
    if request.actor is None:
        return redirect(settings.LOGIN_URL)
    return redirect(addresses.page(settings.LOGIN_REDIRECT_URL) or "shell:help")


@public
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Remember the language in a cookie."""
    chosen = request.POST.get("language", "")
    response = _back(request)
    if chosen in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, chosen, max_age=YEAR, samesite="Lax", secure=request.is_secure()
        )
        translation.activate(chosen)
    return response


@public
@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Remember light or dark in a cookie; an empty choice follows the device again."""
    chosen = request.POST.get("tema", "")
    response = _back(request)
    if chosen in {"light", "dark"}:
        response.set_cookie("tema", chosen, max_age=YEAR, samesite="Lax", secure=request.is_secure())
    else:
        response.delete_cookie("tema", samesite="Lax")
    return response


@public
@require_GET
def offline(request: HttpRequest) -> HttpResponse:
    """Show what a person can do without a connection; kept by the service worker."""
    return render(request, "shell/offline.html")


@public
@require_GET
def service_worker(request: HttpRequest) -> HttpResponse:
    """Serve the service worker from the root, so that it may watch every page."""
    response = render(
        request,
        "shell/sw.js",
        {"files": [assets.asset(name) for name in ("main.css", "main.js", "icons.svg")]},
        content_type="text/javascript",
    )
    response.headers["Cache-Control"] = "no-cache"
    return response


def _back(request: HttpRequest) -> HttpResponseRedirect:
    target = request.POST.get("next", "/")
    safe = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return HttpResponseRedirect(target if safe else "/")
