"""Strict reading of the JSON that `ekinerja hitung` takes: exact labels, exact numbers, every error names
its field."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeVar

from ekinerja.rules.explained import RuleError

E = TypeVar("E", bound=StrEnum)

_DECIMAL = re.compile(r"-?\d{1,18}(\.\d{1,12})?\Z", re.ASCII)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z", re.ASCII)
_MONTH = re.compile(r"(\d{4})-(\d{2})\Z", re.ASCII)


class Fields:
    """One JSON object being read; ``done`` refuses what nobody asked for, so a misspelt field is never
    ignored."""

    def __init__(self, node: Any, place: str = "") -> None:
        if not isinstance(node, dict):
            raise RuleError(code="BUKAN_OBJEK", message="Harus berupa objek JSON.", field=place or "masukan")
        self.node: dict[str, Any] = node
        self.place = place
        self._asked: set[str] = set()

    def name(self, key: str) -> str:
        """Return the full path of a field, for messages."""
        return f"{self.place}.{key}" if self.place else key

    def has(self, key: str) -> bool:
        """Tell whether the field is given and not null."""
        self._asked.add(key)
        return self.node.get(key) is not None

    def raw(self, key: str) -> Any:
        """
        Return a required field as it stands.

        :raises RuleError: if it is missing
        """
        if not self.has(key):
            raise RuleError(code="WAJIB", message=f"Isi '{key}'.", field=self.name(key))
        return self.node[key]

    def text(self, key: str) -> str:
        """Return a required text."""
        found = self.raw(key)
        if not isinstance(found, str) or not found:
            raise self.bad(key, "BUKAN_TEKS", "Harus berupa teks.")
        return found

    def bad(self, key: str, code: str, message: str) -> RuleError:
        """Return an error that names a field of this object."""
        return RuleError(code=code, message=message, field=self.name(key))

    def member(self, key: str, kind: type[E]) -> E:
        """Return a label, matched exactly as written; nothing is guessed."""
        found = self.raw(key)
        known = [item.value for item in kind]
        if not isinstance(found, str) or found not in known:
            message = f"'{found}' tidak dikenal. Pilihan: {', '.join(known)}."
            raise self.bad(key, f"{key.upper()}_TIDAK_DIKENAL", message)
        return kind(found)

    def decimal(self, key: str, *, least: Decimal | None = None, most: Decimal | None = None) -> Decimal:
        """Return an amount, rate or point: a text of digits with at most one point, or a whole number."""
        return read_decimal(self.raw(key), self.name(key), least=least, most=most)

    def whole(self, key: str, *, least: int, most: int | None = None) -> int:
        """Return a whole number within its limits."""
        found = self.raw(key)
        if isinstance(found, bool) or not isinstance(found, int):
            raise self.bad(key, "BUKAN_BILANGAN_BULAT", "Harus berupa bilangan bulat.")
        if found < least:
            code = "NEGATIF" if found < 0 else "TERLALU_KECIL"
            raise self.bad(key, code, f"Paling sedikit {least}.")
        if most is not None and found > most:
            raise self.bad(key, "TERLALU_BESAR", f"Paling banyak {most}.")
        return found

    def flag(self, key: str) -> bool:
        """Return true or false; missing is false."""
        if not self.has(key):
            return False
        found = self.node[key]
        if not isinstance(found, bool):
            raise self.bad(key, "BUKAN_YA_TIDAK", "Harus true atau false.")
        return found

    def day(self, key: str) -> date:
        """Return a day written YYYY-MM-DD."""
        return read_day(self.raw(key), self.name(key))

    def month(self, key: str) -> date:
        """Return the first day of a month written YYYY-MM."""
        found = self.raw(key)
        match = _MONTH.match(found) if isinstance(found, str) else None
        if not match:
            raise self.bad(key, "BULAN_TIDAK_SAH", "Tulis bulan sebagai TTTT-BB, misalnya 2026-06.")
        year, month = int(match[1]), int(match[2])
        if not 1 <= month <= 12 or year < 1:
            raise self.bad(key, "BULAN_TIDAK_SAH", f"Bulan {match[2]} tidak ada; isi 01 sampai 12.")
        return date(year, month, 1)

    def items(self, key: str) -> list[Any]:
        """Return a list; missing is empty."""
        if not self.has(key):
            return []
        found = self.node[key]
        if not isinstance(found, list):
            raise self.bad(key, "BUKAN_DAFTAR", "Harus berupa daftar.")
        return found

    def done(self, *, also: Iterable[str] = ()) -> None:
        """
        Refuse fields nobody asked for.

        :raises RuleError: naming the first one
        """
        for key in self.node:
            if key not in self._asked and key not in set(also):
                raise self.bad(key, "KOLOM_TIDAK_DIKENAL", f"Kolom '{key}' tidak dikenal.")


def read_decimal(found: Any, field: str, *, least: Decimal | None = None, most: Decimal | None = None) -> Decimal:
    """
    Return an exact number from a text of digits or a JSON number read without loss.

    :raises RuleError: if it holds letters, separators of thousands, or lies outside its limits
    """
    text = str(found) if isinstance(found, (str, int, Decimal)) and not isinstance(found, bool) else ""
    if not _DECIMAL.match(text):
        message = 'Tulis angka tanpa huruf dan tanpa pemisah ribuan, misalnya "4595150" atau "12.5".'
        raise RuleError(code="BUKAN_ANGKA", message=message, field=field)
    value = Decimal(text)
    if least is not None and value < least:
        code = "NEGATIF" if value < 0 else "TERLALU_KECIL"
        raise RuleError(code=code, message=f"Paling sedikit {least}.", field=field)
    if most is not None and value > most:
        raise RuleError(code="TERLALU_BESAR", message=f"Paling banyak {most}.", field=field)
    return value


def read_day(found: Any, field: str) -> date:
    """
    Return a day from YYYY-MM-DD.

    :raises RuleError: if it is not a day of the calendar
    """
    try:
        if isinstance(found, str) and _DAY.match(found):
            return date.fromisoformat(found)
    except ValueError:
        pass
    message = "Tulis tanggal yang ada di kalender sebagai TTTT-BB-HH, misalnya 2026-06-02."
    raise RuleError(code="TANGGAL_TIDAK_SAH", message=message, field=field)


def _no_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for key, value in pairs:
        if key in result:
            raise RuleError(code="KOLOM_GANDA", message=f"Kolom '{key}' ditulis dua kali.", field=key)
        result[key] = value
    return result


def _no_constant(name: str) -> Any:
    raise RuleError(code="BUKAN_ANGKA", message=f"{name} bukan angka.", field="masukan")


def parse(text: str) -> Any:
    """
    Return the JSON of a text; numbers with a point stay exact.

    :raises RuleError: if it is not JSON or a field stands twice
    """
    try:
        return json.loads(text, parse_float=Decimal, object_pairs_hook=_no_doubles, parse_constant=_no_constant)
    except (json.JSONDecodeError, RecursionError) as error:
        message = f"Masukan bukan JSON yang sah: {error}."
        raise RuleError(code="JSON_TIDAK_SAH", message=message, field="masukan") from error
