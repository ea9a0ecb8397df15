"""Say what a change would lead to, by doing it and taking it back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from ekinerja.kernel.errors import NotFound
from ekinerja.organisation import public as organisation
from ekinerja.people.data import EmployeeSnapshot
from ekinerja.people.models import Appointment
from ekinerja.people.selectors.raters import rater_of, subordinates_of
from ekinerja.people.selectors.snapshots import snapshot_of, unit_heads


class _TakenBack(Exception):
    """Ends the trial."""


@dataclass(frozen=True)
class Consequence:
    """One thing that changes, in words: before and after."""

    label: str
    before: str
    after: str
    warning: bool = False


@dataclass(frozen=True)
class _Facts:
    snapshot: EmployeeSnapshot
    rater: str
    led: dict[UUID, str]
    subordinates: int


def preview_change(*, change: Callable[[], object], employee_id: UUID, on: date) -> list[Consequence]:
    """
    Return what would be different on that day after a change, without keeping it.

    :raises DomainError: whatever the change itself refuses
    """
    before = _facts(employee_id, on)
    after = before
    try:
        with transaction.atomic():
            change()
            after = _facts(employee_id, on)
            vacant = _vacant(set(before.led) | set(after.led), on)
            raise _TakenBack
    except _TakenBack:
        pass
    return _compare(before, after, vacant)


def _facts(employee_id: UUID, on: date) -> _Facts:
    led = {
        row.unit_id: row.position.title
        for row in Appointment.objects.filter(
            employee_id=employee_id, is_head=True, period__contains=on
        ).select_related("position")
    }
    return _Facts(
        snapshot=snapshot_of(employee_id=employee_id, on=on),
        rater=_rater(employee_id, on),
        led=led,
        subordinates=len(subordinates_of(rater_id=employee_id, on=on)) if led else 0,
    )


def _rater(employee_id: UUID, on: date) -> str:
    answer = rater_of(employee_id=employee_id, on=on)
    if answer.rater_employee_id is None:
        return answer.rater_label
    try:
        return snapshot_of(employee_id=answer.rater_employee_id, on=on).name
    except NotFound:
        return answer.rater_label


def _vacant(unit_ids: set[UUID], on: date) -> list[str]:
    """Return the head posts of these units that nobody holds or acts in."""
    heads = organisation.positions.head_positions(unit_ids=unit_ids, on=on)
    held = unit_heads(unit_ids=unit_ids, on=on)
    return [heads[unit_id].title for unit_id in unit_ids if unit_id in heads and unit_id not in held]


def _compare(before: _Facts, after: _Facts, vacant: list[str]) -> list[Consequence]:
    old, new = before.snapshot, after.snapshot
    pairs = (
        ("Unit", old.unit_name, new.unit_name),
        ("Jabatan", old.position_title, new.position_title),
        ("Kelas jabatan", _text(old.position_class), _text(new.position_class)),
        ("Golongan ruang", old.rank, new.rank),
        ("Kedudukan", old.status, new.status),
        ("Status pegawai", old.civil_status, new.civil_status),
        ("Pejabat penilai", before.rater, after.rater),
        ("Memimpin", ", ".join(before.led.values()), ", ".join(after.led.values())),
    )
    found = [Consequence(label, a or "–", b or "–") for label, a, b in pairs if a != b]
    if before.subordinates != after.subordinates:
        found.append(Consequence("Bawahan yang dinilai", f"{before.subordinates} orang", f"{after.subordinates} orang"))
    found += [Consequence(title, "terisi", "kosong, belum ada PLT atau PLH", warning=True) for title in vacant]
    return found


def _text(value: int | None) -> str:
    return "" if value is None else str(value)
