"""Reads one node of a scheme document and collects what is wrong in words a personnel officer understands."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeVar

from ekinerja.rules.explained import Citation

E = TypeVar("E", bound=StrEnum)

_NUMBER = re.compile(r"-?\d{1,18}(\.\d{1,12})?\Z", re.ASCII)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with a scheme; ``field`` is its path in the document."""

    field: str
    code: str
    message: str


class Node:
    """One mapping of the document; asking for a key marks it as known, ``close`` reports the rest."""

    def __init__(self, value: Any, place: str, problems: list[Problem], cite: Callable[[str, bool], Citation]) -> None:
        self.problems = problems
        self.place = place
        self.cite = cite
        self._asked: set[str] = set()
        self.value: dict[str, Any] = {}
        if isinstance(value, dict):
            self.value = value
        else:
            self.report("", "BUKAN_OBJEK", "harus berisi pasangan nama dan nilai")

    def path(self, key: str) -> str:
        """Return the path of a key in the document."""
        return ".".join(part for part in (self.place, key) if part)

    def report(self, key: str, code: str, message: str) -> None:
        """Note a problem at a key."""
        self.problems.append(Problem(self.path(key), code, message))

    def has(self, key: str) -> bool:
        """Tell whether the key is given and not null."""
        self._asked.add(key)
        return self.value.get(key) is not None

    def child(self, key: str) -> Node:
        """Return the node under a key."""
        self._asked.add(key)
        return Node(self.value.get(key), self.path(key), self.problems, self.cite)

    def empty(self, key: str) -> Node:
        """Return an empty node in place of a part that is not given."""
        return Node({}, self.path(key), self.problems, self.cite)

    def children(self, key: str) -> list[Node]:
        """Return the nodes of a list under a key; missing is empty."""
        if not self.has(key):
            return []
        found = self.value[key]
        if not isinstance(found, list):
            self.report(key, "BUKAN_DAFTAR", "harus berupa daftar")
            return []
        return [Node(item, f"{self.path(key)}[{i}]", self.problems, self.cite) for i, item in enumerate(found)]

    def text(self, key: str, default: str = "") -> str:
        """Return a text."""
        if not self.has(key):
            return default
        found = self.value[key]
        if not isinstance(found, str):
            self.report(key, "BUKAN_TEKS", "harus berupa teks")
            return default
        return found

    def flag(self, key: str, *, default: bool = False) -> bool:
        """Return true or false."""
        if not self.has(key):
            return default
        found = self.value[key]
        if not isinstance(found, bool):
            self.report(key, "BUKAN_YA_TIDAK", "harus true atau false")
            return default
        return found

    def whole(self, key: str, default: int = 0, *, least: int = 0) -> int:
        """Return a whole number, written as number or as text."""
        if not self.has(key):
            return default
        number = as_decimal(self.value[key])
        if number is None or number != int(number):
            self.report(key, "BUKAN_BILANGAN_BULAT", "harus bilangan bulat")
            return default
        if number < least:
            self.report(key, "TERLALU_KECIL", f"paling sedikit {least}")
            return default
        return int(number)

    def number(self, key: str, default: Decimal = Decimal(0), *, least: Decimal = Decimal(0)) -> Decimal:
        """Return an exact number; floats are refused because they are not exact."""
        if not self.has(key):
            return default
        return self.as_number(self.value[key], key, default, least=least)

    def as_number(self, found: Any, key: str, default: Decimal = Decimal(0), *, least: Decimal = Decimal(0)) -> Decimal:
        """Read a value as an exact number and report it at a key if it is none."""
        number = as_decimal(found)
        if number is None:
            self.report(key, "BUKAN_ANGKA", f"'{found}' bukan angka; tulis misalnya \"0.005\"")
            return default
        if number < least:
            self.report(key, "NEGATIF" if number < 0 else "TERLALU_KECIL", f"paling sedikit {least}")
            return default
        return number

    def share(self, key: str, default: Decimal = Decimal(0)) -> Decimal:
        """Return a share between 0 and 1."""
        number = self.number(key, default)
        if number > 1:
            self.report(key, "BUKAN_BAGIAN", f'{number} lebih dari 1; tulis 5% sebagai "0.05"')
        return number

    def member(self, key: str, kind: type[E], default: E) -> E:
        """Return a code, matched exactly."""
        if not self.has(key):
            return default
        found = self.value[key]
        known = [item.value for item in kind]
        if found not in known:
            self.report(key, "KODE_TIDAK_DIKENAL", f"'{found}' tidak dikenal; pilihan: {', '.join(known)}")
            return default
        return kind(found)

    def day(self, key: str) -> date | None:
        """Return a day, or nothing."""
        if not self.has(key):
            return None
        found = self.value[key]
        if isinstance(found, date):
            return found
        try:
            return date.fromisoformat(found)
        except (TypeError, ValueError):
            self.report(key, "TANGGAL_TIDAK_SAH", f"'{found}' bukan tanggal TTTT-BB-HH")
            return None

    def wholes(self, key: str) -> frozenset[int]:
        """Return a set of whole numbers from a list."""
        if not self.has(key):
            return frozenset()
        found = self.value[key]
        numbers = [as_decimal(item) for item in found] if isinstance(found, list) else [None]
        if any(item is None or item != int(item) for item in numbers):
            self.report(key, "BUKAN_DAFTAR_KELAS", "harus daftar bilangan bulat")
            return frozenset()
        return frozenset(int(item) for item in numbers if item is not None)

    def texts(self, key: str) -> tuple[str, ...]:
        """Return texts from a list."""
        if not self.has(key):
            return ()
        found = self.value[key]
        if not isinstance(found, list) or not all(isinstance(item, str) for item in found):
            self.report(key, "BUKAN_DAFTAR_TEKS", "harus daftar teks")
            return ()
        return tuple(found)

    def citation(self) -> Citation:
        """Return the article of this part; ``confirmed: false`` marks it as not yet read in the text."""
        return self.cite(self.text("article"), self.flag("confirmed", default=True))

    def close(self, *, also: Iterable[str] = ()) -> None:
        """Report every key nobody asked for."""
        for key in self.value:
            if key not in self._asked and key not in set(also) | {"note", "notes", "source"}:
                self.report(str(key), "KUNCI_TIDAK_DIKENAL", f"'{key}' tidak dikenal dalam skema")


def as_decimal(found: Any) -> Decimal | None:
    """Return an exact number from text, whole number or Decimal; anything else is nothing."""
    if isinstance(found, bool) or not isinstance(found, (str, int, Decimal)):
        return None
    text = f"{found:f}" if isinstance(found, Decimal) else str(found)
    return Decimal(text) if _NUMBER.match(text) else None
