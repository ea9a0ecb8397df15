"""Which unit works by which calendar: give it one, and end that."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ekinerja.kernel import clock
from ekinerja.kernel.actor import Role
from ekinerja.kernel.errors import DomainError
from ekinerja.organisation import public as organisation
from ekinerja.web import guard
from ekinerja.web.organisation import chosen
from ekinerja.web.organisation.forms import EndUnitCalendarForm, UnitCalendarForm


@require_http_methods(["GET", "POST"])
@guard.role(Role.AGENCY_ADMIN)
def assign(request: guard.Request) -> HttpResponse:
    """Give a chosen unit, with those below it, a calendar from a day on."""
    unit = chosen.unit_of(request)
    if unit is None:
        above = (_("Kalender kerja"), reverse("units:calendar"))
        return chosen.choose(request, _("Beri unit kalender"), above=above)
    offered = [(str(row.id), row.name) for row in organisation.calendars.list_calendars()]
    form = UnitCalendarForm(request.POST or None, calendars=offered, initial={"mulai": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            organisation.assign_calendar(
                actor=request.actor,
                unit_id=unit.id,
                calendar_id=UUID(form.cleaned_data["kalender"]),
                on=form.cleaned_data["mulai"],
                at=clock.now(),
            )
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("Kalender kerja unit dicatat."))
            return redirect("units:calendar")
    return _page(request, form, title=_("Kalender kerja unit"), action=_("Beri kalender ini"), unit=unit)


@require_http_methods(["GET", "POST"])
@guard.role(Role.AGENCY_ADMIN)
def end(request: guard.Request, assignment_id: UUID) -> HttpResponse:
    """Let a unit follow the calendar above it again from a day on."""
    row = organisation.unit_calendars.get_assignment(assignment_id=assignment_id)
    form = EndUnitCalendarForm(request.POST or None, initial={"mulai": max(clock.today(), row.period.lower)})
    if request.method == "POST" and form.is_valid():
        try:
            organisation.end_calendar(
                actor=request.actor, assignment_id=assignment_id, on=form.cleaned_data["mulai"], at=clock.now()
            )
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("Kalender kerja unit diakhiri; unit itu mengikuti unit di atasnya."))
            return redirect("units:calendar")
    unit = organisation.units.find_latest(unit_id=row.unit_id)
    title = _("Akhiri kalender %(name)s") % {"name": row.calendar.name}
    return _page(request, form, title=title, action=_("Akhiri"), unit=unit)


def _page(
    request: guard.Request,
    form: UnitCalendarForm | EndUnitCalendarForm,
    *,
    title: str,
    action: str,
    unit: organisation.UnitData,
) -> HttpResponse:
    context = {"form": form, "title": title, "action": action, "unit": unit}
    return render(request, "organisation/unit_calendar.html", context)
