"""Whether a printed code belongs to a document that was issued; open to everybody."""

from __future__ import annotations

import re

from django.db import transaction

from ekinerja.documents import data
from ekinerja.documents.models import IssuedDocument
from ekinerja.kernel.errors import NotFound
from ekinerja.kernel.tenancy import context
from ekinerja.organisation import public as organisation

CODE = re.compile(r"([1-9][0-9]{0,8}?)-?([0-9A-Z]{4})-?([0-9A-Z]{4})-?([0-9A-Z]{4})\Z")


def find_by_code(*, code: str) -> data.Verified | None:
    """Return what may be known about the document with this code, typed with or without its dashes."""
    found = CODE.match(re.sub(r"\s+", "", code).upper())
    if found is None:
        return None
    agency_id, whole = int(found[1]), "-".join(found.groups())
    with context.agency(agency_id), transaction.atomic():
        try:
            agency = organisation.get_agency(agency_id)
        except NotFound:
            return None
        row = IssuedDocument.objects.filter(code=whole).first()
        if row is None:
            return None
        newer = IssuedDocument.objects.filter(
            kind=row.kind, subject_type=row.subject_type, subject_id=row.subject_id, version__gt=row.version
        ).exists()
        return data.Verified(
            kind=data.Kind(row.kind),
            number=row.number,
            code=row.code,
            agency=agency.name,
            holder=row.holder_name,
            issued_at=row.issued_at,
            sha256=row.sha256,
            version=row.version,
            is_latest=not newer,
        )
