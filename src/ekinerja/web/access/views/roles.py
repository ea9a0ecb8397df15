"""Who holds which role: list, give, take back; the agency's decisions about signing in."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from ekinerja.access import public as access
from ekinerja.kernel import clock
from ekinerja.kernel.actor import Role
from ekinerja.kernel.errors import Conflict, DomainError, NotAllowed, NotFound, RuleNotMet
from ekinerja.organisation import public as organisation
from ekinerja.web.access.forms import ROLE_CHOICES, GrantForm, PolicyForm, ReasonForm
from ekinerja.web.access.words import MEANINGS, ROLES, STATES
from ekinerja.web.guard import role
from ekinerja.web.paging import page_number

CLERKS = (Role.AGENCY_ADMIN, Role.UNIT_CLERK, Role.INSPECTORATE)


def unit_choices(*, under: tuple[str, ...] = ("",), by_path: bool = False) -> list[tuple[str, str]]:
    """Return the units below the paths for a select, indented like the tree."""
    found = [unit for unit in organisation.units.list_units(on=clock.today()) if unit.path.startswith(under)]
    return [(unit.path if by_path else str(unit.id), "\u2003" * unit.depth + unit.name) for unit in found]


@role(*CLERKS)
@require_GET
def list_roles(request: Any) -> HttpResponse:
    """List the roles given in the agency; a unit clerk is led to the accounts."""
    if not access.policies.may_read_roles(request.actor):
        return redirect("access:accounts")
    query = request.GET
    found = access.grants.list_grants(
        actor=request.actor,
        on=clock.today(),
        role=query.get("peran", ""),
        unit_path=query.get("unit", ""),
        state=query.get("status", ""),
        search=query.get("q", ""),
    )
    size = int(query["per"]) if query.get("per") in {"25", "50", "100"} else 25
    units = unit_choices(by_path=True)
    context = {
        "page": Paginator(found, size).get_page(page_number(request)),
        "role_words": ROLES,
        "states": STATES,
        "role_options": [choice for choice in ROLE_CHOICES if Role(choice[0]) in access.policies.GRANTABLE],
        "state_options": [(code, words[0]) for code, words in STATES.items()],
        "unit_options": units,
        "chosen_unit": dict(units).get(query.get("unit", ""), "").strip(),
        "may_manage": access.policies.may_manage_roles(request.actor),
    }
    return render(request, "access/roles.html", context)


@role(Role.AGENCY_ADMIN)
@require_http_methods(["GET", "POST"])
def grant(request: Any) -> HttpResponse:
    """Give a role to the person with this NIP."""
    start = {"starts_on": clock.today(), "login": request.GET.get("nip", "")}
    form = GrantForm(request.POST or None, units=unit_choices(), initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            name = _grant(request, form)
        except RuleNotMet as error:
            for finding in error.findings:
                form.add_error(finding.field if finding.field in form.fields else None, finding.message)
        except NotFound:
            form.add_error(
                "login", _("Tidak ada akun aktif dengan NIP ini di instansi Anda. Periksa NIP atau data pegawai.")
            )
        except (Conflict, NotAllowed) as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("Peran diberikan kepada %s.") % name)
            return redirect("access:roles")
    hints = {role.value: MEANINGS[role] for role in access.policies.GRANTABLE}
    return render(request, "access/grant.html", {"form": form, "hints": hints}, status=422 if form.errors else 200)


def _grant(request: Any, form: GrantForm) -> str:
    data = form.cleaned_data
    account = access.accounts.find_account(actor=request.actor, login=data["login"])
    if account is None:
        raise NotFound
    access.manage_roles.grant_role(
        actor=request.actor,
        account_id=account.id,
        role=Role(data["role"]),
        unit_id=UUID(data["unit"]) if data["unit"] else None,
        starts_on=data["starts_on"],
        ends_before=data["ends_on"] + timedelta(days=1) if data["ends_on"] else None,
        reason=data["reason"],
        at=clock.now(),
    )
    return str(account.name)


@role(Role.AGENCY_ADMIN)
@require_http_methods(["GET", "POST"])
def revoke(request: Any, grant_id: UUID) -> HttpResponse:
    """Ask for the reason and take the role back."""
    line = access.grants.get_grant(actor=request.actor, grant_id=grant_id, on=clock.today())
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            access.manage_roles.revoke_role(
                actor=request.actor, grant_id=grant_id, reason=form.cleaned_data["reason"], at=clock.now()
            )
        except (RuleNotMet, Conflict) as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("Peran dicabut."))
            return redirect("access:roles")
    context = {"form": form, "line": line, "role_words": ROLES, "states": STATES}
    return render(request, "access/revoke.html", context, status=422 if form.errors else 200)


@role(Role.AGENCY_ADMIN)
@require_http_methods(["GET", "POST"])
def policy(request: Any) -> HttpResponse:
    """Decide who needs a second proof, and how long codes and sessions live."""
    now = access.policy_of(agency_id=request.actor.agency_id)
    start = {
        "second_factor": now.second_factor.value,
        "code_days": now.code_days,
        "idle_minutes": now.idle_minutes,
        "session_hours": now.session_hours,
    }
    form = PolicyForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        chosen = access.Policy(**{**data, "second_factor": access.FactorRule(data["second_factor"])})
        try:
            access.decide_policy(actor=request.actor, policy=chosen, at=clock.now())
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("Kebijakan masuk disimpan. Berlaku bagi sesi dan kode baru."))
            return redirect("access:policy")
    return render(request, "access/policy.html", {"form": form}, status=422 if form.errors else 200)
