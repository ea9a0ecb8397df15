"""Forms about raters. A rater is chosen by NIP or name; the page offers what was found."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class DayInput(forms.DateInput):
    """A date field that phones answer with their calendar."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class AskForm(forms.Form):
    """An employee's request: why the shown rater is wrong, and who it should be if known."""

    cari = forms.CharField(label=_("Penilai yang benar (nama atau NIP)"), required=False, max_length=100)
    usul = forms.UUIDField(required=False, widget=forms.HiddenInput)
    alasan = forms.CharField(
        label=_("Mengapa penilai ini tidak tepat?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Tuliskan alasannya, misalnya: saya dipindah ke unit lain per 1 Maret.")},
    )


class NameForm(forms.Form):
    """An administrator's decision who rates somebody from a day on."""

    cari = forms.CharField(label=_("Penilai (nama atau NIP)"), required=False, max_length=100)
    penilai = forms.UUIDField(required=False, widget=forms.HiddenInput)
    mulai = forms.DateField(label=_("Berlaku mulai"), widget=DayInput)
    alasan = forms.CharField(label=_("Alasan"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class RefuseForm(forms.Form):
    """An administrator's refusal, with the reason the employee reads."""

    catatan = forms.CharField(label=_("Alasan penolakan"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class ReleaseForm(forms.Form):
    """From which day the unit tree answers again."""

    sampai = forms.DateField(label=_("Kembali ke struktur mulai"), widget=DayInput)


class DayForm(forms.Form):
    """The day the question is asked for."""

    pada = forms.DateField(label=_("Pada tanggal"), required=False, widget=DayInput)
