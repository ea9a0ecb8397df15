"""Find or open the posts that a form or an import names, and date their classes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from ekinerja.audit import public as audit
from ekinerja.kernel.actor import Actor
from ekinerja.kernel.ids import uuid7
from ekinerja.kernel.journal import Journal
from ekinerja.kernel.tenancy import context
from ekinerja.organisation import policies
from ekinerja.organisation.data import PositionData, PositionWanted
from ekinerja.organisation.models import Position, PositionClass
from ekinerja.organisation.selectors import positions, units

Key = tuple[UUID, str, str, str]


def ensure_positions(*, wanted: Iterable[PositionWanted], journal: Journal) -> dict[Key, Position]:
    """
    Return every wanted post, opening in the journal those that do not exist.

    The key is unit, title, kind and grade. A head post keeps its id and title when kind, grade or
    echelon are learnt later.
    """
    wanted = list(wanted)
    known: dict[Key, Position] = {}
    heads: dict[UUID, Position] = {}
    for row in Position.objects.filter(unit_id__in={w.unit_id for w in wanted}):
        known[(row.unit_id, row.title, row.kind, row.grade)] = row
        if row.is_head and row.is_open:
            heads[row.unit_id] = row
    found: dict[Key, Position] = {}
    for want in wanted:
        key = (want.unit_id, want.title, want.kind, want.grade)
        position = heads.get(want.unit_id) if want.is_head else known.get(key)
        if position is None:
            position = _open(want, journal)
            known[key] = position
            if want.is_head:
                heads[want.unit_id] = position
        elif not position.is_open:
            journal.change(position, 0, is_open=True)
        if want.is_head and (position.kind, position.grade, position.echelon) != (want.kind, want.grade, want.echelon):
            journal.change(position, 0, kind=want.kind, grade=want.grade, echelon=want.echelon)
        found[key] = position
    return found


def _open(want: PositionWanted, journal: Journal) -> Position:
    position = Position(
        id=uuid7(),
        agency_id=context.current_or_none(),
        unit_id=want.unit_id,
        title=want.title,
        kind=want.kind,
        grade=want.grade,
        echelon=want.echelon,
        is_head=want.is_head,
    )
    journal.insert(position, 0)
    return position


def ensure_classes(*, wanted: Mapping[UUID, int], on: date, journal: Journal) -> None:
    """Give posts their class from a day on where it differs; ``wanted`` maps post to class."""
    current = {
        row.position_id: row for row in PositionClass.objects.filter(position_id__in=list(wanted), period__contains=on)
    }
    later = set(
        PositionClass.objects.filter(position_id__in=list(wanted), period__startswith__gt=on).values_list(
            "position_id", flat=True
        )
    )
    for position_id, value in wanted.items():
        row = current.get(position_id)
        if (row is not None and row.value == value) or position_id in later:
            continue
        if row is not None and row.period.lower == on:
            journal.change(row, 0, value=value)
            continue
        if row is not None:
            journal.change(row, 0, period=DateRange(row.period.lower, on))
        journal.insert(
            PositionClass(
                id=uuid7(),
                agency_id=context.current_or_none(),
                position_id=position_id,
                value=value,
                period=DateRange(on, None),
            ),
            0,
        )


@transaction.atomic
def open_position(
    *, actor: Actor, want: PositionWanted, position_class: int | None, on: date, at: datetime
) -> PositionData:
    """
    Open a post in a unit, or return it if it is there already, with its class from a day on.

    :raises NotFound: no such unit in this agency on that day
    :raises NotAllowed: the actor is no administrator of it
    """
    unit = units.get_unit(unit_id=want.unit_id, on=on)
    policies.require_change(actor, unit.path)
    journal = Journal()
    found = ensure_positions(wanted=[want], journal=journal)
    position_id = next(iter(found.values())).id
    journal.write()
    classes = Journal()
    if position_class is not None:
        ensure_classes(wanted={position_id: position_class}, on=on, journal=classes)
    entries = classes.write()
    audit.record(
        actor=actor, event="organisation.position.opened", subject_type="position", subject_id=position_id, at=at,
        data={"title": want.title, "unit_id": want.unit_id, "class": position_class, "changes": len(entries)},
    )  # fmt: skip
    return positions.get_position(position_id=position_id, on=on)
