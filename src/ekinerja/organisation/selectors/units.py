"""Units and their tree as they are on a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from ekinerja.kernel.errors import NotFound
from ekinerja.organisation.data import UnitData
from ekinerja.organisation.models import UnitVersion


def _on(day: date) -> QuerySet[UnitVersion]:
    return UnitVersion.objects.filter(period__contains=day).select_related("unit")


def _data(version: UnitVersion) -> UnitData:
    return UnitData(
        id=version.unit_id,
        code=version.unit.code,
        name=version.name,
        kind=version.kind,
        parent_id=version.parent_id,
        path=version.path,
        depth=version.depth,
        starts_on=version.period.lower,
        ends_on=version.period.upper,
        source_id=version.unit.source_id,
        head_title=version.head_title,
        decree_number=version.decree_number,
        leader_source_id=version.unit.leader_source_id,
    )


def list_units(
    *, on: date, under: str = "", ids: Iterable[UUID] | None = None, max_depth: int | None = None
) -> list[UnitData]:
    """Return the units of a day in the order of the tree: below a path, of a choice of ids, down to a depth."""
    found = _on(on)
    if max_depth is not None:
        found = found.filter(depth__lte=max_depth)
    if under:
        found = found.filter(path__startswith=under)
    if ids is not None:
        found = found.filter(unit_id__in=list(ids))
    return [_data(version) for version in found.order_by("path")]


def get_unit(*, unit_id: UUID, on: date) -> UnitData:
    """
    Return the unit as it is on a day.

    :raises NotFound: no such unit in this agency on that day
    """
    version = _on(on).filter(unit_id=unit_id).first()
    if version is None:
        raise NotFound(_("Unit tidak ditemukan pada tanggal itu."))
    return _data(version)


def find_latest(*, unit_id: UUID) -> UnitData:
    """
    Return the unit's latest version, also of a closed unit.

    :raises NotFound: no such unit in this agency
    """
    version = UnitVersion.objects.filter(unit_id=unit_id).select_related("unit").order_by("-period").first()
    if version is None:
        raise NotFound(_("Unit tidak ditemukan."))
    return _data(version)


def subtree_path(*, unit_id: UUID, on: date) -> str:
    """
    Return the path with which every path of the unit's subtree starts.

    :raises NotFound: no such unit in this agency on that day
    """
    return get_unit(unit_id=unit_id, on=on).path


def list_children(*, parent_id: UUID | None, on: date) -> list[UnitData]:
    """Return the units directly below one (``None``: the roots)."""
    return [_data(v) for v in _on(on).filter(parent_id=parent_id).order_by("path")]


def list_ancestors(*, unit: UnitData, on: date) -> list[UnitData]:
    """Return the units above this one, the root first."""
    codes = unit.path.rstrip(".").split(".")[:-1]
    return [_data(v) for v in _on(on).filter(unit__code__in=codes).order_by("depth")] if codes else []


def unit_history(*, unit_id: UUID) -> list[UnitData]:
    """Return all versions of a unit, the newest first."""
    versions = UnitVersion.objects.filter(unit_id=unit_id).select_related("unit").order_by("-period")
    return [_data(version) for version in versions]


def search_units(*, text: str, on: date, limit: int = 20, under: tuple[str, ...] = ("",)) -> list[UnitData]:
    """Return units whose name has every word, shortest names first; ``under`` limits to subtrees."""
    found = _on(on)
    for word in text.split():
        found = found.filter(name__icontains=word)
    rows = [_data(v) for v in found.order_by("path")[: limit * 10]]
    rows = [unit for unit in rows if unit.path.startswith(under)]
    return sorted(rows, key=lambda unit: (len(unit.name), unit.name))[:limit]


def list_paths(*, on: date, under: str = "") -> dict[UUID, str]:
    """Return unit → path of a subtree on a day, for adding up."""
    found = UnitVersion.objects.filter(period__contains=on)
    if under:
        found = found.filter(path__startswith=under)
    return dict(found.values_list("unit_id", "path"))
