"""Writes the report of a simulation: totals, winners and losers, every difference with its reason, the check."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from ekinerja.commands.simulasi_data import Person, SimulationData
from ekinerja.commands.simulasi_run import STEPS, Comparison, SchemeRun
from ekinerja.regulation.lawbook.answers.output import plain

ZERO = Decimal(0)
WORDS = {
    "hak": "besaran",
    "kinerja": "kinerja",
    "kehadiran": "kehadiran",
    "cuti": "cuti",
    "hukuman": "hukuman disiplin",
    "status": "status dan jabatan rangkap",
    "profesi": "tunjangan profesi",
    "koreksi": "koreksi",
    "bpjs": "BPJS",
    "pph": "PPh 21",
    "pembulatan": "pembulatan",
}


def write(folder: Path, result: Comparison, data: SimulationData, *, ceiling: Decimal | None, seconds: float) -> Path:
    """Write every file of the report and return the readable summary."""
    folder.mkdir(parents=True, exist_ok=True)
    base, *others = result.runs
    for index, other in enumerate(others or [base]):
        suffix = "" if len(others) < 2 else f"_{index + 1}"
        _write(folder / f"per_unit{suffix}.csv", _groups(base, other, data.people, "unit"))
        _write(folder / f"per_kelas{suffix}.csv", _groups(base, other, data.people, "kelas"))
        _write(folder / f"perbedaan{suffix}.csv", _differences(base, other, data.people))
    _write(folder / "ditolak.csv", _rejected(result, data))
    summary = _summary(result, data, ceiling, seconds)
    (folder / "ringkasan.json").write_text(json.dumps(summary, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    target = folder / "ringkasan.md"
    target.write_text(_readable(summary), encoding="utf-8")
    return target


def _write(path: Path, rows: Iterable[Sequence[Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


def _groups(base: SchemeRun, other: SchemeRun, people: list[Person], by: str) -> Iterable[Sequence[Any]]:
    yield (by, "pegawai_bulan", base.scheme.code, other.scheme.code, "selisih", "naik", "turun", "tetap")
    sums: dict[str, list[Any]] = {}
    for person in people:
        if person.id not in base.paid or person.id not in other.paid:
            continue
        key = person.unit if by == "unit" else str(person.case.position_class or "")
        row = sums.setdefault(key, [0, ZERO, ZERO, 0, 0, 0])
        before, after = base.paid[person.id]["bersih"], other.paid[person.id]["bersih"]
        row[0] += 1
        row[1] += before
        row[2] += after
        row[3 if after > before else 4 if after < before else 5] += 1
    for key, row in sorted(sums.items(), key=lambda item: (len(item[0]), item[0])):
        yield (key, row[0], row[1], row[2], row[2] - row[1], row[3], row[4], row[5])


def _differences(base: SchemeRun, other: SchemeRun, people: list[Person]) -> Iterable[Sequence[Any]]:
    steps = [f"selisih_{step}" for step in STEPS]
    yield ("nip", "bulan", "unit", "kelas", base.scheme.code, other.scheme.code, "selisih", *steps, "sebab")
    for person in people:
        if person.id not in base.paid or person.id not in other.paid:
            continue
        before, after = base.paid[person.id], other.paid[person.id]
        if before["bersih"] == after["bersih"]:
            continue
        parts = {step: after[step] - before[step] for step in STEPS}
        case = person.case
        yield (
            *(person.nip, f"{case.month:%Y-%m}", person.unit, case.position_class),
            *(before["bersih"], after["bersih"], after["bersih"] - before["bersih"]),
            *(plain(parts[step]) for step in STEPS),
            explain(parts),
        )


def explain(parts: dict[str, Decimal]) -> str:
    """Say where a difference comes from, the largest part first."""
    ordered = sorted((item for item in parts.items() if item[1] != ZERO), key=lambda item: -abs(item[1]))
    return "; ".join(f"{WORDS[step]} {'+' if amount > 0 else ''}{plain(amount)}" for step, amount in ordered)


def _rejected(result: Comparison, data: SimulationData) -> Iterable[Sequence[Any]]:
    yield ("baris", "nip", "skema", "kolom", "sebab")
    for number, nip, field, message in data.rejected:
        yield (number, nip, "", field, message)
    names = {person.id: person for person in data.people}
    for run in result.runs:
        for number, reason in sorted(run.refused.items()):
            field, _, message = reason.partition(": ")
            yield (number + 1, names[number].nip, run.scheme.code, field, message)


def _summary(result: Comparison, data: SimulationData, ceiling: Decimal | None, seconds: float) -> dict[str, Any]:
    base, *others = result.runs
    schemes = []
    for run, check in zip(result.runs, result.checks, strict=True):
        total = sum((row["bersih"] for row in run.paid.values()), ZERO)
        schemes.append(
            {
                "skema": run.scheme.code,
                "terkonfirmasi": run.scheme.confirmed,
                "total": f"{total:.2f}",
                "dihitung": len(run.paid),
                "ditolak": len(run.refused),
                "jalur": f"satu per satu: {run.reason}" if run.reason else "massal (SQL)",
                "dihitung_satu_per_satu": run.by_engine,
                "detik_massal": f"{run.bulk_seconds:.2f}",
                "plafon": _ceiling(total, ceiling),
                "periksa": {
                    "sampel": check.compared,
                    "beda": len(check.differences),
                    "rincian": check.differences[:20],
                },
            }
        )
    compared = [_compared(base, other) for other in others]
    return {
        "baris": len(data.people) + len(data.rejected),
        "baris_ditolak": len(data.rejected),
        "detik": f"{seconds:.2f}",
        "skema": schemes,
        "perbandingan": compared,
    }


def _ceiling(total: Decimal, ceiling: Decimal | None) -> dict[str, Any] | None:
    if ceiling is None:
        return None
    return {"pagu": plain(ceiling), "sisa": plain(ceiling - total), "cukup": total <= ceiling}


def _compared(base: SchemeRun, other: SchemeRun) -> dict[str, Any]:
    both = [(row["bersih"], other.paid[key]["bersih"]) for key, row in base.paid.items() if key in other.paid]
    return {
        "dari": base.scheme.code,
        "ke": other.scheme.code,
        "selisih": f"{sum((after - before for before, after in both), ZERO):.2f}",
        "naik": sum(after > before for before, after in both),
        "turun": sum(after < before for before, after in both),
        "tetap": sum(after == before for before, after in both),
    }


def _readable(summary: dict[str, Any]) -> str:
    lines = [
        "# Simulasi tunjangan",
        "",
        f"{summary['baris']} baris dibaca, {summary['baris_ditolak']} tidak terbaca; {summary['detik']} detik.",
        "",
    ]
    for item in summary["skema"]:
        check = item["periksa"]
        lines += [
            f"- **{item['skema']}**: total Rp {item['total']}, {item['dihitung']} dihitung, {item['ditolak']} ditolak "
            f"({item['jalur']}).",
            f"  Sampel {check['sampel']} baris dihitung ulang satu per satu: {check['beda']} beda.",
        ]
        if not item["terkonfirmasi"]:
            lines.append("  Skema ini belum dipastikan dari naskah resminya.")
        if item["plafon"]:
            word = "cukup" if item["plafon"]["cukup"] else "TERLAMPAUI"
            lines.append(f"  Pagu Rp {item['plafon']['pagu']}: {word}, sisa Rp {item['plafon']['sisa']}.")
    for item in summary["perbandingan"]:
        lines += [
            "",
            f"{item['dari']} → {item['ke']}: selisih Rp {item['selisih']}; naik {item['naik']}, turun {item['turun']}, "
            f"tetap {item['tetap']}.",
        ]
    lines += [
        "",
        "Rincian: per_unit.csv, per_kelas.csv, perbedaan.csv (tiap selisih dengan sebabnya), ditolak.csv.",
        "",
    ]
    return "\n".join(lines)
