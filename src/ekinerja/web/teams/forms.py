"""Forms of working teams: shape and type of what is typed; the services decide."""

from __future__ import annotations

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from ekinerja.web import saving
from ekinerja.web.days import LastDayField


class TeamForm(saving.SmallForm):
    """One team; leader and unit are searched by words and then chosen."""

    finding_fields: ClassVar[dict[str, str]] = {"name": "nama", "ends_before": "selesai"}

    nama = forms.CharField(label=_("Nama tim"), max_length=250)
    tujuan = forms.CharField(
        label=_("Hasil yang dituju tim"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    cari = forms.CharField(label=_("Ketua tim (nama atau NIP)"), required=False, max_length=100)
    ketua = forms.UUIDField(required=False, widget=forms.HiddenInput)
    cari_unit = forms.CharField(label=_("Unit kerja"), required=False, max_length=250)
    unit = forms.UUIDField(required=False, widget=forms.HiddenInput)
    mulai = forms.DateField(label=_("Mulai tanggal"), widget=forms.DateInput)
    selesai = LastDayField(label=_("Sampai dengan tanggal"), required=False, widget=forms.DateInput)
    nomor_sk = forms.CharField(label=_("Nomor surat keputusan"), required=False, max_length=120)
    tanggal_sk = forms.DateField(label=_("Tanggal surat keputusan"), required=False, widget=forms.DateInput)
    revisi = forms.IntegerField(required=False, widget=forms.HiddenInput)


class EndForm(saving.SmallForm):
    """The last day of a team."""

    finding_fields: ClassVar[dict[str, str]] = {"last_day": "terakhir"}

    terakhir = LastDayField(label=_("Hari terakhir tim"), widget=forms.DateInput)


class MemberForm(saving.SmallForm):
    """A member: an employee found by words, or somebody of another agency."""

    finding_fields: ClassVar[dict[str, str]] = {"person": "cari", "outside_nip": "nip", "joined_on": "mulai"}

    cari = forms.CharField(label=_("Pegawai (nama atau NIP)"), required=False, max_length=100)
    pegawai = forms.UUIDField(required=False, widget=forms.HiddenInput)
    tugas = forms.CharField(label=_("Tugas di tim"), required=False, max_length=250)
    mulai = forms.DateField(label=_("Bergabung mulai"), required=False, widget=forms.DateInput)
    nama = forms.CharField(label=_("Nama"), required=False, max_length=250)
    nip = forms.CharField(label=_("NIP (bila ada)"), required=False, max_length=18)
    instansi = forms.CharField(label=_("Instansi"), required=False, max_length=250)
