"""The agency's performance years: see them, and open one after seeing what will happen to whom."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from ekinerja.kernel import clock
from ekinerja.kernel.actor import Role
from ekinerja.kernel.workbook import xlsx
from ekinerja.organisation import public as organisation
from ekinerja.people import public as people
from ekinerja.planning import public as planning
from ekinerja.planning.data import Periodicity
from ekinerja.web import asked, guard, saving
from ekinerja.web.activity.labels import period_name
from ekinerja.web.paging import page_number, page_of
from ekinerja.web.planning import labels
from ekinerja.web.planning.forms import SigningForm, YearForm
from ekinerja.web.spreadsheet import download_xlsx


@require_GET
@guard.role(Role.AGENCY_ADMIN)
def show_years(request: guard.Request) -> HttpResponse:
    """Show the agency's years with their periods and deadlines."""
    years = planning.years.list_years()
    context = {
        "years": years,
        "names": _extended_names(years),
        "suggested": planning.downtimes.suggested_downtimes(at=clock.now()),
        "labels": labels,
        "period_name": period_name,
        "now": clock.now(),
    }
    return render(request, "planning/years.html", context)


@require_http_methods(["GET", "POST"])
@guard.role(Role.AGENCY_ADMIN)
def open_year(request: guard.Request) -> HttpResponse:
    """Open a year in two steps: first see what will happen to how many people, then do it."""
    form = YearForm(request.POST or None, initial=_initial(clock.today()))

    def call(values: dict[str, Any]) -> Any:
        settings = planning.YearSettings(
            year=values["tahun"],
            periodicity=Periodicity(values["tipe"]),
            plan_deadline=values["batas_skp"],
            annual_deadline=values["batas_tahunan"],
            fill_days=values["hari_pengisian"],
            time_zone=organisation.get_agency(int(request.actor.agency_id or 0)).time_zone,
            shift_holidays=values["geser"],
            signing_place=values["tempat"],
            head_name=values["pimpinan"],
        )
        if request.POST.get("langkah") == "buka":
            return planning.open_year(actor=request.actor, settings=settings, at=clock.now())
        return planning.preview_year(actor=request.actor, settings=settings, at=clock.now())

    preview = None
    if request.method == "POST" and saving.save(form, call):
        if request.POST.get("langkah") == "buka":
            messages.success(request, _("Tahun %(year)s dibuka.") % {"year": form.saved.year})
            return redirect("years:list")
        preview = form.saved
    context = {"form": form, "labels": labels, "preview": preview}
    return render(request, "planning/open_year.html", context, status=saving.status_of(form))


@require_http_methods(["GET", "POST"])
@guard.role(Role.AGENCY_ADMIN)
def set_signing(request: guard.Request, year_id: UUID) -> HttpResponse:
    """Tell what the documents of a year say of the agency: the place of signing and the name of its head."""
    year = planning.years.get_year(year_id=year_id)
    form = SigningForm(request.POST or None, initial={"tempat": year.signing_place, "pimpinan": year.head_name})

    def call(values: dict[str, Any]) -> Any:
        return planning.set_signing(
            actor=request.actor,
            year_id=year_id,
            signing_place=values["tempat"],
            head_name=values["pimpinan"],
            at=clock.now(),
        )

    if request.method == "POST" and saving.save(form, call):
        messages.success(request, _("Keterangan dokumen disimpan."))
        return redirect("years:list")
    return render(request, "planning/signing.html", {"form": form, "year": year}, status=saving.status_of(form))


@require_GET
@guard.role(Role.AGENCY_ADMIN)
def without_rater(request: guard.Request) -> HttpResponse:
    """List those who will plan and have no rater yet, on screen or as Excel; as the wanted year (``tahun``) begins."""
    on = planning.opening.first_day(year=asked.year_of(request, clock.today()), on=clock.today())
    rows = planning.opening.list_without_rater(on=on)
    if request.GET.get("format") == "xlsx":
        content = xlsx(
            headers=(_("NIP"), _("Nama"), _("Jabatan"), _("Unit")),
            rows=((row.nip, row.display_name, row.position_title, row.unit_name) for row in rows),
        )
        people.note_list_export(actor=request.actor, rows=len(rows), at=clock.now(), name="without_rater")
        return download_xlsx(name=f"tanpa-penilai-{clock.today():%Y%m%d}", content=content)
    number, size = page_number(request), 25
    cut = rows[(number - 1) * size : number * size]
    context = {"page": page_of(cut, number=number, total=len(rows), size=size), "total": len(rows), "on": on}
    return render(request, "planning/without_rater.html", context)


@require_GET
@guard.role(Role.AGENCY_ADMIN)
def approvers(request: guard.Request) -> HttpResponse:
    """Show by which rules the program finds who approves whom, and who is named instead."""
    text = request.GET.get("q", "").strip()
    found = people.list_named_raters(actor=request.actor, on=clock.today(), text=text, page=page_number(request))
    context = {
        "page": page_of(found.items, number=found.number, total=found.total, size=people.CORRECTION_PAGE),
        "total": found.total,
        "rules": labels.approval_rules(),
        "text": text,
    }
    return render(request, "planning/approvers.html", context)


def _extended_names(years: list[Any]) -> dict[str, str]:
    """Return the names of those units and people that were given more time, by id as text."""
    given = [item for year in years for item in year.extended]
    given += [item for year in years for period in year.periods.all() for item in period.extended]
    units = {UUID(item["unit"]) for item in given if item["unit"]}
    persons = {UUID(item["employee"]) for item in given if item["employee"]}
    names = organisation.units.names_of(unit_ids=units, on=clock.today()) if units else {}
    entries = people.entries_of(employee_ids=persons) if persons else {}
    return {
        **{str(key): name for key, name in names.items()},
        **{str(key): entry.display_name for key, entry in entries.items()},
    }


def _initial(on: date) -> dict[str, Any]:
    latest = planning.years.list_years()
    year = latest[0].year + 1 if latest else on.year
    return {
        "tahun": year,
        "tipe": Periodicity.MONTHLY.value,
        "batas_skp": date(year, 1, 31),
        "batas_tahunan": date(year + 1, 1, 10),
        "hari_pengisian": 5,
        "geser": True,
        "tempat": latest[0].signing_place if latest else "",
        "pimpinan": latest[0].head_name if latest else "",
    }
