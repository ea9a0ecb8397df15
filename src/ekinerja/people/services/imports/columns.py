"""What an import can read, and by which headings it recognises it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ekinerja.people.services.imports.read_table import normal

UNITS = "UNIT"
PEOPLE = "PEGAWAI"


@dataclass(frozen=True)
class Column:
    """One thing an import reads: its key, its label, the headings it goes by, whether it must be there."""

    key: str
    label: str
    names: tuple[str, ...]
    required: bool = False


UNIT_COLUMNS = (
    Column("source_id", "Id unit", ("id", "unorid", "idunor", "unitid"), required=True),
    Column("name", "Nama unit", ("namaunor", "namaunit", "unor", "namaunitorganisasi", "unitkerja"), required=True),
    Column("parent_source_id", "Id unit induk", ("diatasanid", "parentid", "idatasan", "atasanid", "idinduk")),
    Column("code", "Kode unit", ("cepatkode", "kode", "kodeunor", "kodeunit")),
    Column("kind", "Jenis unit", ("jenisunorid", "jenisunor", "jenisunit")),
    Column("head_title", "Nama jabatan kepala", ("namajabatan", "jabatanpimpinan", "jabatankepala")),
    Column("echelon", "Eselon", ("eselonid", "eselon")),
    Column("leader_source_id", "Id pemimpin", ("pemimpinpnsid", "pimpinanid", "idpemimpin", "pemimpinid")),
    Column("agency_source_id", "Id instansi", ("instansiid", "idinstansi")),
)

PEOPLE_COLUMNS = (
    Column("nip", "NIP", ("nipbaru", "nip", "nippppk", "nipnipppk", "nomorindukpegawai"), required=True),
    Column("name", "Nama", ("nama", "namalengkap", "namapegawai", "namapns"), required=True),
    Column("source_id", "Id pegawai", ("id", "pnsid", "idpns", "pegawaiid")),
    Column("front_title", "Gelar depan", ("gelardepan", "gelardpn")),
    Column("back_title", "Gelar belakang", ("gelarbelakang", "gelarblk", "gelarbkg")),
    Column("birth_place", "Tempat lahir", ("tempatlahir", "tempatlahirnama")),
    Column("birth_date", "Tanggal lahir", ("tgllahir", "tanggallahir")),
    Column("sex", "Jenis kelamin", ("jeniskelamin", "jk", "sex", "kelamin")),
    Column("email", "Surel", ("email", "surel", "emailpribadi", "alamatemail")),
    Column("phone", "Nomor telepon", ("nohp", "nomorhp", "nohandphone", "telepon", "notelp", "hp")),
    Column("kind", "Jenis pegawai", ("jenispegawainama", "jenispegawai", "jenisasn")),
    Column("civil_status", "Status pegawai", ("statuspegawai", "statuscpnspns", "statuskepegawaian")),
    Column("status", "Kode kedudukan hukum", ("kedudukanpnsid", "kedudukanhukumid", "kodekedudukan")),
    Column("status_name", "Nama kedudukan hukum", ("kedudukanpnsnama", "kedudukanhukum", "kedudukan")),
    Column("rank", "Golongan ruang", ("golruangakhir", "golongan", "golruang", "golonganakhir", "golakhir")),
    Column("rank_since", "TMT golongan", ("tmtgolakhir", "tmtgolongan", "tmtgol")),
    Column("education", "Pendidikan terakhir", ("tkpendidikanterakhir", "pendidikan", "pendidikanterakhir")),
    Column("unit_source_id", "Id unit", ("unorid", "idunor", "unitid")),
    Column("unit_code", "Kode unit", ("kodeunor", "kodeunit", "cepatkode")),
    Column("unit_name", "Nama unit", ("unornama", "namaunor", "unitkerja", "namaunit")),
    Column("position_kind", "Kode jenis jabatan", ("jenisjabatanid", "kodejenisjabatan")),
    Column("position_kind_name", "Jenis jabatan", ("jenisjabatan", "jenisjabatannama")),
    Column("position_title", "Nama jabatan", ("jabatannama", "namajabatan", "jabatan")),
    Column("echelon", "Eselon", ("eselonid", "eselon")),
    Column("grade", "Jenjang jabatan", ("kodejenjangjabatan", "jenjang", "jenjangjabatan")),
    Column("position_since", "TMT jabatan", ("tmtjabatan",)),
    Column("position_class", "Kelas jabatan", ("kelasjabatan", "kelas")),
    Column("civil_servant_since", "TMT CPNS", ("tmtcpns", "tmtpppk", "tmtpengangkatan")),
)

COLUMNS = {UNITS: UNIT_COLUMNS, PEOPLE: PEOPLE_COLUMNS}
KNOWN = frozenset(name for columns in COLUMNS.values() for column in columns for name in column.names)


def guess_kind(headers: Sequence[str]) -> str:
    """Return which kind of file the headings look like."""
    names = {normal(header) for header in headers}
    score = {kind: sum(bool(names & set(c.names)) for c in columns) for kind, columns in COLUMNS.items()}
    if names & {"nip", "nipbaru", "nippppk"}:
        return PEOPLE
    return max(score, key=lambda kind: score[kind])


def guess_columns(kind: str, headers: Sequence[str], remembered: Mapping[str, str]) -> dict[str, int]:
    """Return field → column number: what was chosen before for a heading, else by known headings."""
    place = {header: number for number, header in enumerate(headers)}
    by_name: dict[str, int] = {}
    for number, header in enumerate(headers):
        by_name.setdefault(normal(header), number)
    chosen: dict[str, int] = {}
    for column in COLUMNS[kind]:
        if remembered.get(column.key) in place:
            chosen[column.key] = place[remembered[column.key]]
            continue
        known = next((by_name[name] for name in column.names if name in by_name), None)
        if known is not None and known not in chosen.values():
            chosen[column.key] = known
    return chosen


def missing_columns(kind: str, columns: Mapping[str, int]) -> list[Column]:
    """Return the required columns that are not mapped."""
    return [column for column in COLUMNS[kind] if column.required and column.key not in columns]


def signature(headers: Sequence[str]) -> str:
    """Return a fingerprint of the headings: files of one source share it."""
    return hashlib.sha256("\n".join(normal(header) for header in headers).encode()).hexdigest()
