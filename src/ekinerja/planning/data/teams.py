"""Codes and inputs of working teams and of the role-outcome matrix."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID


class CellState(StrEnum):
    """Statutory term: keadaan sel matriks peran hasil. What became of what a cell says in the member's plan."""

    EMPTY = "KOSONG"
    WAITING = "MENUNGGU_SKP"
    LOCKED = "SKP_TERKUNCI"
    MADE = "MENJADI_RHK"
    DIFFERENT = "BERBEDA"
    RELEASED = "DILEPAS"


class RowSource(StrEnum):
    """Statutory term: asal anggota matriks peran hasil. Why somebody has a row in a leader's matrix."""

    RATED = "BAWAHAN"
    TEAM = "ANGGOTA_TIM"
    BORROWED = "PINJAMAN"
    FORMER = "BUKAN_ANGGOTA_LAGI"


@dataclass(frozen=True)
class TeamInput:
    """Statutory term: isian tim kerja. ``ends_before`` is the first day after it, empty for a team without end."""

    name: str
    leader_id: UUID
    starts_on: date
    ends_before: date | None = None
    unit_id: UUID | None = None
    purpose: str = ""
    decree_number: str = ""
    decree_date: date | None = None


@dataclass(frozen=True)
class MemberInput:
    """Statutory term: isian anggota tim kerja. An employee, or the words for somebody of another agency."""

    employee_id: UUID | None = None
    outside_name: str = ""
    outside_nip: str = ""
    outside_agency: str = ""
    task: str = ""
    joined_on: date | None = None


@dataclass(frozen=True)
class CellInput:
    """Statutory term: isian sel matriks peran hasil. ``seen`` is the revision before the writer, 0 for a new cell."""

    outcome_id: UUID
    employee_id: UUID
    text: str
    seen: int | None = None
    sure: bool = False
