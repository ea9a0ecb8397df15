"""How the codes of goals read on screens."""

from __future__ import annotations

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ekinerja.planning.data import Direction, GoalKind
from ekinerja.web.planning.labels import ACCUMULATION_HINTS, ACCUMULATIONS

Words = str | Promise

__all__ = ["ACCUMULATIONS", "ACCUMULATION_HINTS", "DIRECTIONS", "KINDS", "QUARTERS", "colour_of"]

KINDS: Final[dict[str, Words]] = {
    GoalKind.OBJECTIVE: _("Tujuan"),
    GoalKind.STRATEGIC: _("Sasaran strategis"),
    GoalKind.PROGRAMME: _("Sasaran program"),
    GoalKind.ACTIVITY: _("Sasaran kegiatan"),
    GoalKind.SUB_ACTIVITY: _("Sasaran subkegiatan"),
}
DIRECTIONS: Final[dict[str, Words]] = {
    Direction.HIGHER: _("Makin tinggi makin baik"),
    Direction.LOWER: _("Makin rendah makin baik"),
}
QUARTERS: Final[dict[int, Words]] = {
    0: _("Setahun"),
    1: _("Triwulan I"),
    2: _("Triwulan II"),
    3: _("Triwulan III"),
    4: _("Triwulan IV"),
}


def colour_of(percent: object) -> str:
    """Return the status colour of an achievement; the figure always stands beside it."""
    if percent is None:
        return "neutral"
    return "success" if percent >= 90 else "warning" if percent >= 60 else "danger"  # type: ignore[operator]
