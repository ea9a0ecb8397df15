"""Personal access tokens of one's own account: make one, see them, revoke one."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from ekinerja.access import public as access
from ekinerja.kernel import clock
from ekinerja.kernel.errors import RuleNotMet
from ekinerja.web.access.client import client_of
from ekinerja.web.guard import signed_in

DAYS = (30, 90, 180, 365)


class TokenForm(forms.Form):
    """What a new token is for, what it may do and how long."""

    name = forms.CharField(label=gettext_lazy("Nama"), max_length=80)
    scope = forms.ChoiceField(
        label=gettext_lazy("Boleh apa"),
        widget=forms.RadioSelect,
        choices=[
            (access.TokenScope.READ, gettext_lazy("Membaca")),
            (access.TokenScope.WRITE, gettext_lazy("Membaca dan mengubah")),
        ],
        initial=access.TokenScope.READ,
    )
    days = forms.TypedChoiceField(
        label=gettext_lazy("Berlaku"), coerce=int, choices=[(day, str(day)) for day in DAYS], initial=90
    )
    password = forms.CharField(
        label=gettext_lazy("Kata sandi Anda"),
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(day, _("%(n)s hari") % {"n": day}) for day in DAYS]
        self.fields["days"].choices = choices  # type: ignore[attr-defined]


@signed_in
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def show_tokens(request: Any) -> HttpResponse:
    """Show one's tokens and make a new one, whose key is shown this once."""
    form, made = TokenForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        made = _create(request, form)
    context = {
        "form": TokenForm() if made else form,
        "made": made,
        "tokens": access.keep_tokens.list_tokens(actor=request.actor),
        "at": clock.now(),
    }
    return render(request, "access/tokens.html", context, status=422 if form.errors else 200)


@signed_in
@require_POST
def revoke(request: Any, token_id: UUID) -> HttpResponse:
    """End a token at once."""
    access.keep_tokens.revoke_token(actor=request.actor, token_id=token_id, at=clock.now())
    messages.success(request, _("Token dicabut. Program yang memakainya tidak dapat masuk lagi."))
    return redirect("profile:tokens")


def _create(request: Any, form: TokenForm) -> Any:
    data = form.cleaned_data
    try:
        return access.keep_tokens.create_token(
            actor=request.actor,
            name=data["name"],
            scope=access.TokenScope(data["scope"]),
            days=data["days"],
            password=data["password"],
            client=client_of(request),
            at=clock.now(),
        )
    except RuleNotMet as error:
        for finding in error.findings:
            form.add_error(finding.field if finding.field in form.fields else None, finding.message)
        return None
