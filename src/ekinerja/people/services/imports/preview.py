"""Make the preview of an import: what every row would do, against what is there now."""

from __future__ import annotations

from ekinerja.kernel.journal import Journal, upsert
from ekinerja.people.data import ImportState
from ekinerja.people.models import ImportBatch, ImportRow
from ekinerja.people.services.imports.analyse import analyse


def preview(batch: ImportBatch) -> None:
    """Fill outcome, problems and differences of every row, without changing any person or unit."""
    rows = list(ImportRow.objects.filter(batch_id=batch.id).order_by("line"))
    analysis = analyse(batch, rows, Journal())
    batch.counts, batch.missing, batch.state = analysis.counts, analysis.missing, ImportState.PREVIEW
    batch.save(update_fields=["counts", "missing", "state"])
    upsert(ImportRow, analysis.rows)
