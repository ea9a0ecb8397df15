"""Forms of imports: shape and type of what is typed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ekinerja.people import public as people

KINDS = [("", _("Kenali sendiri")), (people.imports.PEOPLE, _("Pegawai")), (people.imports.UNITS, _("Unit organisasi"))]
LEAVING = [
    (people.Status.RETIRED, _("Pensiun")),
    (people.Status.TRANSFERRED, _("Pindah instansi")),
    (people.Status.DIED, _("Meninggal dunia")),
    (people.Status.DISMISSED, _("Berhenti")),
]


class UploadForm(forms.Form):
    """A file, what is in it, and the day its changes take effect."""

    berkas = forms.FileField(label=_("Berkas CSV atau XLSX"))
    jenis = forms.ChoiceField(label=_("Isi berkas"), choices=KINDS, required=False)
    berlaku = forms.DateField(label=_("Berlaku mulai"), widget=forms.DateInput())


class ColumnsForm(forms.Form):
    """Which column of the file is which field; one select per field."""

    berlaku = forms.DateField(label=_("Berlaku mulai"), widget=forms.DateInput())

    def __init__(self, *args: Any, kind: str, headers: Sequence[str], samples: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        options: list[tuple[str, Any]] = [("", _("(tidak ada)"))]
        options += [(str(n), f"{h} — {s}" if s else h) for n, (h, s) in enumerate(zip(headers, samples, strict=True))]
        for column in people.imports.COLUMNS[kind]:
            self.fields[column.key] = forms.TypedChoiceField(
                label=column.label, choices=options, coerce=int, empty_value=None, required=False
            )

    def chosen(self) -> dict[str, int]:
        """Return field → number of the column."""
        return {key: place for key, place in self.cleaned_data.items() if key != "berlaku" and place is not None}


class RowForm(forms.Form):
    """The mapped cells of one row as text."""

    def __init__(self, *args: Any, kind: str, columns: dict[str, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for column in people.imports.COLUMNS[kind]:
            if column.key in columns:
                self.fields[column.key] = forms.CharField(label=column.label, required=False, max_length=250)


class LeavingForm(forms.Form):
    """Why people whom the file does not mention have left, and since when."""

    alasan = forms.ChoiceField(label=_("Alasan"), choices=LEAVING)
    mulai = forms.DateField(label=_("Tidak bertugas mulai"), widget=forms.DateInput())
    nomor = forms.CharField(label=_("Nomor surat keputusan"), max_length=100, required=False)
    pegawai = forms.TypedMultipleChoiceField(label=_("Pegawai"), coerce=str)

    def __init__(self, *args: Any, choices: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["pegawai"].choices = list(choices)  # type: ignore[attr-defined]
