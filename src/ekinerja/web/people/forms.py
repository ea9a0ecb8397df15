"""Forms about people: shape and type of what is typed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ekinerja.web.days import LastDayField
from ekinerja.web.people import words

NEW_POSITION = "baru"


def _choices(values: Any) -> list[tuple[str, Any]]:
    return list(values.items())


class DecreeForm(forms.Form):
    """The first day, the decree and the reason of a change."""

    mulai = forms.DateField(label=_("Berlaku mulai"), widget=forms.DateInput())
    nomor = forms.CharField(label=_("Nomor surat keputusan"), max_length=100, required=False)
    alasan = forms.CharField(label=_("Alasan"), max_length=300, required=False)


class PostForm(forms.Form):
    """A post of a chosen unit: one that exists, or a new one."""

    jabatan = forms.ChoiceField(label=_("Jabatan"))
    nama_jabatan = forms.CharField(label=_("Nama jabatan baru"), max_length=250, required=False)
    jenis_jabatan = forms.ChoiceField(
        label=_("Jenis jabatan baru"), choices=_choices(words.POSITION_KINDS), required=False, initial="PELAKSANA"
    )
    jenjang = forms.ChoiceField(label=_("Jenjang jabatan baru"), choices=_choices(words.GRADES), required=False)
    kelas = forms.IntegerField(label=_("Kelas jabatan"), min_value=1, max_value=17, required=False)

    def __init__(self, *args: Any, positions: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        options: list[tuple[str, Any]] = [(str(p.id), p.title) for p in positions]
        self.fields["jabatan"].choices = [*options, (NEW_POSITION, _("Jabatan lain (isi di bawah)"))]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Require a title for a new post."""
        values = super().clean() or {}
        if values.get("jabatan") == NEW_POSITION and not values.get("nama_jabatan"):
            self.add_error("nama_jabatan", _("Tulis nama jabatannya."))
        return values


class MoveForm(PostForm, DecreeForm):
    """Another post from a day on."""

    field_order = ["jabatan", "nama_jabatan", "jenis_jabatan", "jenjang", "kelas", "mulai", "nomor", "alasan"]


class ActForm(DecreeForm):
    """To act as head of a chosen unit."""

    jenis = forms.ChoiceField(label=_("Jenis penugasan"), choices=_choices(words.ACTING), widget=forms.RadioSelect)
    sampai = LastDayField(label=_("Sampai dengan (hari terakhir)"), widget=forms.DateInput(), required=False)
    field_order = ["jenis", "mulai", "sampai", "nomor", "alasan"]


class EndActForm(forms.Form):
    """The end of an acting appointment."""

    mulai = forms.DateField(label=_("Tidak berlaku lagi mulai"), widget=forms.DateInput())
    alasan = forms.CharField(label=_("Alasan"), max_length=300, required=False)


class StatusForm(DecreeForm):
    """Another standing from a day on."""

    kedudukan = forms.ChoiceField(label=_("Kedudukan baru"), choices=_choices(words.STATUSES))
    status_pegawai = forms.ChoiceField(
        label=_("Status pegawai"), choices=[("", _("(tidak berubah)")), *words.CIVIL_STATUSES.items()], required=False
    )
    sampai = LastDayField(label=_("Sampai dengan (hari terakhir)"), widget=forms.DateInput(), required=False)
    field_order = ["kedudukan", "status_pegawai", "mulai", "sampai", "nomor", "alasan"]


class RankForm(DecreeForm):
    """Another rank from a day on."""

    golongan = forms.CharField(label=_("Golongan ruang baru"), max_length=6)
    field_order = ["golongan", "mulai", "nomor", "alasan"]


class IdentityForm(forms.Form):
    """Who somebody is."""

    nip = forms.CharField(label=_("NIP atau NIPPPK"), max_length=25)
    name = forms.CharField(label=_("Nama tanpa gelar"), max_length=150)
    front_title = forms.CharField(label=_("Gelar depan"), max_length=60, required=False)
    back_title = forms.CharField(label=_("Gelar belakang"), max_length=100, required=False)
    birth_place = forms.CharField(label=_("Tempat lahir"), max_length=100, required=False)
    birth_date = forms.DateField(label=_("Tanggal lahir"), widget=forms.DateInput(), required=False)
    sex = forms.ChoiceField(
        label=_("Jenis kelamin"), choices=[("", _("(belum diisi)")), *words.SEXES.items()], required=False
    )
    email = forms.EmailField(label=_("Surel"), required=False)
    phone = forms.CharField(label=_("Nomor telepon"), max_length=30, required=False)
    education = forms.CharField(label=_("Pendidikan terakhir"), max_length=30, required=False)
    civil_servant_since = forms.DateField(label=_("TMT CPNS atau PPPK"), widget=forms.DateInput(), required=False)

    def clean_nip(self) -> str:
        """Return the digits without blanks."""
        digits = "".join(letter for letter in self.cleaned_data["nip"] if letter not in " .-'")
        if len(digits) != 18 or not digits.isdigit():
            raise forms.ValidationError(_("NIP harus 18 digit angka."))
        return digits


IDENTITY = tuple(IdentityForm.base_fields)


class CorrectForm(IdentityForm):
    """A correction of who somebody is, with its reason."""

    alasan = forms.CharField(label=_("Alasan koreksi"), max_length=300)


class NewForm(PostForm, DecreeForm, IdentityForm):
    """A new person in a chosen unit."""

    status_pegawai = forms.ChoiceField(label=_("Status pegawai"), choices=_choices(words.CIVIL_STATUSES))
    golongan = forms.CharField(label=_("Golongan ruang"), max_length=6, required=False)
    field_order = [
        *IDENTITY, "status_pegawai", "golongan", "jabatan", "nama_jabatan", "jenis_jabatan", "jenjang", "kelas",
        "mulai", "nomor", "alasan",
    ]  # fmt: skip
