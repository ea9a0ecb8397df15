"""People: list, export, one person."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from ekinerja.kernel import clock
from ekinerja.organisation import public as organisation
from ekinerja.people import public as people
from ekinerja.web import guard, spreadsheet
from ekinerja.web.organisation.chosen import unit_of
from ekinerja.web.paging import page_number, page_of
from ekinerja.web.people import words

SIZES = (25, 50, 100)
OFFICE_DEPTH = 1
HEADERS = (
    "NIP", "Nama", "Status pegawai", "Kedudukan", "Golongan ruang", "Jabatan", "Jenis jabatan", "Eselon", "Kelas",
    "Unit", "Menjabat sebagai",
)  # fmt: skip


def _chosen(request: guard.Request, unit: organisation.UnitData | None) -> people.DirectoryFilter:
    asked = request.GET
    kelas = asked.get("kelas", "")
    return people.DirectoryFilter(
        text=asked.get("q", "")[:100],
        path=unit.path if unit else "",
        status=asked.get("kedudukan", ""),
        kind=asked.get("jenis", ""),
        position_kind=asked.get("jabatan", ""),
        position_class=int(kelas) if kelas.isdecimal() and len(kelas) < 3 else None,
        gone=asked.get("keluar") == "1",
        sort=asked.get("urut", "nama"),
    )


@require_GET
@guard.signed_in
def show_list(request: guard.Request) -> HttpResponse:
    """Show the people whom the actor may see, searched, filtered, sorted, page by page."""
    unit, number = unit_of(request), page_number(request)
    chosen = _chosen(request, unit)
    size = int(request.GET.get("per", "25")) if request.GET.get("per") in {"25", "50", "100"} else SIZES[0]
    found = people.list_directory(actor=request.actor, chosen=chosen, offset=(number - 1) * size, limit=size)
    offices = organisation.units.list_units(on=clock.today(), max_depth=OFFICE_DEPTH)
    context = {
        "page": page_of(found.rows, number=number, total=found.total, size=size),
        "total": found.total,
        "offices": [(office.id, office.name) for office in offices],
        "unit_name": unit.name if unit else "",
        "words": words,
        "may_change": people.may_change(request.actor, ""),
        "filtered": chosen != people.DirectoryFilter(sort=chosen.sort),
    }
    return render(request, "people/list.html", context)


@require_GET
@guard.signed_in
def export(request: guard.Request) -> HttpResponse:
    """Download the list as it is filtered, as XLSX or CSV; recorded on the trail."""
    rows = people.export_directory(actor=request.actor, chosen=_chosen(request, unit_of(request)), at=clock.now())
    cells = (
        (
            entry.nip, entry.display_name, entry.civil_status, words.STATUSES.get(entry.status, entry.status),
            entry.rank, entry.position_title, words.POSITION_KINDS.get(entry.position_kind, ""), entry.echelon,
            entry.position_class, entry.unit_name, entry.acting_title,
        )
        for entry in rows
    )  # fmt: skip
    make = spreadsheet.as_csv if request.GET.get("format") == "csv" else spreadsheet.as_xlsx
    return make(name=f"pegawai-{clock.today():%Y%m%d}", headers=HEADERS, rows=cells)


@require_GET
@guard.signed_in
def show(request: guard.Request, employee_id: UUID) -> HttpResponse:
    """Show a person: the present picture and the history."""
    person = people.get_person(actor=request.actor, employee_id=employee_id, on=clock.today())
    own = request.actor.employee_id == employee_id
    return _person(request, person, private=own)


@require_POST
@guard.signed_in
def show_private(request: guard.Request, employee_id: UUID) -> HttpResponse:
    """Show the private data too; the look is recorded on the trail."""
    person = people.get_person(actor=request.actor, employee_id=employee_id, on=clock.today())
    people.note_private_view(actor=request.actor, person=person, at=clock.now())
    return _person(request, person, private=True)


def _person(request: guard.Request, person: people.Person, *, private: bool) -> HttpResponse:
    context = {"person": person, "entry": person.entry, "private": private, "words": words, "today": clock.today()}
    return render(request, "people/detail.html", context)
