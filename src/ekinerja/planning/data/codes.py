"""The closed lists of planning; stored codes are the statutory words in capitals."""

from __future__ import annotations

from enum import StrEnum


def codes_of(kind: type[StrEnum]) -> list[str]:
    """Return the stored codes of a closed list."""
    return [item.value for item in kind]


class Periodicity(StrEnum):
    """Statutory term: tipe periodik. Monthly or quarterly evaluation, chosen by the agency (PermenPANRB 6/2022)."""

    MONTHLY = "BULANAN"
    QUARTERLY = "TRIWULANAN"


class PeriodKind(StrEnum):
    """Statutory term: jenis periode. Evaluation within the year or of the whole year."""

    PERIODIC = "PERIODIK"
    ANNUAL = "TAHUNAN"


class YearState(StrEnum):
    """Statutory term: keadaan tahun kinerja."""

    OPEN = "DIBUKA"
    CLOSED = "DITUTUP"


class PositionGroup(StrEnum):
    """Statutory term: kelompok jabatan pada SKP. JPT and heads of independent units have a form of their own."""

    SENIOR = "JPT_MANDIRI"
    GENERAL = "JA_JF"


class Approach(StrEnum):
    """Statutory term: pendekatan hasil kerja."""

    QUANTITATIVE = "KUANTITATIF"
    QUALITATIVE = "KUALITATIF"


class PlanState(StrEnum):
    """Statutory term: status SKP."""

    DRAFT = "DRAFT"
    SUBMITTED = "DIAJUKAN"
    AGREED = "DISETUJUI"
    RETURNED = "DIKEMBALIKAN"
    CLOSED = "DITUTUP"


EDITABLE_STATES = (PlanState.DRAFT, PlanState.RETURNED)


class PlanAction(StrEnum):
    """Statutory term: tindakan atas SKP."""

    SUBMIT = "AJUKAN"
    WITHDRAW = "TARIK"
    RETURN = "KEMBALIKAN"
    AGREE = "SETUJUI"
    REOPEN = "BUKA_KEMBALI"
    CLOSE = "TUTUP"


class OutcomeKind(StrEnum):
    """Statutory term: jenis rencana hasil kerja."""

    MAIN = "UTAMA"
    ADDITIONAL = "TAMBAHAN"


class OutcomeClassification(StrEnum):
    """Statutory term: klasifikasi rencana hasil kerja."""

    ORGANISATION = "ORGANISASI"
    INDIVIDUAL = "INDIVIDU"


class Aspect(StrEnum):
    """Statutory term: aspek indikator kinerja individu (pejabat administrasi dan pejabat fungsional)."""

    QUANTITY = "KUANTITAS"
    QUALITY = "KUALITAS"
    TIME = "WAKTU"
    COST = "BIAYA"


class Perspective(StrEnum):
    """Statutory term: perspektif indikator kinerja (JPT dan pimpinan unit kerja mandiri)."""

    SERVICE_RECIPIENT = "PENERIMA_LAYANAN"
    BUSINESS_PROCESS = "PROSES_BISNIS"
    INTERNAL_STRENGTH = "PENGUATAN_INTERNAL"
    BUDGET = "ANGGARAN"


class BehaviourValue(StrEnum):
    """Statutory term: nilai perilaku kerja BerAKHLAK."""

    SERVICE = "BERORIENTASI_PELAYANAN"
    ACCOUNTABLE = "AKUNTABEL"
    COMPETENT = "KOMPETEN"
    HARMONIOUS = "HARMONIS"
    LOYAL = "LOYAL"
    ADAPTIVE = "ADAPTIF"
    COLLABORATIVE = "KOLABORATIF"


class NoteKind(StrEnum):
    """Statutory term: daftar lampiran SKP."""

    RESOURCES = "DUKUNGAN_SUMBER_DAYA"
    ACCOUNTABILITY = "SKEMA_PERTANGGUNGJAWABAN"
    CONSEQUENCES = "KONSEKUENSI"


class PlanOrigin(StrEnum):
    """Statutory term: asal SKP. How a plan came to be; whoever prepared it, its owner confirms by submitting it."""

    OWN = "SENDIRI"
    LAST_YEAR = "TAHUN_LALU"
    COPY = "SALINAN"
    FILE = "BERKAS"
    MANAGER = "PENGELOLA"


class Cascade(StrEnum):
    """Statutory term: penurunan hasil kerja (cascading). Whether the parts together are the superior's achievement."""

    DIRECT = "LANGSUNG"
    INDIRECT = "TIDAK_LANGSUNG"


class Division(StrEnum):
    """Statutory term: dasar pembagian cascading langsung. By what a superior's indicator is divided."""

    ASPECT = "ASPEK"
    AREA = "WILAYAH"
    QUANTITY = "BEBAN_TARGET"


class Accumulation(StrEnum):
    """Statutory term: cara menghitung capaian. How the parts of a year make the year's figure."""

    SUM = "JUMLAH"
    LAST = "NILAI_AKHIR"
    AVERAGE = "RATA_RATA"


class Direction(StrEnum):
    """Statutory term: arah indikator. Whether more or less is better."""

    HIGHER = "MAKIN_TINGGI"
    LOWER = "MAKIN_RENDAH"


class GoalKind(StrEnum):
    """Statutory term: jenjang kinerja organisasi pada pohon kinerja."""

    OBJECTIVE = "TUJUAN"
    STRATEGIC = "SASARAN"
    PROGRAMME = "PROGRAM"
    ACTIVITY = "KEGIATAN"
    SUB_ACTIVITY = "SUBKEGIATAN"


class AgreementState(StrEnum):
    """Statutory term: status perjanjian kinerja."""

    DRAFT = "DRAFT"
    SUBMITTED = "DIAJUKAN"
    AGREED = "DISEPAKATI"
    RETURNED = "DIKEMBALIKAN"


class AgreementAction(StrEnum):
    """Statutory term: tindakan atas perjanjian kinerja."""

    SUBMIT = "AJUKAN"
    WITHDRAW = "TARIK"
    RETURN = "KEMBALIKAN"
    AGREE = "SEPAKATI"
