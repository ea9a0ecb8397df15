"""What crosses the door of evaluation; standard library only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ekinerja.planning.data import PersonSnapshot

LOW_PREDICATES = ("BUTUH_PERBAIKAN", "KURANG", "SANGAT_KURANG")


@dataclass(frozen=True)
class ReviewInput:
    """Statutory term: isian evaluasi kinerja. What the rater decides for one period."""

    results: str
    behaviour: str
    recommendation: str = ""


@dataclass(frozen=True)
class ExplainedStep:
    """Statutory term: langkah perhitungan. One stored step of an explanation, as shown by "Mengapa?"."""

    label: str
    result: str
    operands: str = ""
    citation: str = ""


@dataclass(frozen=True)
class LoadReview:
    """Statutory term: evaluasi yang dimuat. One final rating to bring in; the quadrant gives its predicate."""

    plan_id: UUID
    period_id: UUID
    results: str
    behaviour: str
    finalised_at: datetime
    employee: PersonSnapshot
    rater: PersonSnapshot | None
    superior: PersonSnapshot | None
    recommendation: str = ""
    organisation_level: str = ""


@dataclass(frozen=True)
class LoadAchievement:
    """Statutory term: capaian organisasi yang dimuat."""

    unit_id: UUID
    period_id: UUID
    level: str
    basis: str
    decided_by_name: str
    decided_at: datetime
