"""Enumerations and frozen values of agencies, units and positions that cross the door."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID


class AgencyKind(StrEnum):
    """Statutory term: jenis instansi."""

    REGENCY = "KABUPATEN"
    CITY = "KOTA"
    PROVINCE = "PROVINSI"
    MINISTRY = "KEMENTERIAN"
    INSTITUTION = "LEMBAGA"


class UnitKind(StrEnum):
    """Statutory term: jenis unit organisasi. Codes of ref-unor ``JenisUnorId``."""

    GOVERNMENT = "PEMDA"
    AGENCY_OFFICE = "OPD"
    SECRETARIAT_PART = "BAGIAN"
    DIVISION = "BIDANG"
    SUBDIVISION = "SUBBAG"
    SECTION = "SEKSI"
    DISTRICT = "KECAMATAN"
    VILLAGE = "KELURAHAN"
    TECHNICAL_UNIT = "UPTD"
    HEALTH_CENTRE = "PUSKESMAS"
    HOSPITAL = "RSUD"
    SCHOOL = "SEKOLAH"
    OTHER = "LAINNYA"


class PositionKind(StrEnum):
    """Statutory term: jenis jabatan. SIASN ``jenisJabatanId`` 1, 2, 4."""

    STRUCTURAL = "STRUKTURAL"
    FUNCTIONAL = "FUNGSIONAL"
    EXECUTING = "PELAKSANA"


class HolidayKind(StrEnum):
    """Statutory term: jenis hari libur."""

    NATIONAL = "LIBUR_NASIONAL"
    JOINT_LEAVE = "CUTI_BERSAMA"
    LOCAL = "LOKAL"


@dataclass(frozen=True)
class UnitData:
    """A unit as it is on one day."""

    id: UUID
    code: str
    name: str
    kind: str
    parent_id: UUID | None
    path: str
    depth: int
    starts_on: date | None = None
    ends_on: date | None = None
    source_id: str = ""
    head_title: str = ""
    decree_number: str = ""
    leader_source_id: str = ""


@dataclass(frozen=True)
class UnitInTree:
    """A unit with how many units are directly below it, and whether it has an open head post."""

    unit: UnitData
    children: int
    has_head_post: bool


@dataclass(frozen=True)
class UnitRow:
    """
    A unit as a source (ref-unor) describes it; ``line`` is its line in the file, 0 for a form.

    Empty ``parent_source_id`` means the root; the source ids are the keys of the other system.
    """

    line: int
    source_id: str
    code: str
    name: str
    kind: str
    parent_source_id: str = ""
    head_title: str = ""
    echelon: str = ""
    leader_source_id: str = ""


@dataclass(frozen=True)
class PositionWanted:
    """A post that a source names for a unit."""

    unit_id: UUID
    title: str
    kind: str
    grade: str = ""
    echelon: str = ""
    is_head: bool = False


@dataclass(frozen=True)
class Difference:
    """One field that an import would change, in words: ``before`` is empty for something new."""

    field: str
    before: str
    after: str


@dataclass(frozen=True)
class PositionData:
    """A position of a unit with its class on one day."""

    id: UUID
    unit_id: UUID
    title: str
    kind: str
    echelon: str
    grade: str
    is_head: bool
    position_class: int | None = None
