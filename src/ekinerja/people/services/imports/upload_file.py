"""Take a file in: read it, stage its rows, recognise its columns."""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from ekinerja.audit import public as audit
from ekinerja.kernel.actor import Actor
from ekinerja.kernel.errors import Conflict, NotFound, RuleNotMet
from ekinerja.kernel.journal import insert_rows
from ekinerja.people import policies
from ekinerja.people.data import ImportState
from ekinerja.people.models import ImportBatch, ImportMapping, ImportRow
from ekinerja.people.services.imports.columns import (
    COLUMNS,
    KNOWN,
    guess_columns,
    guess_kind,
    missing_columns,
    signature,
)
from ekinerja.people.services.imports.preview import preview
from ekinerja.people.services.imports.read_table import normal, read_table
from ekinerja.people.settle_import import settle_import


@transaction.atomic
def upload_file(
    *,
    actor: Actor,
    name: str,
    content: bytes,
    effective_on: date,
    at: datetime,
    kind: str = "",
    retry_of: UUID | None = None,
) -> ImportBatch:
    """
    Take a file in and recognise its columns; a file whose headings were confirmed before goes on to the preview.

    ``kind`` is UNIT or PEGAWAI, empty to recognise it. ``effective_on`` is the day its changes take effect.

    :raises NotAllowed: the actor is no administrator of the agency
    :raises UnreadableFile: the file cannot be read; the message says why
    """
    policies.require_import(actor)
    table = read_table(name=name, content=content, known=KNOWN)
    kind = kind if kind in COLUMNS else guess_kind(table.headers)
    mark = signature(table.headers)
    batch = ImportBatch.objects.create(
        kind=kind,
        state=ImportState.MAPPING,
        file_name=name[-200:],
        file_format=table.format,
        file_size=len(content),
        file_digest=hashlib.sha256(content).hexdigest(),
        headers=table.headers,
        signature=mark,
        columns=guess_columns(kind, table.headers, _remembered(kind, mark)),
        effective_on=effective_on,
        total=len(table.rows),
        account_id=actor.account_id,
        account_name=actor.name[:200],
        created_at=at,
        retry_of_id=retry_of,
    )
    insert_rows(
        ImportRow,
        (ImportRow(batch_id=batch.id, line=n, cells=cells) for n, cells in zip(table.lines, table.rows, strict=True)),
    )
    audit.record(
        actor=actor, event="people.import.uploaded", subject_type="import", subject_id=batch.id, at=at,
        data={"file": batch.file_name, "sha256": batch.file_digest, "rows": batch.total, "kind": kind},
    )  # fmt: skip
    confirmed = ImportMapping.objects.filter(kind=kind, signature=mark).exists()
    if confirmed and not missing_columns(kind, batch.columns):
        preview(batch)
    return batch


def _remembered(kind: str, mark: str) -> dict[str, str]:
    """Return field → heading as confirmed before: first for these very headings, then for any."""
    chosen: dict[str, str] = {}
    for mapping in ImportMapping.objects.filter(kind=kind).order_by("id"):
        chosen.update(mapping.columns)
    exact = ImportMapping.objects.filter(kind=kind, signature=mark).first()
    if exact:
        chosen.update(exact.columns)
    return chosen


@transaction.atomic
def choose_columns(
    *, actor: Actor, batch_id: UUID, columns: dict[str, int], kind: str, effective_on: date, at: datetime
) -> ImportBatch:
    """
    Confirm which column is which, remember it for the next file with these headings, and make the preview.

    :raises NotFound: no such import in this agency
    :raises NotAllowed: the actor is no administrator of the agency
    :raises Conflict: the import has begun already
    :raises RuleNotMet: a needed column is missing, or one is used twice
    """
    batch = lock_batch(actor, batch_id)
    if batch.state not in (ImportState.MAPPING, ImportState.PREVIEW):
        raise Conflict(_("Impor ini sudah dijalankan; kolomnya tidak dapat diubah lagi."))
    columns = {key: place for key, place in columns.items() if 0 <= place < len(batch.headers)}
    if missing := missing_columns(kind, columns):
        raise RuleNotMet("Pilih kolom untuk: " + ", ".join(column.label for column in missing) + ".")
    if len(set(columns.values())) < len(columns):
        raise RuleNotMet(_("Satu kolom berkas dipakai untuk dua isian. Pilih kolom yang berbeda."))
    batch.kind, batch.columns, batch.effective_on = kind, columns, effective_on
    batch.save(update_fields=["kind", "columns", "effective_on"])
    names = {key: batch.headers[place] for key, place in columns.items()}
    ImportMapping.objects.update_or_create(kind=kind, signature=batch.signature, defaults={"columns": names})
    preview(batch)
    audit.record(
        actor=actor, event="people.import.mapped", subject_type="import", subject_id=batch.id, at=at,
        data={"columns": {key: normal(name) for key, name in names.items()}, "from": effective_on},
    )  # fmt: skip
    return batch


@transaction.atomic
def correct_row(*, actor: Actor, batch_id: UUID, line: int, values: dict[str, str], at: datetime) -> ImportBatch:
    """
    Correct cells of one row on screen, by field; the preview of the whole file is made again.

    :raises NotFound: no such import or line in this agency
    :raises NotAllowed: the actor is no administrator of the agency
    :raises Conflict: the import is no longer a preview
    """
    batch = lock_batch(actor, batch_id)
    if batch.state != ImportState.PREVIEW:
        raise Conflict(_("Baris hanya dapat diperbaiki pada pratinjau."))
    row = ImportRow.objects.select_for_update().filter(batch_id=batch_id, line=line).first()
    if row is None:
        raise NotFound(_("Baris tidak ditemukan."))
    cells = [*row.cells, *[None] * (len(batch.headers) - len(row.cells))][: len(batch.headers)]
    for key, value in values.items():
        if key in batch.columns:
            cells[batch.columns[key]] = value.strip() or None
    row.cells = cells
    row.save(update_fields=["cells"])
    preview(batch)
    audit.record(
        actor=actor, event="people.import.row_corrected", subject_type="import", subject_id=batch.id, at=at,
        data={"line": line, "fields": sorted(values)},
    )  # fmt: skip
    return batch


def lock_batch(actor: Actor, batch_id: UUID) -> ImportBatch:
    """
    Find and lock an import the actor may work on.

    :raises NotFound: no such import in this agency
    :raises NotAllowed: the actor is no administrator of the agency
    """
    batch = ImportBatch.objects.select_for_update().filter(id=batch_id).first()
    if batch is None or batch.agency_id != actor.agency_id:
        raise NotFound(_("Impor tidak ditemukan."))
    policies.require_import(actor)
    if settle_import(batch):
        batch.save(update_fields=["state", "error"])
    return batch
