"""Compare people of a file with ours, and put the needed changes into a journal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateRange

from ekinerja.kernel.ids import uuid7
from ekinerja.kernel.journal import Journal
from ekinerja.kernel.tenancy import context
from ekinerja.organisation import public as organisation
from ekinerja.organisation.public import Difference, PositionWanted
from ekinerja.people.data import GONE, AppointmentKind, Status
from ekinerja.people.models import Appointment, Employee, RankRecord, StatusRecord
from ekinerja.people.services.imports.held_heads import refuse_held_heads
from ekinerja.people.services.imports.known import Known, PeoplePlan, load_known
from ekinerja.people.services.imports.read_rows import PersonRow
from ekinerja.people.services.put_dated import put_dated

LABELS = {
    "nip": "NIP", "name": "Nama", "front_title": "Gelar depan", "back_title": "Gelar belakang",
    "birth_place": "Tempat lahir", "birth_date": "Tanggal lahir", "sex": "Jenis kelamin", "email": "Surel",
    "phone": "Nomor telepon", "kind": "Jenis pegawai", "education": "Pendidikan",
    "civil_servant_since": "TMT CPNS", "source_id": "Id pegawai",
}  # fmt: skip


def plan_people(*, rows: Sequence[PersonRow], on: date, journal: Journal) -> PeoplePlan:
    """Compare rows with the people of a day and put the needed changes into the journal (not yet written)."""
    plan = PeoplePlan()
    known = load_known(on=on)
    wanted = _posts(rows, known, plan)
    _refuse_mixed_up(rows, known, plan)
    refuse_held_heads(rows=rows, wanted=wanted, known=known, plan=plan)
    good = [row for row in rows if row.line not in plan.faults]
    places = organisation.ensure_positions(
        wanted=[wanted[row.line] for row in good if row.line in wanted], journal=journal
    )
    classes: dict[UUID, Counter[int]] = {}
    for row in good:
        employee = _employee(row, known, journal, plan)
        want = wanted.get(row.line)
        if row.status in GONE:
            _end_posts(row, employee, known, journal, plan)
        if want is not None:
            position = places[(want.unit_id, want.title, want.kind, want.grade)]
            if row.status not in GONE:
                _post(row, employee, want, position, known, journal, plan)
            if row.position_class:
                classes.setdefault(position.id, Counter())[row.position_class] += 1
        _rank_and_status(row, employee, known, journal, plan)
    usual = {position_id: counts.most_common(1)[0][0] for position_id, counts in classes.items()}
    organisation.ensure_classes(wanted=usual, on=on, journal=journal)
    _list_missing(rows, known, plan)
    return plan


def _posts(rows: Sequence[PersonRow], known: Known, plan: PeoplePlan) -> dict[int, PositionWanted]:
    """Return the post each row names; heads are those whom the unit names as its leader."""
    units: dict[int, organisation.UnitData] = {}
    for row in rows:
        if row.unit_source_id is None:
            continue
        key = row.unit_source_id.casefold() if row.unit_source_id.startswith("name:") else row.unit_source_id
        unit = known.units.get(key)
        if unit is None:
            shown = row.unit_source_id.removeprefix("code:").removeprefix("name:")
            plan.faults[row.line] = (
                f"Unit {shown} tidak dikenal pada {known.on:%d-%m-%Y}. Impor data unit dulu, atau perbaiki unitnya."
            )
        else:
            units[row.line] = unit
    heads = _heads(rows, units, known, plan)
    wanted: dict[int, PositionWanted] = {}
    for row in rows:
        if row.line in plan.faults or row.line not in units:
            continue
        unit = units[row.line]
        head = heads.get(unit.id) == row.line
        title = (unit.head_title or row.position_title) if head else row.position_title
        if title:
            wanted[row.line] = PositionWanted(
                unit_id=unit.id, title=title, kind=row.position_kind, grade=row.grade, echelon=row.echelon, is_head=head
            )
    return wanted


def _heads(
    rows: Sequence[PersonRow], units: dict[int, organisation.UnitData], known: Known, plan: PeoplePlan
) -> dict[UUID, int]:
    """Return unit → line of its head; two who claim the same head post are told apart by the unit's leader."""
    claims: dict[UUID, list[PersonRow]] = {}
    for row in rows:
        unit = units.get(row.line)
        if unit is None or row.status in GONE:
            continue
        leads = bool(row.source_id) and known.leaders.get(unit.id) == row.source_id
        if leads or (unit.head_title and row.position_title == unit.head_title):
            claims.setdefault(unit.id, []).append(row)
    heads: dict[UUID, int] = {}
    for unit_id, claimants in claims.items():
        leader = next((r for r in claimants if r.source_id and r.source_id == known.leaders.get(unit_id)), claimants[0])
        heads[unit_id] = leader.line
        for row in claimants:
            if row is not leader:
                plan.faults[row.line] = (
                    f"Jabatan kepala unit ini sudah diisi baris {leader.line} (pemimpin menurut data unit)."
                )
    return heads


def _refuse_mixed_up(rows: Sequence[PersonRow], known: Known, plan: PeoplePlan) -> None:
    for row in rows:
        by_source = known.by_source.get(row.source_id) if row.source_id else None
        by_nip = known.by_nip.get(row.nip)
        if by_source and by_nip and by_source.id != by_nip.id:
            plan.faults[row.line] = f"NIP {row.nip} tercatat untuk pegawai lain dengan Id yang berbeda."


