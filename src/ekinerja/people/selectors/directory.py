"""Lists of people: search tolerant of spelling, filters, sorting, pages."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from ekinerja.kernel.actor import Actor
from ekinerja.kernel.errors import NotFound
from ekinerja.people import policies
from ekinerja.people.data import DirectoryFilter
from ekinerja.people.fold_name import query_words
from ekinerja.people.models import DirectoryEntry, NameWord

SORTS = {
    "nama": ("name_sort", "id"),
    "nip": ("nip", "id"),
    "unit": ("unit_path", "name_sort", "id"),
    "kelas": ("position_class", "name_sort", "id"),
    "golongan": ("rank", "name_sort", "id"),
}
AFTER_LETTERS = "~"
NIP_LENGTH = 18


@dataclass(frozen=True)
class DirectoryPage:
    """One page of people and how many there are in all."""

    rows: list[DirectoryEntry]
    total: int


def list_directory(*, actor: Actor, chosen: DirectoryFilter, offset: int = 0, limit: int = 25) -> DirectoryPage:
    """Return one page of the people the actor may see: two queries whatever the size of the agency."""
    found = _found(actor, chosen)
    total = found.count()
    order = _order(chosen.sort)
    back = total - offset - limit
    if offset > total // 2:
        # The last pages are read from the end: half as many rows to pass over.
        size = max(0, min(limit, total - offset))
        reverse = [name[1:] if name.startswith("-") else f"-{name}" for name in order]
        ids = found.order_by(*reverse).values("id")[max(0, back) : max(0, back) + size]
    else:
        ids = found.order_by(*order).values("id")[offset : offset + limit]
    rows = DirectoryEntry.objects.filter(id__in=ids).order_by(*order)
    return DirectoryPage(list(rows), total)


def iterate_directory(*, actor: Actor, chosen: DirectoryFilter) -> Iterator[DirectoryEntry]:
    """Return every matching person the actor may see, for an export."""
    rows = _found(actor, chosen).order_by(*_order(chosen.sort))
    return iter(list(rows))


def search_people(*, actor: Actor, text: str, limit: int = 10, everybody: bool = False) -> list[DirectoryEntry]:
    """
    Return the best matches by name or part of a NIP for pickers and the search box.

    ``everybody`` widens to all of the agency in service, for choosing a colleague: name, post and unit only.
    """
    chosen = DirectoryFilter(text=text)
    found = _narrow(DirectoryEntry.objects.filter(in_service=True), chosen) if everybody else _found(actor, chosen)
    return list(found.order_by("name_sort", "id")[:limit])


def get_entry(*, actor: Actor, employee_id: UUID) -> DirectoryEntry:
    """
    Return the present picture of one person, with the person.

    :raises NotFound: no such person, another agency, or the actor may not see them
    """
    entry = DirectoryEntry.objects.filter(employee_id=employee_id).select_related("employee").first()
    if entry is None:
        raise NotFound(_("Pegawai tidak ditemukan."))
    if not policies.may_see(actor, employee_id=employee_id, unit_path=entry.unit_path):
        raise NotFound(_("Pegawai tidak ditemukan."))
    return entry


def has_people() -> bool:
    """Tell whether the agency has anybody in service yet."""
    return DirectoryEntry.objects.filter(in_service=True).exists()


def count_by_unit(*, path: str = "") -> dict[UUID, int]:
    """Return how many people in service each unit of a subtree has, without those of the units below it."""
    rows = DirectoryEntry.objects.filter(in_service=True, unit_id__isnull=False)
    if path:
        rows = rows.filter(policies.below(path))
    return {row["unit_id"]: row["n"] for row in rows.order_by().values("unit_id").annotate(n=Count("id"))}


def count_below(*, paths: Collection[str]) -> dict[str, int]:
    """Return how many people in service stand at each of these paths or below it, with one query."""
    found = dict.fromkeys(paths, 0)
    rows = DirectoryEntry.objects.filter(policies.below(_common(paths)), in_service=True, unit_id__isnull=False)
    counts = rows.order_by().values("unit_path").annotate(n=Count("id"))
    for path, count in counts.values_list("unit_path", "n"):
        end = path.find(".")
        while end >= 0:
            if (above := path[: end + 1]) in found:
                found[above] += count
            end = path.find(".", end + 1)
    return found


def _common(paths: Collection[str]) -> str:
    """Return the path that all start with, or that of the parent these siblings share."""
    highest = min(paths, key=len, default="")
    if all(path.startswith(highest) for path in paths):
        return highest
    parents = {path[: path.rfind(".", 0, -1) + 1] for path in paths}
    return parents.pop() if len(parents) == 1 else ""


def entries_of(*, employee_ids: Iterable[UUID]) -> dict[UUID, DirectoryEntry]:
    """Return the present picture of these people by id, for lists of other modules."""
    rows = DirectoryEntry.objects.filter(employee_id__in=list(employee_ids))
    return {row.employee_id: row for row in rows}


def _found(actor: Actor, chosen: DirectoryFilter) -> QuerySet[DirectoryEntry]:
    rows = DirectoryEntry.objects.filter(policies.visible_to(actor), in_service=not chosen.gone)
    return _narrow(rows, chosen)


def _narrow(rows: QuerySet[DirectoryEntry], chosen: DirectoryFilter) -> QuerySet[DirectoryEntry]:
    if chosen.path:
        rows = rows.filter(policies.below(chosen.path))
    for name in ("status", "kind", "position_kind", "position_class", "unit_id"):
        if value := getattr(chosen, name):
            rows = rows.filter(**{name: value})
    digits = re.sub(r"[\s.'-]", "", chosen.text)
    if digits.isdigit():
        return _by_nip(rows, digits)
    return _by_name(rows, chosen.text)


def _by_nip(rows: QuerySet[DirectoryEntry], digits: str) -> QuerySet[DirectoryEntry]:
    if len(digits) == NIP_LENGTH:
        return rows.filter(nip=digits)
    return rows.filter(nip__contains=digits)


def _by_name(rows: QuerySet[DirectoryEntry], text: str) -> QuerySet[DirectoryEntry]:
    words = query_words(text)
    if not words:
        return rows.none() if text.strip() else rows
    for word, bones in words:
        match = Q(word__gte=word, word__lt=word + AFTER_LETTERS)
        if bones:
            match |= Q(skeleton=bones)
        rows = rows.filter(employee_id__in=NameWord.objects.filter(match).values("employee_id"))
    return rows


def _order(sort: str) -> tuple[str, ...]:
    down = sort.startswith("-")
    names = SORTS.get(sort.lstrip("-"), SORTS["nama"])
    return tuple(f"-{name}" for name in names) if down else names
