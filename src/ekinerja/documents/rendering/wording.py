"""The official words printed on the documents, and dates the Indonesian way."""

from __future__ import annotations

from datetime import date

from ekinerja.documents.data import Approach, PositionGroup
from ekinerja.kernel.dates import MONTHS
from ekinerja.rules.rating import OrganisationLevel
from ekinerja.rules.rating import Rating as Predicate

GROUP = {
    PositionGroup.LEADER: "PEJABAT PIMPINAN TINGGI DAN PIMPINAN UNIT KERJA MANDIRI",
    PositionGroup.OTHER: "PEJABAT ADMINISTRASI DAN PEJABAT FUNGSIONAL",
}
APPROACH = {
    Approach.QUANTITATIVE: "PENDEKATAN HASIL KERJA KUANTITATIF",
    Approach.QUALITATIVE: "PENDEKATAN HASIL KERJA KUALITATIF",
}
LEVEL = {
    OrganisationLevel.ISTIMEWA: "Istimewa",
    OrganisationLevel.BAIK: "Baik",
    OrganisationLevel.BUTUH_PERBAIKAN: "Butuh Perbaikan",
    OrganisationLevel.KURANG: "Kurang",
    OrganisationLevel.SANGAT_KURANG: "Sangat Kurang",
}
PREDICATE = {
    Predicate.SANGAT_KURANG: "Sangat Kurang",
    Predicate.KURANG: "Kurang/Misconduct",
    Predicate.BUTUH_PERBAIKAN: "Butuh Perbaikan",
    Predicate.BAIK: "Baik",
    Predicate.SANGAT_BAIK: "Sangat Baik",
}
# Values of the official spreadsheet's curve, worst predicate first; they draw the curve and decide nothing.
CURVE = {
    OrganisationLevel.ISTIMEWA: (0, 1, 3, 7, 13),
    OrganisationLevel.BAIK: (2, 3, 6, 11, 2),
    OrganisationLevel.BUTUH_PERBAIKAN: (3, 4, 10, 4, 3),
    OrganisationLevel.KURANG: (2, 11, 6, 3, 2),
    OrganisationLevel.SANGAT_KURANG: (13, 7, 3, 1, 0),
}


def day(value: date | None) -> str:
    """Return "5 Maret 2026", or nothing."""
    return "" if value is None else f"{value.day} {MONTHS['id'][value.month - 1]} {value.year}"


def period(start: date, end: date) -> str:
    """Return the period as the forms print it, both days included."""
    return f"{day(start)} s/d {day(end)}"
