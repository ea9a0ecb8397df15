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
    """Statutory term: jenis unit organisasi (ref-unor ``JenisUnorId``)."""

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
    """Statutory term: jenis jabatan (SIASN ``jenisJabatanId`` 1, 2, 4)."""

    STRUCTURAL = "STRUKTURAL"
    FUNCTIONAL = "FUNGSIONAL"
    EXECUTING = "PELAKSANA"


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
