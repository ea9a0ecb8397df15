"""The own profile: what the program knows, whose data it is, what the person may change; the own rights."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from ekinerja.access import public as access
from ekinerja.kernel import clock
from ekinerja.kernel.errors import Conflict, RuleNotMet
from ekinerja.people import public as people
from ekinerja.web.access.client import client_of
from ekinerja.web.access.forms import ContactForm
from ekinerja.web.access.words import MEANINGS, ROLES, STATES
from ekinerja.web.guard import public, signed_in
from ekinerja.web.people.words import STATUSES


@signed_in
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def profile(request: Any) -> HttpResponse:
    """Show the own data with the owner of each field; change e-mail, telephone and language."""
    account = access.get_account(account_id=request.actor.account_id)
    start = {"email": account.email, "phone": account.phone, "language": account.language}
    form = ContactForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid() and _keep(request, form):
        response = redirect("profile:profile")
        language = form.cleaned_data["language"]
        response.set_cookie("django_language", language, samesite="Lax", secure=request.is_secure())
        return response
    person = people.profile_of(employee_id=request.actor.employee_id) if request.actor.employee_id else None
    context = {"account": account, "form": form, "person": person, "statuses": STATUSES}
    return render(request, "access/profile.html", context, status=422 if form.errors else 200)


def _keep(request: Any, form: ContactForm) -> bool:
    data = form.cleaned_data
    try:
        sent = access.change_own.change_contact(
            actor=request.actor,
            email=data["email"],
            phone=data["phone"],
            language=data["language"],
            password=data["password"],
            client=client_of(request),
            at=clock.now(),
        )
    except RuleNotMet as error:
        form.add_error("password", error.message)
        return False
    messages.success(request, _("Data kontak disimpan."))
    if sent:
        text = _("Kami mengirim tautan konfirmasi ke %s. Alamat lama dipakai sampai tautan itu dibuka.")
        messages.info(request, text % data["email"])
    return True


@public
@never_cache
@require_http_methods(["GET", "POST"])
def confirm_email(request: HttpRequest, token: str) -> HttpResponse:
    """Confirm a new e-mail address by a button, so that a mail scanner's visit confirms nothing."""
    if request.method == "GET":
        return render(request, "access/confirm_email.html", {"state": "ask"})
    try:
        access.change_own.confirm_email(token=token, at=clock.now())
    except Conflict as error:
        return render(request, "access/confirm_email.html", {"state": "gone", "message": error.message}, status=409)
    return render(request, "access/confirm_email.html", {"state": "done"})


@signed_in
@require_GET
def rights(request: Any) -> HttpResponse:
    """Show what the person may do, why, and since when."""
    on = clock.today()
    held = {grant.role for grant in request.actor.grants}
    context = {
        "roles": [(ROLES[role], MEANINGS[role]) for role in ROLES if role in held],
        "grants": access.grants.list_own_grants(actor=request.actor, on=on),
        "delegations": access.grants.list_own_delegations(actor=request.actor, on=on),
        "role_words": ROLES,
        "states": STATES,
    }
    return render(request, "access/rights.html", context)
