"""Turns a parameter file into a dated value, refusing whatever does not fit its kind."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from ekinerja.regulation.lawbook.files import LawError, keys, read
from ekinerja.regulation.lawbook.register import Regulation
from ekinerja.rules.career import AbsenceStep
from ekinerja.rules.credit import Requirement
from ekinerja.rules.dated import Dated, DatedValue
from ekinerja.rules.distribution import Limit, LimitKind
from ekinerja.rules.exclusion import Exemption
from ekinerja.rules.explained import Citation
from ekinerja.rules.legacy import LegacyScale, ScaleBand
from ekinerja.rules.rating import OrganisationLevel, Rating
from ekinerja.rules.talent import Thresholds

NUMBER = re.compile(r"-?\d+(\.\d+)?\Z")

UNITS = frozenset(
    [
        "share",
        "ratio",
        "people",
        "score",
        "days",
        "months",
        "years",
        "working_days",
        "month_day",
        "code",
        "credit_points",
        "percent",
    ]
)

_TOP = frozenset({"term", "unit", "kind", "values"})
_VALUE = frozenset({"value", "citation", "published", "confirmed", "source"})

Registry = Mapping[str, Regulation]


def load_parameter(path: Path, *, key: str, register: Registry) -> Dated[Any]:
    """
    Return one parameter with all its values, oldest first.

    :raises LawError: if keys are unknown or missing, types are wrong, or dates overlap
    """
    document = keys(path, "", read(path), required=_TOP, optional=frozenset({"notes"}))
    for name in ("term", "unit", "kind"):
        if not isinstance(document[name], str) or not document[name]:
            raise LawError(path=path, place=name, message="harus teks")
    if document["unit"] not in UNITS:
        raise LawError(path=path, place="unit", message=f"satuan '{document['unit']}' tidak dikenal")
    kind = document["kind"]
    if kind not in KINDS:
        raise LawError(path=path, place="kind", message=f"jenis '{kind}' tidak dikenal")
    values = document["values"]
    if not isinstance(values, dict) or not values:
        raise LawError(path=path, place="values", message="harus berisi paling sedikit satu tanggal")
    rows = [_value(path, since, node, kind, register) for since, node in values.items()]
    rows.sort(key=lambda row: row.since)
    for earlier, later in zip(rows, rows[1:], strict=False):
        if earlier.until is not None and earlier.until > later.since:
            message = f"berlaku sampai {earlier.until}, bertumpuk dengan {later.since}"
            raise LawError(path=path, place=str(earlier.since), message=message)
    return Dated(key, document["term"], document["unit"], tuple(rows))


def _value(path: Path, since: Any, node: Any, kind: str, register: Registry) -> DatedValue[Any]:
    place = str(since)
    if not isinstance(since, date):
        raise LawError(path=path, place=place, message="kunci nilai harus tanggal, misalnya 2023-07-01")
    entry = keys(path, place, node, required=_VALUE, optional=frozenset({"until"}))
    if not isinstance(entry["confirmed"], bool):
        raise LawError(path=path, place=f"{place}.confirmed", message="harus true atau false")
    if entry["source"] is not None and not str(entry["source"]).startswith(("https://", "http://")):
        raise LawError(path=path, place=f"{place}.source", message="harus alamat lengkap atau null")
    published, until = _day(path, place, entry, "published"), _day(path, place, entry, "until")
    if until is not None and until <= since:
        raise LawError(path=path, place=place, message="'until' harus sesudah tanggal mulai")
    citation = _citation(path, place, entry["citation"], entry["confirmed"], register)
    value = KINDS[kind](_Reader(path, f"{place}.value", citation), entry["value"])
    return DatedValue(since, value, citation, published, until)


def _day(path: Path, place: str, entry: Mapping[str, Any], name: str) -> date | None:
    found = entry.get(name)
    if found is not None and not isinstance(found, date):
        raise LawError(path=path, place=f"{place}.{name}", message="harus tanggal atau null")
    return found


def _citation(path: Path, place: str, node: Any, confirmed: bool, register: Registry) -> Citation:
    place = f"{place}.citation"
    entry = keys(path, place, node, required=frozenset({"regulation", "article"}))
    if entry["regulation"] not in register:
        raise LawError(path=path, place=place, message=f"regulasi '{entry['regulation']}' tidak terdaftar")
    if not isinstance(entry["article"], str):
        raise LawError(path=path, place=place, message="'article' harus teks")
    title = register[entry["regulation"]].short
    return Citation(entry["regulation"], entry["article"], title, confirmed)


class _Reader:
    """Reads leaves of one value and names the place when they do not fit."""

    def __init__(self, path: Path, place: str, citation: Citation) -> None:
        self.path, self.place, self.citation = path, place, citation

    def fail(self, where: str, message: str) -> LawError:
        return LawError(path=self.path, place=f"{self.place}{where}", message=message)

    def number(self, node: Any, where: str = "") -> Decimal:
        if not isinstance(node, str) or not NUMBER.match(node):
            raise self.fail(where, f"angka harus ditulis dalam tanda kutip, bukan {node!r}")
        return Decimal(node)

    def text(self, node: Any, where: str = "") -> str:
        if not isinstance(node, str) or not node:
            raise self.fail(where, f"harus teks, bukan {node!r}")
        return node

    def mapping(self, node: Any, where: str = "") -> dict[str, Any]:
        if not isinstance(node, dict) or not node or not all(isinstance(key, str) for key in node):
            raise self.fail(where, "harus pasangan kunci teks dan nilai")
        return node

    def items(self, node: Any, where: str = "") -> list[Any]:
        if not isinstance(node, list) or not node:
            raise self.fail(where, "harus daftar yang tidak kosong")
        return node

    def table(self, node: Any, where: str = "") -> Any:
        """Nested mappings and lists whose leaves are numbers."""
        if isinstance(node, dict):
            return {key: self.table(item, f"{where}.{key}") for key, item in self.mapping(node, where).items()}
        if isinstance(node, list):
            return tuple(self.table(item, f"{where}[{i}]") for i, item in enumerate(node))
        return self.number(node, where)

    def record(self, node: Any, names: str, where: str, optional: str = "") -> dict[str, Any]:
        required = frozenset(names.split())
        return keys(self.path, f"{self.place}{where}", node, required=required, optional=frozenset(optional.split()))

    def member(self, enum: Any, node: Any, where: str) -> Any:
        try:
            return enum(node)
        except ValueError as error:
            raise self.fail(where, f"'{node}' tidak dikenal") from error


def _texts(reader: _Reader, node: Any) -> tuple[str, ...]:
    return tuple(reader.text(item, f"[{i}]") for i, item in enumerate(reader.items(node)))


def _lists(reader: _Reader, node: Any) -> dict[str, tuple[str, ...]]:
    return {key: _texts(reader, item) for key, item in reader.mapping(node).items()}


def _distribution(reader: _Reader, node: Any) -> dict[OrganisationLevel, tuple[Limit, ...]]:
    table = reader.mapping(node)
    if set(table) != {level.value for level in OrganisationLevel}:
        raise reader.fail("", "harus berisi kelima tingkat capaian organisasi")
    result = {}
    for level in OrganisationLevel:
        limits = []
        for index, item in enumerate(reader.items(table[level.value], f".{level}")):
            where = f".{level}[{index}]"
            entry = reader.record(item, "kind ratings", where, "share")
            ratings = tuple(reader.member(Rating, name, where) for name in reader.items(entry["ratings"], where))
            share = reader.number(entry["share"], where) if "share" in entry else Decimal(0)
            limits.append(Limit(reader.member(LimitKind, entry["kind"], where), ratings, share))
        result[level] = tuple(limits)
    return result


def _requirement(reader: _Reader, node: Any) -> dict[str, Requirement]:
    result = {}
    for grade, item in reader.mapping(node).items():
        entry = reader.record(item, "ranks for_rank for_grade", f".{grade}")
        for_grade = entry["for_grade"]
        result[grade] = Requirement(
            tuple(reader.text(rank, f".{grade}") for rank in reader.items(entry["ranks"], f".{grade}")),
            reader.number(entry["for_rank"], f".{grade}"),
            None if for_grade is None else reader.number(for_grade, f".{grade}"),
        )
    return result


def _exemptions(reader: _Reader, node: Any) -> tuple[Exemption, ...]:
    rows = [reader.record(item, "status label", f"[{i}]") for i, item in enumerate(reader.items(node))]
    return tuple(Exemption(reader.text(row["status"]), reader.text(row["label"]), reader.citation) for row in rows)


def _ladder(reader: _Reader, node: Any) -> tuple[AbsenceStep, ...]:
    names = "from_days sanction label level"
    rows = [reader.record(item, names, f"[{i}]") for i, item in enumerate(reader.items(node))]
    steps = tuple(
        AbsenceStep(int(reader.number(row["from_days"])), row["sanction"], row["label"], row["level"]) for row in rows
    )
    days = [step.from_days for step in steps]
    if days != sorted(set(days)):
        raise reader.fail("", "anak tangga harus naik tanpa kembar")
    return steps


def _legacy_scale(reader: _Reader, node: Any) -> LegacyScale:
    entry = reader.record(node, "highest bands", "")
    bands = []
    for index, item in enumerate(reader.items(entry["bands"])):
        row = reader.record(item, "rating least confirmed", f".bands[{index}]")
        rating = reader.member(Rating, row["rating"], f".bands[{index}]")
        bands.append(ScaleBand(rating, reader.number(row["least"]), bool(row["confirmed"])))
    return LegacyScale(tuple(bands), reader.number(entry["highest"]))


def _thresholds(reader: _Reader, node: Any) -> dict[str, Thresholds]:
    result = {}
    for name, item in reader.mapping(node).items():
        row = reader.record(item, "performance potential", f".{name}")
        axes = [reader.table(reader.items(row[axis])) for axis in ("performance", "potential")]
        if any(len(axis) != 2 or axis[0] >= axis[1] for axis in axes):
            raise reader.fail(f".{name}", "isi dua ambang yang naik: menengah lalu tinggi")
        result[name] = Thresholds(*axes[0], *axes[1])
    return result


KINDS: dict[str, Callable[[_Reader, Any], Any]] = {
    "number": lambda reader, node: reader.number(node),
    "text": lambda reader, node: reader.text(node),
    "texts": _texts,
    "lists": _lists,
    "words": lambda reader, node: {key: reader.text(item, f".{key}") for key, item in reader.mapping(node).items()},
    "table": lambda reader, node: reader.table(reader.mapping(node)),
    "distribution": _distribution,
    "requirement": _requirement,
    "exemptions": _exemptions,
    "ladder": _ladder,
    "legacy_scale": _legacy_scale,
    "thresholds": _thresholds,
}
