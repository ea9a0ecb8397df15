"""How far planning is, unit by unit."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from ekinerja.kernel import clock
from ekinerja.kernel.actor import Role
from ekinerja.planning import public as planning
from ekinerja.web import guard

SORTS = ("people", "not_begun", "draft", "submitted", "returned", "agreed")


@require_GET
@guard.role(Role.AGENCY_ADMIN, Role.UNIT_CLERK, Role.LEADER, Role.INSPECTORATE)
def show_room(request: guard.Request, unit_id: UUID | None = None) -> HttpResponse:
    """Show counts of plans by state for the units below one."""
    on = clock.today()
    year = planning.years.find_open_year(on=on)
    if year is None:
        return render(request, "planning/no_year.html", {"year": on.year})
    board = planning.progress.board(actor=request.actor, year=year.year, unit_id=unit_id, on=on)
    return render(request, "planning/control.html", {"board": board, "rows": _sorted(request, board.rows)})


@require_POST
@guard.role(Role.AGENCY_ADMIN)
def recount(request: guard.Request) -> HttpResponse:
    """Count all units anew now."""
    year = planning.years.find_open_year(on=clock.today())
    if year is not None:
        planning.recount_year(year=year.year, at=clock.now())
        messages.success(request, _("Angka sudah dihitung ulang."))
    return redirect("control:room")


def _sorted(request: guard.Request, rows: Any) -> list[Any]:
    wanted = request.GET.get("urut", "")
    name = wanted.removeprefix("-")
    if name not in SORTS:
        return list(rows)
    return sorted(rows, key=lambda row: getattr(row.progress, name), reverse=wanted.startswith("-"))
