"""Forms of performance agreements: shape and type of what is typed; the services decide."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from ekinerja.planning import public as planning
from ekinerja.web import saving
from ekinerja.web.numbers import NumberField

SPARE = 3
MOST = 103


class BudgetForm(saving.SmallForm):
    """Programmes with their budgets; three empty rows stand ready, empty rows are left out."""

    finding_fields: ClassVar[dict[str, str]] = {
        **{f"programme_{n}": f"program_{n}" for n in range(1, MOST + 1)},
        **{f"amount_{n}": f"anggaran_{n}" for n in range(1, MOST + 1)},
    }

    revisi = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, budgets: Sequence[planning.BudgetLine], **options: Any) -> None:
        super().__init__(*args, **options)
        sent = [int(key.removeprefix("program_")) for key in self.data if key.removeprefix("program_").isdecimal()]
        self.count = min(max([len(budgets) + SPARE, *sent]), MOST)
        for number in range(1, self.count + 1):
            row = budgets[number - 1] if number <= len(budgets) else None
            self._row(number, row)

    def _row(self, number: int, row: planning.BudgetLine | None) -> None:
        self.fields[f"program_{number}"] = forms.CharField(
            label=_("Program %(n)s") % {"n": number},
            max_length=400,
            required=False,
            initial=row.programme if row else "",
        )
        message = _("Baris %(n)s: tulis anggaran dalam rupiah, misalnya 4.595.150.") % {"n": number}
        self.fields[f"anggaran_{number}"] = NumberField(
            label=_("Anggaran %(n)s (Rp)") % {"n": number},
            required=False,
            initial=row.amount if row else None,
            error_messages={"no_number": message},
        )
        self.fields[f"sumber_{number}"] = forms.CharField(
            label=_("Keterangan %(n)s") % {"n": number},
            max_length=120,
            required=False,
            initial=row.source if row else "",
        )

    @property
    def rows(self) -> list[tuple[Any, Any, Any]]:
        """The cells of each row."""
        return [(self[f"program_{n}"], self[f"anggaran_{n}"], self[f"sumber_{n}"]) for n in range(1, self.count + 1)]

    def clean(self) -> dict[str, Any]:
        """Name the row that has a programme or a budget alone."""
        values = super().clean() or {}
        for number in range(1, self.count + 1):
            name, amount = values.get(f"program_{number}"), values.get(f"anggaran_{number}")
            if name and amount is None and f"anggaran_{number}" not in self.errors:
                self.add_error(f"anggaran_{number}", _("Baris %(n)s: tulis anggarannya.") % {"n": number})
            if not name and (amount is not None or values.get(f"sumber_{number}")):
                self.add_error(f"program_{number}", _("Baris %(n)s: tulis nama programnya.") % {"n": number})
        return values

    def given(self) -> list[planning.BudgetLine]:
        """Return the rows that were written."""
        values = self.cleaned_data
        return [
            planning.BudgetLine(values[f"program_{n}"], values[f"anggaran_{n}"] or Decimal(0), values[f"sumber_{n}"])
            for n in range(1, self.count + 1)
            if values[f"program_{n}"]
        ]


class ReturnForm(saving.SmallForm):
    """Why an agreement goes back."""

    finding_fields: ClassVar[dict[str, str]] = {"note": "catatan"}

    catatan = forms.CharField(label=_("Catatan"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))
    versi = forms.IntegerField(required=False, widget=forms.HiddenInput)


class PaperForm(saving.SmallForm):
    """The signed paper behind a recorded decision."""

    finding_fields: ClassVar[dict[str, str]] = {"number": "nomor", "dated": "tanggal"}

    pejabat = forms.CharField(label=_("Nama pejabat penanda tangan"), max_length=250, required=False)
    nomor = forms.CharField(label=_("Nomor naskah"), max_length=120)
    tanggal = forms.DateField(label=_("Tanggal naskah"), widget=forms.DateInput)
    versi = forms.IntegerField(required=False, widget=forms.HiddenInput)


class ReturnOnPaperForm(ReturnForm):
    """Why an agreement goes back, with the paper that says so."""

    finding_fields: ClassVar[dict[str, str]] = {"note": "catatan", "number": "nomor", "dated": "tanggal"}

    nomor = forms.CharField(label=_("Nomor naskah"), max_length=120)
    tanggal = forms.DateField(label=_("Tanggal naskah"), widget=forms.DateInput)
