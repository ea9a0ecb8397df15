"""Forms of ratings."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from ekinerja.web import saving
from ekinerja.web.evaluation import labels


class RatingForm(saving.SmallForm):
    """What the rater decides for one period; a correction needs its reason."""

    finding_fields: ClassVar[dict[str, str]] = {
        "results": "hasil",
        "behaviour": "perilaku",
        "reason": "alasan",
        "number": "nomor",
        "dated": "tanggal",
    }

    hasil = forms.ChoiceField(
        label=_("Rating hasil kerja"), choices=list(labels.RATINGS.items()), widget=forms.RadioSelect
    )
    perilaku = forms.ChoiceField(
        label=_("Rating perilaku kerja"), choices=list(labels.RATINGS.items()), widget=forms.RadioSelect
    )
    rekomendasi = forms.CharField(
        label=_("Catatan dan rekomendasi"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    alasan = forms.CharField(
        label=_("Alasan perbaikan penilaian"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    nomor = forms.CharField(label=_("Nomor dokumen penilaian"), max_length=120)
    tanggal = forms.DateField(label=_("Tanggal dokumen"), widget=forms.DateInput)
    versi = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, correcting: bool = False, recording: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        if not recording:
            del self.fields["nomor"]
            del self.fields["tanggal"]
        if not correcting:
            del self.fields["alasan"]


class AchievementForm(saving.SmallForm):
    """What a unit achieved in a period, and on which ground."""

    finding_fields: ClassVar[dict[str, str]] = {"level": "capaian", "basis": "dasar"}

    capaian = forms.ChoiceField(
        label=_("Capaian kinerja organisasi"), choices=list(labels.LEVELS.items()), widget=forms.RadioSelect
    )
    dasar = forms.CharField(label=_("Dasar penetapan"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    terlihat = forms.IntegerField(required=False, widget=forms.HiddenInput)
