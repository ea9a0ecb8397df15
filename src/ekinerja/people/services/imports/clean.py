"""Clean single values of a file; every refusal says in words what is wrong and how to mend it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from ekinerja.people.services.imports.read_table import Cell

ERROR = "galat"
WARNING = "peringatan"

_SCIENTIFIC = re.compile(r"^\d(?:[.,]\d+)?[eE]\+?\d+$")
_DAY_FIRST = re.compile(r"^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})$")
_YEAR_FIRST = re.compile(r"^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?$")
_BLANKS = re.compile(r"[\s\u00a0\u200b\ufeff]+")
_EMAIL = re.compile(r"^[^@\s]+@[^@\s]+\.[^@\s]{2,}$")
_FRONT = re.compile(
    r"^(?:(?:prof|dr|drs|dra|drg|drh|ir|h|hj|kh|ns|apt|bdn)\.(?:\s+|(?=[a-z]))|(?:drs|dra|hj)\s+)+", re.IGNORECASE
)
EXCEL_EPOCH = date(1899, 12, 30)
EARLIEST, LATEST = date(1900, 1, 1), date(2100, 1, 1)


@dataclass
class Reader:
    """Reads the mapped cells of one row and collects what is wrong with it."""

    cells: list[Cell]
    columns: dict[str, int]
    labels: dict[str, str]
    problems: list[dict[str, str]] = field(default_factory=list)
    shifted: bool = False

    def has(self, key: str) -> bool:
        """Whether the file has a column for this."""
        return key in self.columns

    def raw(self, key: str) -> Cell:
        """Return the cell as it was read."""
        place = self.columns.get(key)
        return self.cells[place] if place is not None and place < len(self.cells) else None

    def error(self, key: str, message: str) -> None:
        """Note what keeps the row from being imported; once the columns are known to be shifted, nothing more."""
        if self.shifted:
            return
        self.problems.append({"level": ERROR, "field": self.labels.get(key, key), "message": message})

    def warn(self, key: str, message: str) -> None:
        """Note what should be looked at; the row is imported."""
        if self.shifted:
            return
        self.problems.append({"level": WARNING, "field": self.labels.get(key, key), "message": message})

    @property
    def failed(self) -> bool:
        """Whether the row cannot be imported."""
        return any(problem["level"] == ERROR for problem in self.problems)

    def text(self, key: str, limit: int = 250) -> str:
        """Return the cell as text without superfluous blanks; a formula or too long a text is an error."""
        value = self.raw(key)
        if value is None:
            return ""
        text = _BLANKS.sub(" ", str(value)).strip()
        if text.startswith("=") or (text.startswith(("+", "@")) and not re.match(r"^\+?[\d\s()-]+$", text)):
            self.error(key, "Sel berisi rumus. Ganti dengan nilainya (Tempel Khusus → Nilai).")
            return ""
        if len(text) > limit:
            self.error(key, f"Isi lebih panjang dari {limit} huruf; kemungkinan kolom bergeser.")
            return ""
        return "" if text in {"-", "NULL", "null", "#N/A", "#REF!", "#NAME?", "#VALUE!"} else text

    def nip(self, key: str) -> str:
        """Return eighteen digits; a number or scientific notation has lost digits and is refused."""
        value = self.raw(key)
        if isinstance(value, (int, float)):
            self.error(
                key,
                "NIP terbaca sebagai angka sehingga digit akhirnya hilang. Ubah kolom NIP menjadi Teks di Excel, "
                "isi ulang dari sumbernya, lalu unggah lagi.",
            )
            return ""
        text = self.text(key)
        if _SCIENTIFIC.match(text):
            self.error(
                key,
                f"NIP tertulis {text} (notasi ilmiah Excel), digit akhirnya hilang. Isi ulang NIP dari sumbernya "
                "dengan format Teks.",
            )
            return ""
        digits = re.sub(r"[\s'’`.\-]", "", text)
        if not digits:
            self.error(key, "NIP kosong.")
        elif not digits.isdigit():
            self.error(key, f"NIP berisi huruf atau tanda lain: {text[:30]}. Kemungkinan kolom bergeser.")
        elif len(digits) != 18:
            self.error(key, f"NIP harus 18 digit, di sini {len(digits)} digit.")
        else:
            return digits
        return ""

    def day(self, key: str) -> date | None:
        """Return the date: dd-mm-yyyy, yyyy-mm-dd, with other marks, or an Excel serial number."""
        value = self.raw(key)
        if value is None or self.text(key) == "":
            return None
        found = parse_day(value)
        if found is None or not EARLIEST <= found < LATEST:
            self.error(key, f"Tanggal {str(value)[:30]} tidak dikenali. Tulis seperti 31-12-2025.")
            return None
        return found

    def email(self, key: str) -> str:
        """Return the address in small letters; one that cannot be right is left out with a warning."""
        text = self.text(key).casefold()
        if text and not _EMAIL.match(text):
            self.warn(key, f"Alamat surel {text[:60]} tidak sah, tidak diimpor.")
            return ""
        return text

    def number(self, key: str, low: int, high: int) -> int | None:
        """Return a whole number within bounds."""
        text = self.text(key)
        if not text:
            return None
        if not text.isdigit() or not low <= int(text) <= high:
            self.error(key, f"Isi {text[:20]} harus bilangan {low} sampai {high}.")
            return None
        return int(text)

    def coded(self, key: str, codes: Mapping[str, str], name: str) -> str:
        """Return the stored word for a code or a name; an unknown one is an error."""
        text = self.text(key)
        if not text:
            return ""
        found = codes.get(text.casefold()) or codes.get(text.casefold().lstrip("0"))
        if found is None:
            self.error(key, f"{name} {text[:40]} tidak dikenal.")
            return ""
        return found


def parse_day(value: Any) -> date | None:
    """Return the date a cell means, or ``None``."""
    try:
        if isinstance(value, (int, float)):
            return EXCEL_EPOCH + timedelta(days=int(value)) if 1 <= value < 80_000 else None
        text = str(value).strip().lstrip("'")
        if found := _DAY_FIRST.match(text):
            day, month, year = (int(part) for part in found.groups())
            return date(year, month, day)
        if found := _YEAR_FIRST.match(text):
            year, month, day = (int(part) for part in found.groups())
            return date(year, month, day)
        if re.fullmatch(r"\d{4,5}(\.\d+)?", text) and 10_000 <= float(text) < 80_000:
            return EXCEL_EPOCH + timedelta(days=int(float(text)))
    except (ValueError, OverflowError):
        return None
    return None


def split_name(name: str) -> tuple[str, str, str]:
    """Return front titles, name and back titles: ``Drs. H. Ahmad, M.M.`` gives ``Drs. H.``, ``Ahmad``, ``M.M.``."""
    front = ""
    if found := _FRONT.match(name):
        front, name = found.group(0).strip(), name[found.end() :]
    bare, _, back = name.partition(",")
    return front, bare.strip(), back.strip().rstrip(",").strip()


def check_nip(reader: Reader, nip: str, birth: date | None, sex: str, since: date | None, contract: bool) -> None:
    """Warn where the NIP contradicts itself or the row: birth date, month of appointment, sex."""
    born = parse_day(f"{nip[:4]}-{nip[4:6]}-{nip[6:8]}")
    if born is None:
        reader.warn("nip", "Delapan digit pertama NIP bukan tanggal lahir.")
    elif birth is not None and born != birth:
        reader.warn(
            "nip", f"Tanggal lahir pada NIP ({born:%d-%m-%Y}) berbeda dari kolom tanggal lahir ({birth:%d-%m-%Y})."
        )
    if nip[14] not in "12":
        reader.warn("nip", "Digit ke-15 NIP (jenis kelamin) harus 1 atau 2.")
    elif sex and nip[14] != {"M": "1", "F": "2"}[sex]:
        reader.warn("nip", "Jenis kelamin pada NIP berbeda dari kolom jenis kelamin.")
    if not contract and not 1 <= int(nip[12:14]) <= 12:
        reader.warn("nip", "Digit ke-13 dan ke-14 NIP (bulan pengangkatan) tidak mungkin.")
    elif not contract and since is not None and nip[8:14] != f"{since:%Y%m}":
        reader.warn("nip", f"Bulan pengangkatan pada NIP berbeda dari TMT CPNS ({since:%d-%m-%Y}).")
