"""Who is outside the cycle and why; the agency's own rules about it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from ekinerja.kernel import clock
from ekinerja.kernel.actor import Role
from ekinerja.kernel.errors import Conflict, DomainError, NotAllowed
from ekinerja.people import public as people
from ekinerja.regulation import public as regulation
from ekinerja.web import guard
from ekinerja.web.exemptions.forms import MONTHS, STATUSES, RuleForm
from ekinerja.web.paging import page_number, page_of
from ekinerja.web.raters.forms import DayForm

READERS = (Role.AGENCY_ADMIN, Role.UNIT_CLERK, Role.LEADER, Role.INSPECTORATE)


@require_GET
@guard.role(*READERS)
def show_list(request: guard.Request) -> HttpResponse:
    """Show the people outside the cycle on a day, each with the reason and its article."""
    day = DayForm(request.GET)
    on = (day.cleaned_data["pada"] if day.is_valid() else None) or clock.today()
    reason = request.GET.get("alasan", "")
    page = people.list_exempt(actor=request.actor, on=on, reason=reason, page=page_number(request))
    context = {
        "page": page,
        "pager": page_of(page.people, number=page.number, total=page.total, size=people.EXEMPT_PAGE),
        "on": on,
        "day_form": DayForm(initial={"pada": on}),
        "reason": reason,
    }
    return render(request, "exemptions/list.html", context)


@require_GET
@guard.role(*READERS)
def show_rules(request: guard.Request) -> HttpResponse:
    """Show the rules in force, where they come from, and the agency's proposals."""
    return _rules(request, RuleForm(statuses=_statuses(), initial={"mulai": clock.today()}))


@require_POST
@guard.role(Role.AGENCY_ADMIN)
def propose(request: guard.Request) -> HttpResponse:
    """Propose the agency's own value of a rule."""
    form = RuleForm(request.POST, statuses=_statuses())
    if form.is_valid():
        try:
            regulation.propose_value(
                actor=request.actor,
                key=form.cleaned_data["jenis"],
                since=form.cleaned_data["mulai"],
                value=form.value(),
                basis=form.cleaned_data["dasar"],
                at=clock.now(),
            )
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("Usulan disimpan. Admin lain perlu menyetujuinya sebelum berlaku."))
            return redirect("exemptions:rules")
    return _rules(request, form)


@require_POST
@guard.role(Role.AGENCY_ADMIN)
def decide(request: guard.Request, value_id: UUID) -> HttpResponse:
    """Approve or refuse a proposal of another administrator."""
    approved = request.POST.get("putusan") == "setuju"
    try:
        regulation.decide_value(actor=request.actor, value_id=value_id, approved=approved, at=clock.now())
    except (Conflict, NotAllowed) as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("Ketentuan berlaku.") if approved else _("Usulan ditolak."))
    return redirect("exemptions:rules")


def _rules(request: guard.Request, form: RuleForm) -> HttpResponse:
    on = clock.today()
    rules = [
        {
            "label": label,
            "value": regulation.value_on(key, on),
            "history": regulation.list_values(key=key),
            "show": regulation.choice_of(key).show,
        }
        for key, label in ((STATUSES, _("Status yang dikecualikan")), (MONTHS, _("Bulan sebelum pensiun")))
    ]
    context = {"rules": rules, "form": form, "may_propose": request.actor.covers("", Role.AGENCY_ADMIN)}
    return render(request, "exemptions/rules.html", context)


def _statuses() -> list[tuple[str, str]]:
    law = regulation.lawbook().parameter("cycle/exemptions").latest().value
    return [(item.status, item.label) for item in law]
