"""What happened to units that others react to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from ekinerja.kernel.outbox import Event


@dataclass(frozen=True)
class UnitChanged(Event):
    """A unit stands elsewhere in the tree, or is called otherwise, from a day on (``on``, ISO date)."""

    name: ClassVar[str] = "organisation.unit.changed"
    unit_id: UUID
    on: str
