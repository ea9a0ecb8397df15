"""The second proof: app, passkey or recovery code; and setting one up before the first session."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ekinerja.access import public as access
from ekinerja.kernel import clock
from ekinerja.web.access import entry
from ekinerja.web.access.client import client_of
from ekinerja.web.access.forms import FactorForm, PasskeyForm
from ekinerja.web.access.words import wait_in_words
from ekinerja.web.guard import public


@public
@never_cache
@require_http_methods(["GET", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """Ask for the second proof of somebody whose password was right."""
    pending = entry.held(request, clock.now())
    if pending is None:
        return redirect("access:sign-in")
    account_id = UUID(pending["account_id"])
    form, result = FactorForm(request.POST or None), None
    if request.method == "POST":
        result = _check(request, account_id, form)
        if result is not None and result.means:
            return entry.open_session(
                request, account_id=account_id, means=result.means, target=pending["next"], at=clock.now()
            )
    return _page(request, account_id, form, result)


def _check(request: HttpRequest, account_id: UUID, form: FactorForm) -> Any:
    passkey = PasskeyForm(request.POST)
    client, at = client_of(request), clock.now()
    if request.POST.get("credential"):
        state = request.session.pop("passkey_state", None)
        if state is None or not passkey.is_valid():
            return None
        return access.verify_factor.verify_passkey(
            account_id=account_id,
            state=state,
            response=passkey.cleaned_data["credential"],
            client=client,
            at=at,
        )
    if not form.is_valid():
        return None
    return access.verify_factor.verify_code(account_id=account_id, code=form.cleaned_data["code"], client=client, at=at)


def _page(request: HttpRequest, account_id: UUID, form: FactorForm, result: Any) -> HttpResponse:
    kinds = access.factors.factor_kinds(account_id=account_id)
    options = ""
    if access.FactorKind.PASSKEY in kinds:
        known = access.factors.passkeys_of(account_id=account_id)
        begun, request.session["passkey_state"] = access.passkeys.start_assertion(known=known)
        options = json.dumps(begun)
    context = {
        "form": form if not request.POST.get("credential") else FactorForm(),
        "problem": _problem(request, result),
        "kinds": kinds,
        "passkey_options": options,
        "server_time": clock.now(),
    }
    return render(request, "access/verify.html", context, status=422 if request.method == "POST" else 200)


def _problem(request: HttpRequest, result: Any) -> dict[str, str] | None:
    if request.method != "POST" or (result is None and not request.POST.get("credential")):
        return None
    if result is None or request.POST.get("credential"):
        return {"title": _("Kunci sandi tidak diterima."), "text": _("Coba lagi, atau pakai cara lain di bawah.")}
    if result.replayed:
        return {
            "title": _("Kode ini sudah dipakai."),
            "text": _("Tunggu sampai aplikasi menampilkan kode berikutnya (paling lama 30 detik)."),
        }
    if result.drift_seconds:
        return {
            "title": _("Jam ponsel Anda selisih ± %s detik.") % abs(result.drift_seconds),
            "text": _("Buka pengaturan ponsel, nyalakan tanggal dan waktu otomatis, lalu ketik kode yang baru."),
        }
    if result.wait_seconds and not result.remaining:
        return {
            "title": _("Terlalu banyak percobaan."),
            "text": _("Coba lagi dalam %s, atau pakai kode pemulihan setelah itu.")
            % wait_in_words(result.wait_seconds),
        }
    return {"title": _("Kode tidak cocok."), "text": _("Sisa percobaan sebelum jeda: %d.") % result.remaining}
