"""Who serves an outcome, and how the parts of a direct cascade compare with the whole."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from ekinerja.kernel.actor import Actor
from ekinerja.kernel.errors import NotFound
from ekinerja.planning.data import PlanState
from ekinerja.planning.models import Indicator, Outcome
from ekinerja.planning.selectors import plans

TOUCHED_SHOWN = 10


@dataclass(frozen=True)
class Servant:
    """Statutory term: RHK yang mendukung. Somebody's outcome that serves another, with whose it is and where."""

    outcome_id: UUID
    plan_id: UUID
    text: str
    owner: str
    unit: str
    state: str
    cascade: str
    division: str
    share: str


@dataclass(frozen=True)
class SharedPart:
    """Statutory term: bagian dari indikator pimpinan. One indicator that is a part of another's."""

    servant: Servant
    text: str
    target: Decimal | None
    unit: str
    comparable: bool


@dataclass(frozen=True)
class SharedWhole:
    """
    Statutory term: pembagian indikator (cascading langsung). One indicator beside its parts.

    ``total`` adds up the parts in the same unit of measure; ``difference`` is total less target, none where nothing
    can be compared.
    """

    indicator: Indicator
    parts: tuple[SharedPart, ...]
    total: Decimal | None
    difference: Decimal | None

    @property
    def strange(self) -> int:
        """How many parts are told in another unit of measure."""
        return sum(1 for part in self.parts if not part.comparable)


@dataclass(frozen=True)
class Sharing:
    """Statutory term: pembagian RHK. Who serves one outcome, and the parts of its indicators."""

    standing: plans.Standing
    outcome: Outcome
    wholes: tuple[SharedWhole, ...]
    servants: Page[Outcome]
    rows: tuple[Servant, ...]

    @property
    def count(self) -> int:
        """How many outcomes of others serve this one."""
        return self.servants.paginator.count


def serving(*, outcome_id: UUID) -> QuerySet[Outcome]:
    """Return the outcomes in force of plans not closed that serve an outcome, by name of their owner."""
    rows = Outcome.objects.filter(intervened_outcome_id=outcome_id, retired_at=None)
    return (
        rows.exclude(plan__state=PlanState.CLOSED)
        .select_related("plan")
        .order_by("plan__employee_snapshot__name", "number", "id")
    )


def sharing_of(*, actor: Actor, plan_id: UUID, outcome_id: UUID, on: date, page: int = 1, per: int = 25) -> Sharing:
    """
    Return who serves an outcome and how the parts of its indicators compare with them.

    :raises NotFound: the actor may not know of the plan, or it has no such outcome
    """
    standing = plans.get_for(actor=actor, plan_id=plan_id, on=on)
    outcome = next((row for row in plans.outcomes_of(plan_id=plan_id) if row.id == outcome_id), None)
    if outcome is None:
        raise NotFound
    shown = Paginator(serving(outcome_id=outcome_id), per).get_page(page)
    return Sharing(
        standing=standing,
        outcome=outcome,
        wholes=wholes_of(plans.indicators_of(outcome)),
        servants=shown,
        rows=tuple(servant_of(row) for row in shown.object_list),
    )


@dataclass(frozen=True)
class Descent:
    """Statutory term: penurunan hasil kerja satu RHK. What one outcome serves, and both sides' indicators."""

    standing: plans.Standing
    outcome: Outcome
    above: tuple[Indicator, ...]
    indicators: tuple[Indicator, ...]


def descent_of(*, actor: Actor, plan_id: UUID, outcome_id: UUID, on: date) -> Descent:
    """
    Return an outcome with what it serves and the indicators of both.

    :raises NotFound: the actor may not know of the plan, or it has no such outcome
    """
    standing = plans.get_for(actor=actor, plan_id=plan_id, on=on)
    outcome = next((row for row in plans.outcomes_of(plan_id=plan_id) if row.id == outcome_id), None)
    if outcome is None:
        raise NotFound
    above = Indicator.objects.filter(outcome__served_by=outcome, retired_at=None)
    return Descent(standing, outcome, tuple(above), plans.indicators_of(outcome))


def touched_by(*, outcome_id: UUID) -> tuple[int, tuple[Servant, ...]]:
    """Return how many outcomes of others serve this one, and the first of them."""
    rows = serving(outcome_id=outcome_id)
    first = tuple(servant_of(row) for row in rows[: TOUCHED_SHOWN + 1])
    return (len(first) if len(first) <= TOUCHED_SHOWN else rows.count()), first[:TOUCHED_SHOWN]


def wholes_of(indicators: Sequence[Indicator]) -> tuple[SharedWhole, ...]:
    """Return indicators beside their parts in the plans of others, with one query; those without parts are left out."""
    ids = [row.id for row in indicators]
    rows = Indicator.objects.filter(divides_id__in=ids, retired_at=None, outcome__retired_at=None)
    rows = rows.exclude(outcome__plan__state=PlanState.CLOSED).select_related("outcome__plan")
    found: dict[UUID, list[Indicator]] = {}
    for row in rows.order_by("outcome__plan__employee_snapshot__name", "number", "id"):
        found.setdefault(row.divides_id, []).append(row)  # type: ignore[arg-type]
    return tuple(whole_of(row, found[row.id]) for row in indicators if row.id in found)


def whole_of(indicator: Indicator, parts: Iterable[Indicator]) -> SharedWhole:
    """Return one indicator beside its parts."""
    told = tuple(
        SharedPart(
            servant=servant_of(part.outcome),
            text=part.text,
            target=part.target_number,
            unit=part.target_unit,
            comparable=same_unit(part.target_unit, indicator.target_unit),
        )
        for part in parts
    )
    numbers = [part.target for part in told if part.comparable and part.target is not None]
    total = sum(numbers, Decimal(0)) if numbers else None
    target = indicator.target_number
    return SharedWhole(indicator, told, total, total - target if total is not None and target is not None else None)


def same_unit(one: str, other: str) -> bool:
    """Tell whether two units of measure are the same, however they are written: ``Dokumen`` and ``dokumen``, ``%``."""
    return _bare(one) == _bare(other)


def _bare(unit: str) -> str:
    word = " ".join(unit.casefold().replace(".", " ").split())
    return {"%": "persen", "persentase": "persen"}.get(word, word)


def servant_of(row: Outcome) -> Servant:
    """Return an outcome that came with its plan as who serves."""
    person = row.plan.person
    return Servant(
        outcome_id=row.id,
        plan_id=row.plan_id,
        text=row.text,
        owner=person.name or _("pegawai"),
        unit=person.unit,
        state=row.plan.state,
        cascade=row.cascade,
        division=row.division,
        share=row.share,
    )
