"""Outcomes as they are written many at once: from an earlier plan, the library, a file or somebody else's plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID

from ekinerja.planning.data.codes import Accumulation, OutcomeClassification, OutcomeKind


@dataclass(frozen=True)
class WrittenIndicator:
    """Statutory term: indikator yang disalin. One indicator with its target and the parts of the year."""

    text: str
    aspect: str = ""
    target_number: Decimal | None = None
    target_unit: str = ""
    target_text: str = ""
    accumulation: str = Accumulation.SUM
    parts: Mapping[int, Decimal] = field(default_factory=dict)


@dataclass(frozen=True)
class WrittenOutcome:
    """
    Statutory term: RHK yang disalin. One outcome with its indicators.

    ``served_id`` and ``goal_id`` are what it served where it comes from; ``served_text`` says the same in words.
    """

    text: str
    indicators: tuple[WrittenIndicator, ...] = ()
    kind: str = OutcomeKind.MAIN
    classification: str = OutcomeClassification.ORGANISATION
    served_id: UUID | None = None
    goal_id: UUID | None = None
    served_text: str = ""
    cascade: str = ""
    division: str = ""
    share: str = ""
    assigned_by: str = ""
