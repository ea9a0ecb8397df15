"""Hand out a list of people as a file, and record that it was done."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ekinerja.audit import public as audit
from ekinerja.kernel.actor import Actor
from ekinerja.people.data import DirectoryFilter
from ekinerja.people.models import DirectoryEntry
from ekinerja.people.selectors.directory import iterate_directory


@transaction.atomic
def export_directory(*, actor: Actor, chosen: DirectoryFilter, at: datetime) -> list[DirectoryEntry]:
    """Return every matching person the actor may see; the trail keeps the filter and the number."""
    rows = list(iterate_directory(actor=actor, chosen=chosen))
    audit.record(
        actor=actor, event="people.directory.exported", subject_type="directory", at=at, sensitive=True,
        data={"rows": len(rows), "filter": asdict(chosen)},
    )  # fmt: skip
    return rows


@transaction.atomic
def note_failed_export(*, actor: Actor, batch_id: UUID, rows: int, at: datetime) -> None:
    """Record that the failed rows of an import, personal data and all, were handed out as a file."""
    audit.record(
        actor=actor, event="people.import.failed_rows_exported", subject_type="import", subject_id=batch_id, at=at,
        data={"rows": rows}, sensitive=True,
    )  # fmt: skip


@transaction.atomic
def note_unit_export(*, actor: Actor, rows: int, at: datetime) -> None:
    """Record that the list of units with their heads was handed out as a file."""
    audit.record(actor=actor, event="organisation.units.exported", subject_type="directory", at=at, data={"rows": rows})


@transaction.atomic
def note_list_export(*, actor: Actor, name: str, rows: int, at: datetime) -> None:
    """Record that a list of people, called ``name``, was handed out as a file."""
    audit.record(
        actor=actor, event="people.directory.exported", subject_type="directory", at=at, sensitive=True,
        data={"rows": rows, "list": name},
    )  # fmt: skip
