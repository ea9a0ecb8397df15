"""An import whose background work was cancelled or given up is a preview again, not for ever on its way."""

from __future__ import annotations

from django.utils.translation import gettext as _

from ekinerja.kernel.models import JobState
from ekinerja.people.data import ImportState
from ekinerja.people.models import ImportBatch

ENDED = (JobState.CANCELLED, JobState.FAILED)


def settle_import(batch: ImportBatch) -> bool:
    """Put the loaded import back to its preview if its run has ended without it; tell whether that was so."""
    if batch.state != ImportState.RUNNING or batch.run is None or batch.run.state not in ENDED:
        return False
    batch.state = ImportState.PREVIEW
    batch.error = _("Impor terhenti sebelum selesai dan tidak ada yang disimpan. Anda dapat menjalankannya lagi.")
    return True
