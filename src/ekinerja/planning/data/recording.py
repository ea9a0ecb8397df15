"""A decision that an official without an account took on paper, as somebody records it here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class RecordedDecision:
    """Statutory term: keputusan pejabat penilai yang dicatat. The document that shows it: number and day."""

    number: str
    dated: date | None
