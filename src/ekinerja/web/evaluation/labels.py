"""How the codes of ratings read on screens."""

from __future__ import annotations

from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ekinerja.evaluation import public as evaluation

Words = str | Promise

RATINGS: Final[dict[str, Words]] = {
    "ATAS": _("Di atas ekspektasi"),
    "SESUAI": _("Sesuai ekspektasi"),
    "BAWAH": _("Di bawah ekspektasi"),
}
PREDICATES: Final[dict[str, Words]] = {
    "SANGAT_BAIK": _("Sangat Baik"),
    "BAIK": _("Baik"),
    "BUTUH_PERBAIKAN": _("Butuh Perbaikan"),
    "KURANG": _("Kurang"),
    "SANGAT_KURANG": _("Sangat Kurang"),
}
PREDICATE_KINDS: Final[dict[str, str]] = {
    "SANGAT_BAIK": "success",
    "BAIK": "success",
    "BUTUH_PERBAIKAN": "warning",
    "KURANG": "danger",
    "SANGAT_KURANG": "danger",
}
LEVELS: Final[dict[str, Words]] = {
    "ISTIMEWA": _("Istimewa"),
    "BAIK": _("Baik"),
    "BUTUH_PERBAIKAN": _("Butuh Perbaikan"),
    "KURANG": _("Kurang"),
    "SANGAT_KURANG": _("Sangat Kurang"),
}
LEVEL_KINDS: Final[dict[str, str]] = {
    "ISTIMEWA": "success",
    "BAIK": "success",
    "BUTUH_PERBAIKAN": "warning",
    "KURANG": "danger",
    "SANGAT_KURANG": "danger",
}


def preview(shown: Any) -> dict[str, Any] | None:
    """Return predicate, steps and warning of the rating that counts, for the box beside the form."""
    current = shown.current
    if current is None:
        return None
    return describe(current.predicate, shown.steps, has_feedback=shown.month.has_feedback)


def describe(predicate: str, steps: Any, *, has_feedback: bool) -> dict[str, Any]:
    """Return what the box about a predicate shows."""
    warn = evaluation.needs_dialogue_warning(predicate=predicate, has_feedback=has_feedback)
    return {"predicate": predicate, "steps": steps, "warn": warn}
