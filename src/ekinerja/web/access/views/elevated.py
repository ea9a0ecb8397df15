"""Administrative access for some minutes, with a reason; the only way into an agency for a national operator."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from ekinerja.access import public as access
from ekinerja.kernel import clock
from ekinerja.kernel.errors import DomainError, RuleNotMet
from ekinerja.organisation import public as organisation
from ekinerja.web.access.client import client_of
from ekinerja.web.access.forms import ElevateForm
from ekinerja.web.guard import signed_in, without_agency

KEY = "elevated"


@without_agency
@signed_in
@never_cache
@require_http_methods(["GET", "POST"])
def start(request: Any) -> HttpResponse:
    """Ask for agency, reason, minutes and password, and open administrative access."""
    access.policies.require(access.policies.may_elevate(request.actor))
    operator = request.actor.agency_id is None
    agencies = [(agency.id, agency.name) for agency in organisation.list_agencies()] if operator else []
    form = ElevateForm(request.POST or None, agencies=agencies)
    if request.method == "POST" and form.is_valid() and _start(request, form):
        messages.warning(request, _("Akses administratif aktif. Semua tindakan Anda dicatat dengan alasan ini."))
        return redirect("/")
    return render(
        request, "access/elevate.html", {"form": form, "operator": operator}, status=422 if form.errors else 200
    )


def _start(request: Any, form: ElevateForm) -> bool:
    data, at = form.cleaned_data, clock.now()
    try:
        access.change_own.confirm_password(
            actor=request.actor, password=data["password"], client=client_of(request), at=at
        )
        row = access.elevate.start_elevated(
            actor=request.actor,
            agency_id=data.get("agency"),
            minutes=data["minutes"],
            reason=data["reason"],
            at=at,
        )
    except RuleNotMet as error:
        field = "password" if error.code == "access.password_wrong" else "reason"
        form.add_error(field, error.message)
        return False
    except DomainError as error:
        form.add_error(None, error.message)
        return False
    request.session[KEY] = {"id": str(row.id), "agency_id": row.agency_id, "ends_at": row.ends_at.isoformat()}
    return True


@without_agency
@signed_in
@require_POST
def end(request: Any) -> HttpResponse:
    """End administrative access now."""
    running = request.session.pop(KEY, None)
    if running:
        access.elevate.end_elevated(
            actor=request.actor,
            elevated_id=UUID(running["id"]),
            agency_id=int(running["agency_id"]),
            at=clock.now(),
        )
        messages.success(request, _("Akses administratif diakhiri."))
    return redirect("access:elevate" if request.user.agency_id is None else "/")
