"""Compare units of another system with ours, and write the differences through a journal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from ekinerja.kernel.errors import RuleNotMet
from ekinerja.kernel.ids import uuid7
from ekinerja.kernel.journal import Journal
from ekinerja.kernel.tenancy import context
from ekinerja.organisation.data import Difference, PositionKind, UnitRow
from ekinerja.organisation.models import Position, Unit, UnitVersion

TREE_FAULTS = {
    "missing": "Unit induk dengan Id {parent} tidak ada di berkas maupun di data instansi.",
    "self": "Unit ini menunjuk dirinya sendiri sebagai unit induk.",
    "cycle": "Unit induk membentuk lingkaran (unit ini berada di bawah dirinya sendiri).",
    "under": "Unit induknya di berkas ini bermasalah; perbaiki baris unit induk dulu.",
}


@dataclass
class UnitPlan:
    """What an import of units would do: faults and differences per line, and the rows to write."""

    faults: dict[int, str] = field(default_factory=dict)
    differences: dict[int, list[Difference]] = field(default_factory=dict)
    new_lines: set[int] = field(default_factory=set)
    unit_of_line: dict[int, UUID] = field(default_factory=dict)
    missing: list[tuple[UUID, str, str]] = field(default_factory=list)


@dataclass
class _Known:
    unit: Unit
    version: UnitVersion | None
    head: Position | None
    is_new: bool = False


@dataclass(frozen=True)
class _Place:
    parent_id: UUID | None
    path: str
    depth: int


def plan_units(*, rows: Sequence[UnitRow], on: date, journal: Journal) -> UnitPlan:
    """
    Compare rows with the units of a day and put the needed changes into the journal (not yet written).

    Rows whose parent is missing, itself or in a circle are faults; their subtrees too.

    :raises RuleNotMet: never for a row; only if the data of the agency itself is broken
    """
    plan = UnitPlan()
    known = _load(on)
    good = _check_tree(rows, known, plan)
    for row in good:
        known.setdefault(row.source_id, _Known(_new_unit(row), None, None, is_new=True))
    places = _places(good, known)
    for row in good:
        _plan_row(row, known[row.source_id], places[row.source_id], on, journal, plan)
    _move_subtrees(good, known, places, on, journal)
    _list_missing(rows, known, plan)
    return plan


def _load(on: date) -> dict[str, _Known]:
    versions = {v.unit_id: v for v in UnitVersion.objects.filter(period__contains=on)}
    heads = {p.unit_id: p for p in Position.objects.filter(is_head=True, is_open=True)}
    units = Unit.objects.exclude(source_id="")
    return {u.source_id: _Known(u, versions.get(u.id), heads.get(u.id)) for u in units}


def _check_tree(rows: Sequence[UnitRow], known: dict[str, _Known], plan: UnitPlan) -> list[UnitRow]:
    """Return the rows whose way up to the root is sound; the others get the reason as their fault."""
    by_source = {row.source_id: row for row in rows}
    own = {row.source_id: _own_fault(row, by_source, known) for row in rows}
    good: list[UnitRow] = []
    for row in rows:
        found = own[row.source_id] or ("under" if _fault_above(row, by_source, own) else "")
        if not found:
            good.append(row)
        else:
            plan.faults[row.line] = TREE_FAULTS[found].format(parent=row.parent_source_id)
    return good


def _own_fault(row: UnitRow, by_source: dict[str, UnitRow], known: dict[str, _Known]) -> str:
    """Return what is wrong with the row's own parent: missing, self or cycle."""
    parent = row.parent_source_id
    if not parent:
        return ""
    if parent == row.source_id:
        return "self"
    if parent not in by_source:
        existing = known.get(parent)
        return "" if existing and existing.version else "missing"
    seen = {row.source_id}
    above: UnitRow | None = by_source[parent]
    while above is not None and above.source_id not in seen:
        seen.add(above.source_id)
        above = by_source.get(above.parent_source_id)
    return "cycle" if above is not None and above.source_id == row.source_id else ""


def _fault_above(row: UnitRow, by_source: dict[str, UnitRow], own: dict[str, str]) -> bool:
    """Whether a unit above in the same file is faulty."""
    seen = {row.source_id}
    above = by_source.get(row.parent_source_id)
    while above is not None and above.source_id not in seen:
        if own[above.source_id]:
            return True
        seen.add(above.source_id)
        above = by_source.get(above.parent_source_id)
    return False


def _new_unit(row: UnitRow) -> Unit:
    return Unit(
        id=uuid7(),
        agency_id=context.current_or_none(),
        code=row.code,
        source_id=row.source_id,
        leader_source_id=row.leader_source_id,
    )


def _places(rows: Sequence[UnitRow], known: dict[str, _Known]) -> dict[str, _Place]:
    by_source = {row.source_id: row for row in rows}
    places: dict[str, _Place] = {}

    def place(source: str) -> _Place:
        if source not in places:
            item, row = known[source], by_source.get(source)
            if row is None:
                version = item.version
                if version is None:
                    raise RuleNotMet(_("Unit induk sudah ditutup."))
                places[source] = _Place(version.parent_id, version.path, version.depth)
            elif row.parent_source_id:
                above = place(row.parent_source_id)
                parent = known[row.parent_source_id].unit
                places[source] = _Place(parent.id, f"{above.path}{item.unit.code}.", above.depth + 1)
            else:
                places[source] = _Place(None, f"{item.unit.code}.", 0)
        return places[source]

    for row in rows:
        place(row.source_id)
    return places


