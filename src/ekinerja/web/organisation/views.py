"""Units: the tree, one unit, posts, export."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from ekinerja.kernel import clock
from ekinerja.kernel.errors import NotFound
from ekinerja.organisation import public as organisation
from ekinerja.people import public as people
from ekinerja.web import guard, spreadsheet
from ekinerja.web.organisation import words
from ekinerja.web.paging import page_number, page_of
from ekinerja.web.people.words import POSITION_KINDS

PAGE = 25
FOUND = 50
HEADERS = (
    "Kode",
    "Nama unit",
    "Jenis",
    "Kode unit induk",
    "Jalur",
    "Jabatan kepala",
    "Kepala",
    "NIP kepala",
    "Berlaku mulai",
)


@require_GET
@guard.signed_in
def tree(request: guard.Request) -> HttpResponse:
    """Show the tree from its root, or what a search finds."""
    text, today = request.GET.get("q", "").strip(), clock.today()
    context = {"words": words, "text": text, "may_change": organisation.may_change(request.actor, "")}
    if text:
        units = organisation.units.search_units(text=text, on=today, limit=FOUND)
        return render(request, "organisation/tree.html", {**context, "found": people.nodes_of(units=units, on=today)})
    roots, first = people.top_of_tree(on=today)
    return render(request, "organisation/tree.html", {**context, "roots": roots, "first": first})


@require_GET
@guard.signed_in
def branch(request: guard.Request, unit_id: UUID) -> HttpResponse:
    """Answer with the units directly below one, for the tree that opens in place."""
    organisation.units.find_latest(unit_id=unit_id)
    nodes = people.units_tree(parent_id=unit_id, on=clock.today())
    return render(request, "organisation/branch.html", {"nodes": nodes, "words": words})


@require_GET
@guard.signed_in
def show(request: guard.Request, unit_id: UUID) -> HttpResponse:
    """Show a unit: who leads it, its people, what stands below, its history."""
    today = clock.today()
    history = organisation.units.unit_history(unit_id=unit_id)
    if not history:
        raise NotFound(_("Unit tidak ditemukan."))
    unit = history[0]
    ancestors, node, children = people.unit_in_tree(unit=unit, on=today)
    number = page_number(request)
    chosen = people.DirectoryFilter(unit_id=unit_id)
    staff = people.list_directory(actor=request.actor, chosen=chosen, offset=(number - 1) * PAGE, limit=PAGE)
    context = {
        "unit": unit,
        "node": node,
        "ancestors": ancestors,
        "children": children,
        "history": history,
        "page": page_of(staff.rows, number=number, total=staff.total, size=PAGE),
        "closed": unit.ends_on is not None and unit.ends_on <= today,
        "may_change": organisation.may_change(request.actor, unit.path),
        "words": words,
    }
    return render(request, "organisation/detail.html", context)


@require_GET
@guard.signed_in
def positions(request: guard.Request) -> HttpResponse:
    """List the posts of the agency."""
    number, today = page_number(request), clock.today()
    rows, total = organisation.positions.search_positions(
        text=request.GET.get("q", ""),
        kind=request.GET.get("jenis", ""),
        on=today,
        offset=(number - 1) * PAGE,
        limit=PAGE,
    )
    names = {u.id: u.name for u in organisation.units.list_units(on=today, ids={p.unit_id for p in rows})}
    context = {
        "page": page_of([(p, names.get(p.unit_id, "–")) for p in rows], number=number, total=total, size=PAGE),
        "kinds": POSITION_KINDS,
    }
    return render(request, "organisation/positions.html", context)


@require_GET
@guard.signed_in
def export(request: guard.Request) -> HttpResponse:
    """Download all units as XLSX, CSV or JSON."""
    today = clock.today()
    units = organisation.units.list_units(on=today)
    heads = people.unit_heads(unit_ids=[unit.id for unit in units], on=today)
    codes = {unit.id: unit.code for unit in units}
    rows = []
    for unit in units:
        head = heads.get(unit.id)
        above = codes.get(unit.parent_id, "") if unit.parent_id else ""
        rows.append(
            (unit.code, unit.name, unit.kind, above, unit.path, unit.head_title, head.name if head else "",
             head.nip if head else "", unit.starts_on)
        )  # fmt: skip
    people.note_unit_export(actor=request.actor, rows=len(rows), at=clock.now())
    name, wanted = f"unit-{today:%Y%m%d}", request.GET.get("format", "xlsx")
    if wanted == "json":
        return spreadsheet.as_json(name=name, rows=[dict(zip(HEADERS, row, strict=True)) for row in rows])
    make = spreadsheet.as_csv if wanted == "csv" else spreadsheet.as_xlsx
    return make(name=name, headers=HEADERS, rows=rows)
