"""Forms of planning: shape and type of what is typed; the services decide."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from ekinerja.planning import public as planning
from ekinerja.planning.data import Approach, OutcomeClassification, OutcomeKind
from ekinerja.web import saving
from ekinerja.web.days import LastDayField
from ekinerja.web.numbers import NumberField
from ekinerja.web.planning import labels

TEXT_AREA = {"rows": 3}


class DraftForm(saving.SmallForm):
    """Which days a new plan covers and how its results are told."""

    finding_fields: ClassVar[dict[str, str]] = {"starts_on": "mulai"}

    mulai = forms.DateField(label=_("Mulai tanggal"), widget=forms.DateInput)
    sampai = LastDayField(label=_("Sampai dengan tanggal"), widget=forms.DateInput)
    pendekatan = forms.ChoiceField(
        label=_("Pendekatan hasil kerja"),
        choices=[(item.value, labels.APPROACHES[item]) for item in Approach],
        widget=forms.RadioSelect,
        initial=Approach.QUANTITATIVE.value,
    )

    dari = forms.ChoiceField(label=_("Isi awal"), required=False)

    def __init__(
        self, *args: Any, start: planning.starting.Start, sources: Sequence[tuple[str, str]] = (), **options: Any
    ) -> None:
        options.setdefault("initial", {"mulai": start.starts_on, "sampai": start.last_day})
        super().__init__(*args, **options)
        self.fields["dari"].choices = [("", _("Kosong, saya menulis sendiri")), *sources]  # type: ignore[attr-defined]


class FormForm(saving.SmallForm):
    """Which of the four official forms the plan uses."""

    kelompok = forms.ChoiceField(
        label=_("Kelompok jabatan"), choices=list(labels.GROUPS.items()), widget=forms.RadioSelect
    )
    pendekatan = forms.ChoiceField(
        label=_("Pendekatan hasil kerja"), choices=list(labels.APPROACHES.items()), widget=forms.RadioSelect
    )


class MomentInput(forms.DateTimeInput):
    """A day with a time, as browsers ask for it."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


