"""The figures of alignment: how far outcomes and goals are joined, per unit, and who is not."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from ekinerja.kernel import clock
from ekinerja.kernel.actor import Role
from ekinerja.planning import public as planning
from ekinerja.web import guard, spreadsheet
from ekinerja.web.cascade import labels
from ekinerja.web.cascade.views import picked_year, required_year
from ekinerja.web.paging import page_number, page_of

VIEWERS = (Role.AGENCY_ADMIN, Role.UNIT_CLERK, Role.LEADER, Role.INSPECTORATE)
SORTS = ("unjoined_people", "outcome_count", "joined", "to_words", "to_nothing", "goal_count", "uncarried_goals")
SIZE = planning.alignment.PAGE


@require_GET
@guard.role(*VIEWERS)
def show_board(request: guard.Request, unit_id: UUID | None = None) -> HttpResponse:
    """Show the figures of a unit and of the units below it."""
    year, _years = picked_year(request)
    if year is None:
        return render(request, "planning/no_year.html", {"year": clock.today().year})
    board = planning.alignment.board(actor=request.actor, year=year, unit_id=unit_id, on=clock.today())
    context = {"board": board, "rows": _sorted(request, board.rows), "may_draw": request.actor.has(Role.AGENCY_ADMIN)}
    return render(request, "cascade/alignment.html", context)


@require_GET
@guard.role(*VIEWERS)
def show_unjoined(request: guard.Request, unit_id: UUID | None = None) -> HttpResponse:
    """Show the people whose plan serves nothing above."""
    year, number = required_year(request), page_number(request)
    rows, total, unit = planning.alignment.unjoined_people(
        actor=request.actor, year=year, unit_id=unit_id, on=clock.today(), offset=(number - 1) * SIZE
    )
    pager = page_of(rows, number=number, total=total, size=SIZE)
    context = {"rows": rows, "pager": pager, "unit": unit, "year": year.year, "labels": labels}
    return render(request, "cascade/unjoined.html", context)


@require_GET
@guard.role(*VIEWERS)
def export(request: guard.Request) -> HttpResponse:
    """Return the own figures of every unit as a table."""
    year = required_year(request)
    rows = planning.alignment.every_unit(actor=request.actor, year=year, on=clock.today())
    planning.note_export(
        actor=request.actor,
        event="planning.alignment.exported",
        subject_type="planning.year",
        subject_id=year.id,
        rows=len(rows),
        at=clock.now(),
    )
    headers = [
        _("Kode unit"),
        _("Unit"),
        _("Pegawai"),
        _("Punya SKP"),
        _("Pegawai tanpa sambungan"),
        _("RHK"),
        _("Ke RHK"),
        _("Ke sasaran"),
        _("Ke kalimat bebas"),
        _("Tidak bersambung"),
        _("Rantai terpanjang"),
        _("Sasaran"),
        _("Sasaran tanpa RHK"),
    ]
    cells = (
        (
            row.unit.code,
            row.unit.name,
            row.figures.people_count,
            row.figures.planning_count,
            row.figures.unjoined_people,
            row.figures.outcome_count,
            row.figures.to_outcome,
            row.figures.to_goal,
            row.figures.to_words,
            row.figures.to_nothing,
            row.figures.deepest,
            row.figures.goal_count,
            row.figures.uncarried_goals,
        )
        for row in rows
    )
    return spreadsheet.as_xlsx(name=f"keselarasan-{year.year}", headers=headers, rows=cells)


def _sorted(request: guard.Request, rows: Any) -> list[Any]:
    wanted = request.GET.get("urut", "")
    name = wanted.removeprefix("-")
    if name not in SORTS:
        return list(rows)
    return sorted(rows, key=lambda row: getattr(row.figures, name), reverse=wanted.startswith("-"))
