"""Numbers and verification codes of issued documents."""

from __future__ import annotations

import secrets

from django.conf import settings

from ekinerja.documents.data import Kind
from ekinerja.documents.models import DocumentCounter

# No 0/O, 1/I/L, 2/Z, 5/S, 8/B: read aloud and typed from paper without doubt. 24^12 is about 55 bits.
ALPHABET = "34679ACDEFGHJKMNPQRTUVWXY"
SERIES = {
    Kind.PLAN: "SKP",
    Kind.EVALUATION: "EVALUASI",
    Kind.EVALUATION_RECORD: "DOK-EVALUASI",
    Kind.AGREEMENT: "PK",
    Kind.ROLE_MATRIX: "MATRIKS",
}


def lock_series(*, kind: Kind, year: int) -> DocumentCounter:
    """Return the counter of a series, made if need be and locked until the transaction ends."""
    DocumentCounter.objects.bulk_create([DocumentCounter(kind=kind, year=year)], ignore_conflicts=True)
    return DocumentCounter.objects.select_for_update().get(kind=kind, year=year)


def number_of(*, kind: Kind, year: int, sequence: int) -> str:
    """Return a number as printed: ``000123/SKP/2026``."""
    return f"{sequence:06d}/{SERIES[kind]}/{year}"


def new_code(*, agency_id: int) -> str:
    """Return a new verification code; its first part is the agency, so that it can be found without a search."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(12))
    return f"{agency_id}-{letters[:4]}-{letters[4:8]}-{letters[8:]}"


def verify_url(code: str) -> str:
    """Return the public address at which a code is checked."""
    return f"{settings.BASE_URL.rstrip('/')}/verifikasi/{code}/"
