"""Forms of the access pages: shape and type of what was typed."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class SignInForm(forms.Form):
    """NIP and password."""

    login = forms.CharField(
        label=_("NIP atau NIPPPK"),
        max_length=60,
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "inputmode": "text", "autocapitalize": "none", "spellcheck": "false"}
        ),
        help_text=_("18 angka. Boleh memakai spasi atau titik."),
        error_messages={"required": _("Isi NIP atau NIPPPK Anda.")},
    )
    password = forms.CharField(
        label=_("Kata sandi"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": _("Isi kata sandi Anda.")},
    )
