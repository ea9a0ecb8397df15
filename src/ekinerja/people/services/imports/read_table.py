"""Turn an uploaded file (CSV or XLSX, as dirty as they come) into headings and rows of cells."""

from __future__ import annotations

import csv
import io
import zipfile
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import python_calamine

from ekinerja.kernel.errors import DomainError

MAX_BYTES = 20 * 1024 * 1024
MAX_UNPACKED_BYTES = 300 * 1024 * 1024
MAX_ROWS = 100_000
MAX_COLUMNS = 200
MAX_CELL = 2_000
DELIMITERS = ";,\t|"
HEADER_SEARCH = 10
WORKBOOKS = (".xlsx", ".xls", ".xlsm", ".ods")

Cell = str | int | float | None


class UnreadableFile(DomainError):
    """The file cannot be read as a table; the message says why and what to do."""

    code = "people.unreadable_file"
    status = 422


@dataclass(frozen=True)
class Table:
    """Headings and rows; ``lines`` are the line numbers the user sees in the file."""

    headers: list[str]
    rows: list[list[Cell]]
    lines: list[int]
    format: str


def read_table(*, name: str, content: bytes, known: frozenset[str]) -> Table:
    """
    Read a file by its content, not by its name; ``known`` are normalised headings that mark the heading row.

    :raises UnreadableFile: empty, too big, another type of file, or no rows
    """
    if not content.strip():
        raise UnreadableFile("Berkas kosong. Pilih berkas yang berisi data.")
    if len(content) > MAX_BYTES:
        raise UnreadableFile("Berkas lebih besar dari 20 MB. Bagi menjadi beberapa berkas, lalu impor satu per satu.")
    if content.startswith(b"PK\x03\x04"):
        lines, kind = _spreadsheet(content), "XLSX"
    elif content.startswith((b"\xd0\xcf\x11\xe0", b"%PDF", b"\x89PNG", b"\xff\xd8", b"Rar!", b"\x1f\x8b")):
        raise UnreadableFile(f"Berkas {name} bukan CSV atau XLSX. Buka di Excel, lalu simpan sebagai XLSX atau CSV.")
    else:
        lines, kind = _text(content, name)
        if name.lower().endswith(WORKBOOKS) and not _has_known(lines, known):
            raise UnreadableFile(
                f"Berkas {name} bukan buku kerja Excel walau namanya begitu. Buka di Excel, lalu simpan sebagai XLSX."
            )
    return _with_header(lines, kind, known)


def _spreadsheet(content: bytes) -> list[list[Cell]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
            unpacked = sum(item.file_size for item in archive.infolist())
    except zipfile.BadZipFile:
        raise UnreadableFile("Berkas XLSX rusak. Simpan ulang dari Excel, lalu unggah lagi.") from None
    if "xl/workbook.xml" not in names:
        raise UnreadableFile("Berkas ini arsip ZIP, bukan XLSX. Unggah berkas XLSX atau CSV.")
    if unpacked > MAX_UNPACKED_BYTES:
        raise UnreadableFile("Isi berkas XLSX terlalu besar setelah dibuka. Hapus lembar yang tidak perlu.")
    try:
        workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = [workbook.get_sheet_by_name(sheet).to_python(skip_empty_area=False) for sheet in workbook.sheet_names]
    except python_calamine.CalamineError as error:
        raise UnreadableFile("Berkas XLSX tidak dapat dibaca. Simpan ulang dari Excel, lalu unggah lagi.") from error
    filled = next((sheet for sheet in sheets if any(any(cell != "" for cell in row) for row in sheet)), [])
    return [[_cell(cell) for cell in row] for row in filled]


def _cell(value: Any) -> Cell:
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 10**15:
        return int(value)
    if isinstance(value, (int, float)):
        return value
    return str(value).replace("\x00", "")[:MAX_CELL]


def _text(content: bytes, name: str) -> tuple[list[list[Cell]], str]:
    text, encoding = _decode(content, name)
    delimiter = _delimiter(text)
    try:
        lines: list[list[Cell]] = [
            [cell[:MAX_CELL] or None for cell in row]
            for row in csv.reader(io.StringIO(text.replace("\x00", "")), delimiter=delimiter)
        ]
    except csv.Error as error:
        raise UnreadableFile("Susunan CSV tidak dapat dibaca. Simpan ulang sebagai CSV UTF-8 atau XLSX.") from error
    mark = "tab" if delimiter == "\t" else delimiter
    return lines, f"CSV {encoding} ({mark})"


def _decode(content: bytes, name: str) -> tuple[str, str]:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace"), "UTF-16"
    if b"\x00" in content[:4096]:
        raise UnreadableFile(f"Berkas {name} bukan CSV atau XLSX. Simpan sebagai XLSX atau CSV, lalu unggah lagi.")
    try:
        return content.decode("utf-8-sig"), "UTF-8"
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace"), "Latin-1"


def _delimiter(text: str) -> str:
    """Return the mark that splits the first lines most often and most evenly."""
    sample = [line for line in text[:20_000].splitlines() if line.strip()][:5]
    if not sample:
        return ","
    return max(DELIMITERS, key=lambda mark: (min(line.count(mark) for line in sample), sample[0].count(mark)))


def _with_header(lines: list[list[Cell]], kind: str, known: frozenset[str]) -> Table:
    numbered = [(number, _strip_tail(row)) for number, row in enumerate(lines, start=1)]
    numbered = [(number, row) for number, row in numbered if row]
    if not numbered:
        raise UnreadableFile("Berkas tidak berisi satu baris pun.")
    best = max(numbered[:HEADER_SEARCH], key=lambda item: sum(normal(str(cell)) in known for cell in item[1]))
    hits = sum(normal(str(cell)) in known for cell in best[1])
    start = numbered.index(best) if hits >= 2 else 0
    headers = _unique([str(cell or "").strip() for cell in numbered[start][1]])
    rows = numbered[start + 1 :]
    if len(headers) > MAX_COLUMNS:
        raise UnreadableFile("Berkas berisi lebih dari 200 kolom. Hapus kolom yang tidak perlu.")
    if not rows:
        raise UnreadableFile("Berkas hanya berisi judul kolom, tidak ada baris data.")
    if len(rows) > MAX_ROWS:
        raise UnreadableFile("Berkas berisi lebih dari 100.000 baris. Bagi menjadi beberapa berkas.")
    return Table(headers, [row for _, row in rows], [number for number, _ in rows], kind)


def _has_known(lines: list[list[Cell]], known: frozenset[str]) -> bool:
    return any(normal(str(cell)) in known for row in lines[:HEADER_SEARCH] for cell in row)


def _strip_tail(row: list[Cell]) -> list[Cell]:
    end = len(row)
    while end and (row[end - 1] is None or str(row[end - 1]).strip() == ""):
        end -= 1
    return row[:end]


def _unique(headers: list[str]) -> list[str]:
    seen: dict[str, int] = {}
    result = []
    for position, header in enumerate(headers, start=1):
        name = header or f"Kolom {position}"
        seen[name] = seen.get(name, 0) + 1
        result.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return result


def normal(header: str) -> str:
    """Return a heading reduced to small letters and digits, so that ``NIP Baru`` equals ``nip_baru``."""
    return "".join(letter for letter in header.casefold() if letter.isalnum())
