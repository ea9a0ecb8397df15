"""Windows and deadlines: changed before they close, extended afterwards, moved by disturbances."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ekinerja.kernel import clock
from ekinerja.kernel.actor import Role
from ekinerja.kernel.errors import Finding, RuleNotMet
from ekinerja.organisation import public as organisation
from ekinerja.people import public as people
from ekinerja.planning import public as planning
from ekinerja.web import formats, guard, saving
from ekinerja.web.activity.labels import period_name
from ekinerja.web.planning.forms import DowntimeForm, EndForm, ExtendForm, PlanDeadlineForm, WindowForm

FEW = 6


@require_http_methods(["GET", "POST"])
@guard.role(Role.AGENCY_ADMIN)
def change_window(request: guard.Request, period_id: UUID) -> HttpResponse:
    """Change from when until when a period may be filled."""
    period = planning.get_period(period_id=period_id)
    initial = {
        "dibuka": period.fill_opens_on or period.span.lower,
        "batas": planning.day_of(period.fill_deadline),
    }
    form = WindowForm(request.POST or None, initial=initial)

    def call(values: dict[str, Any]) -> Any:
        return planning.change_window(
            actor=request.actor,
            period_id=period_id,
            fill_opens_on=values["dibuka"],
            fill_deadline=_end_of(request, values["batas"]),
            reason=values["alasan"],
            at=clock.now(),
        )

    if request.method == "POST" and saving.save(form, call):
        messages.success(request, _("Jendela pengisian diubah; semua pegawai diberi tahu bila batasnya bergeser."))
        return redirect("years:list")
    title = _("Ubah jendela %(name)s") % {"name": period_name(period)}
    return _page(request, form, title=title, now_at=period.fill_deadline, fields=("dibuka", "batas", "alasan"))


@require_http_methods(["GET", "POST"])
@guard.role(Role.AGENCY_ADMIN)
def change_plan_deadline(request: guard.Request, year_id: UUID) -> HttpResponse:
    """Change the last day for plans of a year."""
    year = planning.years.get_year(year_id=year_id)
    form = PlanDeadlineForm(request.POST or None, initial={"batas": planning.day_of(year.plan_deadline)})

    def call(values: dict[str, Any]) -> Any:
        return planning.change_plan_deadline(
            actor=request.actor,
            year_id=year_id,
            plan_deadline=_end_of(request, values["batas"]),
            reason=values["alasan"],
            at=clock.now(),
        )

    if request.method == "POST" and saving.save(form, call):
        messages.success(request, _("Batas penetapan SKP diubah; semua pegawai diberi tahu."))
        return redirect("years:list")
    title = _("Ubah batas penetapan SKP %(year)s") % {"year": year.year}
    return _page(request, form, title=title, now_at=year.plan_deadline, fields=("batas", "alasan"))


@require_http_methods(["GET", "POST"])
@guard.role(Role.AGENCY_ADMIN)
def extend(request: guard.Request, period_id: UUID) -> HttpResponse:
    """Give more time for one period to everybody, a unit or a person."""
    period = planning.get_period(period_id=period_id)
    name = period_name(period)

    def give(**values: Any) -> Any:
        return planning.extend_period(actor=request.actor, period_id=period_id, at=clock.now(), **values)

    return _extend(request, give, name=name, now_at=period.fill_deadline, field="fill_deadline")


@require_http_methods(["GET", "POST"])
@guard.role(Role.AGENCY_ADMIN)
def extend_plan(request: guard.Request, year_id: UUID) -> HttpResponse:
    """Give more time for plans of a year to everybody, a unit or a person."""
    year = planning.years.get_year(year_id=year_id)
    name = _("penetapan SKP %(year)s") % {"year": year.year}

    def give(**values: Any) -> Any:
        return planning.extend_plan(actor=request.actor, year_id=year_id, at=clock.now(), **values)

    return _extend(request, give, name=name, now_at=year.plan_deadline, field="plan_deadline")


@require_http_methods(["GET", "POST"])
@guard.role(Role.AGENCY_ADMIN)
def end_extension(request: guard.Request, extension_id: UUID) -> HttpResponse:
    """Take back more time that was given; from now on, with a reason."""
    extension = planning.get_extension(extension_id=extension_id)
    form = EndForm(request.POST or None)

    def call(values: dict[str, Any]) -> Any:
        return planning.end_extension(
            actor=request.actor, extension_id=extension_id, reason=values["alasan"], at=clock.now()
        )

    if request.method == "POST" and saving.save(form, call):
        messages.success(request, _("Perpanjangan diakhiri mulai sekarang; yang terkena diberi tahu."))
        return redirect("years:list")
    context = {"form": form, "extension": extension}
    return render(request, "planning/end_extension.html", context, status=saving.status_of(form))


@require_http_methods(["GET", "POST"])
@guard.role(Role.AGENCY_ADMIN)
def downtimes(request: guard.Request) -> HttpResponse:
    """Record when the program could not be used: first see which deadlines move, then record it."""
    form = DowntimeForm(request.POST or None, initial=request.GET.dict())
    confirmed = request.POST.get("langkah") == "catat"

    def call(values: dict[str, Any]) -> Any:
        given = {"started_at": values["mulai"], "ended_at": values["selesai"], "reason": values["alasan"]}
        if confirmed:
            return planning.record_downtime(actor=request.actor, at=clock.now(), **given)
        return planning.preview_downtime(actor=request.actor, at=clock.now(), **given)

    moved = None
    if request.method == "POST" and saving.save(form, call):
        if confirmed:
            count = len(form.saved[1])
            messages.success(request, _("Gangguan dicatat; %(n)s batas waktu bergeser.") % {"n": formats.angka(count)})
            return redirect("years:downtimes")
        moved = form.saved
    context = {
        "form": form,
        "moved": moved,
        "downtimes": planning.downtimes.list_downtimes(),
        "suggested": planning.downtimes.suggested_downtimes(at=clock.now()),
        "period_name": period_name,
    }
    return render(request, "planning/downtimes.html", context, status=saving.status_of(form))


def _extend(
    request: guard.Request, give: Callable[..., Any], *, name: str, now_at: datetime, field: str
) -> HttpResponse:
    form = ExtendForm(request.POST or None)

    def call(values: dict[str, Any]) -> Any:
        unit, person = _scope(request, values)
        return give(
            reason=values["alasan"],
            unit_id=unit.id if unit else None,
            employee_id=person,
            **{field: _end_of(request, values["batas"])},
        )

    if request.method == "POST" and saving.save(form, call):
        messages.success(request, _("Waktu diperpanjang. Yang terkena melihat batas barunya beserta alasan Anda."))
        return redirect("years:list")
    context = {"form": form, "name": name, "now_at": now_at}
    return render(request, "planning/extend.html", context, status=saving.status_of(form))


def _page(request: guard.Request, form: Any, *, title: str, now_at: datetime, fields: tuple[str, ...]) -> HttpResponse:
    context = {"form": form, "title": title, "now_at": now_at, "fields": fields}
    return render(request, "planning/window.html", context, status=saving.status_of(form))


def _end_of(request: guard.Request, day: date) -> datetime:
    return planning.end_of_day(day, organisation.get_agency(int(request.actor.agency_id or 0)).time_zone)


def _scope(request: guard.Request, values: dict[str, Any]) -> tuple[Any, UUID | None]:
    """Find the unit or the person that was named; exactly one must fit."""
    unit, person = None, None
    if values["unit"]:
        units = organisation.units.search_units(text=values["unit"], on=clock.today(), limit=FEW)
        same = [row for row in units if row.name.lower() == values["unit"].lower()]
        unit = _only(same or units, "unit", lambda row: row.name)
    if values["pegawai"]:
        found = people.search_people(actor=request.actor, text=values["pegawai"], limit=FEW, everybody=True)
        person = _only(found, "pegawai", lambda row: f"{row.display_name} ({row.nip})").employee_id
    return unit, person


def _only(found: list[Any], field: str, told: Callable[[Any], str]) -> Any:
    """Return the one that was found; of several tell the first, people with the NIP by which one can be named."""
    if len(found) == 1:
        return found[0]
    message = _("Tidak ditemukan. Periksa tulisannya.")
    if found:
        few = "; ".join(told(row) for row in found[: FEW - 1]) + ("; …" if len(found) == FEW else "")
        message = _("Ada beberapa yang cocok: %(few)s. Tulis lebih lengkap.") % {"few": few}
    raise RuleNotMet(message, findings=(Finding("web.scope", message, field=field),))
