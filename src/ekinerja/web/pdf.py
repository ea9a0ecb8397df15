"""Official documents as downloads: issued with a number when final, a marked draft before."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse

from ekinerja.documents import public as documents
from ekinerja.kernel import clock
from ekinerja.web import guard
from ekinerja.web.attachment import attachment


def pdf_response(
    request: guard.Request, document: documents.Document, *, subject_type: str, subject_id: UUID, file_name: str
) -> HttpResponse:
    """Return the document; the selector that made its fields has decided that the actor may see it."""
    content = documents.hand_out(
        actor=request.actor, subject_type=subject_type, subject_id=subject_id, document=document, at=clock.now()
    )
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = attachment(file_name)
    return response
