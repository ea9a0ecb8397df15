"""Reads the data of a simulation with the same strictness as `ekinerja hitung`; bad rows are reported, not guessed."""

from __future__ import annotations

import csv
import importlib
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from ekinerja.regulation.lawbook.answers.allowance_input import FLAGS, MINUTES, read_case
from ekinerja.regulation.lawbook.answers.fields import Fields, parse, read_day
from ekinerja.rules.allowance.case import PersonMonth, merge_days
from ekinerja.rules.explained import RuleError

NUMBERS = ("kelas", "tanpa_realisasi_bulan_ke", "menit_aktivitas", "hari_kerja", "laporan_buruk")
TEXTS = ("bulan", "dasar", "predikat", "predikat_sebelumnya", "skor", "status", "tmt_pns", "kelompok", "jabatan")
MORE_TEXTS = ("tunjangan_profesi", "koreksi", "gaji_dasar_bpjs", "golongan", "penghasilan_lain", "kategori_ter")
YES_NO = ("pengguna_anggaran", "tanpa_laporan")
LISTS = ("hari", "cuti", "hukuman", "plt")
OWN = ("nip", "nama", "unit")
COLUMNS = frozenset((*NUMBERS, *TEXTS, *MORE_TEXTS, *YES_NO, *LISTS, *OWN))
DAY_COLUMNS = frozenset(("nip", "tanggal", *FLAGS, *MINUTES))
TRUE, FALSE = {"true", "ya", "1"}, {"false", "tidak", "0", ""}


class DataError(ValueError):
    """Data that cannot be simulated at all, for example an unknown column."""


@dataclass(frozen=True, slots=True)
class Person:
    """One row: who, where, and the case of the month."""

    id: int
    nip: str
    unit: str
    case: PersonMonth


@dataclass(slots=True)
class SimulationData:
    """Everything read; ``sample`` and ``slow`` refer to rows by their id."""

    people: list[Person] = field(default_factory=list)
    rejected: list[tuple[int, str, str, str]] = field(default_factory=list)
    sample: list[Person] = field(default_factory=list)
    holidays: frozenset[date] = frozenset()

    @property
    def slow(self) -> list[Person]:
        """Return the rows that only the engine computes."""
        return [person for person in self.people if needs_engine(person.case)]


def needs_engine(case: PersonMonth) -> bool:
    """Tell whether a row holds something the bulk path has no columns for."""
    lower = any(item.replacement_class is not None for item in case.sanctions)
    facts = set(case.facts) - {"is_budget_user"}
    return bool(case.acting or lower or facts or case.previous_rating or case.position)


def read_data(path: Path, *, days: Path | None, holidays: Path | None, sample: int, seed: int) -> SimulationData:
    """
    Return the rows of a file; a row that cannot be read is kept with its reason.

    :raises DataError: if the file or one of its columns is not known
    """
    data = SimulationData(holidays=_holidays(holidays))
    events = _events(days) if days is not None else {}
    generator = random.Random(seed)  # noqa: S311 - a sample for checking, not a secret
    for number, row in enumerate(_rows(path, COLUMNS), start=2):
        try:
            person = _person(number - 1, row, events, data.holidays)
        except RuleError as problem:
            data.rejected.append((number, str(row.get("nip", "")), problem.field, problem.message))
            continue
        data.people.append(person)
    data.sample = generator.sample(data.people, min(sample, len(data.people)))
    if not data.people and not data.rejected:
        raise DataError(f"{path}: tidak ada baris data.")
    return data