def _employee(row: PersonRow, known: Known, journal: Journal, plan: PeoplePlan) -> Employee:
    by_source = known.by_source.get(row.source_id) if row.source_id else None
    by_nip = known.by_nip.get(row.nip)
    employee = by_source or by_nip
    if employee is None:
        employee = Employee(
            id=uuid7(), person_id=uuid7(), agency_id=context.current_or_none(), source_id=row.source_id, **row.identity
        )
        journal.insert(employee, row.line)
        plan.new_lines.add(row.line)
    else:
        wanted = dict(row.identity)
        if row.source_id:
            wanted["source_id"] = row.source_id
        changed = {name: value for name, value in wanted.items() if getattr(employee, name) != value}
        if changed:
            _note(plan, row, [(LABELS[n], getattr(employee, n), v) for n, v in changed.items()])
            journal.change(employee, row.line, **changed)
    plan.employee_of_line[row.line] = employee.id
    return employee


def _end_posts(row: PersonRow, employee: Employee, known: Known, journal: Journal, plan: PeoplePlan) -> None:
    """End every post of somebody who has left, those in which they only acted too."""
    own = known.posts.get(employee.id)
    for held in (*([own] if own is not None else ()), *known.acting.get(employee.id, ())):
        journal_end(held, known.on, row.line, journal)
        word = "Jabatan" if held is own else f"Jabatan {held.kind}"
        _note(plan, row, [(word, known.positions[held.position_id].title, "berakhir")])


def _post(
    row: PersonRow, employee: Employee, want: PositionWanted, position: Any, known: Known, journal: Journal,
    plan: PeoplePlan,
) -> None:  # fmt: skip
    old = known.posts.get(employee.id)
    values = {
        "unit_id": want.unit_id, "position_id": position.id, "is_head": position.is_head,
        "position_class": row.position_class,
    }  # fmt: skip
    if row.position_class is None:
        values.pop("position_class")
    if old is not None and all(getattr(old, name) == value for name, value in values.items()):
        return
    if old is not None:
        _note(plan, row, _post_words(old, want, row, known))
        values.setdefault("position_class", old.position_class if old.position_id == position.id else None)
    put_dated(
        Appointment, old, employee, known.on, journal, row.line,
        since=None if position.id in known.shared_heads else row.position_since,
        until=known.later[Appointment].get(employee.id),
        values={"kind": AppointmentKind.DEFINITIVE, **values},
    )  # fmt: skip


def _post_words(old: Appointment, want: PositionWanted, row: PersonRow, known: Known) -> list[tuple[str, Any, Any]]:
    names = {unit.id: unit.name for unit in known.units.values()}
    title = known.positions[old.position_id].title
    words: list[tuple[str, Any, Any]] = []
    if old.unit_id != want.unit_id:
        words.append(("Unit", names.get(old.unit_id, "(unit lama)"), names[want.unit_id]))
    if title != want.title or not words:
        words.append(("Jabatan", title, want.title))
    if row.position_class is not None and old.position_class != row.position_class:
        words = [word for word in words if word[1] != word[2]]
        words.append(("Kelas jabatan", old.position_class, row.position_class))
    return words


def _rank_and_status(row: PersonRow, employee: Employee, known: Known, journal: Journal, plan: PeoplePlan) -> None:
    rank = known.ranks.get(employee.id)
    if row.rank and (rank is None or rank.code != row.rank):
        if row.line not in plan.new_lines:
            _note(plan, row, [("Golongan ruang", rank.code if rank else "", row.rank)])
        put_dated(
            RankRecord, rank, employee, known.on, journal, row.line,
            since=row.rank_since, until=known.later[RankRecord].get(employee.id), values={"code": row.rank},
        )  # fmt: skip
    old = known.statuses.get(employee.id)
    status = row.status or (old.status if old else Status.ACTIVE)
    if old is None or (old.status, old.civil_status) != (status, row.civil_status):
        if old is not None:
            words = [("Kedudukan", old.status, status), ("Status pegawai", old.civil_status, row.civil_status)]
            _note(plan, row, [word for word in words if word[1] != word[2]])
        since = row.since if old is None and status == Status.ACTIVE and row.line in plan.new_lines else None
        put_dated(
            StatusRecord, old, employee, known.on, journal, row.line,
            since=since, until=known.later[StatusRecord].get(employee.id),
            values={"status": status, "civil_status": row.civil_status},
        )  # fmt: skip


def journal_end(row: Any, on: date, line: int, journal: Journal) -> None:
    """End a dated record: ``on`` is the first day it no longer holds."""
    if row.period.lower < on:
        journal.change(row, line, period=DateRange(row.period.lower, on))


def _note(plan: PeoplePlan, row: PersonRow, words: list[tuple[str, Any, Any]]) -> None:
    known = plan.differences.setdefault(row.line, [])
    known.extend(Difference(label, _word(before), _word(after)) for label, before, after in words)


def _word(value: Any) -> str:
    if value is None:
        return ""
    return f"{value:%d-%m-%Y}" if isinstance(value, date) else str(value)


def _list_missing(rows: Sequence[PersonRow], known: Known, plan: PeoplePlan) -> None:
    named = set(plan.employee_of_line.values())
    named |= {known.by_nip[row.nip].id for row in rows if row.nip in known.by_nip}
    for employee in known.by_nip.values():
        status = known.statuses.get(employee.id)
        if employee.id not in named and status is not None and status.status not in GONE:
            plan.missing.append(employee.id)
