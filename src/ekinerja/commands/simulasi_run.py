"""Runs every scheme over the data in bulk, checks a random sample against the engine, and compares."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from ekinerja.commands.simulasi_data import Person, SimulationData, needs_engine
from ekinerja.commands.simulasi_database import Connection
from ekinerja.commands.simulasi_load import DECIMALS, exact
from ekinerja.regulation.lawbook.bulk import Unsupported, compile_scheme
from ekinerja.rules.allowance.engine import pay
from ekinerja.rules.allowance.scheme import Scheme
from ekinerja.rules.explained import RuleError

STEPS = ("hak", "kinerja", "kehadiran", "cuti", "hukuman", "status", "profesi", "koreksi", "bpjs", "pph", "pembulatan")


@dataclass(slots=True)
class Check:
    """How the bulk path compared with the engine on the sample."""

    compared: int = 0
    differences: list[str] = field(default_factory=list)


@dataclass(slots=True)
class SchemeRun:
    """One scheme over all rows: what each person gets, step by step, and why a row was refused."""

    scheme: Scheme
    paid: dict[int, dict[str, Decimal]]
    refused: dict[int, str]
    bulk_seconds: float
    by_engine: int
    reason: str = ""
    refused_in_bulk: set[int] = field(default_factory=set)


@dataclass(slots=True)
class Comparison:
    """All schemes over the same data, the first one as the measure."""

    runs: list[SchemeRun]
    checks: list[Check]


def compare(connection: Connection, schemes: list[Scheme], data: SimulationData) -> Comparison:
    """Compute every scheme and check the bulk path row by row on the sample."""
    runs = [run_scheme(connection, scheme, data) for scheme in schemes]
    return Comparison(runs, [check_sample(run, data.sample) for run in runs])


def run_scheme(connection: Connection, scheme: Scheme, data: SimulationData) -> SchemeRun:
    """Compute one scheme: in bulk what fits, by the engine what does not."""
    started = time.perf_counter()
    try:
        query = compile_scheme(scheme, largest=_largest(connection), decimals=DECIMALS)
    except Unsupported as problem:
        run = SchemeRun(scheme, {}, {}, 0.0, 0, reason=str(problem))
        _by_engine(run, data.people)
        return run
    run = SchemeRun(scheme, {}, {}, 0.0, 0)
    rows = connection.execute(query.sql.encode()).fetchall()
    run.bulk_seconds = time.perf_counter() - started
    names = [*query.scales]
    for row in rows:
        if row[-1]:
            run.refused_in_bulk.add(row[0])
            continue
        values = {name: Decimal(value).scaleb(-query.scales[name]) for name, value in zip(names, row[1:], strict=False)}
        run.paid[row[0]] = steps_of(values)
    slow = [p for p in data.people if needs_engine(p.case) or not exact(p) or p.id not in run.paid]
    _by_engine(run, slow)
    return run


def _largest(connection: Connection) -> int:
    row = connection.execute(
        "SELECT COALESCE(GREATEST(MAX(amount), MAX(salary), MAX(profession), MAX(ABS(correction))), 0) FROM sim_month"
    ).fetchone()
    return int(row[0]) if row else 0


def steps_of(values: dict[str, Decimal]) -> dict[str, Decimal]:
    """Turn the columns of the bulk query into signed steps that sum to the net amount."""
    after = values["setelah_hukuman"]
    steps = {
        "hak": values["hak"],
        "kinerja": -values["kinerja"],
        "kehadiran": -values["kehadiran"],
        "cuti": -values["cuti"],
        "hukuman": after - (values["hak"] - values["kinerja"] - values["kehadiran"] - values["cuti"]),
        "status": values["setelah_status"] - after,
        "profesi": values["setelah_profesi"] - values["setelah_status"],
        "koreksi": values["kotor"] - values["setelah_profesi"],
        "bpjs": -values["bpjs"],
        "pph": -values["pph"],
        "pembulatan": values["bersih"] - (values["kotor"] - values["bpjs"] - values["pph"]),
    }
    return steps | {"bersih": values["bersih"]}


def _by_engine(run: SchemeRun, people: list[Person]) -> None:
    for person in people:
        run.by_engine += 1
        run.paid.pop(person.id, None)
        try:
            found = pay(scheme=run.scheme, case=person.case)
        except RuleError as problem:
            run.refused[person.id] = f"{problem.field}: {problem.message}"
            continue
        steps = dict.fromkeys(STEPS, Decimal(0))
        for line in found.lines:
            steps[_step(line.code, line.kind.value)] += line.amount
        run.paid[person.id] = steps | {"bersih": found.net}


_PREFIXES = (
    ("CUTI_", "cuti"),
    ("DIGANTI_CUTI", "cuti"),
    ("HUKUMAN_", "hukuman"),
    ("BATAS_NOL", "hukuman"),
    ("STATUS_", "status"),
    ("PLT", "status"),
    ("PLH", "status"),
    ("PJ", "status"),
    ("TUNJANGAN_PROFESI", "profesi"),
    ("KOREKSI", "koreksi"),
    ("BPJS_", "bpjs"),
    ("PPH21", "pph"),
    ("PEMBULATAN", "pembulatan"),
    ("PENALTI_LANJUTAN", "kinerja"),
)


def _step(code: str, kind: str) -> str:
    if kind == "HAK":
        return "hak"
    for prefix, name in _PREFIXES:
        if code.startswith(prefix):
            return name
    return "kinerja" if code == "KINERJA" else "kehadiran"


def check_sample(run: SchemeRun, sample: list[Person]) -> Check:
    """Compare bulk and engine to the last digit; rows only the engine computes are not counted."""
    check = Check()
    if run.reason:
        return check
    for person in sample:
        if needs_engine(person.case) or not exact(person):
            continue
        check.compared += 1
        got: Any = "ditolak" if person.id in run.refused_in_bulk else run.paid[person.id]["bersih"]
        try:
            wanted: Any = pay(scheme=run.scheme, case=person.case).net
        except RuleError:
            wanted = "ditolak"
        if got != wanted:
            check.differences.append(f"{person.nip} {person.case.month:%Y-%m}: massal {got}, satu per satu {wanted}")
    return check
