"""Working teams: mine, those of a unit, one team."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from ekinerja.kernel import clock
from ekinerja.kernel.errors import NotFound
from ekinerja.organisation import public as organisation
from ekinerja.planning import public as planning
from ekinerja.web import formats, guard, spreadsheet
from ekinerja.web.paging import page_number, page_of

SIZE = 25
HEADERS = ("Tim kerja", "Unit", "Ketua", "Jumlah anggota", "Mulai", "Selesai", "Nomor SK", "Tanggal SK")
MEMBER_HEADERS = ("Nama", "NIP", "Jabatan", "Unit/instansi", "Tugas", "Bergabung", "Keluar")


@require_GET
@guard.signed_in
def show_list(request: guard.Request) -> HttpResponse:
    """Show the actor's own teams, or all teams in reach, searched, page by page."""
    number = page_number(request)
    chosen = _chosen(request)
    found = planning.teams.list_teams(
        actor=request.actor, on=clock.today(), offset=(number - 1) * SIZE, limit=SIZE, **chosen
    )
    context = {
        "page": page_of(found.lines, number=number, total=found.total, size=SIZE),
        "found": found,
        "mine": chosen["mine"],
        "filtered": bool(chosen["text"] or chosen["ended"] or request.GET.get("unit")),
        "unit_name": _unit_name(request),
    }
    return render(request, "teams/list.html", context)


@require_GET
@guard.signed_in
def export_list(request: guard.Request) -> HttpResponse:
    """Return the same teams as a spreadsheet."""
    found = planning.teams.list_teams(actor=request.actor, on=clock.today(), limit=None, **_chosen(request))
    planning.note_export(
        actor=request.actor,
        event="planning.teams.exported",
        subject_type="planning.team",
        rows=found.total,
        at=clock.now(),
    )
    rows = [
        (
            line.team.name,
            line.unit_name or _("Seluruh instansi"),
            line.leader_name,
            line.members,
            formats.tanggal_pendek(line.team.period.lower),
            formats.tanggal_pendek(line.team.last_day) if line.team.period.upper else "",
            line.team.decree_number,
            formats.tanggal_pendek(line.team.decree_date) if line.team.decree_date else "",
        )
        for line in found.lines
    ]
    return spreadsheet.as_xlsx(name="tim-kerja", headers=HEADERS, rows=rows)


@require_GET
@guard.signed_in
def show_team(request: guard.Request, team_id: UUID) -> HttpResponse:
    """Show one team with its members."""
    view = planning.teams.view_of(actor=request.actor, team_id=team_id, on=clock.today())
    return render(request, "teams/detail.html", {"view": view, "team": view.team})


@require_GET
@guard.signed_in
def export_team(request: guard.Request, team_id: UUID) -> HttpResponse:
    """Return the members of one team as a spreadsheet."""
    view = planning.teams.view_of(actor=request.actor, team_id=team_id, on=clock.today())
    lines = (*view.members, *view.former)
    planning.note_export(
        actor=request.actor,
        event="planning.team_members.exported",
        subject_type="planning.team",
        subject_id=team_id,
        rows=len(lines),
        at=clock.now(),
    )
    rows = [
        (
            line.name,
            line.nip,
            line.position,
            line.unit,
            line.member.task,
            formats.tanggal_pendek(line.member.joined_on),
            formats.tanggal_pendek(line.member.left_on) if line.member.left_on else "",
        )
        for line in lines
    ]
    return spreadsheet.as_xlsx(name=f"anggota-{view.team.name[:60]}", headers=MEMBER_HEADERS, rows=rows)


def _chosen(request: guard.Request) -> dict[str, Any]:
    asked = request.GET
    unit = asked.get("unit", "")
    under = ""
    if unit:
        try:
            under = organisation.units.subtree_path(unit_id=UUID(unit), on=clock.today())
        except (ValueError, NotFound):
            under = "?"
    return {
        "mine": asked.get("tampil", "") != "semua" and not unit,
        "text": asked.get("q", "")[:100],
        "ended": asked.get("masa") == "selesai",
        "under": under,
    }


def _unit_name(request: guard.Request) -> str:
    try:
        unit = organisation.units.get_unit(unit_id=UUID(request.GET.get("unit", "")), on=clock.today())
    except (ValueError, NotFound):
        return ""
    return unit.name
