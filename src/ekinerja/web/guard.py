"""Who may open a page: every view declares it, a start-up check refuses a view that does not."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, resolve_url

from ekinerja.kernel.actor import Actor, Role
from ekinerja.kernel.errors import NotAllowed

View = Callable[..., HttpResponseBase]


class Request(HttpRequest):
    """A request with its actor; ``actor`` is ``None`` only on public pages."""

    actor: Actor


def public(view: View) -> View:
    """Mark a view that anybody may open without signing in."""
    view.access = "public"  # type: ignore[attr-defined]
    return view


def signed_in(view: View) -> View:
    """Mark a view for everybody who has signed in; object rights are the service's or selector's business."""
    return _guarded(view, "signed-in", lambda actor: True)


def without_agency(view: View) -> View:
    """Let a national operator open a page before an agency was entered; other pages lead to entering one."""
    view.without_agency = True  # type: ignore[attr-defined]
    return view


def role(*roles: Role) -> Callable[[View], View]:
    """Mark a view for holders of one of the roles, in whatever scope."""

    def decorate(view: View) -> View:
        return _guarded(view, ",".join(roles), lambda actor: actor.has(*roles))

    return decorate


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """Send a person without a session to sign in and afterwards back to the page they were on."""
    partial = request.headers.get("HX-Request") == "true"
    where = request.get_full_path()
    if partial or request.method != "GET":
        origin = urlsplit(request.headers.get("HX-Current-URL") or request.headers.get("Referer", ""))
        where = f"{origin.path}?{origin.query}".rstrip("?") if origin.netloc == request.get_host() else "/"
    target = f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': where})}"
    if partial:
        return HttpResponse(status=401, headers={"HX-Redirect": target})
    return HttpResponseRedirect(target)


def _guarded(view: View, access: str, allowed: Callable[[Actor], bool]) -> View:
    @wraps(view)
    def checked(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.actor is None:
            return to_sign_in(request)
        if request.actor.agency_id is None and not getattr(checked, "without_agency", False):
            return redirect("access:elevate")
        if not allowed(request.actor):
            raise NotAllowed
        return view(request, *args, **kwargs)

    checked.access = access  # type: ignore[attr-defined]
    return checked
