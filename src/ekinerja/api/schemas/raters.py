"""People who have nobody yet who approves: what goes out."""

from __future__ import annotations

from uuid import UUID

from ninja import Schema

from ekinerja.api.schemas.values import PageOut


class UnratedPersonOut(Schema):
    """Somebody without a rater, as they stand today; post and unit are empty where none is recorded."""

    employee_id: UUID
    name: str
    nip: str
    position: str
    unit: str


class UnratedOut(PageOut):
    """A page of people without a rater."""

    items: list[UnratedPersonOut]
