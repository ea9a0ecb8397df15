"""The calendar: working days and holidays of a year, and which units work by which."""

from __future__ import annotations

from collections import Counter
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ekinerja.kernel import clock
from ekinerja.kernel.actor import Role
from ekinerja.kernel.errors import DomainError
from ekinerja.organisation import public as organisation
from ekinerja.web import guard
from ekinerja.web.organisation import words
from ekinerja.web.organisation.forms import CalendarForm, HolidayForm


@require_http_methods(["GET", "POST"])
@guard.signed_in
def show(request: guard.Request) -> HttpResponse:
    """Show the holidays of a year; administrators may add calendars."""
    form = CalendarForm(request.POST or None, initial=_initial(request))
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            organisation.keep_calendar.save_calendar(
                actor=request.actor,
                code=values["kode"],
                name=values["nama"],
                weekdays=values["hari"],
                minutes=values["menit"],
                at=clock.now(),
            )
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("Kalender disimpan."))
            return redirect("units:calendar")
    return _page(request, form, None)


def _page(request: guard.Request, form: CalendarForm, holiday_form: HolidayForm | None) -> HttpResponse:
    wanted = request.GET.get("tahun", "")
    year = int(wanted) if wanted.isdecimal() and 2000 <= int(wanted) <= 2100 else clock.today().year
    calendars = organisation.calendars.list_calendars()
    if holiday_form is None:
        holiday_form = HolidayForm()
        holiday_form.fields["kalender"].choices = _choices(calendars)  # type: ignore[attr-defined]
    today = clock.today()
    assignments = organisation.unit_calendars.list_assignments(on=today)
    works_by = organisation.unit_calendars.calendars_of(paths=organisation.units.list_paths(on=today), on=today)
    context = {
        "year": year,
        "calendars": calendars,
        "assignments": assignments,
        "names": organisation.units.names_of(unit_ids={row.unit_id for row in assignments}, on=today),
        "used": Counter(row.id for row in works_by.values() if row),
        "holidays": organisation.calendars.list_holidays(year=year),
        "form": form,
        "holiday_form": holiday_form,
        "words": words,
        "weekdays": dict(words.WEEKDAYS),
        "may_change": organisation.may_change(request.actor, ""),
    }
    return render(request, "organisation/calendar.html", context)


def _choices(calendars: list[organisation.WorkCalendar]) -> list[tuple[str, str]]:
    rows = [(str(calendar.id), calendar.name) for calendar in calendars]
    return [("", _("Semua kalender")), *rows] if len(rows) > 1 else rows


def _initial(request: guard.Request) -> dict[str, object]:
    """Return the calendar that the address asks to change, else a new one of five days."""
    wanted = request.GET.get("ubah", "")
    row = next((item for item in organisation.calendars.list_calendars() if str(item.id) == wanted), None)
    if row is None:
        return {"hari": [1, 2, 3, 4, 5]}
    return {"kode": row.code, "nama": row.name, "hari": row.weekdays, "menit": row.minutes}


@require_POST
@guard.role(Role.AGENCY_ADMIN)
def choose(request: guard.Request, calendar_id: UUID) -> HttpResponse:
    """Make a calendar the agency's own."""
    calendar = organisation.keep_calendar.choose_calendar(actor=request.actor, calendar_id=calendar_id, at=clock.now())
    messages.success(request, _("%(name)s menjadi kalender utama.") % {"name": calendar.name})
    return redirect("units:calendar")


@require_POST
@guard.role(Role.AGENCY_ADMIN)
def add_holiday(request: guard.Request) -> HttpResponse:
    """Add a holiday."""
    form = HolidayForm(request.POST)
    form.fields["kalender"].choices = _choices(organisation.calendars.list_calendars())  # type: ignore[attr-defined]
    if form.is_valid():
        values = form.cleaned_data
        try:
            organisation.keep_calendar.add_holiday(
                actor=request.actor,
                calendar_id=UUID(values["kalender"]) if values["kalender"] else None,
                day=values["tanggal"],
                name=values["nama"],
                kind=organisation.HolidayKind(values["jenis"]),
                at=clock.now(),
            )
        except DomainError as error:
            form.add_error("tanggal", error.message)
        else:
            messages.success(request, _("Hari libur dicatat."))
            return _back_to(values["tanggal"].year)
    return _page(request, CalendarForm(initial={"hari": [1, 2, 3, 4, 5]}), form)


@require_POST
@guard.role(Role.AGENCY_ADMIN)
def remove_holiday(request: guard.Request, holiday_id: UUID) -> HttpResponse:
    """Make a holiday a working day again."""
    day = organisation.keep_calendar.remove_holiday(actor=request.actor, holiday_id=holiday_id, at=clock.now())
    messages.success(request, _("Hari libur dihapus."))
    return _back_to(day.year)


def _back_to(year: int) -> HttpResponse:
    """Lead back to the year whose holidays changed."""
    return redirect(f"{reverse('units:calendar')}?tahun={year}")
