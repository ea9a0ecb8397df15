"""Sign in through ASN Digital or another OpenID Connect provider."""

from __future__ import annotations

import secrets
from dataclasses import asdict
from typing import Any

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from ekinerja.access import public as access
from ekinerja.integrations.sso import public as sso
from ekinerja.kernel import clock
from ekinerja.kernel.errors import NotFound
from ekinerja.web.access import entry
from ekinerja.web.access.client import client_of, safe_next
from ekinerja.web.guard import public

log = structlog.get_logger(__name__)
KEY = "sso"


def _provider() -> sso.Provider:
    if not settings.OIDC_ISSUER:
        raise NotFound(_("Masuk melalui penyedia identitas tidak diaktifkan di sini."))
    return sso.Provider(
        issuer=settings.OIDC_ISSUER,
        client_id=settings.OIDC_CLIENT_ID,
        client_secret=settings.OIDC_CLIENT_SECRET,
        nip_claim=settings.OIDC_NIP_CLAIM,
    )


def _return_address() -> str:
    return f"{settings.BASE_URL.rstrip('/')}{reverse('access:sso-back')}"


@public
@never_cache
@require_GET
def start(request: Any) -> HttpResponse:
    """Send the browser to the provider; nothing is changed but the attempt kept in the session."""
    if request.actor is not None:
        return redirect("/")
    attempt = sso.new_attempt()
    try:
        address = sso.authorization_address(_provider(), attempt, _return_address())
    except sso.SsoError as error:
        return _failed(request, error)
    request.session[KEY] = {**asdict(attempt), "next": safe_next(request, request.GET.get("next", ""))}
    return HttpResponseRedirect(address)


@public
@never_cache
@require_GET
def back(request: HttpRequest) -> HttpResponse:
    """Take the provider's answer; link it to an existing, active account by NIP."""
    kept = request.session.pop(KEY, None)
    state = request.GET.get("state", "")
    if kept is None or not secrets.compare_digest(kept["state"].encode(), state.encode()):
        return _page(request, _("Permintaan masuk ini sudah tidak berlaku. Mulai lagi dari halaman masuk."), 400)
    if "code" not in request.GET:
        return _page(request, _("Anda membatalkan, atau %s menolak permintaan masuk.") % settings.OIDC_NAME, 400)
    attempt = sso.Attempt(kept["state"], kept["nonce"], kept["verifier"])
    try:
        nip = sso.identify(_provider(), attempt, code=request.GET["code"], redirect_uri=_return_address())
    except sso.SsoError as error:
        return _failed(request, error)
    at = clock.now()
    account_id = access.sign_in_by_identity(nip=nip, provider="SSO", client=client_of(request), at=at)
    if account_id is None:
        text = _(
            "%s mengenali Anda, tetapi belum ada akun e-Kinerja yang aktif untuk NIP Anda. "
            "Hubungi pengelola kinerja unit atau admin instansi Anda."
        )
        return _page(request, text % settings.OIDC_NAME, 403)
    return entry.open_session(request, account_id=account_id, means="sso", target=kept["next"], at=at)


def _failed(request: HttpRequest, error: sso.SsoError) -> HttpResponse:
    log.warning("access.sso.failed", kind=type(error).__name__, reason=str(error))
    if isinstance(error, sso.ProviderUnavailable):
        text = _("%s sedang tidak dapat dihubungi. Masuklah dengan NIP dan kata sandi, atau coba lagi nanti.")
        return _page(request, text % settings.OIDC_NAME, 200)
    text = _("Jawaban dari %s tidak dapat diterima. Mulai lagi dari halaman masuk.")
    return _page(request, text % settings.OIDC_NAME, 400)


def _page(request: HttpRequest, message: str, status: int) -> HttpResponse:
    return render(request, "access/sso_failed.html", {"message": message}, status=status)
