"""How differences between contents of a plan read on screens."""

from __future__ import annotations

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ekinerja.planning import public as planning
from ekinerja.planning.data import BEHAVIOUR_VALUES
from ekinerja.web.planning import labels

Words = str | Promise
ChangeKind = planning.ChangeKind

KINDS: Final[dict[str, Words]] = {
    ChangeKind.ADDED: _("Ditambah"),
    ChangeKind.REMOVED: _("Dihapus"),
    ChangeKind.CHANGED: _("Diubah"),
}
STATUSES: Final[dict[str, str]] = {
    ChangeKind.ADDED: "success",
    ChangeKind.REMOVED: "danger",
    ChangeKind.CHANGED: "info",
}
FIELDS: Final[dict[str, Words]] = {
    "position_group": _("Kelompok jabatan"),
    "approach": _("Pendekatan hasil kerja"),
    "text": _("Kalimat"),
    "kind": _("Jenis"),
    "classification": _("Klasifikasi"),
    "serves": _("Mendukung"),
    "cascade": _("Penurunan"),
    "division": _("Dibagi menurut"),
    "share": _("Bagian"),
    "assigned_by": _("Penugasan dari"),
    "aspect": _("Aspek"),
    "target": _("Target"),
    "accumulation": _("Cara menghitung"),
    "parts": _("Rincian per periode"),
}
CASCADES: Final = labels.CASCADES
DIVISIONS: Final = labels.DIVISIONS
CODES: Final[dict[str, dict[str, Words]]] = {
    "position_group": labels.GROUPS,
    "approach": labels.APPROACHES,
    "kind": labels.KINDS,
    "classification": labels.CLASSIFICATIONS,
    "cascade": CASCADES,
    "division": DIVISIONS,
    "aspect": labels.ASPECTS,
    "accumulation": labels.ACCUMULATIONS,
}
VALUES: Final[dict[str, str]] = {row.value: row.label for row in BEHAVIOUR_VALUES}


def told(name: str, text: str) -> Words:
    """Return the words for the code that a field holds; other fields hold words themselves."""
    return CODES.get(name, {}).get(text, text)


def is_code(name: str) -> bool:
    """Tell whether a field holds a code, which is compared as a whole."""
    return name in CODES
