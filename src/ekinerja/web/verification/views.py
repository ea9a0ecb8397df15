"""Check a printed document by its code, without signing in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from ekinerja.documents import public as documents
from ekinerja.web import guard

KINDS = {
    documents.Kind.PLAN: _("Sasaran Kinerja Pegawai"),
    documents.Kind.AGREEMENT: _("Perjanjian kinerja"),
    documents.Kind.EVALUATION: _("Evaluasi Kinerja Pegawai"),
    documents.Kind.EVALUATION_RECORD: _("Dokumen Evaluasi Kinerja Pegawai"),
    documents.Kind.ROLE_MATRIX: _("Matriks Pembagian Peran dan Hasil"),
}
LONGEST_CODE = 40


@guard.public
@never_cache
def check(request: HttpRequest, code: str = "") -> HttpResponse:
    """Show what is known about a code, or ask for one; an unknown code is answered with 404."""
    wanted = (code or request.GET.get("kode", ""))[:LONGEST_CODE].strip()
    found = documents.find_by_code(code=wanted) if wanted else None
    response = render(
        request,
        "verification/check.html",
        {"code": wanted, "document": found, "kind": KINDS[found.kind] if found else ""},
        status=404 if wanted and found is None else 200,
    )
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
