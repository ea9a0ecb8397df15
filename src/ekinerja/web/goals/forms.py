"""Forms of goals: shape and type of what is typed; the services decide."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from ekinerja.planning import public as planning
from ekinerja.planning.data import Accumulation, Direction, GoalKind
from ekinerja.web import saving
from ekinerja.web.goals import labels
from ekinerja.web.numbers import NumberField

QUARTERS = (0, 1, 2, 3, 4)


class GoalForm(saving.SmallForm):
    """One goal and its place in the tree."""

    finding_fields: ClassVar[dict[str, str]] = {
        "text": "sasaran",
        "code": "kode",
        "parent": "induk",
        "first_year": "awal",
        "last_year": "akhir",
    }

    sasaran = forms.CharField(label=_("Sasaran"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
    jenjang = forms.ChoiceField(
        label=_("Jenjang"), choices=list(labels.KINDS.items()), initial=GoalKind.STRATEGIC.value
    )
    kode = forms.CharField(label=_("Kode"), max_length=40, required=False)
    induk = forms.ChoiceField(label=_("Sasaran induk"), required=False)
    unit = forms.ChoiceField(label=_("Unit yang bertanggung jawab"), required=False)
    awal = forms.IntegerField(label=_("Berlaku dari tahun"), min_value=2000, max_value=2100)
    akhir = forms.IntegerField(label=_("Sampai dengan tahun"), min_value=2000, max_value=2100)
    revisi = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, parents: list[tuple[str, str]], units: list[tuple[str, str]], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.fields["induk"].choices = [("", _("Tidak ada (puncak pohon)")), *parents]  # type: ignore[attr-defined]
        self.fields["unit"].choices = units  # type: ignore[attr-defined]


class IndicatorForm(saving.SmallForm):
    """One indicator of a goal."""

    finding_fields: ClassVar[dict[str, str]] = {"text": "indikator"}

    indikator = forms.CharField(label=_("Indikator"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))
    satuan = forms.CharField(label=_("Satuan"), max_length=80, required=False)
    cara = forms.ChoiceField(
        label=_("Cara menghitung setahun"),
        choices=list(labels.ACCUMULATIONS.items()),
        widget=forms.RadioSelect,
        initial=Accumulation.LAST.value,
    )
    arah = forms.ChoiceField(
        label=_("Arah"),
        choices=list(labels.DIRECTIONS.items()),
        widget=forms.RadioSelect,
        initial=Direction.HIGHER.value,
    )
    sumber = forms.CharField(label=_("Sumber data"), max_length=250, required=False)
    revisi = forms.IntegerField(required=False, widget=forms.HiddenInput)


class FiguresForm(saving.SmallForm):
    """Targets and achievements of one indicator in a year; every message names the cell."""

    revisi = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, measure: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.measure = measure
        for quarter in QUARTERS:
            name = labels.QUARTERS[quarter]
            self.fields[f"target_{quarter}"] = NumberField(
                label=_("Target %(name)s") % {"name": name},
                required=False,
                initial=measure.target(quarter),
                error_messages={
                    "no_number": _("Target %(name)s: tulis angka, misalnya 75 atau 61,95.") % {"name": name}
                },
            )
            if quarter:
                self._achievement(quarter, name)
        self.fields["uraian"] = forms.CharField(
            label=_("Target dengan kata-kata"), max_length=250, required=False, initial=measure.target_text(0)
        )

    def _achievement(self, quarter: int, name: Any) -> None:
        cell = self.measure.cells.get(quarter)
        message = _("Realisasi %(name)s: tulis angka, misalnya 75 atau 61,95.") % {"name": name}
        self.fields[f"realisasi_{quarter}"] = NumberField(
            label=_("Realisasi %(name)s") % {"name": name},
            required=False,
            initial=cell.achieved if cell else None,
            error_messages={"no_number": message},
        )
        self.fields[f"catatan_{quarter}"] = forms.CharField(
            label=_("Catatan %(name)s") % {"name": name},
            max_length=1000,
            required=False,
            initial=cell.achieved_note if cell else "",
        )

    @property
    def rows(self) -> list[tuple[Any, Any, Any, Any]]:
        """The cells by quarter: its name, target, achievement, note."""
        return [
            (labels.QUARTERS[q], self[f"target_{q}"], self[f"realisasi_{q}"], self[f"catatan_{q}"])
            for q in (1, 2, 3, 4)
        ]

    def targets(self) -> dict[int, planning.TargetInput]:
        """Return the targets that were written, by quarter."""
        values = self.cleaned_data
        found = {q: planning.TargetInput(number=values[f"target_{q}"]) for q in QUARTERS}
        found[0] = planning.TargetInput(number=values["target_0"], text=values["uraian"])
        return found

    def achievements(self) -> dict[int, planning.AchievementInput]:
        """Return the achievements that were written, by quarter."""
        values = self.cleaned_data
        return {q: planning.AchievementInput(values[f"realisasi_{q}"], values[f"catatan_{q}"]) for q in QUARTERS[1:]}


class UploadForm(forms.Form):
    """A file of goals and the year its targets are for."""

    berkas = forms.FileField(label=_("Berkas XLSX atau CSV"))
    tahun = forms.IntegerField(label=_("Target untuk tahun"), min_value=2000, max_value=2100)
