"""How the codes of planning read on screens."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ekinerja.planning import public as planning
from ekinerja.planning.data import (
    Accumulation,
    Approach,
    Aspect,
    Cascade,
    Division,
    NoteKind,
    OutcomeClassification,
    OutcomeKind,
    Periodicity,
    Perspective,
    PlanAction,
    PlanState,
    PositionGroup,
)
from ekinerja.web.planning.breakdown_labels import part_of as part_of
from ekinerja.web.planning.breakdown_labels import told_of as told_of

Words = str | Promise

STATES: Final[dict[str, Words]] = {
    PlanState.DRAFT: _("Konsep"),
    PlanState.SUBMITTED: _("Menunggu persetujuan"),
    PlanState.AGREED: _("Disetujui"),
    PlanState.RETURNED: _("Dikembalikan"),
    PlanState.CLOSED: _("Ditutup"),
}
STATE_KINDS: Final[dict[str, str]] = {
    PlanState.DRAFT: "neutral",
    PlanState.SUBMITTED: "info",
    PlanState.AGREED: "success",
    PlanState.RETURNED: "warning",
    PlanState.CLOSED: "neutral",
}
ACTIONS: Final[dict[str, Words]] = {
    PlanAction.SUBMIT: _("Diajukan"),
    PlanAction.WITHDRAW: _("Ditarik"),
    PlanAction.RETURN: _("Dikembalikan"),
    PlanAction.AGREE: _("Disetujui"),
    PlanAction.REOPEN: _("Dibuka kembali"),
    PlanAction.CLOSE: _("Ditutup"),
}
ACTION_KINDS: Final[dict[str, str]] = {
    PlanAction.SUBMIT: "info",
    PlanAction.AGREE: "success",
    PlanAction.RETURN: "warning",
    PlanAction.REOPEN: "warning",
}
GROUPS: Final[dict[str, Words]] = {
    PositionGroup.SENIOR: _("JPT dan pimpinan unit kerja mandiri"),
    PositionGroup.GENERAL: _("Pejabat administrasi dan pejabat fungsional"),
}
APPROACHES: Final[dict[str, Words]] = {
    Approach.QUANTITATIVE: _("Kuantitatif"),
    Approach.QUALITATIVE: _("Kualitatif"),
}
KINDS: Final[dict[str, Words]] = {OutcomeKind.MAIN: _("Utama"), OutcomeKind.ADDITIONAL: _("Tambahan")}
CLASSIFICATIONS: Final[dict[str, Words]] = {
    OutcomeClassification.ORGANISATION: _("Organisasi"),
    OutcomeClassification.INDIVIDUAL: _("Individu"),
}
ASPECTS: Final[dict[str, Words]] = {
    Aspect.QUANTITY: _("Kuantitas"),
    Aspect.QUALITY: _("Kualitas"),
    Aspect.TIME: _("Waktu"),
    Aspect.COST: _("Biaya"),
    Perspective.SERVICE_RECIPIENT: _("Penerima layanan"),
    Perspective.BUSINESS_PROCESS: _("Proses bisnis"),
    Perspective.INTERNAL_STRENGTH: _("Penguatan internal"),
    Perspective.BUDGET: _("Anggaran"),
}
NOTES: Final[dict[str, Words]] = {
    NoteKind.RESOURCES: _("Dukungan sumber daya"),
    NoteKind.ACCOUNTABILITY: _("Skema pertanggungjawaban"),
    NoteKind.CONSEQUENCES: _("Konsekuensi"),
}
NOTE_HINTS: Final[dict[str, Words]] = {
    NoteKind.RESOURCES: _("Apa yang Anda perlukan, misalnya komputer, internet, atau tambahan petugas."),
    NoteKind.ACCOUNTABILITY: _("Bagaimana dan seberapa sering Anda melapor, misalnya laporan bulanan."),
    NoteKind.CONSEQUENCES: _("Apa akibatnya bila target tercapai dan bila tidak."),
}
PERIODICITIES: Final[dict[str, Words]] = {
    Periodicity.MONTHLY: _("Bulanan"),
    Periodicity.QUARTERLY: _("Triwulanan"),
}

ACCUMULATIONS: Final[dict[str, Words]] = {
    Accumulation.SUM: _("Jumlah"),
    Accumulation.LAST: _("Nilai akhir"),
    Accumulation.AVERAGE: _("Rata-rata"),
}
ACCUMULATION_HINTS: Final[dict[str, Words]] = {
    Accumulation.SUM: _("Semua bagian dijumlahkan, misalnya laporan atau pasien"),
    Accumulation.LAST: _("Angka terakhir yang berlaku, misalnya progres pekerjaan"),
    Accumulation.AVERAGE: _("Rata-rata semua bagian, misalnya persentase layanan"),
}

CASCADES: Final[dict[str, Words]] = {Cascade.DIRECT: _("Langsung"), Cascade.INDIRECT: _("Tidak langsung")}
DIVISIONS: Final[dict[str, Words]] = {
    Division.ASPECT: _("Aspek"),
    Division.AREA: _("Wilayah"),
    Division.QUANTITY: _("Beban target"),
}


def target_line(row: Any) -> str:
    """Return an indicator's target in one line, empty without one."""
    return planning.documents.target_in_words(row)


