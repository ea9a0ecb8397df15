"""Accounts for clerks: who has not activated, printed codes, e-mail, codes handed over, closing."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ekinerja.access import public as access
from ekinerja.kernel import clock
from ekinerja.kernel.actor import Role
from ekinerja.kernel.errors import DomainError
from ekinerja.web.access.forms import IdentityForm, ReasonForm
from ekinerja.web.access.views.roles import unit_choices
from ekinerja.web.access.words import ROLES, STATES
from ekinerja.web.guard import role
from ekinerja.web.paging import page_number, page_of

ISSUERS = (Role.AGENCY_ADMIN, Role.UNIT_CLERK)
MOST_PRINTED = 500


def _units(request: Any) -> list[tuple[str, str]]:
    return unit_choices(under=request.actor.paths(*ISSUERS), by_path=True)


@role(*ISSUERS)
@require_GET
def list_accounts(request: Any) -> HttpResponse:
    """List the accounts in the own scope with their state."""
    query = request.GET
    size = int(query["per"]) if query.get("per") in {"25", "50", "100"} else 25
    number = page_number(request)
    lines, total = access.accounts.page_accounts(
        actor=request.actor,
        unit_path=query.get("unit", ""),
        search=query.get("q", ""),
        state=query.get("status", ""),
        offset=(number - 1) * size,
        limit=size,
    )
    units = _units(request)
    context = {
        "page": page_of(lines, number=number, total=total, size=size),
        "unit_options": units,
        "chosen_unit": dict(units).get(query.get("unit", ""), "").strip(),
        "state_options": [("BELUM", _("Belum aktif")), ("AKTIF", _("Aktif"))],
        "may_manage": access.policies.may_manage_roles(request.actor),
    }
    return render(request, "access/accounts.html", context)


@role(*ISSUERS)
@never_cache
@require_http_methods(["GET", "POST"])
def codes(request: Any) -> HttpResponse:
    """Give activation codes to a unit: a list to print, or by e-mail."""
    path = request.POST.get("unit") or request.GET.get("unit") or ""
    units = _units(request)
    waiting = access.accounts_without_activation(actor=request.actor, unit_path=path) if path else []
    ids = [line.account_id for line in waiting if line.account_id]
    if request.method == "POST" and ids:
        if request.POST.get("cara") == "surel" and access.sends_mail():
            sent, without = access.issue_code.send_codes(actor=request.actor, account_ids=ids, at=clock.now())
            messages.success(request, _("%d surel dikirim. %d pegawai tidak punya alamat surel.") % (sent, without))
            return redirect("access:accounts")
        return _printed(request, _next_to_print(waiting), dict(units).get(path, "").strip())
    context = {
        "unit_options": units,
        "path": path,
        "waiting": waiting,
        "with_email": sum(bool(line.email) for line in waiting) if access.sends_mail() else None,
        "most": MOST_PRINTED,
    }
    return render(request, "access/codes.html", context)


def _next_to_print(waiting: list[Any]) -> list[Any]:
    """Return whose codes come on this sheet; of more than one sheet first those who hold none yet."""
    if len(waiting) <= MOST_PRINTED:
        return waiting
    ids = [line.account_id for line in waiting if line.account_id]
    holding = access.accounts.accounts_with_open_code(account_ids=ids, at=clock.now())
    without = [line for line in waiting if line.account_id not in holding]
    return (without or waiting)[:MOST_PRINTED]


def _printed(request: Any, lines: list[Any], unit_name: str) -> HttpResponse:
    given = access.issue_code.issue_codes(
        actor=request.actor, account_ids=[line.account_id for line in lines if line.account_id], at=clock.now()
    )
    by_account = {one.account_id: one for one in given}
    context = {
        "rows": [
            (line, access.codes.printed(by_account[line.account_id].code))
            for line in lines
            if line.account_id in by_account
        ],
        "expires_at": given[0].expires_at if given else None,
        "unit_name": unit_name,
        "made_at": clock.now(),
    }
    page = render(request, "access/codes_printed.html", context)
    page.headers["Cache-Control"] = "private, no-store"
    return page


@role(*ISSUERS)
@require_GET
def show(request: Any, account_id: UUID) -> HttpResponse:
    """Show one account: state, roles, what can be done for its owner."""
    return _account_page(request, account_id, IdentityForm())


def _account_page(request: Any, account_id: UUID, form: Any, status: int = 200) -> HttpResponse:
    detail = access.accounts.get_detail(actor=request.actor, account_id=account_id)
    manages = access.policies.may_manage_roles(request.actor)
    context = {
        "detail": detail,
        "form": form,
        "close_form": ReasonForm(prefix="tutup"),
        "may_manage": manages,
        "grants": access.grants.list_grants_of(actor=request.actor, account_id=account_id, on=clock.today())
        if manages
        else [],
        "role_words": ROLES,
        "states": STATES,
    }
    return render(request, "access/account.html", context, status=status)


@role(*ISSUERS)
@never_cache
@require_POST
def hand_over(request: Any, account_id: UUID) -> HttpResponse:
    """Give one code to the person who stands here, or take lost second proofs away."""
    form = IdentityForm(request.POST)
    if not form.is_valid():
        return _account_page(request, account_id, form, 422)
    arguments = {
        "actor": request.actor,
        "account_id": account_id,
        "reason": form.cleaned_data["reason"],
        "at": clock.now(),
    }
    try:
        if request.POST.get("tindakan") == "faktor":
            access.enrol_factor.reset_factors(**arguments)
            messages.success(
                request, _("Verifikasi dua langkah dihapus. Pemilik akun dapat masuk dan memasangnya lagi.")
            )
            return redirect("access:account", account_id)
        given = access.issue_code.hand_over_code(**arguments)
    except DomainError as error:
        if error.status == 404:
            raise
        form.add_error(None, error.message)
        return _account_page(request, account_id, form, error.status)
    context = {"given": given, "code": access.codes.printed(given.code), "made_at": clock.now()}
    page = render(request, "access/code_handed.html", context)
    page.headers["Cache-Control"] = "private, no-store"
    return page


@role(Role.AGENCY_ADMIN)
@require_POST
def set_state(request: Any, account_id: UUID) -> HttpResponse:
    """Close an account, or open it again."""
    form = ReasonForm(request.POST, prefix="tutup")
    if not form.is_valid():
        messages.error(request, _("Tuliskan alasannya."))
        return redirect("access:account", account_id)
    opening = request.POST.get("tindakan") == "buka"
    act = access.reactivate_account if opening else access.deactivate_account
    try:
        act(actor=request.actor, account_id=account_id, reason=form.cleaned_data["reason"], at=clock.now())
    except DomainError as error:
        if error.status == 404:
            raise
        messages.error(request, error.message)
    else:
        messages.success(request, _("Akun dibuka kembali.") if opening else _("Akun ditutup; semua sesinya berakhir."))
    return redirect("access:account", account_id)
