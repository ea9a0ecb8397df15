"""The filter of the audit trail."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from ekinerja.audit import public as audit
from ekinerja.web.audit.labels import events_said
from ekinerja.web.days import LastDayField


class TrailForm(forms.Form):
    """What the reader looks for; every field may be empty."""

    cari = forms.CharField(label=_("Nama atau kejadian"), required=False, max_length=100)
    objek = forms.CharField(label=_("Nomor objek"), required=False, max_length=60)
    akun = forms.UUIDField(label=_("Akun"), required=False)
    dari = forms.DateField(label=_("Dari tanggal"), required=False)
    sampai = LastDayField(label=_("Sampai tanggal"), required=False)
    sensitif = forms.BooleanField(label=_("Hanya data sensitif"), required=False)
    sebelum = forms.CharField(required=False, max_length=80)

    def wanted(self) -> audit.TrailFilter:
        """Return the filter; a malformed field does not narrow and is shown with its error."""
        data = self.cleaned_data if self.is_valid() else getattr(self, "cleaned_data", {})
        return audit.TrailFilter(
            text=data.get("cari", ""),
            named_by_text=events_said(data.get("cari", "")),
            subject_id=data.get("objek", ""),
            account_id=data.get("akun"),
            since=data.get("dari"),
            until=data.get("sampai"),
            only_sensitive=bool(data.get("sensitif")),
            before=audit.parse_position(data.get("sebelum", "")),
        )
