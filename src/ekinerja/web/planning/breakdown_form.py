"""The form that divides an indicator's yearly target over the months or quarters."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from ekinerja.planning.data import Accumulation
from ekinerja.web import saving
from ekinerja.web.activity import labels as period_labels
from ekinerja.web.numbers import NumberField
from ekinerja.web.planning import labels


class BreakdownForm(saving.SmallForm):
    """One number for each period; a cell that holds none is named with its month above the form."""

    finding_fields: ClassVar[dict[str, str]] = {}

    cara = forms.ChoiceField(
        label=_("Cara menghitung target setahun"),
        choices=list(labels.ACCUMULATIONS.items()),
        widget=forms.RadioSelect,
        initial=Accumulation.SUM.value,
    )
    revisi = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, periods: Iterable[Any], **options: Any) -> None:
        super().__init__(*args, **options)
        self.numbers = [period.number for period in periods]
        for period in periods:
            name = period_labels.period_name(period)
            message = _("Tulis angka, misalnya 12, 61,95 atau 1.200.")
            self.fields[f"bagian_{period.number}"] = NumberField(
                label=name, required=False, error_messages={"no_number": message}
            )

    @property
    def cells(self) -> list[Any]:
        """The fields of the periods, in order."""
        return [self[f"bagian_{number}"] for number in self.numbers]

    def given(self) -> dict[int, Decimal]:
        """Return the parts that were written, by number of the period."""
        parts = {number: self.cleaned_data.get(f"bagian_{number}") for number in self.numbers}
        return {number: part for number, part in parts.items() if part is not None}
