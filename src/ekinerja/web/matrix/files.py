"""The matrix as a spreadsheet and as the official document."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from ekinerja.kernel import clock
from ekinerja.planning import public as planning
from ekinerja.web import guard, spreadsheet
from ekinerja.web.matrix import words
from ekinerja.web.pdf import pdf_response


@require_GET
@guard.signed_in
def export(request: guard.Request, plan_id: UUID) -> HttpResponse:
    """Return the matrix as a spreadsheet: a line for each member, a column for each outcome."""
    matrix = planning.matrix.view_of(actor=request.actor, plan_id=plan_id, on=clock.today())
    planning.note_export(
        actor=request.actor,
        event="planning.matrix.exported",
        subject_type="planning.plan",
        subject_id=plan_id,
        rows=len(matrix.rows),
        at=clock.now(),
    )
    headers = ["Nama", "NIP", "Jabatan", "Unit", "Asal", *(f"RHK {c.number}: {c.text}" for c in matrix.columns)]
    rows = [
        [row.name, row.nip, row.position, row.unit, words.reason_of(row), *(cell.text for cell in row.cells)]
        for row in matrix.rows
    ]
    name = f"matriks-peran-hasil-{matrix.plan.year.year}-{matrix.plan.person.nip or plan_id}"
    return spreadsheet.as_xlsx(name=name, headers=headers, rows=rows)


@require_GET
@guard.signed_in
def pdf(request: guard.Request, plan_id: UUID) -> HttpResponse:
    """Return the matrix as PDF; before the leader's plan is agreed it is marked as a draft."""
    fields = planning.documents.matrix_document_fields(actor=request.actor, plan_id=plan_id, at=clock.now())
    return pdf_response(
        request, fields.document, subject_type="planning.matrix", subject_id=plan_id, file_name=fields.file_name
    )
