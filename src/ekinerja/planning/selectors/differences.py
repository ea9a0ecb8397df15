"""
What changed between two contents of a plan, readable: what is new, gone or other, word by word.

Pure functions on the plain data of ``contents``; outcomes and indicators are recognised by their ids.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any

from ekinerja.kernel.numbers import tell_number

TOKENS = re.compile(r"\s+|\w+|[^\w\s]")
Content = Mapping[str, Any]
FORM = ("position_group", "approach")
OUTCOME = ("text", "kind", "classification", "serves", "cascade", "division", "share", "assigned_by")
INDICATOR = ("text", "aspect", "target", "accumulation", "parts")


class ChangeKind(StrEnum):
    """Statutory term: jenis perubahan."""

    ADDED = "DITAMBAH"
    REMOVED = "DIHAPUS"
    CHANGED = "DIUBAH"
    SAME = "TETAP"


@dataclass(frozen=True)
class Segment:
    """A stretch of words that stayed, went or came."""

    kind: ChangeKind
    text: str


@dataclass(frozen=True)
class FieldChange:
    """One field with what it said before and says after."""

    name: str
    before: str
    after: str
    segments: tuple[Segment, ...]


@dataclass(frozen=True)
class ItemChange:
    """One outcome, indicator, expectation or annex line that came, went or changed."""

    kind: ChangeKind
    name: str
    title: str
    fields: tuple[FieldChange, ...] = ()
    items: tuple[ItemChange, ...] = ()


@dataclass(frozen=True)
class PlanDifference:
    """Statutory term: perubahan SKP. Everything that differs between two contents."""

    form: tuple[FieldChange, ...]
    outcomes: tuple[ItemChange, ...]
    expectations: tuple[ItemChange, ...]
    notes: tuple[ItemChange, ...]

    @property
    def count(self) -> int:
        """How many outcomes, expectations, annex lines and properties of the form differ."""
        return len(self.form) + len(self.outcomes) + len(self.expectations) + len(self.notes)


def compare(before: Content, after: Content) -> PlanDifference:
    """Return what differs; equal contents differ in nothing."""
    return PlanDifference(
        form=_fields(before, after, FORM),
        outcomes=tuple(_items(before.get("outcomes", ()), after.get("outcomes", ()), OUTCOME)),
        expectations=tuple(_named(before.get("expectations", {}), after.get("expectations", {}))),
        notes=tuple(_lists(before.get("notes", {}), after.get("notes", {}))),
    )


def words(before: str, after: str) -> tuple[Segment, ...]:
    """Return the words that stayed, went and came, in reading order; nothing is lost of either text."""
    old, new = TOKENS.findall(before), TOKENS.findall(after)
    found: list[Segment] = []
    for tag, first, last, start, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(Segment(ChangeKind.SAME, "".join(old[first:last])))
            continue
        if first < last:
            found.append(Segment(ChangeKind.REMOVED, "".join(old[first:last])))
        if start < end:
            found.append(Segment(ChangeKind.ADDED, "".join(new[start:end])))
    return tuple(found)


def _items(before: Sequence[Content], after: Sequence[Content], names: Sequence[str]) -> Iterator[ItemChange]:
    """Compare outcomes (with their indicators) or indicators, in the order of what is there now, gone ones last."""
    known = {row["id"]: row for row in before}
    for row in after:
        old = known.pop(row["id"], None)
        if old is None:
            yield _whole(ChangeKind.ADDED, row, names)
            continue
        fields = _fields(old, row, names)
        inner = tuple(_items(old.get("indicators", ()), row.get("indicators", ()), INDICATOR))
        if fields or inner:
            yield ItemChange(ChangeKind.CHANGED, str(row["number"]), row["text"], fields, inner)
    for row in known.values():
        yield _whole(ChangeKind.REMOVED, row, names)


def _whole(kind: ChangeKind, row: Content, names: Sequence[str]) -> ItemChange:
    """Return something that came or went as a whole, with what it says."""
    told = ((name, _told(row, name)) for name in names if name != "text")
    fields = tuple(
        FieldChange(name, "", text, ()) if kind == ChangeKind.ADDED else FieldChange(name, text, "", ())
        for name, text in told
        if text
    )
    inner = tuple(_whole(kind, item, INDICATOR) for item in row.get("indicators", ()))
    return ItemChange(kind, str(row["number"]), row["text"], fields, inner)


def _fields(before: Content, after: Content, names: Sequence[str]) -> tuple[FieldChange, ...]:
    pairs = ((name, _told(before, name), _told(after, name)) for name in names)
    return tuple(FieldChange(name, old, new, words(old, new)) for name, old, new in pairs if old != new)


def _told(row: Content, name: str) -> str:
    """Return what a field says, in words."""
    if name == "target":
        number = number_told(row.get("target_number"))
        parts = (f"{number} {row.get('target_unit', '')}".strip(), row.get("target_text", ""))
        return "; ".join(part for part in parts if part)
    if name == "parts":
        stored = row.get("parts") or {}
        return "; ".join(f"{number}: {number_told(stored[number])}" for number in sorted(stored, key=int))
    if name == "accumulation" and not row.get("parts"):
        return ""
    if name == "serves":
        return str(row.get("serves") or row.get("intervened_text") or "")
    return str(row.get(name) or "")


def number_told(stored: str | None) -> str:
    """Return a stored number with points for thousands and a comma for decimals, without useless zeros."""
    return tell_number(Decimal(str(stored))) if stored else ""


def _named(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[ItemChange]:
    for name in [*after, *(name for name in before if name not in after)]:
        old, new = before.get(name, ""), after.get(name, "")
        if old != new:
            yield _line(name, old, new)


def _lists(before: Mapping[str, Sequence[str]], after: Mapping[str, Sequence[str]]) -> Iterator[ItemChange]:
    for name in [*after, *(name for name in before if name not in after)]:
        old, new = list(before.get(name, ())), list(after.get(name, ()))
        for tag, first, last, start, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
            if tag == "equal":
                continue
            gone, come = old[first:last], new[start:end]
            both = min(len(gone), len(come))
            yield from (_line(name, text, other) for text, other in zip(gone[:both], come[:both], strict=True))
            yield from (_line(name, text, "") for text in gone[both:])
            yield from (_line(name, "", text) for text in come[both:])


def _line(name: str, old: str, new: str) -> ItemChange:
    if not old:
        return ItemChange(ChangeKind.ADDED, name, new)
    if not new:
        return ItemChange(ChangeKind.REMOVED, name, old)
    return ItemChange(ChangeKind.CHANGED, name, new, (FieldChange("text", old, new, words(old, new)),))
