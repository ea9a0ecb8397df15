"""How far planning is, unit by unit and person by person; reminding, and taking the tables along."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from ekinerja.kernel import clock
from ekinerja.kernel.actor import Role
from ekinerja.kernel.errors import NotFound
from ekinerja.kernel.workbook import xlsx
from ekinerja.planning import public as planning
from ekinerja.reporting import public as reporting
from ekinerja.web import asked, formats, guard
from ekinerja.web.home.words import told
from ekinerja.web.monitoring import files, words
from ekinerja.web.paging import page_number, page_of
from ekinerja.web.spreadsheet import download_xlsx

READERS = (Role.AGENCY_ADMIN, Role.UNIT_CLERK, Role.LEADER, Role.INSPECTORATE)
SORTS = ("wajib", *(code.lower() for code in words.STANDINGS))


@require_GET
@guard.role(*READERS)
def show_room(request: guard.Request, unit_id: UUID | None = None) -> HttpResponse:
    """Show people by where their planning stands, for the units below one."""
    room = reporting.planning_room(actor=request.actor, now=clock.now(), unit_id=unit_id)
    if room is None:
        return render(request, "planning/no_year.html", {"year": clock.today().year})
    context = {
        "room": room,
        "rows": _sorted(request, room.board.rows),
        "words": words,
        "may_recount": request.actor.has(Role.AGENCY_ADMIN, Role.UNIT_CLERK),
    }
    return render(request, "monitoring/room.html", context)


@require_GET
@guard.role(*READERS)
def show_people(request: guard.Request) -> HttpResponse:
    """Show the people behind the numbers, each with the reason and whom it waits for."""
    wanted = _wanted(request.GET)
    found = reporting.list_planners(actor=request.actor, now=clock.now(), wanted=wanted, page=page_number(request))
    if found is None:
        return render(request, "planning/no_year.html", {"year": clock.today().year})
    context = {
        "found": found,
        "wanted": wanted,
        "page": page_of(found.people, number=found.number, total=found.total, size=reporting.PLANNERS_A_PAGE),
        "words": words,
        "standings": _choices(words.STANDINGS, found.counts),
        "reasons": _choices(words.REASONS, found.reasons),
        "may_nudge": request.actor.has(Role.AGENCY_ADMIN, Role.UNIT_CLERK),
        "days_left": (planning.day_of(found.year.plan_deadline) - clock.today()).days,
    }
    return render(request, "monitoring/people.html", context)


@require_POST
@guard.role(Role.AGENCY_ADMIN, Role.UNIT_CLERK)
def nudge(request: guard.Request) -> HttpResponse:
    """Remind one person, those ticked, or everybody of a list, and say whom it reached."""
    at = clock.now()
    back = request.POST.get("kembali", "")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        back = reverse("control:people")
    chosen = tuple(key for key in map(asked.id_of, request.POST.getlist("pegawai")) if key is not None)
    if request.POST.get("siapa") == "terpilih" and not chosen:
        messages.error(request, _("Centang dahulu pegawai yang ingin diingatkan."))
        return redirect(back)
    report = reporting.nudge_planners(
        actor=request.actor, words=reporting.plan_nudges, at=at, wanted=_wanted(request.POST), employee_ids=chosen
    )
    messages.success(request, told(report))
    return redirect(back)


@require_POST
@guard.role(Role.AGENCY_ADMIN, Role.UNIT_CLERK)
def recount(request: guard.Request) -> HttpResponse:
    """Count everybody anew in the background."""
    reporting.request_recount(actor=request.actor, at=clock.now())
    messages.success(request, _("Angka dihitung ulang di latar. Muat ulang halaman ini sebentar lagi."))
    return redirect("control:room")


@require_GET
@guard.role(*READERS)
def export_units(request: guard.Request) -> HttpResponse:
    """Download the counts of the units below one as XLSX."""
    unit_id = asked.id_of(request.GET.get("unit", ""))
    room = reporting.planning_room(actor=request.actor, now=clock.now(), unit_id=unit_id)
    if room is None:
        raise NotFound
    reporting.note_planning_export(
        actor=request.actor, at=clock.now(), rows=len(room.board.rows), data={"list": "units", "unit": unit_id}
    )
    content = xlsx(headers=files.unit_headers(), rows=files.unit_rows(room.board))
    return download_xlsx(name=f"perencanaan-unit-{clock.today():%Y%m%d}", content=content)


@require_GET
@guard.role(*READERS)
def export_people(request: guard.Request) -> HttpResponse:
    """Download the list of people as XLSX; a large one is made in the background."""
    wanted, at = _wanted(request.GET), clock.now()
    rows = reporting.count_planners(actor=request.actor, now=at, wanted=wanted)
    if rows > reporting.ROWS_AT_ONCE:
        run = reporting.request_planning_export(
            actor=request.actor, wanted=wanted, rows=rows, at=at, title=_("Ekspor daftar perencanaan")
        )
        return redirect("jobs:detail", run.id)
    reporting.note_planning_export(
        actor=request.actor, at=at, rows=rows, data={"list": "people", "standing": wanted.standing}
    )
    content = files.planner_file(reporting.iterate_planners(actor=request.actor, now=at, wanted=wanted))
    return download_xlsx(name=f"perencanaan-pegawai-{clock.today():%Y%m%d}", content=content)


@require_GET
@guard.role(*READERS)
def download(request: guard.Request, run_id: UUID) -> HttpResponse:
    """Fetch a table that was made in the background; only its requester may."""
    file = reporting.get_export(actor=request.actor, run_id=run_id)
    return download_xlsx(name=file.name, content=bytes(file.content))


def _wanted(values: Any) -> reporting.PlannerFilter:
    standing, reason = values.get("keadaan", ""), values.get("alasan", "")
    return reporting.PlannerFilter(
        standing=standing if standing in words.STANDINGS else "",
        reason=reason if reason in words.REASONS else "",
        unit_id=asked.id_of(values.get("unit", "")),
        text=values.get("q", "").strip(),
        sort=values.get("urut", "unit"),
    )


def _choices(labels: dict[str, Any], counts: dict[str, int]) -> list[tuple[str, str]]:
    return [(code, f"{label} ({formats.angka(counts[code])})") for code, label in labels.items() if counts.get(code)]


def _sorted(request: guard.Request, rows: Any) -> list[Any]:
    wanted = request.GET.get("urut", "")
    name = wanted.removeprefix("-")
    if name not in SORTS:
        return list(rows)

    def key(row: Any) -> int:
        return int(row.counts.planners if name == "wajib" else row.counts.of(name.upper()))

    return sorted(rows, key=key, reverse=wanted.startswith("-"))
