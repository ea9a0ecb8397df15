"""Who somebody was when it was decided: name, NIP, rank, position and unit, kept with the plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID


@dataclass(frozen=True)
class PersonSnapshot:
    """
    Statutory term: identitas pada dokumen kinerja.

    ``employee_id`` is ``None`` for a person who is not a civil servant (a regent); ``nip`` and ``rank`` are
    then empty. ``acting`` is PLT, PLH or PJ when the person acts.
    """

    name: str
    employee_id: UUID | None = None
    nip: str = ""
    rank: str = ""
    position: str = ""
    unit: str = ""
    acting: str = ""
    reason: str = ""

    def to_json(self) -> dict[str, Any]:
        """Return what is stored in the database."""
        employee_id = str(self.employee_id) if self.employee_id else None
        return {**vars(self), "employee_id": employee_id}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any] | None) -> PersonSnapshot | None:
        """Return the snapshot that was stored, or ``None`` when there is none."""
        if not stored:
            return None
        known = {key: stored.get(key) or "" for key in cls.__dataclass_fields__ if key != "employee_id"}
        employee_id = stored.get("employee_id")
        return cls(employee_id=UUID(employee_id) if employee_id else None, **known)
