"""Codes, the transition table of a period and the master list of feedback; standard library only."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


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


class Part(StrEnum):
    """Statutory term: kedudukan terhadap pengisian periode."""

    OWNER = "PEGAWAI_YANG_DINILAI"
    RATER = "PEJABAT_PENILAI"


@dataclass(frozen=True)
class PeriodTransition:
    """Statutory term: perpindahan status pengisian. One row of the table."""

    before: tuple[PeriodState, ...]
    action: PeriodAction
    after: PeriodState
    part: Part
    note_required: bool = False


TRANSITIONS: tuple[PeriodTransition, ...] = (
    PeriodTransition(EDITABLE_STATES, PeriodAction.SUBMIT, PeriodState.SUBMITTED, Part.OWNER),
    PeriodTransition((PeriodState.SUBMITTED,), PeriodAction.WITHDRAW, PeriodState.REALISED, Part.OWNER),
    PeriodTransition(
        (PeriodState.SUBMITTED,), PeriodAction.RETURN, PeriodState.REALISED, Part.RATER, note_required=True
    ),
    PeriodTransition(
        (PeriodState.EMPTY, PeriodState.PLANNED, PeriodState.REALISED, PeriodState.SUBMITTED, PeriodState.RATED),
        PeriodAction.RATE,
        PeriodState.RATED,
        Part.RATER,
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
