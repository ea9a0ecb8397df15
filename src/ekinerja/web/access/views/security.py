"""The security of one's own account: password, second proofs, recovery codes, sessions."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

import segno
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ekinerja.access import public as access
from ekinerja.kernel import clock
from ekinerja.kernel.errors import DomainError, RuleNotMet
from ekinerja.web.access import entry
from ekinerja.web.access.client import client_of
from ekinerja.web.access.forms import ChangePasswordForm, FactorForm, PasskeyForm, PasswordForm
from ekinerja.web.guard import public, signed_in, to_sign_in, without_agency

FRESH = "confirmed_at"
FRESH_SECONDS = 600
SECRET = "totp_secret"  # noqa: S105
STATE = "passkey_new"


@without_agency
@signed_in
@never_cache
@require_GET
def overview(request: Any) -> HttpResponse:
    """Show what protects the own account and where it is open."""
    account_id = request.actor.account_id
    context = {
        "account": access.get_account(account_id=account_id),
        "factors": access.factors.list_factors(account_id=account_id),
        "recovery_count": access.factors.count_recovery_codes(account_id=account_id),
        "sessions": access.sessions.list_sessions(actor=request.actor, at=clock.now()),
    }
    return render(request, "access/security.html", context)


@without_agency
@signed_in
@never_cache
@sensitive_post_parameters("old", "password", "again")
@require_http_methods(["GET", "POST"])
def change_password(request: Any) -> HttpResponse:
    """Replace the own password; the other sessions end."""
    form = ChangePasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            account = access.change_own.change_password(
                actor=request.actor, old=data["old"], new=data["password"], client=client_of(request), at=clock.now()
            )
        except RuleNotMet as error:
            for finding in error.findings:
                form.add_error(finding.field, finding.message)
        else:
            update_session_auth_hash(request, account)
            messages.success(request, _("Kata sandi diganti. Sesi di perangkat lain sudah diakhiri."))
            return redirect("access:security")
    status = 422 if form.errors else 200
    return render(request, "access/change_password.html", {"form": form}, status=status)


def _fresh(request: HttpRequest) -> bool:
    confirmed = request.session.get(FRESH, 0)
    return bool(clock.now().timestamp() - float(confirmed) < FRESH_SECONDS)


@without_agency
@signed_in
@never_cache
@require_http_methods(["GET", "POST"])
def confirm(request: Any) -> HttpResponse:
    """Ask for the password again before something delicate; good for ten minutes."""
    form = PasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            access.change_own.confirm_password(
                actor=request.actor,
                password=form.cleaned_data["password"],
                client=client_of(request),
                at=clock.now(),
            )
        except RuleNotMet as error:
            form.add_error("password", error.message)
        else:
            request.session[FRESH] = clock.now().timestamp()
            pages = {"aplikasi": "access:app", "kunci": "access:passkey", "kode": "access:recovery"}
            return redirect(pages.get(request.GET.get("untuk", ""), "access:security"))
    return render(request, "access/confirm.html", {"form": form}, status=422 if form.errors else 200)


def _who(request: Any) -> tuple[UUID | None, HttpResponse | None]:
    """Return whose second proof is set up: of a fresh session, or of somebody who must before the first one."""
    if request.actor is not None:
        return request.actor.account_id, None
    pending = entry.held(request, clock.now())
    if pending is None:
        return None, to_sign_in(request)
    account_id = UUID(pending["account_id"])
    if access.factors.factor_kinds(account_id=account_id):
        return None, redirect("access:verify")
    return account_id, None


@public
@never_cache
@require_GET
def enrol(request: Any) -> HttpResponse:
    """Explain why a second proof is needed now, and let the person choose."""
    account_id, away = _who(request)
    return away or render(request, "access/enrol.html", {"pending": request.actor is None, "who": account_id})


@public
@never_cache
@require_http_methods(["GET", "POST"])
def add_app(request: Any) -> HttpResponse:
    """Show the QR picture and take the first code of the app."""
    account_id, away = _who(request)
    if away or account_id is None:
        return away or redirect("access:sign-in")
    if request.actor is not None and not _fresh(request):
        return redirect(_confirm_for("aplikasi"))
    form = FactorForm(request.POST or None)
    form.fields["code"].help_text = _("Enam angka yang sedang tampil di aplikasi.")
    secret = request.session.setdefault(SECRET, access.totp.new_secret())
    if request.method == "POST" and form.is_valid():
        try:
            codes = access.enrol_factor.add_app(
                account_id=account_id, secret=secret, code=form.cleaned_data["code"], at=clock.now()
            )
        except RuleNotMet as error:
            form.add_error("code", error.message)
        else:
            request.session.pop(SECRET)
            return _finished(request, account_id, codes, means=access.FactorKind.APP)
    account = access.get_account(account_id=account_id)
    address = access.totp.address(secret=secret, login=account.login, issuer="e-Kinerja")
    context = {
        "form": form,
        "secret": " ".join(secret[start : start + 4] for start in range(0, len(secret), 4)),
        "picture": segno.make(address, error="m").svg_data_uri(scale=5, border=3, light="#fff"),
        "server_time": clock.now(),
        "pending": request.actor is None,
    }
    return render(request, "access/app.html", context, status=422 if form.errors else 200)


@public
@never_cache
@require_http_methods(["GET", "POST"])
def add_passkey(request: Any) -> HttpResponse:
    """Let the browser make a passkey and store its public part."""
    account_id, away = _who(request)
    if away or account_id is None:
        return away or redirect("access:sign-in")
    if request.actor is not None and not _fresh(request):
        return redirect(_confirm_for("kunci"))
    form, problem = PasskeyForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        try:
            codes = access.enrol_factor.add_passkey(
                account_id=account_id,
                name=form.cleaned_data["name"] or access.sessions.device_name(request.headers.get("User-Agent", "")),
                state=request.session.pop(STATE, {}),
                response=form.cleaned_data["credential"],
                at=clock.now(),
            )
        except RuleNotMet as error:
            problem = error.message
        else:
            return _finished(request, account_id, codes, means=access.FactorKind.PASSKEY)
    account = access.get_account(account_id=account_id)
    options, request.session[STATE] = access.passkeys.start_registration(
        account_id=account.id,
        login=account.login,
        name=account.name,
        known=access.factors.passkeys_of(account_id=account.id),
    )
    context = {"form": form, "options": json.dumps(options), "problem": problem, "pending": request.actor is None}
    return render(request, "access/passkey.html", context, status=422 if request.method == "POST" else 200)


def _finished(request: Any, account_id: UUID, codes: tuple[str, ...], means: str) -> HttpResponse:
    """Show new recovery codes once; somebody on the way in gets the session here."""
    pending = None if request.actor is not None else entry.held(request, clock.now())
    if pending is not None:
        target = pending["next"]
        opened = entry.open_session(request, account_id=account_id, means=means, target=target, at=clock.now())
        if not codes:
            return opened
        account = access.get_account(account_id=account_id)
        page = _codes_page(request, codes, account, opened.headers["Location"], framed=False)
        page.cookies.update(opened.cookies)
        return page
    messages.success(request, _("Verifikasi dua langkah disimpan."))
    if not codes:
        return redirect("access:security")
    return _codes_page(request, codes, access.get_account(account_id=account_id), "", framed=True)


def _codes_page(request: Any, codes: tuple[str, ...], account: Any, target: str, *, framed: bool) -> HttpResponse:
    context = {
        "codes": [access.codes.printed(code) for code in codes],
        "account": account,
        "target": target,
        "frame": "shell/base.html" if framed else "shell/public.html",
        "made_at": clock.now(),
    }
    page = render(request, "access/recovery_codes.html", context)
    page.headers["Cache-Control"] = "private, no-store"
    return page


def _confirm_for(what: str) -> str:
    from django.urls import reverse

    return f"{reverse('access:confirm')}?untuk={what}"


@without_agency
@signed_in
@never_cache
@require_http_methods(["GET", "POST"])
def recovery(request: Any) -> HttpResponse:
    """Make new recovery codes; the old ones stop working."""
    if not _fresh(request):
        return redirect(_confirm_for("kode"))
    account_id = request.actor.account_id
    if request.method == "POST":
        codes = access.enrol_factor.renew_recovery_codes(account_id=account_id, at=clock.now())
        return _codes_page(request, codes, access.get_account(account_id=account_id), "", framed=True)
    left = access.factors.count_recovery_codes(account_id=account_id)
    return render(request, "access/recovery.html", {"left": left})


@without_agency
@signed_in
@require_POST
def remove_factor(request: Any, factor_id: UUID) -> HttpResponse:
    """Take one second proof away; needs a fresh password."""
    if not _fresh(request):
        messages.info(request, _("Ketik kata sandi Anda dahulu, lalu ulangi penghapusan."))
        return redirect("access:confirm")
    try:
        access.enrol_factor.remove_factor(account_id=request.actor.account_id, factor_id=factor_id, at=clock.now())
    except RuleNotMet as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("Cara verifikasi dihapus."))
    return redirect("access:security")


@without_agency
@signed_in
@require_POST
def end_session(request: Any) -> HttpResponse:
    """End one other session, or all others."""
    at = clock.now()
    handle = request.POST.get("sesi", "")
    try:
        if handle:
            access.end_sessions.end_session(actor=request.actor, handle=handle, at=at)
            messages.success(request, _("Sesi itu diakhiri."))
        else:
            count = access.end_sessions.end_other_sessions(actor=request.actor, at=at)
            messages.success(request, _("%d sesi lain diakhiri.") % count)
    except DomainError:
        messages.info(request, _("Sesi itu sudah berakhir."))
    return redirect("access:security")
