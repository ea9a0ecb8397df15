"""The agency's performance years: open one, see its periods, give more time."""

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
from ekinerja.kernel.errors import Finding, RuleNotMet
from ekinerja.organisation import public as organisation
from ekinerja.people import public as people
from ekinerja.planning import public as planning
from ekinerja.planning.data import Periodicity
from ekinerja.web import guard, saving
from ekinerja.web.activity.labels import period_name
from ekinerja.web.planning import labels
from ekinerja.web.planning.forms import ExtendForm, YearForm


@require_GET
@guard.role(Role.AGENCY_ADMIN)
def show_years(request: guard.Request) -> HttpResponse:
    """Show the agency's years with their periods and deadlines."""
    context = {"years": planning.years.list_years(), "labels": labels, "period_name": period_name}
    return render(request, "planning/years.html", context)


@require_http_methods(["GET", "POST"])
@guard.role(Role.AGENCY_ADMIN)
def open_year(request: guard.Request) -> HttpResponse:
    """Open a year in two steps: first see what will happen to how many people, then do it."""
    on = clock.today()
    form = YearForm(request.POST or None, initial=_initial(on))
    drafts: Any = ()

    def call(values: dict[str, Any]) -> Any:
        settings = planning.YearSettings(
            year=values["tahun"],
            periodicity=Periodicity(values["tipe"]),
            plan_deadline=values["batas_skp"],
            annual_deadline=values["batas_tahunan"],
            fill_days=values["hari_pengisian"],
            time_zone=organisation.get_agency(int(request.actor.agency_id or 0)).time_zone,
        )
        if request.POST.get("langkah") == "buka":
            return planning.open_year(actor=request.actor, settings=settings, at=clock.now())
        return planning.draft_periods(settings=settings)

    if request.method == "POST" and saving.save(form, call):
        if request.POST.get("langkah") == "buka":
            messages.success(request, _("Tahun %(year)s dibuka.") % {"year": form.saved.year})
            return redirect("years:list")
        drafts = form.saved
    preview = planning.progress.preview_year(on=on)
    context = {"form": form, "drafts": drafts, "preview": preview, "labels": labels}
    return render(request, "planning/open_year.html", context, status=422 if form.is_bound and form.errors else 200)


@require_http_methods(["GET", "POST"])
@guard.role(Role.AGENCY_ADMIN)
def extend(request: guard.Request, period_id: UUID) -> HttpResponse:
    """Give more time: to everybody, a unit with those below it, or one person."""
    period = planning.get_period(period_id=period_id)
    form = ExtendForm(request.POST or None)

    def call(values: dict[str, Any]) -> Any:
        unit, person = _scope(request, values)
        return planning.extend_period(
            actor=request.actor,
            period_id=period_id,
            fill_deadline=planning.end_of_day(
                values["batas"], organisation.get_agency(int(request.actor.agency_id or 0)).time_zone
            ),
            reason=values["alasan"],
            unit_id=unit.id if unit else None,
            unit_path=unit.path if unit else "",
            employee_id=person,
            at=clock.now(),
        )

    if request.method == "POST" and saving.save(form, call):
        messages.success(request, _("Waktu diperpanjang. Yang terkena melihat batas barunya beserta alasan Anda."))
        return redirect("years:list")
    context = {"form": form, "period": period, "name": period_name(period)}
    return render(request, "planning/extend.html", context, status=422 if form.is_bound and form.errors else 200)


def _initial(on: date) -> dict[str, Any]:
    latest = planning.years.list_years()
    year = latest[0].year + 1 if latest else on.year
    return {
        "tahun": year,
        "tipe": Periodicity.MONTHLY.value,
        "batas_skp": date(year, 1, 31),
        "batas_tahunan": date(year + 1, 1, 10),
        "hari_pengisian": 5,
    }


def _scope(request: guard.Request, values: dict[str, Any]) -> tuple[Any, UUID | None]:
    """Find the unit or the person that was named; exactly one must fit."""
    unit, person = None, None
    if values["unit"]:
        units = organisation.units.search_units(text=values["unit"], on=clock.today(), limit=2)
        unit = _only([row for row in units if row.name.lower() == values["unit"].lower()] or units, "unit")
    if values["pegawai"]:
        found = people.search_people(actor=request.actor, text=values["pegawai"], limit=2, everybody=True)
        person = _only(found, "pegawai").employee_id
    return unit, person


def _only(found: list[Any], field: str) -> Any:
    if len(found) == 1:
        return found[0]
    message = (
        _("Tidak ditemukan. Periksa tulisannya.") if not found else _("Ada beberapa yang cocok. Tulis lebih lengkap.")
    )
    raise RuleNotMet(message, findings=(Finding("web.scope", message, field=field),))
