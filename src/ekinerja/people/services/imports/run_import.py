"""Run an import: write what the preview showed, remember what was before, say what failed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from uuid import UUID

from django.apps import apps
from django.db import transaction
from django.utils.translation import gettext as _

from ekinerja.audit import public as audit
from ekinerja.kernel import jobs, outbox, statistics
from ekinerja.kernel.actor import Actor
from ekinerja.kernel.errors import Conflict
from ekinerja.kernel.journal import Entry, Journal, insert_rows, upsert
from ekinerja.people import events
from ekinerja.people.data import ImportState, Outcome
from ekinerja.people.models import DirectoryEntry, ImportBatch, ImportChange, ImportRow, NameWord
from ekinerja.people.services.imports.analyse import Analysis, analyse
from ekinerja.people.services.imports.columns import UNITS
from ekinerja.people.services.imports.preview import preview
from ekinerja.people.services.imports.upload_file import lock_batch
from ekinerja.people.services.refresh_directory import refresh_directory

Advance = Callable[[int, int, str], None]
STEPS = 5
TASK = "people.run_import"


def _silent(done: int, total: int, message: str) -> None:
    return None


@transaction.atomic
def request_import(*, actor: Actor, batch_id: UUID, at: datetime) -> ImportBatch:
    """
    Queue a previewed import as a background job that its requester can follow.

    :raises NotFound: no such import in this agency
    :raises NotAllowed: the actor is no administrator of the agency
    :raises Conflict: it is not a preview (any more), or no row can be imported
    """
    batch = lock_batch(actor, batch_id)
    _require_ready(batch)
    run = jobs.request(
        actor=actor,
        name=TASK,
        title=f"Impor {batch.file_name}",
        arguments={"batch_id": str(batch_id)},
        lock=f"people.import.{batch.agency_id}",
    )
    batch.state, batch.run_id, batch.started_at, batch.error = ImportState.RUNNING, run.id, at, ""
    batch.save(update_fields=["state", "run", "started_at", "error"])
    return batch


@transaction.atomic
def run_import(*, actor: Actor, batch_id: UUID, at: datetime, on: date, advance: Advance = _silent) -> ImportBatch:
    """
    Import the good rows in one transaction; failed rows stay with their reasons.

    Run twice, the second time changes nothing. ``on`` is today, for the directory.

    :raises NotFound: no such import in this agency
    :raises NotAllowed: the actor is no administrator of the agency
    :raises Conflict: it was run already or has no good row
    """
    batch = lock_batch(actor, batch_id)
    if batch.state != ImportState.RUNNING:
        _require_ready(batch)
    total = batch.total
    advance(0, total, "Membandingkan dengan data yang ada")
    journal = Journal()
    analysis = analyse(batch, list(ImportRow.objects.filter(batch_id=batch_id).order_by("line")), journal)
    advance(total * 2 // STEPS, total, "Menyimpan perubahan")
    entries = journal.write()
    _remember(batch, entries)
    advance(total * 3 // STEPS, total, "Menyusun daftar pegawai")
    _refresh(batch, entries, analysis, on)
    advance(total * 4 // STEPS, total, "Menyimpan hasil per baris")
    upsert(ImportRow, analysis.rows)
    batch.counts, batch.missing = analysis.counts, analysis.missing
    batch.state, batch.finished_at = ImportState.DONE, at
    batch.started_at = batch.started_at or at
    batch.done = total
    batch.save()
    audit.record(
        actor=actor, event="people.import.completed", subject_type="import", subject_id=batch.id, at=at,
        data={"file": batch.file_name, "kind": batch.kind, "from": batch.effective_on, "counts": batch.counts,
              "changes": len(entries), "missing": len(batch.missing)},
    )  # fmt: skip
    if entries:
        outbox.publish(events.PeopleImported(batch_id=batch.id, kind=batch.kind))
        _look_again(entries)
    advance(total, total, "Selesai")
    return batch


def _look_again(entries: list[Entry]) -> None:
    written = {apps.get_model(entry.table) for entry in entries}
    statistics.look_again({*written, DirectoryEntry, NameWord, ImportRow, ImportChange}, changed=len(entries))


def _require_ready(batch: ImportBatch) -> None:
    if batch.state != ImportState.PREVIEW:
        raise Conflict(_("Impor ini sudah dijalankan atau kolomnya belum dipilih."))
    if batch.counts.get(Outcome.FAILED, 0) >= batch.total:
        raise Conflict(_("Semua baris bermasalah, tidak ada yang dapat diimpor. Perbaiki berkasnya dulu."))


def _remember(batch: ImportBatch, entries: list[Entry]) -> None:
    insert_rows(
        ImportChange,
        (
            ImportChange(
                batch_id=batch.id, sequence=number, table=entry.table, object_id=entry.object_id, line=entry.line,
                before=entry.before, after=entry.after,
            )
            for number, entry in enumerate(entries, start=1)
        ),
    )  # fmt: skip


def _refresh(batch: ImportBatch, entries: list[Entry], analysis: Analysis, on: date) -> None:
    if not entries:
        return
    if batch.kind == UNITS and any(entry.before is not None for entry in entries):
        refresh_directory(on=on)
        return
    lines = {entry.line for entry in entries}
    changed = {row.target_id for row in analysis.rows if row.line in lines and row.target_id}
    if any(entry.line == 0 and entry.before is not None for entry in entries):
        changed = set(analysis.employee_ids)
    wanted = {pk for pk in changed if pk in analysis.employee_ids}
    if wanted:
        refresh_directory(on=on, employee_ids=wanted)


@transaction.atomic
def retry_failed(*, actor: Actor, batch_id: UUID, at: datetime) -> ImportBatch:
    """
    Make a new import of only the failed rows of a finished one, to correct on screen and run.

    :raises NotFound: no such import in this agency
    :raises NotAllowed: the actor is no administrator of the agency
    :raises Conflict: it is not finished, or nothing failed
    """
    batch = lock_batch(actor, batch_id)
    failed = list(ImportRow.objects.filter(batch_id=batch_id, outcome=Outcome.FAILED).order_by("line"))
    if batch.state != ImportState.DONE or not failed:
        raise Conflict(_("Tidak ada baris galat yang dapat diulang."))
    retry = ImportBatch.objects.create(
        kind=batch.kind, state=ImportState.PREVIEW, file_name=batch.file_name, file_format=batch.file_format,
        file_size=batch.file_size, file_digest=batch.file_digest, headers=batch.headers, signature=batch.signature,
        columns=batch.columns, effective_on=batch.effective_on, total=len(failed), account_id=actor.account_id,
        account_name=actor.name[:200], created_at=at, retry_of_id=batch.id,
    )  # fmt: skip
    insert_rows(ImportRow, (ImportRow(batch_id=retry.id, line=row.line, cells=row.cells) for row in failed))
    preview(retry)
    audit.record(
        actor=actor, event="people.import.retried", subject_type="import", subject_id=retry.id, at=at,
        data={"of": batch.id, "rows": len(failed)},
    )  # fmt: skip
    return retry


@transaction.atomic
def note_failure(*, batch_id: UUID, message: str) -> None:
    """Put an import that could not run back to its preview, with what happened."""
    ImportBatch.objects.filter(id=batch_id, state=ImportState.RUNNING).update(
        state=ImportState.PREVIEW, error=message[:500]
    )
