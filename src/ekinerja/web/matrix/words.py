"""How states of cells and reasons of rows read on the matrix."""

from __future__ import annotations

from django.utils.translation import gettext as _

from ekinerja.planning import public as planning
from ekinerja.planning.data import CellState, PlanState, RowSource
from ekinerja.web.planning import labels


def state_of(cell: planning.matrix.Cell) -> str:
    """Return what became of a cell in the member's plan, in a few words; nothing for an empty cell."""
    match cell.state:
        case CellState.WAITING:
            return _("menunggu SKP")
        case CellState.LOCKED:
            return _("menunggu SKP dapat diubah (kini %(state)s)") % {"state": _lower(cell.plan_state)}
        case CellState.RELEASED:
            return _("dilepas anggota dari SKP")
        case CellState.DIFFERENT:
            return _("RHK %(number)s berbeda: %(text)s") % {"number": cell.number, "text": cell.made_text}
        case CellState.MADE if cell.plan_state == PlanState.AGREED:
            return _("RHK %(number)s, SKP sudah disetujui") % {"number": cell.number}
        case CellState.MADE:
            return _("menjadi RHK %(number)s") % {"number": cell.number}
    return ""


def reason_of(row: planning.matrix.Row) -> str:
    """Return why somebody has a row."""
    match row.reason.source:
        case RowSource.TEAM:
            return _("Anggota %(team)s") % {"team": row.reason.words}
        case RowSource.BORROWED:
            return _("Pinjaman dari %(unit)s") % {"unit": row.unit or "–"}
        case RowSource.FORMER:
            return _("Bukan anggota lagi")
    return ""


def plan_of(row: planning.matrix.Row) -> str:
    """Return how far the member's plan is."""
    if row.plan_state:
        return _("SKP %(state)s") % {"state": _lower(row.plan_state)}
    return _("di luar siklus: %(why)s") % {"why": row.outside} if row.outside else _("belum punya SKP")


def _lower(state: str) -> str:
    return str(labels.STATES.get(state, "")).lower()
