"""Issue many documents at once: numbers in one step, pages on all processors."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from ekinerja.audit import public as audit
from ekinerja.documents import data, numbering, store
from ekinerja.documents.models import IssuedDocument
from ekinerja.documents.rendering import render, values
from ekinerja.documents.selectors.issued import to_data
from ekinerja.documents.services.issue_document import StillDraft, digest_of
from ekinerja.kernel.actor import Actor
from ekinerja.organisation import public as organisation


@dataclass(frozen=True)
class ToIssue:
    """Statutory term: dokumen yang akan diterbitkan. A document with what it is about."""

    subject_id: UUID
    document: data.Document


@transaction.atomic
def issue_documents(
    *, actor: Actor, subject_type: str, items: Sequence[ToIssue], at: datetime
) -> tuple[data.Issued, ...]:
    """
    Issue documents of one kind and return them in order with their bytes; meant for batches of some dozens.

    Like ``issue_document`` for each: what was issued with the same content is returned as it is. The caller has
    decided that the actor may do so.

    :raises StillDraft: one of them is a draft
    """
    if not items:
        return ()
    if any(item.document.frame.is_draft for item in items):
        raise StillDraft(_("Konsep belum dapat diterbitkan. Selesaikan kesepakatannya lebih dahulu."))
    kind = values.kind_of(items[0].document)
    agency = organisation.get_agency(int(actor.agency_id or 0))
    counter = numbering.lock_series(kind=kind, year=at.astimezone(ZoneInfo(agency.time_zone)).year)
    latest = _latest(kind, subject_type, [item.subject_id for item in items])
    made: list[tuple[IssuedDocument, data.Document | None]] = []
    for item in items:
        digest, known = digest_of(item.document), latest.get(item.subject_id)
        if known is not None and known.input_digest == digest:
            made.append((known, None))
            continue
        counter.latest += 1
        row = _row(item, kind, digest, (known.version if known else 0) + 1)
        row.subject_type, row.year, row.sequence = subject_type, counter.year, counter.latest
        row.number = numbering.number_of(kind=kind, year=counter.year, sequence=counter.latest)
        row.code = numbering.new_code(agency_id=agency.pk)
        row.issued_at, row.issued_by_id, row.issued_by_name = at, actor.account_id, actor.name[:250]
        made.append((row, item.document))
    counter.save(update_fields=["latest"])
    issued = tuple(_finished(made, at))
    IssuedDocument.objects.bulk_create([row for row, document in made if document is not None])
    _record(actor, made, at)
    return issued


def _latest(kind: data.Kind, subject_type: str, ids: Sequence[UUID]) -> dict[UUID, IssuedDocument]:
    rows = IssuedDocument.objects.filter(kind=kind, subject_type=subject_type, subject_id__in=ids)
    return {row.subject_id: row for row in rows.order_by("version")}


def _row(item: ToIssue, kind: data.Kind, digest: str, version: int) -> IssuedDocument:
    return IssuedDocument(
        kind=kind,
        subject_id=item.subject_id,
        version=version,
        title=values.title_of(item.document)[:400],
        holder_name=item.document.frame.employee.name[:250],
        input_digest=digest,
    )


def _finished(made: Sequence[tuple[IssuedDocument, data.Document | None]], at: datetime) -> Iterator[data.Issued]:
    """Render and store what is new; give everything with its bytes."""
    final = (
        values.numbered(document, number=row.number, code=row.code, verify_url=numbering.verify_url(row.code))
        for row, document in made
        if document is not None
    )
    rendered = render.render_each(documents=final, at=at)
    for row, document in made:
        if document is None:
            yield to_data(row, content=store.get(row.sha256))
            continue
        content = next(rendered)
        row.sha256, row.size = store.put(content), len(content)
        yield to_data(row, content=content)


def _record(actor: Actor, made: Sequence[tuple[IssuedDocument, data.Document | None]], at: datetime) -> None:
    audit.record_many(
        actor=actor,
        at=at,
        facts=[
            audit.Fact(
                event="documents.document.issued" if document is not None else "documents.document.read",
                subject_type=row.subject_type,
                subject_id=row.subject_id,
                data={"kind": row.kind, "number": row.number, "version": row.version, "sha256": row.sha256},
                sensitive=document is None,
            )
            for row, document in made
        ],
    )
