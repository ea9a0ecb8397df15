"""Proposals of the agency's own exemption rules."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ekinerja.web.raters.forms import DayInput

MONTHS, STATUSES = "cycle/months_before_retirement", "cycle/exemptions"


class RuleForm(forms.Form):
    """A proposal: one of the two rules, from a day on, with its basis."""

    jenis = forms.ChoiceField(
        label=_("Ketentuan"),
        choices=[
            (MONTHS, _("Bulan sebelum pensiun")),
            (STATUSES, _("Status yang dikecualikan")),
        ],
    )
    bulan = forms.IntegerField(label=_("Jumlah bulan sebelum pensiun"), required=False, min_value=0, max_value=24)
    status = forms.MultipleChoiceField(
        label=_("Status yang dikecualikan"), required=False, widget=forms.CheckboxSelectMultiple
    )
    mulai = forms.DateField(label=_("Berlaku mulai"), widget=DayInput)
    dasar = forms.CharField(label=_("Dasar keputusan"), max_length=250)

    def __init__(self, *args: Any, statuses: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["status"].choices = statuses  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Demand the value that belongs to the chosen rule."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("jenis") == MONTHS and data.get("bulan") is None:
            self.add_error("bulan", _("Isi jumlah bulan, 0 untuk mematikan aturan ini."))
        return data

    def value(self) -> Any:
        """Return the proposed value in the shape of its rule."""
        if self.cleaned_data["jenis"] == MONTHS:
            return str(self.cleaned_data["bulan"])
        return self.cleaned_data["status"]
