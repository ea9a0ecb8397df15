"""The page that shows every component with lengths as they occur in life; for developers and reviewers."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from ekinerja.kernel import clock
from ekinerja.web.guard import signed_in

LONG_NAME = "Drs. H. Muhammad Abdurrahman Wahid Al-Habsyi, S.Sos., M.M."
LONG_UNIT = "Subbagian Perencanaan, Evaluasi, dan Pelaporan Sekretariat Dinas Pekerjaan Umum dan Penataan Ruang"


class Example(forms.Form):
    """A form with every kind of field."""

    name = forms.CharField(label=_("Nama lengkap"), help_text=_("Tanpa gelar"))
    email = forms.EmailField(label=_("Alamat surel"))
    day = forms.DateField(label=_("Tanggal mulai"), required=False, widget=forms.DateInput)
    unit = forms.ChoiceField(label=_("Unit kerja"), choices=[("", "—"), ("1", LONG_UNIT), ("2", "Bagian Umum")])
    result = forms.ChoiceField(
        label=_("Hasil kerja"),
        widget=forms.RadioSelect,
        choices=[("ATAS", _("Di atas ekspektasi")), ("SESUAI", _("Sesuai ekspektasi"))],
    )
    note = forms.CharField(label=_("Umpan balik"), widget=forms.Textarea, max_length=200)
    evidence = forms.FileField(label=_("Berkas bukti"), required=False)
    agreed = forms.BooleanField(label=_("Saya sudah membaca hasil penilaian ini"))


@signed_in
@require_GET
def components(request: HttpRequest) -> HttpResponse:
    """Show all components to anybody who has signed in; there is no data of the agency on it."""
    now = clock.now()
    wrong = Example({"name": "", "email": "budi@", "result": "SESUAI"}, auto_id="salah_%s")
    wrong.is_valid()
    people = [{"name": LONG_NAME, "nip": "197108171995031002", "unit": LONG_UNIT, "value": "1234.5"}] + [
        {"name": f"Siti Rahmawati {number}", "nip": "198801012010012001", "unit": "Bagian Umum", "value": "83.67"}
        for number in range(1, 120)
    ]
    values: dict[str, Any] = {
        "form": Example(),
        "wrong": wrong,
        "page": Paginator(people, 5).get_page(request.GET.get("hal")),
        "soon": now + timedelta(days=2),
        "late": now - timedelta(days=1),
        "far": now + timedelta(days=30),
        "long_name": LONG_NAME,
        "long_unit": LONG_UNIT,
        "history": _history(now),
        "steps": _steps(),
    }
    return render(request, "shell/components.html", values)


def _history(now: Any) -> list[dict[str, Any]]:
    return [
        {"at": now, "title": _("SKP disetujui"), "who": LONG_NAME, "kind": "success", "symbol": "check"},
        {
            "at": now - timedelta(days=1),
            "title": _("SKP dikembalikan"),
            "text": _("Indikator kedua belum dapat diukur."),
            "who": "Budi Santoso",
            "kind": "warning",
            "symbol": "arrow-back-up",
        },
        {"at": now - timedelta(days=4), "title": _("SKP diajukan"), "who": "Siti Rahmawati"},
    ]


def _steps() -> list[dict[str, Any]]:
    return [
        {
            "label": _("Hasil kerja"),
            "operands": "3 RHK",
            "result": _("Sesuai ekspektasi"),
            "citation": "PermenPANRB 6/2022",
        },
        {"label": _("Perilaku kerja"), "operands": ["7 BerAKHLAK"], "result": _("Sesuai ekspektasi")},
        {"label": _("Kuadran"), "operands": {"hasil": "SESUAI", "perilaku": "SESUAI"}, "result": _("Baik")},
    ]
