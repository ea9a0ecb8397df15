"""Posts of units and their class on a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _

from ekinerja.kernel.errors import NotFound
from ekinerja.organisation.data import PositionData
from ekinerja.organisation.models import Position, PositionClass


def _with_class(on: date) -> QuerySet[Position]:
    value = PositionClass.objects.filter(
        agency_id=OuterRef("agency_id"), position_id=OuterRef("id"), period__contains=on
    )
    return Position.objects.annotate(class_value=Subquery(value.values("value")[:1]))


def _data(position: Position) -> PositionData:
    return PositionData(
        id=position.id,
        unit_id=position.unit_id,
        title=position.title,
        kind=position.kind,
        echelon=position.echelon,
        grade=position.grade,
        is_head=position.is_head,
        position_class=position.class_value,  # type: ignore[attr-defined]
    )


def list_positions(*, on: date, unit_ids: Iterable[UUID] | None = None, open_only: bool = True) -> list[PositionData]:
    """Return posts with their class on a day, heads first, then by title; of all units or of some."""
    found = _with_class(on)
    if unit_ids is not None:
        found = found.filter(unit_id__in=list(unit_ids))
    if open_only:
        found = found.filter(is_open=True)
    return [_data(position) for position in found.order_by("unit_id", "-is_head", "kind", "title")]


def get_position(*, position_id: UUID, on: date) -> PositionData:
    """
    Return a post with its class on a day.

    :raises NotFound: no such post in this agency
    """
    position = _with_class(on).filter(id=position_id).first()
    if position is None:
        raise NotFound(_("Jabatan tidak ditemukan."))
    return _data(position)


def head_position(*, unit_id: UUID, on: date) -> PositionData | None:
    """Return the open head post of a unit, or ``None`` if the unit has none."""
    position = _with_class(on).filter(unit_id=unit_id, is_head=True, is_open=True).first()
    return _data(position) if position else None


def lock_head(*, position_id: UUID) -> str | None:
    """Lock a post if it is a unit's head post and return its title; ``None`` for any other post."""
    found = Position.objects.select_for_update().filter(id=position_id, is_head=True)
    return found.values_list("title", flat=True).first()


def head_positions(*, unit_ids: Iterable[UUID], on: date) -> dict[UUID, PositionData]:
    """Return the open head posts of many units by unit."""
    found = _with_class(on).filter(unit_id__in=list(unit_ids), is_head=True, is_open=True)
    return {position.unit_id: _data(position) for position in found}


def search_positions(
    *, text: str, kind: str = "", on: date, offset: int = 0, limit: int = 25
) -> tuple[list[PositionData], int]:
    """Return one page of the open posts whose title has every word, and how many there are."""
    found = Position.objects.filter(is_open=True)
    for word in text.split():
        found = found.filter(title__icontains=word)
    if kind:
        found = found.filter(kind=kind)
    total = found.count()
    ids = found.order_by("title", "id").values_list("id", flat=True)[offset : offset + limit]
    rows = {position.id: position for position in _with_class(on).filter(id__in=list(ids))}
    return sorted((_data(p) for p in rows.values()), key=lambda p: (p.title, str(p.id))), total
