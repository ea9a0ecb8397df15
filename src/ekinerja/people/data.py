"""Enumerations and frozen values of people that cross the door."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID


class EmployeeKind(StrEnum):
    """Statutory term: jenis pegawai ASN. UU 20/2023 Pasal 5."""

    CIVIL_SERVANT = "PNS"
    CONTRACT = "PPPK"


class CivilStatus(StrEnum):
    """Statutory term: status kepegawaian."""

    CIVIL_SERVANT = "PNS"
    CANDIDATE = "CPNS"
    CONTRACT = "PPPK"


class AppointmentKind(StrEnum):
    """Statutory term: jenis penugasan jabatan. PLT and PLH act for a vacant or absent official."""

    DEFINITIVE = "DEFINITIF"
    ACTING_VACANT = "PLT"
    ACTING_ABSENT = "PLH"
    ACTING_FULL = "PJ"


class Status(StrEnum):
    """Statutory term: kedudukan hukum pegawai. SIASN ``kedudukanPnsId``."""

    ACTIVE = "AKTIF"
    UNPAID_LEAVE = "CLTN"
    STUDY_LEAVE = "TUGAS_BELAJAR"
    PRE_RETIREMENT = "MPP"
    SUSPENDED = "DIBERHENTIKAN_SEMENTARA"
    RETIRED = "PENSIUN"
    TRANSFERRED = "PINDAH"
    DIED = "WAFAT"
    DISMISSED = "BERHENTI"


GONE = frozenset({Status.RETIRED, Status.TRANSFERRED, Status.DIED, Status.DISMISSED})


@dataclass(frozen=True)
class EmployeeSnapshot:
    """What must be kept of a person beside a decision made on a day."""

    employee_id: UUID
    name: str
    nip: str
    kind: str
    rank: str
    position_id: UUID | None
    position_title: str
    position_kind: str
    echelon: str
    grade: str
    position_class: int | None
    unit_id: UUID | None
    unit_name: str
    unit_path: str
    on: date
    status: str = ""
    civil_status: str = ""
    is_head: bool = False


def display_name(name: str, front_title: str, back_title: str) -> str:
    """Return the name with its titles, as on a letter: ``Drs. H. Ahmad, S.Sos., M.M.``."""
    front = f"{front_title} " if front_title else ""
    back = f", {back_title}" if back_title else ""
    return f"{front}{name}{back}"


@dataclass(frozen=True)
class HeadData:
    """Who leads a unit on a day; ``kind`` tells definitive and acting officials apart."""

    unit_id: UUID
    employee_id: UUID
    name: str
    nip: str
    title: str
    kind: str


@dataclass(frozen=True)
class DirectoryFilter:
    """What a list of people is narrowed to; empty means everything. ``path`` is a unit path."""

    text: str = ""
    path: str = ""
    status: str = ""
    kind: str = ""
    position_kind: str = ""
    position_class: int | None = None
    gone: bool = False
    sort: str = "nama"
    unit_id: UUID | None = None


class Outcome(StrEnum):
    """What a row of an import does; WARNED is counted beside the others."""

    NEW = "BARU"
    CHANGED = "BERUBAH"
    SAME = "SAMA"
    FAILED = "GALAT"
    WARNED = "PERINGATAN"


class ImportState(StrEnum):
    """Where an import stands."""

    MAPPING = "PETA"
    PREVIEW = "PRATINJAU"
    RUNNING = "BERJALAN"
    DONE = "SELESAI"
    FAILED = "GAGAL"
    UNDONE = "DIBATALKAN"
