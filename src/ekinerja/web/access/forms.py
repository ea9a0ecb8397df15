"""Forms of the access pages: shape and type of what was typed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ekinerja.access import public as access
from ekinerja.kernel.actor import Role
from ekinerja.web.access.words import FACTOR_RULES, ROLES
from ekinerja.web.days import LastDayField

TYPED = {"autocapitalize": "none", "spellcheck": "false"}


class DayInput(forms.DateInput):
    """A date field that phones answer with their calendar."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def login_field() -> forms.CharField:
    """Return the field for a NIP."""
    return forms.CharField(
        label=_("NIP atau NIPPPK"),
        max_length=60,
        widget=forms.TextInput(attrs={**TYPED, "autocomplete": "username"}),
        help_text=_("18 angka. Boleh memakai spasi atau titik."),
        error_messages={"required": _("Isi NIP atau NIPPPK Anda.")},
    )


def new_password_field() -> forms.CharField:
    """Return the field for a new password."""
    return forms.CharField(
        label=_("Kata sandi baru"),
        max_length=300,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password", "data-strength": ""}),
        help_text=_("Sedikitnya 10 huruf. Mudah diingat dan kuat: tiga kata yang tidak berkaitan."),
        error_messages={"required": _("Isi kata sandi baru.")},
    )


def again_field() -> forms.CharField:
    """Return the field that repeats a new password."""
    return forms.CharField(
        label=_("Ulangi kata sandi baru"),
        max_length=300,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": _("Ketik kata sandi baru sekali lagi.")},
    )


def old_password_field(label: Any = None) -> forms.CharField:
    """Return the field that asks for the present password."""
    return forms.CharField(
        label=label or _("Kata sandi Anda sekarang"),
        max_length=300,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": _("Isi kata sandi Anda.")},
    )


def reason_field(label: Any, hint: Any = "") -> forms.CharField:
    """Return the field for a reason that others will read."""
    return forms.CharField(
        label=label,
        max_length=300,
        help_text=hint,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Tuliskan alasannya.")},
    )


class SignInForm(forms.Form):
    """NIP and password."""

    login = login_field()
    password = old_password_field(_("Kata sandi"))


class CodeForm(forms.Form):
    """NIP and one-time code."""

    login = login_field()
    code = forms.CharField(
        label=_("Kode sekali pakai"),
        max_length=40,
        widget=forms.TextInput(attrs={**TYPED, "autocomplete": "one-time-code"}),
        help_text=_("9 huruf dan angka, misalnya ABC-DEF-GH2. Huruf besar atau kecil sama saja."),
        error_messages={"required": _("Isi kode dari lembar aktivasi, surel, atau petugas.")},
    )


class NewPasswordForm(forms.Form):
    """A new password, typed twice."""

    password = new_password_field()
    again = again_field()

    def clean(self) -> dict[str, Any]:
        """Compare the two passwords."""
        data = super().clean() or {}
        if data.get("password") and data.get("again") and data["password"] != data["again"]:
            self.add_error("again", _("Kedua kata sandi tidak sama."))
        return data


