"""What changed between versions of a plan, and how its outcomes come down: what goes out."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from ninja import Schema

from ekinerja.api.schemas.planning_help import CascadeOut
from ekinerja.api.schemas.plans import IndicatorOut
from ekinerja.api.schemas.values import Number, PageOut


class VersionOut(Schema):
    """The content of a plan as it was agreed once."""

    number: int
    agreed_at: datetime
    agreed_by: str


class SegmentOut(Schema):
    """A stretch of words that stayed (``TETAP``), went (``DIHAPUS``) or came (``DITAMBAH``)."""

    kind: str
    text: str


class FieldChangeOut(Schema):
    """One field with what it said before and says after; numbers read as on the screens."""

    name: str
    before: str
    after: str
    segments: list[SegmentOut]


class LineChangeOut(Schema):
    """One indicator, expectation or annex line that came, went or changed; ``name`` is its number, value or list."""

    kind: str
    name: str
    title: str
    fields: list[FieldChangeOut]


class OutcomeChangeOut(LineChangeOut):
    """One outcome that came, went or changed, with its indicators that did."""

    indicators: list[LineChangeOut]


class DifferenceOut(Schema):
    """Everything that differs between two contents; ``count`` tells how many things do."""

    count: int
    form: list[FieldChangeOut]
    outcomes: list[OutcomeChangeOut]
    expectations: list[LineChangeOut]
    notes: list[LineChangeOut]


class ChangesOut(Schema):
    """Two contents of a plan compared; 0 is what stands now, and without a difference there is nothing to compare."""

    plan_id: UUID
    versions: list[VersionOut]
    before: int | None
    after: int | None
    difference: DifferenceOut | None


class DescentOut(CascadeOut):
    """How an outcome comes down, of which indicator above each of its own is a part, and those there are above."""

    divides: dict[str, UUID | None]
    above: list[IndicatorOut]


class ServantOut(Schema):
    """Somebody's outcome that serves another."""

    outcome_id: UUID
    plan_id: UUID
    text: str
    owner: str
    unit: str
    state: str
    cascade: str
    division: str
    share: str


class SharedPartOut(Schema):
    """One indicator that is a part of another's; in another unit of measure it cannot be compared."""

    servant: ServantOut
    text: str
    target: Number | None
    unit: str
    comparable: bool


class SharedWholeOut(Schema):
    """One indicator beside its parts; ``difference`` is their sum less the target, null where nothing compares."""

    indicator: IndicatorOut
    parts: list[SharedPartOut]
    total: Number | None
    difference: Number | None


class SharingOut(PageOut):
    """A page of who serves an outcome, and the parts of its indicators."""

    outcome_id: UUID
    text: str
    wholes: list[SharedWholeOut]
    items: list[ServantOut]
