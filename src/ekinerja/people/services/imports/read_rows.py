"""Understand the rows of a file as units or people."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ekinerja.organisation.public import PositionKind, UnitKind, UnitRow
from ekinerja.people.data import CivilStatus, EmployeeKind, Status
from ekinerja.people.services.imports.clean import Reader, check_nip, split_name
from ekinerja.people.services.imports.columns import COLUMNS, PEOPLE, UNITS
from ekinerja.people.services.imports.read_table import Cell

ECHELONS = {f"{n}{k}": f"{roman}.{letter}" for n, roman in ((1, "I"), (2, "II"), (3, "III"), (4, "IV"), (5, "V"))
            for k, letter in ((1, "a"), (2, "b"))}  # fmt: skip
ECHELONS |= {value.casefold(): value for value in ECHELONS.values()}
ECHELONS |= {value.casefold().replace(".", "/"): value for value in ECHELONS.values()}
ECHELONS |= {value.casefold().replace(".", ""): value for value in list(ECHELONS.values())}
SEXES = {
    "m": "M",
    "l": "M",
    "laki-laki": "M",
    "pria": "M",
    "f": "F",
    "p": "F",
    "perempuan": "F",
    "wanita": "F",
    "1": "M",
    "2": "F",
}
KINDS = {"pns": "PNS", "cpns": "PNS", "pppk": "PPPK", "p3k": "PPPK", "pppk paruh waktu": "PPPK"}
CIVIL = {"pns": CivilStatus.CIVIL_SERVANT, "cpns": CivilStatus.CANDIDATE, "pppk": CivilStatus.CONTRACT,
         "p3k": CivilStatus.CONTRACT, "pppk paruh waktu": CivilStatus.CONTRACT}  # fmt: skip
POSITION_KINDS = {
    "1": PositionKind.STRUCTURAL, "2": PositionKind.FUNCTIONAL, "4": PositionKind.EXECUTING,
    "struktural": PositionKind.STRUCTURAL, "fungsional": PositionKind.FUNCTIONAL,
    "fungsional tertentu": PositionKind.FUNCTIONAL,
    "jabatan fungsional": PositionKind.FUNCTIONAL, "jabatan pelaksana": PositionKind.EXECUTING,
    "pelaksana": PositionKind.EXECUTING, "fungsional umum": PositionKind.EXECUTING,
}  # fmt: skip
STATUSES = {
    "1": Status.ACTIVE, "2": Status.UNPAID_LEAVE, "3": Status.STUDY_LEAVE, "4": Status.SUSPENDED,
    "20": Status.PRE_RETIREMENT, "99": Status.RETIRED, "98": Status.TRANSFERRED, "77": Status.DISMISSED,
    "66": Status.DIED, "aktif": Status.ACTIVE, "cltn": Status.UNPAID_LEAVE,
    "cuti di luar tanggungan negara": Status.UNPAID_LEAVE, "tugas belajar": Status.STUDY_LEAVE,
    "mpp": Status.PRE_RETIREMENT, "masa persiapan pensiun": Status.PRE_RETIREMENT,
    "pemberhentian sementara": Status.SUSPENDED, "pensiun": Status.RETIRED, "pindah instansi": Status.TRANSFERRED,
    "meninggal": Status.DIED, "wafat": Status.DIED, "berhenti": Status.DISMISSED,
}  # fmt: skip
UNIT_KINDS = {kind.casefold(): kind.value for kind in UnitKind} | {
    "dinas": "OPD",
    "badan": "OPD",
    "sub bagian": "SUBBAG",
}
_RANK = re.compile(r"^(?:(?:I|II|III)/[a-d]|IV/[a-e]|I|II|III|IV|V|VI|VII|VIII|IX|X|XI|XII|XIII|XIV|XV|XVI|XVII)$")
_CODE = re.compile(r"^[A-Za-z0-9_-]{1,20}$")


@dataclass(frozen=True)
class PersonRow:
    """A person as a file describes them; ``None`` means that the file does not say."""

    line: int
    nip: str
    source_id: str
    identity: dict[str, object]
    civil_status: str
    status: str | None
    rank: str | None
    rank_since: date | None
    unit_source_id: str | None
    position_kind: str
    position_title: str | None
    echelon: str
    grade: str
    position_since: date | None
    position_class: int | None
    since: date | None


def reader_of(kind: str, cells: Sequence[Cell], columns: dict[str, int], width: int) -> Reader:
    """Return the reader of one row; more cells than headings means shifted columns and is an error."""
    reader = Reader(list(cells), columns, {column.key: column.label for column in COLUMNS[kind]})
    if len(cells) > width:
        reader.error(
            "",
            f"Baris ini berisi {len(cells)} sel, judulnya {width}. Kolom bergeser; periksa tanda pemisah atau kutip.",
        )
        reader.shifted = True
    return reader


def read_unit(line: int, cells: Sequence[Cell], columns: dict[str, int], width: int) -> tuple[UnitRow, Reader]:
    """Return the unit of one row with what is wrong."""
    reader = reader_of(UNITS, cells, columns, width)
    source_id, name = reader.text("source_id", 64), reader.text("name")
    if not source_id and not reader.failed:
        reader.error("source_id", "Id unit kosong.")
    if not name and not reader.failed:
        reader.error("name", "Nama unit kosong.")
    code = reader.text("code", 20) or source_id.replace("-", "")[:12]
    if isinstance(reader.raw("code"), int):
        reader.warn("code", "Kode unit terbaca sebagai angka; angka nol di depan mungkin hilang.")
    if code and not _CODE.match(code):
        reader.error("code", f"Kode unit {code} hanya boleh berisi huruf, angka, dan tanda hubung.")
    kind = UNIT_KINDS.get(reader.text("kind", 60).casefold(), "")
    if not kind:
        if reader.text("kind", 60):
            reader.warn("kind", f"Jenis unit {reader.text('kind')} tidak dikenal, dicatat sebagai LAINNYA.")
        kind = UnitKind.OTHER
    row = UnitRow(
        line=line, source_id=source_id, code=code, name=name, kind=str(kind),
        parent_source_id=reader.text("parent_source_id", 64), head_title=reader.text("head_title"),
        echelon=reader.coded("echelon", ECHELONS, "Eselon"), leader_source_id=reader.text("leader_source_id", 64),
    )  # fmt: skip
    return row, reader


def read_person(line: int, cells: Sequence[Cell], columns: dict[str, int], width: int) -> tuple[PersonRow, Reader]:
    """Return the person of one row with what is wrong."""
    reader = reader_of(PEOPLE, cells, columns, width)
    nip = reader.nip("nip")
    names = _names(reader)
    sex = reader.coded("sex", SEXES, "Jenis kelamin")
    birth, since = reader.day("birth_date"), reader.day("civil_servant_since")
    civil = reader.coded("civil_status", CIVIL, "Status pegawai")
    kind = reader.coded("kind", KINDS, "Jenis pegawai") or _kind_of(civil, nip)
    if nip:
        check_nip(reader, nip, birth, sex, since, contract=kind == EmployeeKind.CONTRACT)
    identity: dict[str, object] = {"nip": nip, "kind": kind, **names}
    # A blank does not erase what is known of these; it does for titles, which people do lose.
    for key, value in {
        "birth_place": reader.text("birth_place", 100), "birth_date": birth, "sex": sex, "civil_servant_since": since,
        "email": reader.email("email"), "phone": reader.text("phone", 30), "education": reader.text("education", 30),
    }.items():  # fmt: skip
        if value:
            identity[key] = value
    row = PersonRow(
        line=line, nip=nip, source_id=reader.text("source_id", 64), identity=identity,
        civil_status=civil or ("PPPK" if kind == EmployeeKind.CONTRACT else "PNS"),
        status=_status(reader), rank=_rank(reader), rank_since=reader.day("rank_since"),
        unit_source_id=_unit(reader), position_title=_title(reader),
        position_kind=_position_kind(reader),
        echelon=reader.coded("echelon", ECHELONS, "Eselon"), grade=reader.text("grade", 4).upper(),
        position_since=reader.day("position_since"), position_class=reader.number("position_class", 1, 17), since=since,
    )  # fmt: skip
    return row, reader


def _names(reader: Reader) -> dict[str, object]:
    front, name, back = split_name(reader.text("name", 250))
    front_column, back_column = reader.text("front_title", 60), reader.text("back_title", 100)
    if not name and not reader.failed:
        reader.error("name", "Nama kosong.")
    if len(name) > 150:
        reader.error("name", "Nama lebih panjang dari 150 huruf; kemungkinan kolom bergeser.")
    if front or back:
        reader.warn("name", "Gelar di dalam kolom nama dipisahkan dari namanya.")
    values: dict[str, object] = {"name": name}
    if reader.has("front_title") or front:
        values["front_title"] = front_column or front[:60]
    if reader.has("back_title") or back:
        values["back_title"] = back_column or back[:100]
    return values


def _kind_of(civil: str, nip: str) -> str:
    if civil:
        return EmployeeKind.CONTRACT if civil == CivilStatus.CONTRACT else EmployeeKind.CIVIL_SERVANT
    return EmployeeKind.CONTRACT if nip[12:14] == "21" else EmployeeKind.CIVIL_SERVANT


def _status(reader: Reader) -> str | None:
    for key in ("status", "status_name"):
        if reader.text(key):
            return reader.coded(key, STATUSES, "Kedudukan hukum") or None
    return None


def _rank(reader: Reader) -> str | None:
    text = reader.text("rank", 20).replace(" ", "").replace(".", "/")
    if not text:
        return None
    head, slash, letter = text.partition("/")
    rank = f"{head.upper()}{slash}{letter.lower()}"
    if not _RANK.match(rank):
        reader.error("rank", f"Golongan ruang {text} tidak dikenal.")
        return None
    return rank


def _unit(reader: Reader) -> str | None:
    for key, mark in (("unit_source_id", ""), ("unit_code", "code:"), ("unit_name", "name:")):
        if reader.has(key) and (text := reader.text(key)):
            return mark + text
    if any(reader.has(key) for key in ("unit_source_id", "unit_code", "unit_name")) and not reader.failed:
        reader.error("unit_source_id", "Unit kerja kosong.")
    return None


def _title(reader: Reader) -> str | None:
    title = reader.text("position_title")
    if reader.has("position_title") and not title and not reader.failed:
        reader.error("position_title", "Nama jabatan kosong.")
    return title or None


def _position_kind(reader: Reader) -> str:
    for key in ("position_kind", "position_kind_name"):
        if reader.text(key):
            return reader.coded(key, {k: str(v) for k, v in POSITION_KINDS.items()}, "Jenis jabatan")
    return str(PositionKind.EXECUTING)
