"""Forms of the matrix: one row as a plain form, and whom to borrow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ekinerja.kernel.errors import DomainError
from ekinerja.planning import public as planning

LONGEST = 2000


class RowForm(forms.Form):
    """A textarea for each outcome of the leader, each with the revision that was shown."""

    yakin = forms.BooleanField(required=False, label=gettext_lazy("Ya, kosongkan; RHK-nya tetap di SKP anggota"))

    def __init__(
        self, *args: Any, columns: Sequence[planning.matrix.Column], row: planning.matrix.Row, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.columns = {column.outcome_id: column for column in columns}
        self.asks = False
        self.theirs: dict[UUID, dict[str, Any]] = {}
        for column, cell in zip(columns, row.cells, strict=True):
            self.fields[f"sel-{column.outcome_id}"] = forms.CharField(
                label=_("RHK %(n)s: %(text)s") % {"n": column.number, "text": column.text},
                required=False,
                max_length=LONGEST,
                initial=cell.text,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
            self.fields[f"versi-{column.outcome_id}"] = forms.IntegerField(
                required=False, initial=cell.revision, widget=forms.HiddenInput
            )

    def cells(self) -> Iterator[tuple[UUID, str, int | None]]:
        """Return outcome, text and seen revision of each column that was sent."""
        for outcome_id in self.columns:
            if f"sel-{outcome_id}" in self.data:
                text = self.cleaned_data.get(f"sel-{outcome_id}", "")
                yield outcome_id, text, self.cleaned_data.get(f"versi-{outcome_id}")

    def ask(self, error: DomainError) -> None:
        """Ask before cells are emptied whose outcomes stay behind."""
        self.asks = True
        self.add_error("yakin", error.message)

    def refuse(self, error: DomainError) -> None:
        """Show why nothing was saved; on a conflict the other text, and sending again saves knowingly."""
        sent = dict(self.data.items())
        for other in error.fields.get("cells", ()):
            self.theirs[other["outcome"]] = other
            sent[f"versi-{other['outcome']}"] = str(other["revision"])
            name = f"sel-{other['outcome']}"
            self.add_error(
                name,
                _("%(name)s menulis: “%(text)s”. Simpan lagi bila isian Anda yang benar.")
                % {"name": other["writer"], "text": other["text"] or "–"},
            )
        self.data = sent
        if not self.theirs:
            self.add_error(None, error.message)


class BorrowForm(forms.Form):
    """Somebody of the agency, found by words and then chosen."""

    cari = forms.CharField(label=gettext_lazy("Pegawai (nama atau NIP)"), max_length=100)
    pegawai = forms.UUIDField(required=False, widget=forms.HiddenInput)
