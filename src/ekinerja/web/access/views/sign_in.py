"""Sign in with NIP and password; sign out."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from ekinerja.access import public as access
from ekinerja.kernel import clock
from ekinerja.web.access import entry
from ekinerja.web.access.client import client_of, keep_browser, safe_next
from ekinerja.web.access.forms import SignInForm
from ekinerja.web.guard import public


@public
@never_cache
@require_http_methods(["GET", "POST"])
def sign_in(request: Any) -> HttpResponse:
    """Ask for NIP and password; a signed-in person goes straight home."""
    target = safe_next(request, request.POST.get("next") or request.GET.get("next") or "")
    if request.actor is not None:
        return redirect(target or "/")
    form = SignInForm(request.POST or None)
    status = 200
    result = None
    if request.method == "POST":
        status = 422
        if form.is_valid():
            result = _try(request, form)
            if result.account_id is not None:
                return _go_on(request, result, target)
    page = render(request, "access/sign_in.html", {"form": form, "next": target, "result": result}, status=status)
    return keep_browser(request, page)


def _try(request: HttpRequest, form: SignInForm) -> access.SignInResult:
    login, password = form.cleaned_data["login"], form.cleaned_data["password"]
    return access.sign_in(login=login, password=password, client=client_of(request, login), at=clock.now())


def _go_on(request: HttpRequest, result: access.SignInResult, target: str) -> HttpResponse:
    assert result.account_id is not None
    at = clock.now()
    if result.factors or result.must_enrol:
        entry.hold(request, account_id=result.account_id, means="password", target=target, at=at)
        return redirect("access:verify" if result.factors else "access:enrol")
    return entry.open_session(request, account_id=result.account_id, means="password", target=target, at=at)


@public
@require_POST
def sign_out(request: Any) -> HttpResponse:
    """End this session."""
    if request.actor is not None:
        access.record_sign_out(actor=request.actor, at=clock.now())
    logout(request)
    response = redirect("access:sign-in")
    response.headers["Clear-Site-Data"] = '"cache"'
    return response
