"""How the cascade reads on screens."""

from __future__ import annotations

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ekinerja.planning.data import PlanState
from ekinerja.web.goals.labels import colour_of

__all__ = ["KINDS", "STATES", "SYMBOLS", "colour_of"]

Words = str | Promise

STATES: Final[dict[str, Words]] = {
    "": _("Belum ada SKP"),
    "EXCLUDED": _("Di luar siklus"),
    PlanState.DRAFT: _("Konsep"),
    PlanState.SUBMITTED: _("Menunggu persetujuan"),
    PlanState.AGREED: _("Disetujui"),
    PlanState.RETURNED: _("Dikembalikan"),
    PlanState.CLOSED: _("Ditutup"),
}
KINDS: Final[dict[str, str]] = {
    "": "danger",
    "EXCLUDED": "neutral",
    PlanState.DRAFT: "neutral",
    PlanState.SUBMITTED: "info",
    PlanState.AGREED: "success",
    PlanState.RETURNED: "warning",
    PlanState.CLOSED: "neutral",
}
SYMBOLS: Final[dict[str, str]] = {
    "": "alert-triangle",
    "EXCLUDED": "user-off",
    PlanState.DRAFT: "pencil",
    PlanState.SUBMITTED: "clock",
    PlanState.AGREED: "circle-check",
    PlanState.RETURNED: "arrow-back-up",
    PlanState.CLOSED: "lock",
}
