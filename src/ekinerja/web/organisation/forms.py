"""Forms about units and calendars."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ekinerja.web.organisation import words


class RenameForm(forms.Form):
    """Another name or kind from a day on."""

    nama = forms.CharField(label=_("Nama unit"), max_length=250)
    jenis = forms.ChoiceField(label=_("Jenis unit"), choices=list(words.UNIT_KINDS.items()))
    mulai = forms.DateField(label=_("Berlaku mulai"), widget=forms.DateInput())
    nomor = forms.CharField(label=_("Nomor peraturan atau surat keputusan"), max_length=100, required=False)


class NewUnitForm(RenameForm):
    """A new unit below another."""

    kode = forms.CharField(label=_("Kode unit"), max_length=20)
    kepala = forms.CharField(label=_("Nama jabatan kepala"), max_length=250, required=False)
    field_order = ["kode", "nama", "jenis", "kepala", "mulai", "nomor"]


class MoveUnitForm(forms.Form):
    """Another place in the tree from a day on."""

    mulai = forms.DateField(label=_("Berlaku mulai"), widget=forms.DateInput())
    nomor = forms.CharField(label=_("Nomor peraturan atau surat keputusan"), max_length=100, required=False)


class CloseUnitForm(forms.Form):
    """The end of a unit."""

    mulai = forms.DateField(label=_("Tidak ada lagi mulai"), widget=forms.DateInput())
    alasan = forms.CharField(label=_("Alasan atau dasar hukum"), max_length=300)


class HolidayForm(forms.Form):
    """A day without work."""

    kalender = forms.ChoiceField(label=_("Kalender"), required=False)
    tanggal = forms.DateField(label=_("Tanggal"), widget=forms.DateInput())
    nama = forms.CharField(label=_("Nama hari libur"), max_length=150)
    jenis = forms.ChoiceField(label=_("Jenis"), choices=list(words.HOLIDAY_KINDS.items()))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # It stands beside the form of a calendar, whose fields have the same names.
        super().__init__(*args, **{"auto_id": "libur_%s", **kwargs})


class UnitCalendarForm(forms.Form):
    """The calendar a unit works by, from a day on."""

    kalender = forms.ChoiceField(label=_("Kalender"))
    mulai = forms.DateField(label=_("Berlaku mulai"), widget=forms.DateInput())

    def __init__(self, *args: Any, calendars: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kalender"].choices = calendars  # type: ignore[attr-defined]


class EndUnitCalendarForm(forms.Form):
    """The first day on which a unit follows the calendar above it again."""

    mulai = forms.DateField(label=_("Tidak berlaku lagi mulai"), widget=forms.DateInput())


class CalendarForm(forms.Form):
    """A pattern of working days."""

    kode = forms.CharField(max_length=20, required=False, widget=forms.HiddenInput)
    nama = forms.CharField(label=_("Nama kalender"), max_length=100)
    hari = forms.TypedMultipleChoiceField(
        label=_("Hari kerja"), choices=list(words.WEEKDAYS), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    menit = forms.IntegerField(label=_("Menit kerja sehari"), min_value=60, max_value=720, initial=450)
