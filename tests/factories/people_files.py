"""Invented files shaped like SIASN's ref-unor and data-utama, of any size, always the same."""

from __future__ import annotations

import csv
import io
import random
import uuid
from collections.abc import Iterable, Sequence
from typing import Any

NAMESPACE = uuid.UUID("6f1c1f52-0000-5000-8000-000000000000")
INSTANSI = str(uuid.uuid5(NAMESPACE, "instansi"))
UNIT_HEADERS = [
    "Id", "InstansiId", "DiatasanId", "EselonId", "NamaUnor", "NamaJabatan", "CepatKode", "IndukUnorId",
    "PemimpinPnsId", "JenisUnorId",
]  # fmt: skip
PEOPLE_HEADERS = [
    "id", "nipBaru", "nama", "gelarDepan", "gelarBelakang", "tempatLahir", "tglLahir", "jenisKelamin", "email", "noHp",
    "jenisPegawaiNama", "statusPegawai", "kedudukanPnsId", "kedudukanPnsNama", "golRuangAkhir", "tmtGolAkhir",
    "tkPendidikanTerakhir", "instansiIndukId", "instansiIndukNama", "unorId", "unorNama", "unorIndukId",
    "jenisJabatanId", "jenisJabatan", "jabatanNama", "eselonId", "kode_jenjang_jabatan", "tmtJabatan", "kelas_jabatan",
    "tmtCpns",
]  # fmt: skip
FIRST = ["Ahmad", "Siti", "Muhammad", "Budi", "Dewi", "Eko", "Fitri", "Gunawan", "Hartini", "Indah", "Joko", "Kartika"]
LAST = [
    "Suharto",
    "Rahmawati",
    "Wijaya",
    "Nurhayati",
    "Effendi",
    "Syarifuddin",
    "Hidayat",
    "Lestari",
    "Zainal",
    "Putri",
]
TITLES = ["", "S.E.", "S.Kom.", "S.Pd.", "M.M.", "A.Md."]

Row = dict[str, str]


def uid(kind: str, number: int) -> str:
    """Return the id of the n-th unit or person in the other system."""
    return str(uuid.uuid5(NAMESPACE, f"{kind}-{number}"))


def make_units(offices: int = 4, parts: int = 3, schools: int = 6) -> list[Row]:
    """Return a root, offices with parts, and schools under the first office."""
    rows: list[Row] = []

    def add(parent: str, name: str, title: str, echelon: str, kind: str) -> str:
        number = len(rows) + 1
        own = uid("unit", number)
        rows.append(
            dict(
                zip(
                    UNIT_HEADERS,
                    [own, INSTANSI, parent, echelon, name, title, f"{number:06d}", own, "", kind],
                    strict=True,
                )
            )
        )
        return own

    root = add("", "Pemerintah Kabupaten Contoh", "Bupati", "", "PEMDA")
    first = ""
    for office in range(offices):
        own = add(root, f"Dinas Nomor {office + 1}", f"Kepala Dinas Nomor {office + 1}", "22", "OPD")
        first = first or own
        for part in range(parts):
            add(own, f"Bidang {part + 1} Dinas {office + 1}", f"Kepala Bidang {part + 1}.{office + 1}", "32", "BIDANG")
    for school in range(schools):
        add(first, f"SD Negeri {school + 1}", "Kepala Sekolah", "", "SEKOLAH")
    return rows


def make_people(units: list[Row], total: int) -> list[Row]:
    """Return a leader for every unit but the root, then staff; the units are told their leaders."""
    chance = random.Random(20260101)  # noqa: S311
    rows: list[Row] = []
    for unit in units[1:]:
        row = _person(chance, len(rows) + 1, unit, head=True)
        unit["PemimpinPnsId"] = row["id"]
        rows.append(row)
    while len(rows) < total:
        rows.append(_person(chance, len(rows) + 1, chance.choice(units[1:]), head=False))
    return rows


def _person(chance: random.Random, number: int, unit: Row, *, head: bool) -> Row:
    born = f"{chance.randint(1968, 1998)}{chance.randint(1, 12):02d}{chance.randint(1, 28):02d}"
    since = f"{int(born[:4]) + 24}{chance.randint(1, 12):02d}"
    male = chance.random() < 0.45
    nip = f"{born}{since}{1 if male else 2}{number % 1000:03d}"
    school = unit["JenisUnorId"] == "SEKOLAH"
    kind = "2" if school else ("1" if head else chance.choice("24"))
    title = (
        unit["NamaJabatan"]
        if head
        else ("Guru Ahli Muda" if school else chance.choice(["Arsiparis Terampil", "Pengadministrasi"]))
    )
    values = [
        uid("person", number), nip, f"{chance.choice(FIRST)} {chance.choice(LAST)}",
        "Drs." if number % 40 == 0 else "", chance.choice(TITLES), "Kalianda", f"{born[6:]}-{born[4:6]}-{born[:4]}",
        "M" if male else "F", f"p{number}@contoh.go.id", f"08{number:010d}", "PNS", "PNS", "01", "Aktif", "III/c",
        "01-04-2023", "S-1", INSTANSI, "Pemerintah Kabupaten Contoh", unit["Id"], unit["NamaUnor"], unit["Id"],
        kind, {"1": "Struktural", "2": "Fungsional", "4": "Pelaksana"}[kind], title, unit["EselonId"] if head else "",
        "MU" if kind == "2" else "", "01-01-2024", {"1": "11", "2": "9", "4": "5"}[kind], f"01-{since[4:]}-{since[:4]}",
    ]  # fmt: skip
    return dict(zip(PEOPLE_HEADERS, values, strict=True))


def as_csv(rows: Sequence[Row], *, delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    """Return the rows as a CSV file."""
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]), delimiter=delimiter, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode(encoding)


def as_xlsx(rows: Iterable[dict[str, Any]], *, before: Sequence[str] = ()) -> bytes:
    """Return the rows as an XLSX file; numbers and dates as given, ``before`` are lines above the headings."""
    import xlsxwriter

    rows = list(rows)
    memory = io.BytesIO()
    with xlsxwriter.Workbook(memory, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Data")
        for number, line in enumerate(before):
            sheet.write_string(number, 0, line)
        for column, header in enumerate(rows[0]):
            sheet.write_string(len(before), column, header)
        for number, row in enumerate(rows, start=len(before) + 1):
            for column, value in enumerate(row.values()):
                if isinstance(value, str):
                    sheet.write_string(number, column, value)
                elif value is not None:
                    sheet.write(number, column, value)
    return memory.getvalue()
