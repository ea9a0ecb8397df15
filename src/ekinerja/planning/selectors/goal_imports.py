"""Uploaded files of goals: what each row would change, worked out anew against what is stored now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from ekinerja.kernel.actor import Actor
from ekinerja.kernel.errors import NotAllowed, NotFound
from ekinerja.kernel.numbers import write_number
from ekinerja.organisation import public as organisation
from ekinerja.people import public as people
from ekinerja.planning import figures, goal_policies, goal_rows
from ekinerja.planning.data import Accumulation, Direction
from ekinerja.planning.models import Goal, GoalImport, GoalIndicator
from ekinerja.planning.selectors import goals

Outcome = people.Outcome


@dataclass
class PlannedRow:
    """
    Statutory term: rencana baris impor. One line of the file: what it changes, or why it cannot.

    ``together`` is what the quarters' targets will make, ``difference`` by how much they miss the target of the year;
    ``None`` while one side is unknown.
    """

    row: goal_rows.GoalRow
    outcome: Outcome = Outcome.SAME
    differences: list[tuple[str, str, str]] = field(default_factory=list)
    goal_values: dict[str, Any] = field(default_factory=dict)
    indicator_values: dict[str, Any] = field(default_factory=dict)
    goal: Goal | None = None
    indicator: GoalIndicator | None = None
    together: Decimal | None = None
    difference: Decimal | None = None

    @property
    def failed(self) -> bool:
        """Whether the row cannot be imported."""
        return bool(self.row.problems)


def headings() -> list[str]:
    """Return the headings of the documented layout."""
    return list(goal_rows.COLUMNS.values())


@dataclass(frozen=True)
class Preview:
    """Statutory term: pratinjau impor sasaran. Every row with its outcome, and how many there are of each."""

    batch: GoalImport
    rows: tuple[PlannedRow, ...]

    @property
    def counts(self) -> dict[str, int]:
        """How many rows are new, changed, the same, failed."""
        found = dict.fromkeys((Outcome.NEW, Outcome.CHANGED, Outcome.SAME, Outcome.FAILED), 0)
        for row in self.rows:
            found[row.outcome] += 1
        return {str(key): value for key, value in found.items()}

    @property
    def changing(self) -> int:
        """How many rows would change something."""
        return sum(row.outcome in (Outcome.NEW, Outcome.CHANGED) for row in self.rows)


def list_imports(*, actor: Actor, on: date, limit: int = 25) -> list[GoalImport]:
    """Return the latest uploaded files: an admin of the whole agency sees all, others their own."""
    _require_writer(actor, on)
    rows = GoalImport.objects.defer("rows")
    if not goal_policies.reach_of(actor, on).covers(""):
        rows = rows.filter(created_by_id=actor.account_id)
    return list(rows[:limit])


def preview_of(*, actor: Actor, import_id: UUID, on: date) -> Preview:
    """
    Return what a file would change today, row by row.

    :raises NotAllowed: the actor writes no goals
    :raises NotFound: there is no such file, or somebody else uploaded it
    """
    _require_writer(actor, on)
    batch = GoalImport.objects.filter(id=import_id).first()
    reach = goal_policies.reach_of(actor, on)
    if batch is None or not (reach.covers("") or batch.created_by_id == actor.account_id):
        raise NotFound
    return Preview(batch, tuple(plan_rows(rows=batch.rows, year=batch.year, reach=reach, on=on)))


def _require_writer(actor: Actor, on: date) -> None:
    if not goal_policies.reach_of(actor, on).anywhere:
        raise NotAllowed(_("Impor sasaran dilakukan oleh admin instansi, pengelola kinerja, atau kepala unit."))


def plan_rows(
    *, rows: Sequence[Mapping[str, str]], year: int, reach: goal_policies.Reach, on: date
) -> list[PlannedRow]:
    """Return what each row changes against what is stored; reading only, the same before and at the run."""
    read = goal_rows.understand(rows)
    stored = _Stored(on, year)
    for row in read:
        if not row.problems:
            _check_place(row, stored, reach, year)
    _check_parents(read, stored)
    return [_planned(row, stored, year) for row in read]


class _Stored:
    """What is stored: goals by code, indicators by their words, figures of the year, units by code."""

    def __init__(self, on: date, year: int) -> None:
        self.goals: dict[str, list[Goal]] = {}
        everything = Goal.objects.filter(retired_at=None).exclude(code="").select_related("parent")
        for goal in everything:
            self.goals.setdefault(goal.code, []).append(goal)
        self.measures = goals.measures_of([goal.id for goal in everything], year)
        units = organisation.units.list_units(on=on)
        self.units = {unit.code: unit for unit in units}
        self.by_number = {unit.code.lstrip("0"): unit for unit in units if unit.code.isdigit()}
        self.codes = {unit.id: unit.code for unit in units}

    def unit(self, code: str) -> organisation.UnitData | None:
        """Return a unit by its code; Excel may have taken its leading noughts away."""
        return self.units.get(code) or self.by_number.get(code.lstrip("0") or "-")

    def measure(self, goal: Goal | None, text: str) -> goals.Measure | None:
        """Return the indicator of a goal with these words."""
        wanted = people.imports.normal(text)
        measures = self.measures.get(goal.id, ()) if goal else ()
        return next((m for m in measures if people.imports.normal(m.indicator.text) == wanted), None)


def _check_place(row: goal_rows.GoalRow, stored: _Stored, reach: goal_policies.Reach, year: int) -> None:
    code, unit_code = row.cell("code"), row.cell("unit")
    unit = stored.unit(unit_code) if unit_code else None
    if unit_code and unit is None:
        row.problems.append(
            _("Unit dengan kode “%(code)s” tidak ada. Lihat kode di daftar unit kerja.") % {"code": unit_code}
        )
        return
    known = stored.goals.get(code, [])
    if len(known) > 1:
        row.problems.append(
            _("Kode %(code)s dipakai %(n)s sasaran. Ubah kodenya lebih dahulu.") % {"code": code, "n": len(known)}
        )
    paths = [unit.path if unit else "", *(goal.unit_path for goal in known)]
    if not all(reach.covers(path) for path in paths):
        row.problems.append(_("Anda tidak berwenang mengubah sasaran unit ini."))
    if row.targets and not row.years["first_year"] <= year <= row.years["last_year"]:
        row.problems.append(_("Tahun target %(year)s di luar masa berlaku sasaran.") % {"year": year})


def _check_parents(rows: Sequence[goal_rows.GoalRow], stored: _Stored) -> None:
    """Refuse rows whose goal above is missing, refused itself, apart in years, or below them."""
    heads: dict[str, goal_rows.GoalRow] = {}
    for row in rows:
        heads.setdefault(row.cell("code"), row)
    bad = {code for code, row in heads.items() if row.problems}
    for _step in range(len(heads) + 1):
        found = {code for code, row in heads.items() if code not in bad and _refuse_parent(row, heads, bad, stored)}
        if not found:
            break
        bad |= found
    for code, row in heads.items():
        if code not in bad and _loops(code, heads, stored):
            row.problems.append(_("Induk sasaran ini berputar kembali ke sasaran ini sendiri."))
            bad.add(code)
    for row in rows:
        if not row.problems and row.cell("code") in bad:
            row.problems.append(
                _("Baris %(line)s dengan kode yang sama bermasalah.") % {"line": heads[row.cell("code")].line}
            )


def _refuse_parent(
    row: goal_rows.GoalRow, heads: Mapping[str, goal_rows.GoalRow], bad: set[str], stored: _Stored
) -> bool:
    code = row.cell("parent")
    if not code:
        return False
    above = heads.get(code)
    if code in bad and not stored.goals.get(code):
        row.problems.append(_("Sasaran induk %(code)s bermasalah di berkas ini.") % {"code": code})
        return True
    if above is None and len(stored.goals.get(code, [])) != 1:
        row.problems.append(_("Sasaran induk %(code)s tidak ada di berkas maupun di pohon kinerja.") % {"code": code})
        return True
    if above is not None and code not in bad:
        first, last = above.years["first_year"], above.years["last_year"]
    else:
        first, last = stored.goals[code][0].first_year, stored.goals[code][0].last_year
    if row.years["first_year"] > last or row.years["last_year"] < first:
        row.problems.append(
            _("Sasaran induk %(code)s berlaku %(first)s–%(last)s, tidak bertemu dengan tahun sasaran ini.")
            % {"code": code, "first": first, "last": last}
        )
        return True
    return False


def _loops(code: str, heads: Mapping[str, goal_rows.GoalRow], stored: _Stored) -> bool:
    seen, current = {code}, code
    while True:
        if current in heads:
            current = heads[current].cell("parent")
        else:
            above = stored.goals[current][0].parent if current in stored.goals else None
            current = above.code if above else ""
        if not current:
            return False
        if current in seen:
            return current == code
        seen.add(current)


def _planned(row: goal_rows.GoalRow, stored: _Stored, year: int) -> PlannedRow:
    planned = PlannedRow(row)
    if row.problems:
        planned.outcome = Outcome.FAILED
        return planned
    unit = stored.unit(row.cell("unit")) if row.cell("unit") else None
    planned.goal = next(iter(stored.goals.get(row.cell("code"), [])), None)
    planned.goal_values = {
        "text": row.cell("text"),
        "kind": row.codes["kind"],
        "unit_id": unit.id if unit else None,
        "unit_path": unit.path if unit else "",
        **row.years,
    }
    _compare_goal(planned, stored)
    if row.cell("indicator"):
        _compare_indicator(planned, stored)
    if planned.goal is None or (row.cell("indicator") and planned.indicator is None):
        planned.outcome = Outcome.NEW
    elif planned.differences:
        planned.outcome = Outcome.CHANGED
    return planned


def _compare_goal(planned: PlannedRow, stored: _Stored) -> None:
    goal, row = planned.goal, planned.row
    if goal is None:
        return
    old = {
        "parent": goal.parent.code if goal.parent else "",
        "kind": goal.kind,
        "text": goal.text,
        "unit": stored.codes.get(goal.unit_id, "") if goal.unit_id else "",
        "first_year": str(goal.first_year),
        "last_year": str(goal.last_year),
    }
    unit = stored.unit(row.cell("unit")) if row.cell("unit") else None
    new = {
        "parent": row.cell("parent"),
        "kind": row.codes["kind"],
        "text": row.cell("text"),
        "unit": unit.code if unit else "",
        "first_year": str(row.years["first_year"]),
        "last_year": str(row.years["last_year"]),
    }
    _note(planned, old, new)


def _compare_indicator(planned: PlannedRow, stored: _Stored) -> None:
    row = planned.row
    measure = stored.measure(planned.goal, row.cell("indicator"))
    given = {
        "measure": row.cell("measure"),
        "accumulation": row.codes.get("accumulation", ""),
        "direction": row.codes.get("direction", ""),
    }
    planned.indicator_values = {key: value for key, value in given.items() if value}
    if measure is None:
        planned.indicator_values = {
            "accumulation": Accumulation.LAST.value,
            "direction": Direction.HIGHER.value,
            **planned.indicator_values,
        }
        _add_up(planned, measure)
        return
    planned.indicator = measure.indicator
    old = {key: getattr(measure.indicator, key) for key in planned.indicator_values}
    targets = {f"target_{q}": write_number(measure.target(q)) or measure.target_text(q) for q in row.targets}
    new = {f"target_{q}": write_number(number) or text for q, (number, text) in row.targets.items()}
    _note(planned, {**old, **targets}, {**planned.indicator_values, **new})
    _add_up(planned, measure)


def _add_up(planned: PlannedRow, measure: goals.Measure | None) -> None:
    """Tell what the quarters make with what is stored where the file is silent."""
    stored = {quarter: measure.target(quarter) for quarter in (0, *goals.QUARTERS)} if measure else {}
    values = {**stored, **{quarter: number for quarter, (number, _text) in planned.row.targets.items()}}
    how = planned.indicator_values.get("accumulation") or (measure.indicator.accumulation if measure else "")
    quarters = [values.get(quarter) for quarter in goals.QUARTERS]
    planned.together = figures.accumulate(quarters, how)
    planned.difference = figures.difference(values.get(0), quarters, how)


def _note(planned: PlannedRow, old: Mapping[str, str], new: Mapping[str, str]) -> None:
    planned.differences += [
        (goal_rows.COLUMNS[key], old[key], value) for key, value in new.items() if old[key] != value
    ]
