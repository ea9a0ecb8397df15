"""From a one-time code to a password; and asking for such a code by e-mail."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ekinerja.access import public as access
from ekinerja.kernel import clock
from ekinerja.kernel.errors import Conflict, RuleNotMet
from ekinerja.web.access.client import client_of, keep_browser
from ekinerja.web.access.forms import ActivationForm, CodeForm, ResetForm
from ekinerja.web.access.views.sign_in import go_on
from ekinerja.web.access.words import wait_in_words
from ekinerja.web.guard import public

CHECKED = "checked_code"
CHECKED_FOR = timedelta(minutes=20)


@public
@never_cache
@require_http_methods(["GET", "POST"])
def activate(request: HttpRequest) -> HttpResponse:
    """Ask for NIP and one-time code; the code is used up only on the next page."""
    form = CodeForm(request.POST or None, initial={"login": request.GET.get("nip", "")})
    if request.method == "POST" and form.is_valid():
        login = form.cleaned_data["login"]
        at = clock.now()
        result = access.use_code.check_code(
            login=login, code=form.cleaned_data["code"], client=client_of(request, login), at=at
        )
        if result.code_id is not None:
            request.session.cycle_key()
            request.session[CHECKED] = {
                "code_id": str(result.code_id),
                "name": result.name,
                "purpose": result.purpose.value,
                "at": at.isoformat(),
            }
            return redirect("access:set-password")
        form.add_error("code", _problem(result))
    page = render(request, "access/activate.html", {"form": form}, status=422 if form.errors else 200)
    return keep_browser(request, page)


def _problem(result: access.use_code.CodeResult) -> str:
    if result.malformed:
        return _("Ada huruf yang salah ketik. Kode terdiri dari 9 huruf dan angka tanpa I, L, O, 0, dan 1.")
    if result.wait_seconds and not result.remaining:
        return _("Terlalu banyak percobaan dari peramban ini. Coba lagi dalam %s.") % wait_in_words(result.wait_seconds)
    return (
        _(
            "NIP atau kode salah, atau kode sudah dipakai atau kedaluwarsa. Sisa percobaan: %d. "
            "Kode baru dapat diminta kepada pengelola kinerja unit Anda."
        )
        % result.remaining
    )


@public
@never_cache
@require_http_methods(["GET", "POST"])
def set_password(request: HttpRequest) -> HttpResponse:
    """Ask for the new password and use the code up."""
    checked = request.session.get(CHECKED)
    at = clock.now()
    if checked is None or datetime.fromisoformat(checked["at"]) + CHECKED_FOR < at:
        return redirect("access:activate")
    form = ActivationForm(request.POST or None)
    if checked["purpose"] == access.Purpose.RESET:
        del form.fields["email"]
    if request.method == "POST" and form.is_valid():
        try:
            done = access.use_code.set_password_with_code(
                code_id=UUID(checked["code_id"]),
                password=form.cleaned_data["password"],
                email=form.cleaned_data.get("email", ""),
                at=at,
            )
        except Conflict as error:
            request.session.pop(CHECKED)
            return render(request, "access/code_gone.html", {"message": error.message}, status=409)
        except RuleNotMet as error:
            for finding in error.findings:
                form.add_error("password", finding.message)
        else:
            request.session.pop(CHECKED)
            return go_on(
                request,
                account_id=done.account_id,
                needs_factor=bool(done.factors),
                must_enrol=done.must_enrol,
                means="code",
                target="",
            )
    context = {"form": form, "name": checked["name"], "is_reset": checked["purpose"] == access.Purpose.RESET}
    return render(request, "access/set_password.html", context, status=422 if form.errors else 200)


@public
@never_cache
@require_http_methods(["GET", "POST"])
def forgot(request: HttpRequest) -> HttpResponse:
    """Ask for a code by e-mail; the answer is the same for everybody."""
    form = ResetForm(request.POST or None)
    if request.method == "POST" and access.sends_mail() and form.is_valid():
        login = form.cleaned_data["login"]
        verdict = access.request_reset(login=login, client=client_of(request, login), at=clock.now())
        if verdict.allowed:
            return keep_browser(request, redirect("access:forgot-sent"))
        form.add_error(
            "login", _("Terlalu banyak permintaan. Coba lagi dalam %s.") % wait_in_words(verdict.wait_seconds)
        )
    context = {"form": form, "sends_mail": access.sends_mail()}
    page = render(request, "access/forgot.html", context, status=422 if form.errors else 200)
    return keep_browser(request, page)


@public
@require_http_methods(["GET"])
def forgot_sent(request: HttpRequest) -> HttpResponse:
    """Say what happens now, whether or not there is such an account."""
    return render(request, "access/forgot_sent.html")
