"""Forms of a period: shape and type of what is typed; the services decide."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from ekinerja.activity import public as activity
from ekinerja.activity.data import BEHAVIOUR_PHRASES, OUTCOME_PHRASES
from ekinerja.web import saving
from ekinerja.web.activity import labels
from ekinerja.web.numbers import NumberField


class StepsForm(saving.SmallForm):
    """The action plan of one outcome, a line each."""

    finding_fields: ClassVar[dict[str, str]] = {"lines": "langkah"}

    langkah = forms.CharField(
        label=_("Rencana aksi"), required=False, max_length=6000, widget=forms.Textarea(attrs={"rows": 3})
    )
    semula = forms.CharField(required=False, widget=forms.HiddenInput)

    def after(self, saved: Any) -> dict[str, str]:
        """Return what the form must know after it was saved by itself."""
        return {"semula": "\n".join(saved)}


class RealisationForm(saving.SmallForm):
    """What was reached for the indicators of one outcome."""

    def __init__(self, *args: Any, rows: Iterable[Any], **options: Any) -> None:
        super().__init__(*args, **options)
        self.rows = list(rows)
        for row in self.rows:
            self._add(row)

    def _add(self, row: Any) -> None:
        key, told = row.indicator.id.hex, row.realisation
        self.fields[f"angka_{key}"] = NumberField(
            label=_("Realisasi (angka)"), required=False, initial=told.number if told else None
        )
        self.fields[f"uraian_{key}"] = forms.CharField(
            label=_("Realisasi (uraian)"),
            required=False,
            max_length=2000,
            initial=told.text if told else "",
            widget=forms.Textarea(attrs={"rows": 2}),
        )
        self.fields[f"alasan_{key}"] = forms.CharField(
            label=_("Penjelasan"),
            required=False,
            max_length=2000,
            initial=told.explanation if told else "",
            widget=forms.Textarea(attrs={"rows": 2}),
        )
        self.fields[f"revisi_{key}"] = forms.IntegerField(
            required=False, initial=told.revision if told else 0, widget=forms.HiddenInput
        )

    def given(self) -> dict[UUID, activity.RealisationInput]:
        """Return what was written, by indicator."""
        values = self.cleaned_data
        return {
            row.indicator.id: activity.RealisationInput(
                number=values[f"angka_{row.indicator.id.hex}"],
                text=values[f"uraian_{row.indicator.id.hex}"],
                explanation=values[f"alasan_{row.indicator.id.hex}"],
            )
            for row in self.rows
        }

    def seen(self) -> dict[UUID, int]:
        """Return which revisions the writer had before them."""
        return {row.indicator.id: self.cleaned_data[f"revisi_{row.indicator.id.hex}"] or 0 for row in self.rows}

    def after(self, saved: dict[UUID, Any]) -> dict[str, str]:
        """Return what the form must know after it was saved by itself."""
        return {f"revisi_{key.hex}": str(row.revision) for key, row in saved.items()}


class EvidenceForm(saving.SmallForm):
    """One piece of evidence."""

    finding_fields: ClassVar[dict[str, str]] = {"title": "judul", "url": "tautan"}

    judul = forms.CharField(label=_("Judul bukti"), required=False, max_length=250)
    tautan = forms.CharField(
        label=_("Tautan"), required=False, max_length=1000, widget=forms.TextInput(attrs={"inputmode": "url"})
    )


class FeedbackForm(saving.SmallForm):
    """What the rater says about one outcome or one behaviour value."""

    finding_fields: ClassVar[dict[str, str]] = {"text": "kalimat", "mark": "tanda"}

    pilihan = forms.ChoiceField(label=_("Pilih kalimat"), required=False)
    kalimat = forms.CharField(
        label=_("Atau tulis sendiri"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
    tanda = forms.ChoiceField(
        label=_("Dibandingkan ekspektasi"),
        required=False,
        choices=[("", _("Tanpa tanda")), *labels.MARKS.items()],
    )
    revisi = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, behaviour: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        phrases = BEHAVIOUR_PHRASES if behaviour else OUTCOME_PHRASES
        self.fields["pilihan"].choices = [("", "–"), *((line, line) for line in phrases)]  # type: ignore[attr-defined]

    def text(self) -> str:
        """Return the chosen sentence and the writer's own, together."""
        parts = (self.cleaned_data["pilihan"], self.cleaned_data["kalimat"].strip())
        return " ".join(part for part in parts if part)


class ReturnForm(saving.SmallForm):
    """Why a period is given back."""

    finding_fields: ClassVar[dict[str, str]] = {"note": "catatan"}

    catatan = forms.CharField(label=_("Catatan"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))
