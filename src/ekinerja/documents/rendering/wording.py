"""The official words printed on the documents, and dates the Indonesian way."""

from __future__ import annotations

from datetime import date

from ekinerja.documents.data import Approach, OrganisationLevel, PositionGroup, Predicate

MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)
GROUP = {
    PositionGroup.LEADER: "PEJABAT PIMPINAN TINGGI DAN PIMPINAN UNIT KERJA MANDIRI",
    PositionGroup.OTHER: "PEJABAT ADMINISTRASI DAN PEJABAT FUNGSIONAL",
}
APPROACH = {
    Approach.QUANTITATIVE: "PENDEKATAN HASIL KERJA KUANTITATIF",
    Approach.QUALITATIVE: "PENDEKATAN HASIL KERJA KUALITATIF",
}
LEVEL = {
    OrganisationLevel.EXCELLENT: "Istimewa",
    OrganisationLevel.GOOD: "Baik",
    OrganisationLevel.NEEDS_IMPROVEMENT: "Butuh Perbaikan",
    OrganisationLevel.POOR: "Kurang",
    OrganisationLevel.VERY_POOR: "Sangat Kurang",
}
PREDICATE = {
    Predicate.VERY_POOR: "Sangat Kurang",
    Predicate.POOR: "Kurang/Misconduct",
    Predicate.NEEDS_IMPROVEMENT: "Butuh Perbaikan",
    Predicate.GOOD: "Baik",
    Predicate.VERY_GOOD: "Sangat Baik",
}
# Values of the official spreadsheet's curve, worst predicate first; they draw the curve and decide nothing.
CURVE = {
    OrganisationLevel.EXCELLENT: (0, 1, 3, 7, 13),
    OrganisationLevel.GOOD: (2, 3, 6, 11, 2),
    OrganisationLevel.NEEDS_IMPROVEMENT: (3, 4, 10, 4, 3),
    OrganisationLevel.POOR: (2, 11, 6, 3, 2),
    OrganisationLevel.VERY_POOR: (13, 7, 3, 1, 0),
}


def day(value: date | None) -> str:
    """Return "5 Maret 2026", or nothing."""
    return "" if value is None else f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def period(start: date, end: date) -> str:
    """Return the period as the forms print it, both days included."""
    return f"{day(start)} s/d {day(end)}"
