"""The plan as an official document."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from ekinerja.kernel import clock
from ekinerja.planning import public as planning
from ekinerja.web import guard
from ekinerja.web.pdf import pdf_response


@require_GET
@guard.signed_in
def plan_pdf(request: guard.Request, plan_id: UUID) -> HttpResponse:
    """Return the SKP form as PDF; before agreement it is marked as a draft."""
    fields = planning.skp_document_fields(actor=request.actor, plan_id=plan_id, at=clock.now())
    return pdf_response(
        request, fields.document, subject_type="planning.plan", subject_id=plan_id, file_name=fields.file_name
    )
