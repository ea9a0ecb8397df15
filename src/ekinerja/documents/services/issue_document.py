"""Issue a document: number it, render it, keep it for ever."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from ekinerja.audit import public as audit
from ekinerja.documents import data, numbering, store
from ekinerja.documents.models import IssuedDocument
from ekinerja.documents.rendering import render, values
from ekinerja.documents.selectors.issued import record_reading, to_data
from ekinerja.kernel.actor import Actor
from ekinerja.kernel.errors import RuleNotMet
from ekinerja.organisation import public as organisation


class StillDraft(RuleNotMet):
    """A draft has not been agreed and gets no number."""

    code = "documents.still_draft"


def digest_of(document: data.Document) -> str:
    """Return the digest of everything that will be printed, except number and code."""
    text = json.dumps(values.of_document(document), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def hand_out(*, actor: Actor, subject_type: str, subject_id: UUID, document: data.Document, at: datetime) -> bytes:
    """Return the document as a PDF: issued with a number when final, a marked draft without one before."""
    if document.frame.is_draft:
        return render.render_document(document=document, at=at)
    issued = issue_document(actor=actor, subject_type=subject_type, subject_id=subject_id, document=document, at=at)
    return issued.content


@transaction.atomic
def issue_document(
    *, actor: Actor, subject_type: str, subject_id: UUID, document: data.Document, at: datetime
) -> data.Issued:
    """
    Issue a document about a subject and return it with its bytes.

    The caller has decided that the actor may do so. The number comes from the series of the agency, the kind
    and the year in which it is issued (in the agency's time zone). Issuing the same content again returns the
    document that exists; other content becomes the next version.

    :raises StillDraft: the document is a draft
    """
    if document.frame.is_draft:
        raise StillDraft(_("Konsep belum dapat diterbitkan. Selesaikan kesepakatannya lebih dahulu."))
    kind = values.kind_of(document)
    agency = organisation.get_agency(int(actor.agency_id or 0))
    counter = numbering.lock_series(kind=kind, year=at.astimezone(ZoneInfo(agency.time_zone)).year)
    earlier = IssuedDocument.objects.filter(kind=kind, subject_type=subject_type, subject_id=subject_id)
    digest = digest_of(document)
    latest = earlier.order_by("-version").first()
    if latest is not None and latest.input_digest == digest:
        record_reading(actor=actor, row=latest, at=at)
        return to_data(latest, content=store.get(latest.sha256))
    counter.latest += 1
    counter.save(update_fields=["latest"])
    row = IssuedDocument(
        kind=kind,
        subject_type=subject_type,
        subject_id=subject_id,
        version=(earlier.aggregate(top=Max("version"))["top"] or 0) + 1,
        year=counter.year,
        sequence=counter.latest,
        number=numbering.number_of(kind=kind, year=counter.year, sequence=counter.latest),
        code=numbering.new_code(agency_id=agency.pk),
        title=values.title_of(document)[:400],
        holder_name=document.frame.employee.name[:250],
        input_digest=digest,
        issued_at=at,
        issued_by_id=actor.account_id,
        issued_by_name=actor.name[:250],
    )
    content = _render(document, row, at)
    row.sha256, row.size = store.put(content), len(content)
    row.save(force_insert=True)
    _record(actor, row, at)
    return to_data(row, content=content)


def _render(document: data.Document, row: IssuedDocument, at: datetime) -> bytes:
    final = values.numbered(document, number=row.number, code=row.code, verify_url=numbering.verify_url(row.code))
    return render.render_document(document=final, at=at)


def _record(actor: Actor, row: IssuedDocument, at: datetime) -> None:
    audit.record(
        actor=actor,
        event="documents.document.issued",
        subject_type=row.subject_type,
        subject_id=row.subject_id,
        at=at,
        data={"kind": row.kind, "number": row.number, "version": row.version, "sha256": row.sha256},
    )
