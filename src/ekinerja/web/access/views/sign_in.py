"""Sign in with NIP and password or a passkey; sign out."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from ekinerja.access import public as access
from ekinerja.kernel import clock
from ekinerja.web.access import entry
from ekinerja.web.access.client import client_of, keep_browser, safe_next
from ekinerja.web.access.forms import PasskeyForm, SignInForm
from ekinerja.web.access.words import wait_in_words
from ekinerja.web.guard import public


@public
@never_cache
@require_http_methods(["GET", "POST"])
def sign_in(request: Any) -> HttpResponse:
    """Ask for NIP and password; a signed-in person goes straight on."""
    target = safe_next(request, request.POST.get("next") or request.GET.get("next") or "")
    if request.actor is not None:
        return redirect(target or "/")
    form = SignInForm(request.POST or None)
    result = None
    if request.method == "POST" and form.is_valid():
        login, password = form.cleaned_data["login"], form.cleaned_data["password"]
        client = client_of(request, login)
        result = access.sign_in(login=login, password=password, client=client, at=clock.now())
        if result.account_id is not None:
            return go_on(
                request,
                account_id=result.account_id,
                needs_factor=bool(result.factors),
                must_enrol=result.must_enrol,
                means="password",
                target=target,
            )
    return _page(request, form, target, result)


def _page(
    request: HttpRequest, form: SignInForm, target: str, result: Any = None, passkey_failed: bool = False
) -> HttpResponse:
    options = None
    if passkey_failed or request.GET.get("cara") == "kunci":
        options, state = access.passkeys.start_assertion(known=None)
        request.session["passkey_state"] = state
    context = {
        "form": form,
        "next": target,
        "result": result,
        "wait": wait_in_words(result.wait_seconds) if result and result.wait_seconds else "",
        "passkey_options": json.dumps(options) if options else "",
        "passkey_failed": passkey_failed,
        "sso_name": settings.OIDC_NAME if settings.OIDC_ISSUER else "",
    }
    failed = request.method == "POST"
    return keep_browser(request, render(request, "access/sign_in.html", context, status=422 if failed else 200))


def go_on(
    request: HttpRequest, *, account_id: Any, needs_factor: bool, must_enrol: bool, means: str, target: str
) -> HttpResponse:
    """Lead from the first proof to the second one, or open the session when none is needed."""
    at = clock.now()
    if needs_factor or must_enrol:
        entry.hold(request, account_id=account_id, means=means, target=target, at=at)
        return redirect("access:verify" if needs_factor else "access:enrol")
    return entry.open_session(request, account_id=account_id, means=means, target=target, at=at)


@public
@require_POST
def sign_in_with_passkey(request: HttpRequest) -> HttpResponse:
    """Accept a passkey instead of NIP and password; the device has checked its owner."""
    target = safe_next(request, request.POST.get("next", ""))
    form = PasskeyForm(request.POST)
    state = request.session.pop("passkey_state", None)
    if state and form.is_valid():
        result = access.verify_factor.sign_in_with_passkey(
            state=state, response=form.cleaned_data["credential"], client=client_of(request), at=clock.now()
        )
        if result.means and result.account_id:
            return entry.open_session(
                request, account_id=result.account_id, means=result.means, target=target, at=clock.now()
            )
    return _page(request, SignInForm(), target, passkey_failed=True)


@public
@require_POST
def sign_out(request: Any) -> HttpResponse:
    """End this session and let the browser forget its pages."""
    if request.actor is not None:
        access.record_sign_out(actor=request.actor, at=clock.now())
    logout(request)
    response = redirect("access:sign-in")
    response.headers["Clear-Site-Data"] = '"cache"'
    return response
