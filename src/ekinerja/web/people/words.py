"""Codes of people in everyday words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

STATUSES = {
    "AKTIF": _("Aktif"),
    "CLTN": _("Cuti di luar tanggungan negara (CLTN)"),
    "TUGAS_BELAJAR": _("Tugas belajar"),
    "MPP": _("Masa persiapan pensiun (MPP)"),
    "DIBERHENTIKAN_SEMENTARA": _("Diberhentikan sementara"),
    "PENSIUN": _("Pensiun"),
    "PINDAH": _("Pindah instansi"),
    "WAFAT": _("Meninggal dunia"),
    "BERHENTI": _("Berhenti"),
}
KINDS = {"PNS": _("PNS"), "PPPK": _("PPPK")}
CIVIL_STATUSES = {"PNS": _("PNS"), "CPNS": _("CPNS"), "PPPK": _("PPPK")}
POSITION_KINDS = {"STRUKTURAL": _("Struktural"), "FUNGSIONAL": _("Fungsional"), "PELAKSANA": _("Pelaksana")}
ACTING = {
    "PLT": _("Pelaksana tugas (PLT) — jabatan kosong"),
    "PLH": _("Pelaksana harian (PLH) — pejabat berhalangan"),
    "PJ": _("Penjabat (PJ)"),
}
SEXES = {"M": _("Laki-laki"), "F": _("Perempuan")}
GRADES = {
    "": _("(tidak ada)"),
    "PT": _("Ahli Pertama"),
    "MU": _("Ahli Muda"),
    "MA": _("Ahli Madya"),
    "UT": _("Ahli Utama"),
    "PE": _("Pemula"),
    "TR": _("Terampil"),
    "MH": _("Mahir"),
    "PY": _("Penyelia"),
}
WHAT = {"JABATAN": _("Jabatan"), "PANGKAT": _("Golongan ruang"), "STATUS": _("Kedudukan")}
CLASSES = tuple((number, number) for number in range(1, 18))
