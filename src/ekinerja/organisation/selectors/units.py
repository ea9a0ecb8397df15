"""Units and their tree as they are on a day."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import BooleanField, Count, Exists, ExpressionWrapper, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from ekinerja.kernel.errors import NotFound
from ekinerja.organisation.data import UnitData, UnitInTree
from ekinerja.organisation.models import Position, UnitVersion


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


def names_of(*, unit_ids: Iterable[UUID], on: date) -> dict[UUID, str]:
    """Return what units are called on a day; of a unit that is not there on it, what it was called last."""
    versions = UnitVersion.objects.filter(unit_id__in=list(unit_ids)).annotate(
        holds=ExpressionWrapper(Q(period__contains=on), output_field=BooleanField())
    )
    found = versions.order_by("unit_id", "-holds", "-period").distinct("unit_id")
    return dict(found.values_list("unit_id", "name"))


def outline_under(*, paths: Collection[str], on: date) -> list[UnitInTree]:
    """Return the units at the top of these subtrees and what is directly below them; ``""`` is the whole agency."""
    tops = (Q(path__startswith=path, depth__lte=max(1, path.count("."))) for path in paths)
    return _outline(on, reduce(or_, tops)) if paths else []


def outline_below(*, parent_id: UUID | None, on: date) -> list[UnitInTree]:
    """Return the units directly below one (``None``: the roots)."""
    return _outline(on, Q(parent_id=parent_id))


def outline_around(*, unit: UnitData, on: date) -> list[UnitInTree]:
    """Return the units above this one, itself and those directly below it, the root first."""
    codes = unit.path.rstrip(".").split(".")
    above = [".".join(codes[:depth]) + "." for depth in range(1, len(codes))]
    return _outline(on, Q(path__in=above) | Q(unit_id=unit.id) | Q(parent_id=unit.id))


def outline_of(*, unit_ids: Iterable[UUID], on: date) -> list[UnitInTree]:
    """Return these units in the order of the tree."""
    return _outline(on, Q(unit_id__in=list(unit_ids)))


def _outline(on: date, which: Q) -> list[UnitInTree]:
    below = UnitVersion.objects.filter(
        agency_id=OuterRef("agency_id"), parent_id=OuterRef("unit_id"), period__contains=on
    )
    heads = Position.objects.filter(
        agency_id=OuterRef("agency_id"), unit_id=OuterRef("unit_id"), is_head=True, is_open=True
    )
    count = below.order_by().values("parent_id").annotate(n=Count("id")).values("n")
    rows = _on(on).filter(which).annotate(children=Coalesce(Subquery(count), 0), has_head_post=Exists(heads))
    return [UnitInTree(_data(row), row.children, row.has_head_post) for row in rows.order_by("path")]


def list_paths(*, on: date, under: str = "") -> dict[UUID, str]:
    """Return unit → path of a subtree on a day, for adding up."""
    found = UnitVersion.objects.filter(period__contains=on)
    if under:
        found = found.filter(path__startswith=under)
    return dict(found.values_list("unit_id", "path"))
