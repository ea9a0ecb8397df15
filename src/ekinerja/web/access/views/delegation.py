"""Delegate one's inbox to a colleague for some days."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ekinerja.access import public as access
from ekinerja.kernel import clock
from ekinerja.kernel.errors import DomainError, NotFound, RuleNotMet
from ekinerja.web.access.forms import DelegateForm
from ekinerja.web.access.words import STATES
from ekinerja.web.guard import signed_in


@signed_in
@require_http_methods(["GET", "POST"])
def delegations(request: Any) -> HttpResponse:
    """Show delegations given and received; give one in two steps: find the colleague, then confirm."""
    form = DelegateForm(request.POST or None, initial={"starts_on": clock.today()})
    candidates: list[Any] = []
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["to"] is None:
            candidates = access.grants.find_colleagues(actor=request.actor, search=form.cleaned_data["cari"])
            if not candidates:
                form.add_error("cari", _("Tidak ada pegawai dengan nama atau NIP itu. Ketik sedikitnya 3 huruf."))
        elif _delegate(request, form):
            messages.success(
                request, _("Kotak masuk Anda dilimpahkan. Anda tetap bertanggung jawab dan tetap dapat bekerja.")
            )
            return redirect("access:delegations")
    context = {
        "form": form,
        "candidates": candidates,
        "lines": access.grants.list_own_delegations(actor=request.actor, on=clock.today()),
        "states": STATES,
    }
    return render(request, "access/delegations.html", context, status=422 if form.errors else 200)


def _delegate(request: Any, form: DelegateForm) -> bool:
    data = form.cleaned_data
    try:
        access.delegate_inbox.delegate_inbox(
            actor=request.actor,
            to_employee_id=data["to"],
            starts_on=data["starts_on"],
            ends_before=data["ends_on"] + timedelta(days=1),
            reason=data["reason"],
            at=clock.now(),
        )
    except RuleNotMet as error:
        for finding in error.findings:
            field = {"to": "cari"}.get(finding.field, finding.field)
            form.add_error(field if field in form.fields else None, finding.message)
        if not error.findings:
            form.add_error(None, error.message)
        return False
    except NotFound:
        form.add_error("cari", _("Pegawai itu tidak lagi bertugas di instansi Anda."))
        return False
    except DomainError as error:
        form.add_error(None, error.message)
        return False
    return True


@signed_in
@require_POST
def withdraw(request: Any, delegation_id: UUID) -> HttpResponse:
    """End a delegation that the actor gave."""
    access.delegate_inbox.withdraw_delegation(actor=request.actor, delegation_id=delegation_id, at=clock.now())
    messages.success(request, _("Pelimpahan diakhiri."))
    return redirect("access:delegations")
