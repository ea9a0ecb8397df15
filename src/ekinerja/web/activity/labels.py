"""How the codes of the periods read on screens."""

from __future__ import annotations

from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ekinerja.activity.data import Mark, PeriodState
from ekinerja.planning.data import PeriodKind
from ekinerja.web import formats

Words = str | Promise
ROMAN: Final = ("I", "II", "III", "IV")

STATES: Final[dict[str, Words]] = {
    PeriodState.EMPTY: _("Belum diisi"),
    PeriodState.PLANNED: _("Rencana aksi terisi"),
    PeriodState.REALISED: _("Realisasi sebagian"),
    PeriodState.SUBMITTED: _("Menunggu penilaian"),
    PeriodState.RATED: _("Dinilai"),
}
STATE_KINDS: Final[dict[str, str]] = {
    PeriodState.EMPTY: "neutral",
    PeriodState.PLANNED: "neutral",
    PeriodState.REALISED: "neutral",
    PeriodState.SUBMITTED: "info",
    PeriodState.RATED: "success",
}
MARKS: Final[dict[str, Words]] = {
    Mark.ABOVE: _("Di atas ekspektasi"),
    Mark.MEETS: _("Sesuai ekspektasi"),
    Mark.BELOW: _("Di bawah ekspektasi"),
}


def period_name(period: Any) -> str:
    """Return how people call a period: ``November 2026``, ``Triwulan IV 2026``, ``Tahun 2026``."""
    first = period.span.lower
    if period.kind == PeriodKind.ANNUAL:
        return gettext("Tahun %(year)s") % {"year": first.year}
    if (period.span.upper - first).days > 31:
        return gettext("Triwulan %(number)s %(year)s") % {"number": ROMAN[period.number - 1], "year": first.year}
    return formats.bulan(first)
