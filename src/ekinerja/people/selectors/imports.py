"""Imports as the screens show them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from ekinerja.kernel.actor import Actor
from ekinerja.kernel.errors import NotFound
from ekinerja.people import policies
from ekinerja.people.data import ImportState, Outcome
from ekinerja.people.models import DirectoryEntry, ImportBatch, ImportRow
from ekinerja.people.services.imports.columns import PEOPLE
from ekinerja.people.settle_import import settle_import


@dataclass(frozen=True)
class RowPage:
    """One page of an import's rows and how many match."""

    rows: list[ImportRow]
    total: int


def list_imports(*, actor: Actor, limit: int = 50) -> list[ImportBatch]:
    """
    Return the latest imports of the agency.

    :raises NotAllowed: the actor is no administrator of the agency
    """
    policies.require_import(actor)
    return list(ImportBatch.objects.order_by("-created_at")[:limit])


def suggest_effective_on(*, today: date) -> date:
    """
    Return from which day an import's changes should count: today, but the first ones from 1 January.

    Units known only from today would leave everybody without a rater on all earlier days of the year's cycle.
    """
    if ImportBatch.objects.filter(kind=PEOPLE, state=ImportState.DONE).exists():
        return today
    return date(today.year, 1, 1)


def get_import(*, actor: Actor, batch_id: UUID) -> ImportBatch:
    """
    Return an import with its job.

    :raises NotFound: no such import in this agency
    :raises NotAllowed: the actor is no administrator of the agency
    """
    policies.require_import(actor)
    batch = ImportBatch.objects.select_related("run").filter(id=batch_id).first()
    if batch is None:
        raise NotFound(_("Impor tidak ditemukan."))
    settle_import(batch)
    return batch


def list_rows(*, batch: ImportBatch, outcome: str = "", text: str = "", offset: int = 0, limit: int = 25) -> RowPage:
    """Return one page of rows in the order of the file, narrowed by outcome and by text in name or key."""
    rows = ImportRow.objects.filter(batch_id=batch.id)
    if outcome == Outcome.WARNED:
        rows = rows.filter(has_warning=True)
    elif outcome:
        rows = rows.filter(outcome=outcome)
    for word in text.split():
        rows = rows.filter(Q(label__icontains=word))
    return RowPage(list(rows.order_by("line")[offset : offset + limit]), rows.count())


def get_row(*, batch: ImportBatch, line: int) -> ImportRow:
    """
    Return one row.

    :raises NotFound: no such line
    """
    row = ImportRow.objects.filter(batch_id=batch.id, line=line).first()
    if row is None:
        raise NotFound(_("Baris tidak ditemukan."))
    return row


def iterate_failed(*, batch: ImportBatch) -> Iterator[tuple[int, list[Any], str]]:
    """Return line, cells and reasons of every failed row, for the file of errors."""
    for row in ImportRow.objects.filter(batch_id=batch.id, outcome=Outcome.FAILED).order_by("line"):
        reasons = (f"{p['field']}: {p['message']}" if p["field"] else p["message"] for p in row.problems)
        yield row.line, row.cells, " ".join(reasons)


def count_failed_rows() -> int:
    """Return how many rows the latest finished import of each kind could not take in."""
    done = ImportBatch.objects.filter(state=ImportState.DONE).order_by("kind", "-created_at")
    latest: dict[str, dict[str, int]] = {}
    for kind, counts in done.values_list("kind", "counts")[:200]:
        latest.setdefault(kind, counts)
    return sum(int(counts.get(Outcome.FAILED, 0)) for counts in latest.values())


def list_missing(*, batch: ImportBatch, offset: int = 0, limit: int = 25) -> tuple[list[DirectoryEntry], int]:
    """Return one page of the people in service whom the file does not mention."""
    ids = [UUID(item["id"]) for item in batch.missing]
    found = DirectoryEntry.objects.filter(employee_id__in=ids, in_service=True)
    return list(found.order_by("name_sort", "id")[offset : offset + limit]), found.count()
