"""Codes of units in everyday words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

UNIT_KINDS = {
    "PEMDA": _("Pemerintah daerah"),
    "OPD": _("Perangkat daerah"),
    "BAGIAN": _("Bagian"),
    "BIDANG": _("Bidang"),
    "SUBBAG": _("Subbagian"),
    "SEKSI": _("Seksi"),
    "KECAMATAN": _("Kecamatan"),
    "KELURAHAN": _("Kelurahan"),
    "UPTD": _("UPTD"),
    "PUSKESMAS": _("Puskesmas"),
    "RSUD": _("Rumah sakit"),
    "SEKOLAH": _("Sekolah"),
    "LAINNYA": _("Lainnya"),
}
HOLIDAY_KINDS = {
    "LIBUR_NASIONAL": _("Libur nasional"),
    "CUTI_BERSAMA": _("Cuti bersama"),
    "LOKAL": _("Libur daerah"),
}
WEEKDAYS = (
    (1, _("Senin")),
    (2, _("Selasa")),
    (3, _("Rabu")),
    (4, _("Kamis")),
    (5, _("Jumat")),
    (6, _("Sabtu")),
    (7, _("Minggu")),
)
