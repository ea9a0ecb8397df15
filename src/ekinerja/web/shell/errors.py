"""Friendly error pages: what happened, what to do, and the id under which the log knows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.utils.translation import gettext as _

from ekinerja.kernel.errors import DomainError
from ekinerja.web.guard import public


@dataclass(frozen=True)
class Explanation:
    """The words of one error page."""

    status: int
    title: str
    what: str
    todo: str
    icon: str = "alert-triangle"


def domain(request: HttpRequest, error: DomainError) -> HttpResponse:
    """Answer an anticipated error with its own sentence, findings and status."""
    known = _explanation(error.status)
    page = Explanation(error.status, known.title, error.message, known.todo, known.icon)
    return _answer(request, page, findings=error.findings)


@public
def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 400."""
    return _answer(request, _explanation(400))


@public
def not_allowed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 403."""
    return _answer(request, _explanation(403))


@public
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 404."""
    return _answer(request, _explanation(404))


@public
def failed(request: HttpRequest) -> HttpResponse:
    """Answer 500 without the database, the session or the actor."""
    return _answer(request, _explanation(500))


def only_sent(request: HttpRequest, *, allowed: str) -> HttpResponse:
    """Answer 405 at an address that takes what a form sends and shows nothing itself."""
    page = Explanation(
        405,
        _("Alamat ini hanya menerima kiriman formulir"),
        _("Tidak ada yang dapat ditampilkan di sini, dan tidak ada yang berubah."),
        _("Kembali ke halaman sebelumnya, lalu kirim formulirnya lagi."),
    )
    response = _answer(request, page)
    response.headers["Allow"] = allowed
    return response


@public
def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form that was sent without a valid token: usually an old tab after a new sign-in."""
    page = Explanation(
        403,
        _("Formulir ini sudah kedaluwarsa"),
        _("Halaman terbuka terlalu lama atau Anda masuk kembali di tab lain, sehingga kiriman ini ditolak."),
        _("Kembali ke halaman tadi, muat ulang, lalu kirim lagi. Isian Anda tersimpan sebagai draf di perangkat ini."),
        "clock-exclamation",
    )
    return _answer(request, page)


def _answer(request: Any, page: Explanation, findings: tuple[Any, ...] = ()) -> HttpResponse:
    request.failed = True
    partial = request.headers.get("HX-Request") == "true"
    name = "errors/fragment.html" if partial else "errors/page.html"
    values = {"page": page, "findings": findings, "request_id": getattr(request, "id", "")}
    body = loader.render_to_string(name, values, request=request, using="jinja2")
    response = HttpResponse(body, status=page.status)
    if partial:
        response.headers["HX-Retarget"] = "#pesan"
        response.headers["HX-Reswap"] = "innerHTML show:window:top"
    return response


def _explanation(status: int) -> Explanation:
    pages = {
        400: (
            _("Permintaan tidak dapat dibaca"),
            _("Alamat atau isian yang dikirim tidak lengkap."),
            _("Kembali ke halaman sebelumnya dan coba lagi."),
            "alert-triangle",
        ),
        403: (
            _("Anda tidak berwenang membuka halaman ini"),
            _("Halaman atau tindakan ini untuk peran lain."),
            _("Jika menurut Anda ini keliru, minta pengelola kinerja unit Anda memeriksa peran Anda."),
            "lock",
        ),
        404: (
            _("Halaman tidak ditemukan"),
            _("Alamatnya salah, datanya sudah dipindahkan, atau bukan untuk instansi Anda."),
            _("Periksa alamatnya, atau cari dari beranda."),
            "error-404",
        ),
        409: (
            _("Data sudah diubah orang lain"),
            _("Data ini berubah sejak Anda membukanya."),
            _("Kembali, muat ulang halaman, lalu periksa sebelum mengirim lagi."),
            "refresh-alert",
        ),
        422: (
            _("Ada syarat yang belum terpenuhi"),
            _("Tindakan ini belum dapat dilakukan."),
            _("Lengkapi hal berikut, lalu coba lagi."),
            "list-check",
        ),
        500: (
            _("Terjadi kesalahan pada program"),
            _("Ini bukan kesalahan Anda. Perubahan terakhir Anda belum tersimpan di server."),
            _(
                "Tunggu sebentar lalu coba lagi. Jika terulang, sampaikan kode kejadian di bawah kepada "
                "pengelola kinerja unit Anda."
            ),
            "tool",
        ),
    }
    title, what, todo, icon = pages.get(status, pages[500])
    return Explanation(status, title, what, todo, icon)
