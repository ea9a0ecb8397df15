"""`ekinerja simulasi tunjangan`: what a draft regulation would have paid on data we have."""

from __future__ import annotations

import argparse
import sys
import time
from decimal import Decimal
from pathlib import Path

from ekinerja.commands import simulasi_load, simulasi_report
from ekinerja.commands.simulasi_data import DataError, read_data
from ekinerja.commands.simulasi_database import database
from ekinerja.commands.simulasi_run import Comparison, compare
from ekinerja.regulation.lawbook import parse_shipped_scheme
from ekinerja.regulation.lawbook.answers.fields import parse, read_decimal
from ekinerja.regulation.lawbook.files import read as read_yaml
from ekinerja.rules.allowance.parse import SchemeError, parse_scheme
from ekinerja.rules.allowance.scheme import Scheme
from ekinerja.rules.explained import RuleError


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what is simulated, on which data, and where the report goes."""
    kinds = parser.add_subparsers(dest="jenis", required=True)
    allowance = kinds.add_parser("tunjangan", help="dua skema atau lebih atas data yang sama")
    allowance.add_argument(
        "--skema",
        action="append",
        required=True,
        help="kunci skema, atau berkas .yaml/.json; ulangi; yang pertama menjadi pembanding",
    )
    allowance.add_argument(
        "--data", type=Path, required=True, help="satu baris per pegawai dan bulan: .csv atau .parquet"
    )
    allowance.add_argument("--hari", type=Path, help="kejadian kehadiran: nip, tanggal, alpa, telat_menit, …")
    allowance.add_argument("--libur", type=Path, help="hari libur, satu tanggal TTTT-BB-HH per baris")
    allowance.add_argument("--keluaran", type=Path, required=True, help="folder laporan")
    allowance.add_argument("--plafon", help="pagu: jumlah paling banyak untuk seluruh data, dalam rupiah")
    allowance.add_argument("--sampel", type=int, default=500, help="banyaknya baris yang diperiksa satu per satu")
    allowance.add_argument("--benih", type=int, default=2026, help="benih pengacakan sampel")


def run(options: argparse.Namespace) -> int:
    """Simulate, write the report, and return 0; 1 if bulk and engine differ, 2 for bad input."""
    try:
        schemes = [read_scheme(name) for name in options.skema]
        ceiling = read_decimal(options.plafon, "plafon", least=Decimal(0)) if options.plafon else None
        started = time.perf_counter()
        data = read_data(
            options.data,
            days=options.hari,
            holidays=options.libur,
            sample=max(0, options.sampel),
            seed=options.benih,
        )
        with database() as connection:
            simulasi_load.load(connection, data)
            result = compare(connection, schemes, data)
            written = simulasi_report.write(
                options.keluaran, result, data, ceiling=ceiling, seconds=time.perf_counter() - started
            )
    except (RuleError, DataError) as problem:
        for line in _lines(problem):
            sys.stderr.write(f"{line}\n")
        return 2
    sys.stdout.write(written.read_text(encoding="utf-8"))
    return 1 if _differs(result) else 0


def _differs(result: Comparison) -> bool:
    return any(check.differences for check in result.checks)


def _lines(problem: RuleError | DataError) -> list[str]:
    if isinstance(problem, SchemeError):
        return [f"skema.{item.field}: {item.message} ({item.code})" for item in problem.problems]
    return [str(problem)]


def read_scheme(name: str) -> Scheme:
    """
    Return a shipped scheme by its key, or the one written in a file.

    :raises RuleError: if there is no such scheme or it is not sound
    """
    path = Path(name)
    if path.suffix not in {".yaml", ".yml", ".json"}:
        return parse_shipped_scheme(name)
    if not path.is_file():
        raise RuleError(code="BERKAS_TIDAK_ADA", message=f"Berkas {name} tidak ada.", field="skema")
    document = parse(path.read_text(encoding="utf-8")) if path.suffix == ".json" else read_yaml(path)
    return parse_scheme(document, draft=True)
