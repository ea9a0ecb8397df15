"""Issued documents of a subject, with or without their bytes."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from ekinerja.audit import public as audit
from ekinerja.documents import data, store
from ekinerja.documents.models import IssuedDocument
from ekinerja.kernel.actor import Actor
from ekinerja.kernel.errors import NotFound


def to_data(row: IssuedDocument, *, content: bytes = b"") -> data.Issued:
    """Return what other modules see of an issued document."""
    return data.Issued(
        id=row.id,
        kind=data.Kind(row.kind),
        number=row.number,
        code=row.code,
        version=row.version,
        subject_type=row.subject_type,
        subject_id=row.subject_id,
        sha256=row.sha256,
        size=row.size,
        issued_at=row.issued_at,
        issued_by=row.issued_by_name,
        content=content,
    )


def list_issued(*, subject_type: str, subject_id: UUID) -> tuple[data.Issued, ...]:
    """Return the documents of a subject, newest first, without their bytes."""
    rows = IssuedDocument.objects.filter(subject_type=subject_type, subject_id=subject_id)
    return tuple(to_data(row) for row in rows.order_by("-issued_at", "-version"))


@transaction.atomic
def read_document(
    *,
    actor: Actor,
    kind: data.Kind,
    subject_type: str,
    subject_id: UUID,
    at: datetime,
    version: int | None = None,
) -> data.Issued:
    """
    Return an issued document with its bytes, the latest version unless another is asked for.

    Reached by its subject only, never by its own id: whoever calls has got the subject through the door of
    the subject's module, and that door has decided that the actor may see it. Every reading is recorded.

    :raises NotFound: nothing was issued for the subject
    :raises store.ContentLost: the file is missing or damaged
    """
    rows = IssuedDocument.objects.filter(kind=kind, subject_type=subject_type, subject_id=subject_id)
    if version is not None:
        rows = rows.filter(version=version)
    row = rows.order_by("-version").first()
    if row is None:
        raise NotFound(_("Dokumen ini belum diterbitkan."))
    content = store.get(row.sha256)
    record_reading(actor=actor, row=row, at=at)
    return to_data(row, content=content)


def record_reading(*, actor: Actor, row: IssuedDocument, at: datetime) -> None:
    """Record that somebody was given the bytes of a document."""
    audit.record(
        actor=actor,
        event="documents.document.read",
        subject_type=row.subject_type,
        subject_id=row.subject_id,
        at=at,
        data={"kind": row.kind, "number": row.number, "version": row.version},
        sensitive=True,
    )