def stored_target(item: dict[str, str]) -> str:
    """Return the target of a stored indicator in one line."""
    number = planning.number_told(item.get("target_number"))
    told = (f"{number} {item.get('target_unit', '')}".strip() if number else "", item.get("target_text", ""))
    return "; ".join(part for part in told if part)


def cascade_line(row: Any) -> str:
    """Return how an outcome comes down from the one above in one line."""
    told = [str(CASCADES[row.cascade])]
    if row.division:
        told.append(str(DIVISIONS[row.division]))
    if row.share:
        told.append(row.share)
    return " · ".join(told)


def words_between(before: str, after: str) -> Any:
    """Return the words that stayed, went and came between two texts."""
    return planning.words_between(before, after)


def aspect_choices(group: str) -> list[tuple[str, Words]]:
    """Return what an indicator of this form may be about, with "choose" first."""
    kinds = Perspective if group == PositionGroup.SENIOR else Aspect
    return [("", _("Pilih")), *((item.value, ASPECTS[item]) for item in kinds)]


def approval_rules() -> tuple[tuple[Words, Words], ...]:
    """Return the rules by which the program finds who approves, in the order in which they are asked."""
    return (
        (_("Penetapan khusus"), _("Penilai yang ditetapkan admin instansi berlaku lebih dahulu, selama masanya.")),
        (_("Pimpinan unit"), _("Tanpa penetapan khusus, penilai adalah kepala unit tempat pegawai bekerja.")),
        (_("Kepala unit"), _("Kepala unit dinilai kepala unit di atasnya; kepala OPD dinilai pimpinan instansi.")),
        (
            _("Pejabat pelaksana"),
            _("Bila jabatan kepala kosong atau pejabatnya berhalangan, PLT, PLH, atau PJ yang menilai."),
        ),
        (_("Naik satu tingkat"), _("Bila tidak ada yang bertugas, pertanyaan naik ke unit di atasnya.")),
        (
            _("Belum diketahui"),
            _("Pegawai tanpa jabatan tetap dapat menyusun SKP; hanya persetujuannya yang menunggu."),
        ),
    )


def scope_of(extension: dict[str, Any], names: Mapping[str, str]) -> str:
    """Return in words for whom an extension is; ``names`` are those of people and units by id."""
    if extension["employee"]:
        return names.get(extension["employee"]) or gettext("satu pegawai")
    return (names.get(extension["unit"] or "") or gettext("satu unit")) if extension["path"] else gettext("semua")


def moment(text: str) -> datetime:
    """Return an instant that comes as text with its row."""
    return datetime.fromisoformat(text)
