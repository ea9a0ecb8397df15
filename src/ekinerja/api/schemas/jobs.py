"""Work in the background: what goes out."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from ninja import Schema

from ekinerja.api.schemas.values import PageOut


class JobOut(Schema):
    """One piece of work; ``total`` is null while it is not known how much there is to do."""

    id: UUID
    title: str
    state: str
    done: int
    total: int | None
    message: str
    requested_at: datetime
    finished_at: datetime | None


class JobsOut(PageOut):
    """A page of work, the newest first."""

    items: list[JobOut]
