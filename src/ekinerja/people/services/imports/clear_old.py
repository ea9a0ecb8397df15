"""Empty the personal data of old imports: what the file held, and what stood before."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from ekinerja.audit import public as audit
from ekinerja.kernel.actor import Actor
from ekinerja.people.models import ImportBatch, ImportChange, ImportRow

KEPT_FOR = timedelta(days=90)


@transaction.atomic
def clear_old_imports(*, actor: Actor, at: datetime) -> int:
    """
    Empty rows and remembered changes of imports made more than ninety days ago and return how many imports.

    Counts, names of files and who imported stay. An emptied import can no longer be undone.
    """
    old = ImportBatch.objects.filter(created_at__lt=at - KEPT_FOR)
    ids = list(old.filter(rows__isnull=False).exclude(rows__cells=[]).values_list("id", flat=True).distinct())
    if not ids:
        return 0
    ImportRow.objects.filter(batch_id__in=ids).update(cells=[], label="", problems=[], differences=[])
    ImportChange.objects.filter(batch_id__in=ids).update(before=None, after=None)
    ImportBatch.objects.filter(id__in=ids).update(missing=[])
    audit.record(
        actor=actor,
        event="people.imports.cleared",
        subject_type="import",
        at=at,
        data={"imports": len(ids)},
    )
    return len(ids)
