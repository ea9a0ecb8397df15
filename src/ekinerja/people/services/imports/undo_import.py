"""Take a whole import back: exactly what was before, except what was changed or used since."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from ekinerja.audit import public as audit
from ekinerja.kernel import outbox
from ekinerja.kernel.actor import Actor
from ekinerja.kernel.errors import Conflict
from ekinerja.kernel.journal import Entry, Refusal, revert
from ekinerja.people import events
from ekinerja.people.data import AppointmentKind, ImportState, Outcome
from ekinerja.people.models import Appointment, ImportBatch, ImportChange, ImportRow
from ekinerja.people.services.imports.upload_file import lock_batch
from ekinerja.people.services.refresh_directory import refresh_directory


@transaction.atomic
def undo_import(*, actor: Actor, batch_id: UUID, at: datetime, on: date) -> list[Refusal]:
    """
    Restore what was before the import and return the lines that could not be restored, with reasons.

    :raises NotFound: no such import in this agency
    :raises NotAllowed: the actor is no administrator of the agency
    :raises Conflict: it was not run, was undone already, a later import stands on it, or two would hold one head post
    """
    batch = lock_batch(actor, batch_id)
    if batch.state != ImportState.DONE:
        raise Conflict(_("Hanya impor yang sudah selesai yang dapat dibatalkan."))
    changes = list(ImportChange.objects.filter(batch_id=batch_id).order_by("sequence"))
    entries = [Entry(c.line, c.table, c.object_id, c.before, c.after) for c in changes if c.after is not None]
    if len(entries) < len(changes):
        raise Conflict(_("Catatan impor ini sudah dikosongkan setelah 90 hari, jadi tidak dapat dibatalkan."))
    refused = revert(entries)
    _refuse_shared_heads()
    _note_refusals(batch, refused)
    refresh_directory(on=on)
    batch.state, batch.finished_at = ImportState.UNDONE, at
    batch.save(update_fields=["state", "finished_at", "counts"])
    audit.record(
        actor=actor, event="people.import.undone", subject_type="import", subject_id=batch.id, at=at,
        data={"changes": len(entries), "refused": len(refused)},
    )  # fmt: skip
    outbox.publish(events.PeopleImported(batch_id=batch.id, kind=batch.kind))
    return refused


def _refuse_shared_heads() -> None:
    """
    Refuse the whole undoing when a line that stays holds the head post that a restored one held before.

    :raises Conflict: there is such a post; the message names it and both
    """
    heads = Appointment.objects.filter(kind=AppointmentKind.DEFINITIVE, is_head=True)
    others = heads.filter(
        agency_id=OuterRef("agency_id"), position_id=OuterRef("position_id"), period__overlap=OuterRef("period")
    ).exclude(id=OuterRef("id"))
    shared = list(heads.filter(Exists(others)).select_related("position", "employee").order_by("position_id")[:2])
    if shared:
        raise Conflict(
            _("Bila dibatalkan, jabatan %(title)s dipegang %(one)s dan %(two)s sekaligus. Pindahkan salah satu dulu.")
            % {
                "title": shared[0].position.title,
                "one": shared[0].employee.display_name,
                "two": shared[1].employee.display_name,
            }
        )


def _note_refusals(batch: ImportBatch, refused: list[Refusal]) -> None:
    reasons = {refusal.line: refusal.reason for refusal in refused}
    rows = list(ImportRow.objects.filter(batch_id=batch.id, line__in=reasons))
    counts = Counter(batch.counts)
    for row in rows:
        counts.subtract([row.outcome])
        counts.update([Outcome.FAILED.value])
        row.outcome = Outcome.FAILED
        row.problems = [{"level": "galat", "field": "", "message": f"Tidak dibatalkan: {reasons[row.line]}"}]
    ImportRow.objects.bulk_update(rows, ["outcome", "problems"], batch_size=500)
    batch.counts = dict(counts)