def _person(number: int, row: Mapping[str, Any], events: Mapping[Any, list[Any]], off: frozenset[date]) -> Person:
    nip = str(row.get("nip") or "")
    if not nip:
        raise RuleError(code="WAJIB", message="Isi 'nip'.", field="nip")
    document = _document(row)
    key = (nip, document.get("bulan"))
    if key in events:
        document["hari"] = [*document.get("hari", []), *events[key]]
    document["libur"] = [day.isoformat() for day in off]
    fields = Fields(document)
    case = read_case(fields)
    fields.done()
    merge_days(case.days)
    for index, item in enumerate(case.days):
        if (item.day.year, item.day.month) != (case.month.year, case.month.month):
            message = f"Tanggal {item.day.isoformat()} di luar bulan {case.month:%Y-%m}."
            raise RuleError(code="DI_LUAR_BULAN", message=message, field=f"hari[{index}].tanggal")
    return Person(number, nip, str(row.get("unit") or ""), case)


def _document(row: Mapping[str, Any]) -> dict[str, Any]:
    document: dict[str, Any] = {}
    for key, found in row.items():
        if key in OWN or found is None or found == "":
            continue
        if key in LISTS:
            document[key] = parse(found) if isinstance(found, str) else found
        elif key in NUMBERS:
            document[key] = _whole(key, found)
        elif key in YES_NO:
            document[key] = _yes(key, found)
        else:
            document[key] = found if isinstance(found, (str, int, Decimal)) else str(found)
    return document


def _whole(key: str, found: Any) -> int:
    text = str(found)
    if not text.isdigit():
        raise RuleError(code="BUKAN_BILANGAN_BULAT", message="Harus berupa bilangan bulat.", field=key)
    return int(text)


def _yes(key: str, found: Any) -> bool:
    text = str(found).lower()
    if text not in TRUE | FALSE:
        raise RuleError(code="BUKAN_YA_TIDAK", message="Isi true atau false.", field=key)
    return text in TRUE


def _rows(path: Path, known: frozenset[str]) -> Iterator[dict[str, Any]]:
    if not path.is_file():
        raise DataError(f"{path}: berkas tidak ada.")
    if path.suffix == ".parquet":
        yield from _parquet(path, known)
    elif path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            _check_columns(path, reader.fieldnames or [], known)
            for row in reader:
                if None in row:
                    raise DataError(f"{path}: baris {reader.line_num} lebih panjang daripada kepalanya.")
                yield row
    else:
        raise DataError(f"{path}: hanya .csv atau .parquet yang dapat dibaca.")


def _parquet(path: Path, known: frozenset[str]) -> Iterator[dict[str, Any]]:
    try:
        parquet: Any = importlib.import_module("pyarrow.parquet")
    except ImportError as error:
        raise DataError(f"{path}: untuk membaca .parquet pasang pustaka pyarrow, atau simpan sebagai .csv.") from error
    file = parquet.ParquetFile(path)
    _check_columns(path, list(file.schema_arrow.names), known)
    for batch in file.iter_batches():
        yield from batch.to_pylist()


def _check_columns(path: Path, names: Any, known: frozenset[str]) -> None:
    for name in names:
        if name not in known:
            raise DataError(f"{path}: kolom '{name}' tidak dikenal. Pilihan: {', '.join(sorted(known))}.")
    for name in ("nip", "bulan") if "bulan" in known else ("nip", "tanggal"):
        if name not in names:
            raise DataError(f"{path}: kolom '{name}' wajib ada.")


def _events(path: Path) -> dict[Any, list[Any]]:
    events: dict[Any, list[Any]] = {}
    for row in _rows(path, DAY_COLUMNS):
        item: dict[str, Any] = {"tanggal": str(row["tanggal"])}
        item |= {key: _yes(key, row[key]) for key in FLAGS if row.get(key)}
        item |= {key: _whole(key, row[key]) for key in MINUTES if row.get(key)}
        events.setdefault((str(row["nip"]), item["tanggal"][:7]), []).append(item)
    return events


def _holidays(path: Path | None) -> frozenset[date]:
    if path is None:
        return frozenset()
    lines = [line.strip() for line in path.read_text(encoding="utf-8").splitlines()]
    return frozenset(read_day(line, f"libur[{i}]") for i, line in enumerate(lines) if line)