class ActivationForm(NewPasswordForm):
    """A first password, and an e-mail address if there is one."""

    email = forms.EmailField(
        label=_("Alamat surel"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("Boleh dikosongkan. Berguna bila Anda lupa kata sandi."),
    )


class ChangePasswordForm(NewPasswordForm):
    """The old password and a new one."""

    old = old_password_field()
    field_order = ("old", "password", "again")


class ResetForm(forms.Form):
    """Whose password is to be set anew by e-mail."""

    login = login_field()


class FactorForm(forms.Form):
    """Six digits of the app or a recovery code."""

    code = forms.CharField(
        label=_("Kode verifikasi"),
        max_length=20,
        widget=forms.TextInput(attrs={**TYPED, "autocomplete": "one-time-code"}),
        help_text=_("Enam angka dari aplikasi, atau satu kode pemulihan."),
        error_messages={"required": _("Isi kode verifikasi.")},
    )


class PasskeyForm(forms.Form):
    """The browser's answer about a passkey, filled by the script."""

    credential = forms.JSONField(widget=forms.HiddenInput)
    name = forms.CharField(label=_("Nama kunci sandi"), required=False, max_length=60)


class PasswordForm(forms.Form):
    """The present password, before something delicate."""

    password = old_password_field()


class ContactForm(forms.Form):
    """E-mail, telephone and language of the own account."""

    email = forms.EmailField(
        label=_("Alamat surel"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("Alamat baru dipakai setelah Anda membuka tautan konfirmasi yang kami kirim ke sana."),
    )
    phone = forms.RegexField(
        r"^[+0-9][0-9 \-]{6,19}$",
        label=_("Nomor telepon"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
        error_messages={"invalid": _("Tulis nomor dengan angka, misalnya 0812 3456 7890.")},
    )
    language = forms.ChoiceField(label=_("Bahasa"), choices=(("id", "Bahasa Indonesia"), ("en", "English")))
    password = forms.CharField(
        label=_("Kata sandi Anda"),
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        help_text=_("Hanya perlu diisi bila alamat surel berubah."),
    )


class GrantForm(forms.Form):
    """A role for a person, over a unit or the agency, for a time."""

    login = login_field()
    role = forms.ChoiceField(
        label=_("Peran"),
        choices=[(role.value, ROLES[role]) for role in access.policies.GRANTABLE],
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih peran.")},
    )
    unit = forms.ChoiceField(
        label=_("Unit"), required=False, help_text=_("Termasuk semua unit di bawahnya. Kosong: seluruh instansi.")
    )
    starts_on = forms.DateField(label=_("Berlaku mulai"), widget=DayInput)
    ends_on = LastDayField(
        label=_("Berlaku sampai"),
        required=False,
        widget=DayInput,
        help_text=_("Hari terakhir. Kosong: sampai dicabut."),
    )
    reason = reason_field(_("Dasar"), _("Misalnya nomor surat tugas atau keputusan."))

    def __init__(self, *args: Any, units: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [("", _("Seluruh instansi")), *units]  # type: ignore[attr-defined]


class ReasonForm(forms.Form):
    """Why something is done."""

    reason = reason_field(_("Alasan"))


class IdentityForm(forms.Form):
    """How the identity of a person was checked before something was handed over."""

    reason = reason_field(
        _("Cara memeriksa identitas"),
        _("Misalnya: datang langsung ke kantor, KTP dan wajah cocok. Tercatat di jejak audit."),
    )


class DelegateForm(forms.Form):
    """To whom, how long and why one's inbox is delegated."""

    cari = forms.CharField(label=_("Rekan (nama atau NIP)"), required=False, max_length=100)
    to = forms.UUIDField(required=False, widget=forms.HiddenInput)
    starts_on = forms.DateField(label=_("Mulai"), widget=DayInput)
    ends_on = LastDayField(label=_("Sampai"), widget=DayInput, help_text=_("Hari terakhir, paling lama 90 hari."))
    reason = reason_field(_("Alasan"), _("Misalnya cuti atau dinas luar."))


class ElevateForm(forms.Form):
    """Why and how long administrative access is needed."""

    agency = forms.TypedChoiceField(label=_("Instansi"), coerce=int, required=False, empty_value=None)
    minutes = forms.TypedChoiceField(
        label=_("Lama"),
        coerce=int,
        choices=lambda: [(number, _("%d menit") % number) for number in (15, 30, 60)],
        initial=15,
    )
    reason = reason_field(_("Alasan"), _("Siapa yang meminta dan untuk apa. Dapat dibaca admin dan inspektorat."))
    password = old_password_field()

    def __init__(self, *args: Any, agencies: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if agencies:
            self.fields["agency"].choices = agencies  # type: ignore[attr-defined]
            self.fields["agency"].required = True
        else:
            del self.fields["agency"]


class PolicyForm(forms.Form):
    """The agency's decisions about signing in."""

    second_factor = forms.ChoiceField(
        label=_("Verifikasi dua langkah"),
        choices=[(rule.value, FACTOR_RULES[rule]) for rule in access.FactorRule],
        widget=forms.RadioSelect,
    )
    code_days = forms.IntegerField(label=_("Masa berlaku kode cetak (hari)"), min_value=1, max_value=60)
    idle_minutes = forms.IntegerField(label=_("Sesi berakhir bila diam (menit)"), min_value=10, max_value=720)
    session_hours = forms.IntegerField(label=_("Sesi berakhir paling lama (jam)"), min_value=1, max_value=168)


ROLE_CHOICES = [(role.value, ROLES[role]) for role in Role if role in ROLES]