class OutcomeForm(saving.SmallForm):
    """One outcome (RHK)."""

    finding_fields: ClassVar[dict[str, str]] = {"text": "hasil", "intervened_outcome": "rhk_pimpinan"}

    hasil = forms.CharField(label=_("Rencana hasil kerja"), max_length=2000, widget=forms.Textarea(attrs=TEXT_AREA))
    rhk_pimpinan = forms.ChoiceField(
        label=_("RHK pimpinan atau sasaran yang diintervensi"),
        required=False,
        error_messages={
            "invalid_choice": _("RHK atau sasaran yang tadi dipilih tidak lagi tersedia. Pilih yang lain dari daftar.")
        },
    )
    sasaran = forms.CharField(
        label=_("Atau sasaran organisasi dengan kalimat sendiri"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    jenis = forms.ChoiceField(
        label=_("Jenis"),
        choices=list(labels.KINDS.items()),
        widget=forms.RadioSelect,
        initial=OutcomeKind.MAIN.value,
    )
    klasifikasi = forms.ChoiceField(
        label=_("Klasifikasi"),
        choices=list(labels.CLASSIFICATIONS.items()),
        widget=forms.RadioSelect,
        initial=OutcomeClassification.ORGANISATION.value,
    )
    penugasan = forms.CharField(label=_("Penugasan dari"), max_length=250, required=False)
    revisi = forms.IntegerField(required=False, widget=forms.HiddenInput)
    yakin = forms.BooleanField(required=False, widget=forms.HiddenInput)
    touched: Mapping[str, Any] | None = None

    def __init__(self, *args: Any, offered: list[tuple[str, list[tuple[str, str]]]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["rhk_pimpinan"].choices = [("", _("Tidak ada")), *offered]  # type: ignore[attr-defined]


class IndicatorForm(saving.SmallForm):
    """One indicator with its target."""

    finding_fields: ClassVar[dict[str, str]] = {"text": "indikator", "aspect": "aspek"}

    indikator = forms.CharField(label=_("Indikator"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))
    aspek = forms.ChoiceField(label=_("Aspek"), required=False)
    target = NumberField(label=_("Target (angka)"), required=False)
    satuan = forms.CharField(label=_("Satuan"), max_length=80, required=False)
    uraian = forms.CharField(
        label=_("Target (uraian)"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    revisi = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, group: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["aspek"].choices = labels.aspect_choices(group)  # type: ignore[attr-defined]
        if group == "JPT_MANDIRI":
            self.fields["aspek"].label = _("Perspektif")


class NotesForm(saving.SmallForm):
    """One annex list, a line each."""

    finding_fields: ClassVar[dict[str, str]] = {"lines": "baris"}

    baris = forms.CharField(
        label=_("Satu baris untuk setiap butir"),
        required=False,
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    semula = forms.CharField(required=False, widget=forms.HiddenInput)


class ExpectationForm(saving.SmallForm):
    """The rater's expectation on one behaviour value."""

    ekspektasi = forms.CharField(
        label=_("Ekspektasi khusus pimpinan"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    revisi = forms.IntegerField(required=False, widget=forms.HiddenInput)


class NoteForm(saving.SmallForm):
    """Why: for returning, opening again and closing."""

    finding_fields: ClassVar[dict[str, str]] = {"note": "catatan"}

    catatan = forms.CharField(label=_("Catatan"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))
    versi = forms.IntegerField(required=False, widget=forms.HiddenInput)


class DecisionForm(NoteForm):
    """The document with which a rater without an account agreed."""

    finding_fields: ClassVar[dict[str, str]] = {"note": "catatan", "number": "nomor", "dated": "tanggal"}

    nomor = forms.CharField(label=_("Nomor dokumen"), max_length=120)
    tanggal = forms.DateField(label=_("Tanggal dokumen"), widget=forms.DateInput)
    field_order = ("nomor", "tanggal", "catatan", "versi")

    def __init__(self, *args: Any, note_required: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["catatan"].required = note_required


class ReturnDecisionForm(DecisionForm):
    """The document with which a rater without an account gave a plan back, and what is to be mended."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, note_required=True, **options)


class CloseForm(NoteForm):
    """Why and on which last day a plan ends."""

    finding_fields: ClassVar[dict[str, str]] = {"note": "catatan", "ends_before": "terakhir"}

    terakhir = LastDayField(label=_("Hari terakhir SKP ini"), required=False, widget=forms.DateInput)


class SigningForm(saving.SmallForm):
    """Where documents of a year are signed, and who leads the agency."""

    tempat = forms.CharField(label=_("Tempat tanda tangan"), required=False, max_length=100)
    pimpinan = forms.CharField(label=_("Nama pimpinan instansi"), required=False, max_length=250)


class YearForm(SigningForm):
    """How a year is run."""

    finding_fields: ClassVar[dict[str, str]] = {
        "fill_days": "hari_pengisian",
        "plan_deadline": "batas_skp",
        "annual_deadline": "batas_tahunan",
    }

    tahun = forms.IntegerField(label=_("Tahun"), min_value=2022, max_value=2100)
    tipe = forms.ChoiceField(
        label=_("Tipe periode"), choices=list(labels.PERIODICITIES.items()), widget=forms.RadioSelect
    )
    batas_skp = forms.DateField(label=_("Batas penetapan SKP"), widget=forms.DateInput)
    hari_pengisian = forms.IntegerField(label=_("Hari pengisian sesudah periode berakhir"))
    batas_tahunan = forms.DateField(label=_("Batas evaluasi tahunan"), widget=forms.DateInput)
    geser = forms.BooleanField(
        label=_("Geser batas yang jatuh pada hari libur ke hari kerja berikutnya"), required=False
    )


class WindowForm(saving.SmallForm):
    """From when until when a period may be filled, and why it changes."""

    finding_fields: ClassVar[dict[str, str]] = {
        "fill_opens_on": "dibuka",
        "fill_deadline": "batas",
        "reason": "alasan",
    }

    dibuka = forms.DateField(label=_("Pengajuan dibuka"), widget=forms.DateInput)
    batas = forms.DateField(label=_("Batas pengisian (sampai pukul 23.59)"), widget=forms.DateInput)
    alasan = forms.CharField(label=_("Alasan"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))


class PlanDeadlineForm(saving.SmallForm):
    """The last day for plans, and why it changes."""

    finding_fields: ClassVar[dict[str, str]] = {"plan_deadline": "batas", "reason": "alasan"}

    batas = forms.DateField(label=_("Batas penetapan SKP (sampai pukul 23.59)"), widget=forms.DateInput)
    alasan = forms.CharField(label=_("Alasan"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))


class DowntimeForm(saving.SmallForm):
    """When the program could not be used, and what happened."""

    finding_fields: ClassVar[dict[str, str]] = {
        "started_at": "mulai",
        "ended_at": "selesai",
        "reason": "alasan",
    }

    mulai = forms.DateTimeField(label=_("Mulai"), widget=MomentInput())
    selesai = forms.DateTimeField(label=_("Selesai"), widget=MomentInput())
    alasan = forms.CharField(label=_("Apa yang terjadi"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))


class EndForm(saving.SmallForm):
    """Why more time is taken back."""

    finding_fields: ClassVar[dict[str, str]] = {"reason": "alasan"}

    alasan = forms.CharField(label=_("Alasan"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))


class ExtendForm(saving.SmallForm):
    """Until when and why a period stays open longer, and for whom."""

    finding_fields: ClassVar[dict[str, str]] = {
        "fill_deadline": "batas",
        "plan_deadline": "batas",
        "reason": "alasan",
        "unit": "unit",
        "pegawai": "pegawai",
    }

    batas = forms.DateField(label=_("Batas baru (sampai pukul 23.59)"), widget=forms.DateInput)
    alasan = forms.CharField(label=_("Alasan"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
    unit = forms.CharField(label=_("Hanya untuk unit"), required=False, max_length=250)
    pegawai = forms.CharField(label=_("Hanya untuk pegawai (nama atau NIP)"), required=False, max_length=150)