def _plan_row(row: UnitRow, item: _Known, place: _Place, on: date, journal: Journal, plan: UnitPlan) -> None:
    plan.unit_of_line[row.line] = item.unit.id
    if item.is_new:
        plan.new_lines.add(row.line)
        journal.insert(item.unit, row.line)
    differences = plan.differences.setdefault(row.line, [])
    _plan_version(row, item, place, on, journal, differences)
    _plan_head(row, item, journal, differences)
    if not item.is_new and row.leader_source_id != item.unit.leader_source_id:
        differences.append(Difference("Pemimpin (Id)", item.unit.leader_source_id, row.leader_source_id))
        journal.change(item.unit, row.line, leader_source_id=row.leader_source_id)


def _plan_version(
    row: UnitRow, item: _Known, place: _Place, on: date, journal: Journal, differences: list[Difference]
) -> None:
    old = item.version
    wanted = {"name": row.name, "kind": row.kind, "head_title": row.head_title, "parent_id": place.parent_id}
    words = {"name": "Nama unit", "kind": "Jenis unit", "head_title": "Nama jabatan kepala", "parent_id": "Unit induk"}
    changed = [name for name, value in wanted.items() if old is None or getattr(old, name) != value]
    if not changed:
        return
    if not item.is_new:
        differences.extend(
            Difference(words[n], str(getattr(old, n) or "") if old else "", str(wanted[n] or "")) for n in changed
        )
    item.version = put_version(item.unit, old, on, journal, row.line, path=place.path, depth=place.depth, **wanted)


def put_version(
    unit: Unit, old: UnitVersion | None, on: date, journal: Journal, line: int, **values: object
) -> UnitVersion:
    """Close the present version on a day and open the next, or correct it when it began that very day."""
    if old is not None and old.period.lower == on:
        journal.change(old, line, **values)
        return old
    until = None
    if old is not None:
        until = old.period.upper
        values = {"name": old.name, "kind": old.kind, "head_title": old.head_title, **values}
        journal.change(old, line, period=DateRange(old.period.lower, on))
    new = UnitVersion(id=uuid7(), agency_id=unit.agency_id, unit_id=unit.id, period=DateRange(on, until), **values)
    journal.insert(new, line)
    return new


def _plan_head(row: UnitRow, item: _Known, journal: Journal, differences: list[Difference]) -> None:
    kind = PositionKind.STRUCTURAL if row.echelon or not row.parent_source_id else PositionKind.FUNCTIONAL
    head = item.head
    if not row.head_title:
        return
    if head is None:
        head = Position(
            id=uuid7(),
            agency_id=item.unit.agency_id,
            unit_id=item.unit.id,
            title=row.head_title,
            kind=kind,
            echelon=row.echelon,
            is_head=True,
        )
        item.head = head
        journal.insert(head, row.line)
    elif (head.title, head.echelon) != (row.head_title, row.echelon):
        differences.append(Difference("Eselon", head.echelon, row.echelon))
        journal.change(head, row.line, title=row.head_title, echelon=row.echelon, kind=kind)


def _move_subtrees(
    good: Sequence[UnitRow], known: dict[str, _Known], places: dict[str, _Place], on: date, journal: Journal
) -> None:
    """Give every unit whose ancestor moved its new path from that day, in the file or not."""
    by_id = {item.unit.id: item for item in known.values()}
    line_of = {known[row.source_id].unit.id: row.line for row in good}
    paths: dict[UUID, _Place] = {}

    def place(item: _Known) -> _Place | None:
        if item.version is None:
            return None
        unit_id = item.unit.id
        if unit_id not in paths:
            if item.version.parent_id is None:
                paths[unit_id] = _Place(None, f"{item.unit.code}.", 0)
            elif item.version.parent_id in by_id:
                above = place(by_id[item.version.parent_id])
                if above is None:
                    return None
                paths[unit_id] = _Place(item.version.parent_id, f"{above.path}{item.unit.code}.", above.depth + 1)
            else:
                paths[unit_id] = _Place(item.version.parent_id, item.version.path, item.version.depth)
        return paths[unit_id]

    for item in known.values():
        new = place(item)
        if new and item.version and new.path != item.version.path:
            put_version(
                item.unit, item.version, on, journal, line_of.get(item.unit.id, 0),
                parent_id=new.parent_id, path=new.path, depth=new.depth,
            )  # fmt: skip


def _list_missing(rows: Sequence[UnitRow], known: dict[str, _Known], plan: UnitPlan) -> None:
    named = {row.source_id for row in rows}
    for source, item in known.items():
        if source not in named and item.version is not None:
            plan.missing.append((item.unit.id, item.unit.code, item.version.name))
