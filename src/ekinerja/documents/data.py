"""
What goes into an official document and what comes out: plain frozen data.

The caller (planning, evaluation, access) fills these; this module never looks at a plan or a person.
Texts are shown as given; the renderer never interprets them as markup.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from ekinerja.rules.rating import OrganisationLevel
from ekinerja.rules.rating import Rating as Predicate


class Kind(StrEnum):
    """Statutory term: jenis dokumen kinerja. Also the part of the number that tells documents apart."""

    PLAN = "SKP"
    EVALUATION = "EVALUASI"
    EVALUATION_RECORD = "DOKUMEN_EVALUASI"
    AGREEMENT = "PERJANJIAN_KINERJA"
    ROLE_MATRIX = "MATRIKS"


class PositionGroup(StrEnum):
    """Statutory term: kelompok jabatan pada SKP. Decides the columns of the form."""

    LEADER = "JPT_MANDIRI"
    OTHER = "JA_JF"


class Approach(StrEnum):
    """Statutory term: pendekatan hasil kerja."""

    QUANTITATIVE = "KUANTITATIF"
    QUALITATIVE = "KUALITATIF"


class OutcomeKind(StrEnum):
    """Statutory term: jenis rencana hasil kerja."""

    MAIN = "UTAMA"
    ADDITIONAL = "TAMBAHAN"


@dataclass(frozen=True)
class PartyBlock:
    """
    Statutory term: blok identitas pada dokumen. One of the parties as printed in the header and above a signature.

    ``unit_label`` is "UNIT KERJA", or "INSTANSI" for the rater of a JPT. An elected or appointed political
    official has no NIP and no rank: leave both empty and they are printed as "-". In a performance agreement the name
    may be empty too: then only the post is told, with room above it for a signature.
    """

    name: str
    position: str
    unit: str
    nip: str = ""
    rank: str = ""
    unit_label: str = "UNIT KERJA"


@dataclass(frozen=True)
class IndicatorRow:
    """
    Statutory term: baris indikator kinerja pada dokumen.

    ``aspect`` is the aspek (JA/JF) or the perspektif (JPT). In the qualitative forms ``text`` and ``target``
    are told as one narrative: put it in ``text`` and leave ``target`` empty; when both are filled they are
    joined.
    """

    text: str
    target: str = ""
    aspect: str = ""
    realisation: str = ""


@dataclass(frozen=True)
class OutcomeRow:
    """
    Statutory term: baris rencana hasil kerja pada dokumen.

    ``intervened`` is the RHK pimpinan yang diintervensi (JA/JF only).
    """

    number: int
    text: str
    indicators: tuple[IndicatorRow, ...]
    kind: OutcomeKind = OutcomeKind.MAIN
    intervened: str = ""
    feedback: str = ""


@dataclass(frozen=True)
class BehaviourRow:
    """Statutory term: baris perilaku kerja pada dokumen. ``guides``: panduan perilaku, without a., b., c."""

    value: str
    guides: tuple[str, ...]
    expectation: str = ""
    feedback: str = ""


@dataclass(frozen=True)
class Supports:
    """Statutory term: isi lampiran SKP. The three numbered lists of the annex."""

    resources: tuple[str, ...] = ()
    accountability: tuple[str, ...] = ()
    consequences: tuple[str, ...] = ()


@dataclass(frozen=True)
class Frame:
    """
    Statutory term: kepala dokumen. What every official document carries.

    The period is inclusive on both ends, as printed ("1 Januari 2026 s.d. 31 Desember 2026").
    ``is_draft`` prints the KONSEP mark and leaves signatures, number and QR code out.
    ``number``, ``code`` and ``verify_url`` are filled by ``issue_document``; a caller leaves them empty.
    """

    agency: str
    period_start: date
    period_end: date
    employee: PartyBlock
    rater: PartyBlock
    group: PositionGroup
    approach: Approach
    is_draft: bool = True
    place: str = ""
    signed_on: date | None = None
    number: str = ""
    code: str = ""
    verify_url: str = ""


@dataclass(frozen=True)
class SkpDocument:
    """Statutory term: formulir Sasaran Kinerja Pegawai. PermenPANRB 6/2022, with its annex."""

    frame: Frame
    outcomes: tuple[OutcomeRow, ...]
    behaviours: tuple[BehaviourRow, ...]
    supports: Supports = field(default_factory=Supports)


@dataclass(frozen=True)
class EvaluationDocument:
    """
    Statutory term: formulir Evaluasi Kinerja Pegawai. Periodic or annual.

    ``period_label`` is printed in the title: "BULAN MARET 2026", "TRIWULAN I TAHUN 2026", "TAHUN 2026".
    Ratings are the official labels ("Sesuai Ekspektasi"); empty while not rated.
    """

    frame: Frame
    period_label: str
    outcomes: tuple[OutcomeRow, ...]
    behaviours: tuple[BehaviourRow, ...]
    organisation_level: OrganisationLevel | None = None
    result_rating: str = ""
    behaviour_rating: str = ""
    predicate: Predicate | None = None


@dataclass(frozen=True)
class EvaluationRecordDocument:
    """
    Statutory term: formulir Dokumen Evaluasi Kinerja Pegawai. Format D.1.1.

    Empty texts are printed as "-". ``decided_on`` is the day of the decision on an objection; while there was
    no objection the signature of the rater's superior is left out.
    """

    frame: Frame
    superior: PartyBlock
    period_label: str
    organisation_level: OrganisationLevel | None = None
    predicate: Predicate | None = None
    notes: tuple[str, ...] = ()
    objection: str = ""
    objected_on: date | None = None
    explanation: str = ""
    explained_on: date | None = None
    decision: str = ""
    decided_on: date | None = None
    received_on: date | None = None


@dataclass(frozen=True)
class MatrixColumn:
    """Statutory term: kolom matriks pembagian peran dan hasil. One outcome of the leader."""

    number: int
    text: str


@dataclass(frozen=True)
class MatrixLine:
    """Statutory term: baris matriks pembagian peran dan hasil. One member; ``cells`` follow the columns."""

    name: str
    nip: str
    position: str
    unit: str
    cells: tuple[str, ...]


@dataclass(frozen=True)
class MatrixDocument:
    """
    Statutory term: Matriks Pembagian Peran dan Hasil. The leader is ``frame.employee`` and signs it.

    Columns that do not fit on the width of a page follow in further tables with the same members.
    """

    frame: Frame
    columns: tuple[MatrixColumn, ...]
    lines: tuple[MatrixLine, ...]


@dataclass(frozen=True)
class AgreementGoalRow:
    """Statutory term: baris sasaran pada perjanjian kinerja. ``indicators`` are (indikator kinerja, target)."""

    text: str
    indicators: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class AgreementBudgetRow:
    """Statutory term: baris program dan anggaran. ``amount`` as printed: "Rp 4.595.150"."""

    programme: str
    amount: str
    source: str = ""


@dataclass(frozen=True)
class AgreementDocument:
    """
    Statutory term: formulir perjanjian kinerja. PermenPANRB 53/2014, annex I: statement, then goals and budgets.

    ``frame.employee`` is the pihak pertama, ``frame.rater`` the pihak kedua; with ``is_alone`` (the head of an
    agency) there is none. ``number`` counts from 1, later ones are changes (perubahan). ``paper`` names the
    signed paper a decision was recorded from.
    """

    frame: Frame
    year: int
    goals: tuple[AgreementGoalRow, ...]
    budgets: tuple[AgreementBudgetRow, ...] = ()
    total: str = ""
    number: int = 1
    is_alone: bool = False
    paper: str = ""


Document = AgreementDocument | SkpDocument | EvaluationDocument | EvaluationRecordDocument | MatrixDocument


class BundleForm(StrEnum):
    """Statutory term: bentuk berkas dokumen massal. One file of pages, or an archive of single documents."""

    PDF = "PDF"
    ZIP = "ZIP"


@dataclass(frozen=True)
class ActivationRow:
    """Statutory term: baris kode aktivasi. One person on the printed list; the code is shown once, here."""

    name: str
    nip: str
    code: str
    position: str = ""


@dataclass(frozen=True)
class ActivationList:
    """
    Statutory term: daftar kode aktivasi. The list a unit clerk prints and cuts into slips.

    ``where`` is the address people open ("https://kinerja.contoh.go.id/aktivasi"); ``valid_until`` is
    inclusive.
    """

    agency: str
    unit: str
    where: str
    rows: tuple[ActivationRow, ...]
    printed_on: date
    valid_until: date | None = None
    contact: str = ""


@dataclass(frozen=True)
class Issued:
    """Statutory term: dokumen terbit. An issued document as other modules see it, with its bytes."""

    id: UUID
    kind: Kind
    number: str
    code: str
    version: int
    subject_type: str
    subject_id: UUID
    sha256: str
    size: int
    issued_at: datetime
    issued_by: str
    content: bytes = field(default=b"", repr=False)


@dataclass(frozen=True)
class Verified:
    """
    Statutory term: keterangan keaslian dokumen. What anybody holding the paper may know about it.

    ``is_latest`` is false when a newer version of the same document was issued.
    """

    kind: Kind
    number: str
    code: str
    agency: str
    holder: str
    issued_at: datetime
    sha256: str
    version: int
    is_latest: bool
