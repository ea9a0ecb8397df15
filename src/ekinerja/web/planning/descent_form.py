"""The form that says how an outcome comes down from the superior's."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from ekinerja.web import saving
from ekinerja.web.planning import change_labels, labels


class DescentForm(saving.SmallForm):
    """The kind of cascade, by what it is divided, and for each own indicator the superior's it is a part of."""

    finding_fields: ClassVar[dict[str, str]] = {"cascade": "cara"}

    cara = forms.ChoiceField(
        label=_("Bagaimana RHK ini mendukung RHK pimpinan?"),
        choices=[("", _("Belum ditentukan")), *change_labels.CASCADES.items()],
        widget=forms.RadioSelect,
        required=False,
    )
    dasar = forms.ChoiceField(
        label=_("Dibagi menurut"), choices=[("", _("Pilih")), *change_labels.DIVISIONS.items()], required=False
    )
    bagian = forms.CharField(label=_("Bagian Anda"), max_length=250, required=False)
    revisi = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, own: Sequence[Any], above: Sequence[Any], **options: Any) -> None:
        super().__init__(*args, **options)
        self.own = own
        offered = [("", _("Bukan bagian dari indikator pimpinan")), *((str(row.id), told(row)) for row in above)]
        for row in own:
            self.fields[f"dari_{row.id.hex}"] = forms.ChoiceField(
                label=told(row), choices=offered, required=False, initial=str(row.divides_id or "")
            )

    @property
    def indicators(self) -> list[Any]:
        """The fields of the own indicators, in order."""
        return [self[f"dari_{row.id.hex}"] for row in self.own]

    def divides(self) -> dict[UUID, UUID | None]:
        """Return the superior's indicator chosen for each own one."""
        chosen = {row.id: self.cleaned_data[f"dari_{row.id.hex}"] for row in self.own}
        return {key: UUID(value) if value else None for key, value in chosen.items()}


def told(row: Any) -> str:
    """Return an indicator with its target in one line."""
    target = labels.target_line(row)
    return f"{row.text} ({target})" if target else str(row.text)
