"""Official documents: single ones as PDF, and many as one file made in the background."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from ninja import Router

from ekinerja.api import schemas
from ekinerja.api.answers import FAILURES, code_of
from ekinerja.documents import public as documents
from ekinerja.kernel import clock
from ekinerja.planning import public as planning

router = Router()
BINARY = {"schema": {"type": "string", "format": "binary"}}
PDF = {"responses": {200: {"description": "The document", "content": {"application/pdf": BINARY}}}}
FILE = {
    "responses": {200: {"description": "The file", "content": {"application/pdf": BINARY, "application/zip": BINARY}}}
}


@router.get(
    "/plans/{uuid:plan_id}/document",
    response=FAILURES,
    openapi_extra=PDF,
    url_name="plan-document",
    summary="A plan as PDF",
)
def get_plan_document(request: Any, plan_id: UUID) -> HttpResponse:
    """Return the official form of a plan; before it is agreed it is marked as a draft and has no number."""
    found = planning.skp_document_fields(actor=request.auth, plan_id=plan_id, at=clock.now())
    return _pdf(request, found.document, "planning.plan", plan_id)


@router.get(
    "/plans/{uuid:plan_id}/matrix/document",
    response=FAILURES,
    openapi_extra=PDF,
    url_name="matrix-document",
    summary="A matrix as PDF",
)
def get_matrix_document(request: Any, plan_id: UUID) -> HttpResponse:
    """Return the official form of a role-outcome matrix."""
    found = planning.documents.matrix_document_fields(actor=request.auth, plan_id=plan_id, at=clock.now())
    return _pdf(request, found.document, "planning.matrix", plan_id)


@router.get(
    "/agreements/{uuid:agreement_id}/document",
    response=FAILURES,
    openapi_extra=PDF,
    url_name="agreement-document",
    summary="An agreement as PDF",
)
def get_agreement_document(request: Any, agreement_id: UUID) -> HttpResponse:
    """Return the official form of a performance agreement."""
    found = planning.agreement_documents.document_fields(actor=request.auth, agreement_id=agreement_id, at=clock.now())
    return _pdf(request, found.document, "planning.agreement", agreement_id)


@router.get(
    "/bundles", response={200: list[schemas.BundleOut], **FAILURES}, url_name="bundles", summary="Files asked for"
)
def list_bundles(request: Any) -> list[dict[str, Any]]:
    """List the latest files one has asked for."""
    return [_bundle(*row) for row in documents.list_bundles(actor=request.auth)]


@router.post(
    "/bundles", response={202: schemas.BundleOut, **FAILURES}, url_name="bundles", summary="Many SKP as a file"
)
def request_bundle(request: Any, given: schemas.BundleIn) -> tuple[int, dict[str, Any]]:
    """Have the agreed plans of a unit and those below put into one file, in the background."""
    bundle_id = planning.request_plan_bundle(
        actor=request.auth,
        year=given.year,
        unit_id=given.unit_id,
        form=code_of(documents.BundleForm, given.form, "form"),
        on=clock.today(),
        at=clock.now(),
    )
    return 202, _bundle(*documents.get_bundle(actor=request.auth, bundle_id=bundle_id))


@router.get(
    "/bundles/{uuid:bundle_id}",
    response={200: schemas.BundleOut, **FAILURES},
    url_name="bundle",
    summary="One file asked for",
)
def get_bundle(request: Any, bundle_id: UUID) -> dict[str, Any]:
    """Return how far a file is."""
    return _bundle(*documents.get_bundle(actor=request.auth, bundle_id=bundle_id))


@router.get(
    "/bundles/{uuid:bundle_id}/file",
    response=FAILURES,
    openapi_extra=FILE,
    url_name="bundle-file",
    summary="Fetch a file",
)
def get_bundle_file(request: Any, bundle_id: UUID) -> HttpResponseBase:
    """Return the file once it is made; only the one who asked for it may."""
    path, _name = planning.read_plan_bundle(actor=request.auth, bundle_id=bundle_id, at=clock.now())
    return FileResponse(path.open("rb"))


@router.post(
    "/bundles/{uuid:bundle_id}/cancel",
    response={200: schemas.BundleOut, **FAILURES},
    url_name="bundle-cancel",
    summary="Stop making a file",
)
def cancel_bundle(request: Any, bundle_id: UUID) -> dict[str, Any]:
    """Stop one's own file: at once while it waits, after the present documents while it is made."""
    documents.cancel_bundle(actor=request.auth, bundle_id=bundle_id, at=clock.now())
    return _bundle(*documents.get_bundle(actor=request.auth, bundle_id=bundle_id))


@router.post(
    "/bundles/{uuid:bundle_id}/resume",
    response={200: schemas.BundleOut, **FAILURES},
    url_name="bundle-resume",
    summary="Go on with a file",
)
def resume_bundle(request: Any, bundle_id: UUID) -> dict[str, Any]:
    """Go on with one's own file that was stopped or failed; what was issued already is not made again."""
    documents.resume_bundle(actor=request.auth, bundle_id=bundle_id, at=clock.now())
    return _bundle(*documents.get_bundle(actor=request.auth, bundle_id=bundle_id))


def _pdf(request: Any, document: documents.Document, subject_type: str, subject_id: UUID) -> HttpResponse:
    content = documents.hand_out(
        actor=request.auth, subject_type=subject_type, subject_id=subject_id, document=document, at=clock.now()
    )
    return HttpResponse(content, content_type="application/pdf")


def _bundle(row: Any, run: Any) -> dict[str, Any]:
    names = ("id", "title", "form", "requested_at", "finished_at", "size", "sha256", "kept_until")
    told = {name: getattr(row, name) for name in names}
    return {
        **told,
        "state": run.state if run else "",
        "documents": row.issued_count,
        "refused": row.refused_count,
    }
