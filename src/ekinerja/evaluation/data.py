"""What crosses the door of evaluation; standard library only."""

from __future__ import annotations

from dataclasses import dataclass

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
