"""Say for every row of an import what it would do, and collect the changes in a journal."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from ekinerja.kernel.journal import Journal
from ekinerja.organisation import public as organisation
from ekinerja.people.data import Outcome
from ekinerja.people.models import ImportBatch, ImportRow
from ekinerja.people.services.imports.clean import ERROR, Reader
from ekinerja.people.services.imports.columns import UNITS
from ekinerja.people.services.imports.plan_heads import plan_heads
from ekinerja.people.services.imports.plan_people import plan_people
from ekinerja.people.services.imports.read_rows import read_person, read_unit


@dataclass
class Analysis:
    """Rows with their outcome, counts, what the file does not mention, and whose directory rows change."""

    rows: list[ImportRow]
    counts: dict[str, int]
    missing: list[dict[str, str]]
    employee_ids: set[UUID]


def analyse(batch: ImportBatch, rows: Sequence[ImportRow], journal: Journal) -> Analysis:
    """Fill outcome, problems and differences of every row; the rows and the journal are not yet written."""
    reading = _read_units if batch.kind == UNITS else _read_people
    parsed, readers = reading(batch, rows)
    _refuse_twins(batch, rows, parsed, readers)
    good = [parsed[row.line] for row in rows if row.line in parsed and not readers[row.line].failed]
    if batch.kind == UNITS:
        plan: Any = organisation.plan_units(rows=good, on=batch.effective_on, journal=journal)
        targets, missing = plan.unit_of_line, _missing_units(plan)
        employees = plan_heads(rows=good, plan=plan, readers=readers, on=batch.effective_on, journal=journal)
    else:
        plan = plan_people(rows=good, on=batch.effective_on, journal=journal)
        targets, missing = plan.employee_of_line, [{"id": str(pk)} for pk in plan.missing]
        employees = set(targets.values())
    for row in rows:
        _conclude(row, readers[row.line], plan, targets)
    counts = dict(Counter(row.outcome for row in rows))
    counts[Outcome.WARNED] = sum(row.has_warning for row in rows)
    return Analysis(list(rows), counts, missing, employees)


def _read_units(batch: ImportBatch, rows: Sequence[ImportRow]) -> tuple[dict[int, Any], dict[int, Reader]]:
    parsed, readers = {}, {}
    own = organisation.get_agency(batch.agency_id or 0).source_id
    for row in rows:
        unit, reader = read_unit(row.line, row.cells, batch.columns, len(batch.headers))
        agency = reader.text("agency_source_id", 64)
        if own and agency and agency != own:
            reader.error("agency_source_id", "Unit ini milik instansi lain.")
        row.label = unit.name or unit.source_id
        parsed[row.line], readers[row.line] = unit, reader
    return parsed, readers


def _read_people(batch: ImportBatch, rows: Sequence[ImportRow]) -> tuple[dict[int, Any], dict[int, Reader]]:
    parsed, readers = {}, {}
    for row in rows:
        person, reader = read_person(row.line, row.cells, batch.columns, len(batch.headers))
        row.label = f"{person.identity.get('name', '')} {person.nip}".strip()[:250]
        parsed[row.line], readers[row.line] = person, reader
    return parsed, readers


def _refuse_twins(
    batch: ImportBatch, rows: Sequence[ImportRow], parsed: dict[int, Any], readers: dict[int, Reader]
) -> None:
    """Pass over a row that repeats an earlier one; refuse one that contradicts it."""
    keys = ("source_id", "code") if batch.kind == UNITS else ("nip", "source_id")
    seen: dict[tuple[str, str], ImportRow] = {}
    for row in rows:
        reader = readers[row.line]
        if reader.failed:
            continue
        for key in keys:
            value = getattr(parsed[row.line], key)
            first = seen.setdefault((key, value), row) if value else row
            if first is row:
                continue
            if json.dumps(first.cells) == json.dumps(row.cells):
                reader.warn(key, f"Baris ini sama persis dengan baris {first.line}; dilewati.")
                parsed.pop(row.line)
            else:
                reader.error(key, f"Isian {value} sudah dipakai baris {first.line} dengan isi yang berbeda.")
            break


def _missing_units(plan: organisation.UnitPlan) -> list[dict[str, str]]:
    return [{"id": str(pk), "code": code, "name": name} for pk, code, name in plan.missing]


def _conclude(row: ImportRow, reader: Reader, plan: Any, targets: dict[int, UUID]) -> None:
    if row.line in plan.faults:
        reader.problems.append({"level": ERROR, "field": "", "message": plan.faults[row.line]})
    differences = plan.differences.get(row.line, [])
    row.problems = reader.problems
    row.has_warning = any(problem["level"] != ERROR for problem in reader.problems)
    row.differences = [asdict(difference) for difference in differences]
    row.target_id = targets.get(row.line)
    if reader.failed:
        row.outcome = Outcome.FAILED
    elif row.line in plan.new_lines:
        row.outcome = Outcome.NEW
    else:
        row.outcome = Outcome.CHANGED if differences else Outcome.SAME
