"""Codes, the transition table of a period and the master list of feedback; standard library only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID


class PeriodState(StrEnum):
    """Statutory term: status pengisian periode."""

    EMPTY = "BELUM_DIISI"
    PLANNED = "RENCANA_AKSI"
    REALISED = "REALISASI"
    SUBMITTED = "DIAJUKAN"
    RATED = "DINILAI"


EDITABLE_STATES = (PeriodState.EMPTY, PeriodState.PLANNED, PeriodState.REALISED)


class PeriodAction(StrEnum):
    """Statutory term: tindakan atas pengisian periode."""

    SUBMIT = "AJUKAN"
    WITHDRAW = "TARIK"
    RETURN = "KEMBALIKAN"
    RATE = "NILAI"


class MonthPart(StrEnum):
    """Statutory term: kedudukan terhadap pengisian periode."""

    OWNER = "PEGAWAI_YANG_DINILAI"
    RATER = "PEJABAT_PENILAI"
    RECORDER = "PENCATAT_KEPUTUSAN"


@dataclass(frozen=True)
class PeriodTransition:
    """Statutory term: perpindahan status pengisian. One row of the table."""

    before: tuple[PeriodState, ...]
    action: PeriodAction
    after: PeriodState
    parts: tuple[MonthPart, ...]
    note_required: bool = False


TRANSITIONS: tuple[PeriodTransition, ...] = (
    PeriodTransition(EDITABLE_STATES, PeriodAction.SUBMIT, PeriodState.SUBMITTED, (MonthPart.OWNER,)),
    PeriodTransition((PeriodState.SUBMITTED,), PeriodAction.WITHDRAW, PeriodState.REALISED, (MonthPart.OWNER,)),
    PeriodTransition(
        (PeriodState.SUBMITTED,), PeriodAction.RETURN, PeriodState.REALISED, (MonthPart.RATER,), note_required=True
    ),
    PeriodTransition(
        (PeriodState.EMPTY, PeriodState.PLANNED, PeriodState.REALISED, PeriodState.SUBMITTED, PeriodState.RATED),
        PeriodAction.RATE,
        PeriodState.RATED,
        (MonthPart.RATER, MonthPart.RECORDER),
    ),
)


def find_transition(*, before: str, action: PeriodAction) -> PeriodTransition | None:
    """Return the row for a state and an action, or ``None`` when the action is not possible there."""
    for row in TRANSITIONS:
        if row.action == action and before in row.before:
            return row
    return None


class Mark(StrEnum):
    """Statutory term: ekspektasi yang tercapai. What one piece of feedback says; only a hint for the rating."""

    ABOVE = "ATAS"
    MEETS = "SESUAI"
    BELOW = "BAWAH"


class AuthorPart(StrEnum):
    """Statutory term: pemberi umpan balik."""

    RATER = "PEJABAT_PENILAI"
    TEAM_LEADER = "KETUA_TIM"


# Umpan balik berkelanjutan: daftar pilihan, boleh ditambah dengan kalimat sendiri (BKN e-Kinerja, umpan balik).
OUTCOME_PHRASES: tuple[str, ...] = (
    "Hasil melampaui target dengan mutu yang baik.",
    "Hasil sesuai dengan yang diharapkan.",
    "Hasil sesuai, bukti dukung perlu dilengkapi.",
    "Hasil belum mencapai target, perlu percepatan bulan depan.",
    "Perlu didiskusikan hambatannya dalam dialog kinerja.",
)
BEHAVIOUR_PHRASES: tuple[str, ...] = (
    "Menjadi teladan bagi rekan kerja.",
    "Konsisten ditunjukkan dalam pekerjaan sehari-hari.",
    "Sudah baik, pertahankan.",
    "Perlu ditunjukkan dengan lebih konsisten.",
    "Perlu pembinaan.",
)


@dataclass(frozen=True)
class LoadRealisation:
    """Statutory term: realisasi yang dimuat."""

    number: Decimal | None = None
    text: str = ""
    explanation: str = ""


@dataclass(frozen=True)
class LoadFeedback:
    """Statutory term: umpan balik yang dimuat. Exactly one of ``outcome_id`` and ``behaviour`` is set."""

    text: str
    at: datetime
    author_id: UUID | None
    author_name: str
    outcome_id: UUID | None = None
    behaviour: str = ""
    mark: str = ""


@dataclass(frozen=True)
class LoadMonth:
    """
    Statutory term: pengisian periode yang dimuat. One plan's period to bring in.

    ``submitted_at`` is needed for DIAJUKAN and DINILAI, ``rated_at`` for DINILAI. Without ``tells_moves`` the
    single steps are not kept as history, as for periods from a program that did not record them.
    """

    plan_id: UUID
    period_id: UUID
    state: PeriodState
    changed_at: datetime
    person_name: str
    rater_name: str = ""
    steps: Mapping[UUID, tuple[str, ...]] = field(default_factory=dict)
    realisations: Mapping[UUID, LoadRealisation] = field(default_factory=dict)
    evidence: tuple[tuple[UUID, str, str], ...] = ()
    feedback: tuple[LoadFeedback, ...] = ()
    submitted_at: datetime | None = None
    rated_at: datetime | None = None
    tells_moves: bool = True
